import { drawMetrics, metricChoices } from './metrics-picture';
import type { Picture } from './picture';
import { drawSequence } from './sequence-picture';
import { drawStage } from './stage-picture';
import { drawStateChart, stateChartChoices } from './state-chart-picture';
import { drawTimeline } from './timeline-picture';

/** All pictures that can be taken of a run. Whoever draws one has loaded everything before (`loadEverything`, `laterParts.words`). */
export const pictures: readonly Picture[] = [
  {
    id: 'stage',
    title: 'Stage',
    purpose: 'Every part and every message on its way, as they stand at this step.',
    scopes: ['cursor', 'run'],
    choices: [],
    draw: drawStage,
  },
  {
    id: 'sequence',
    title: 'Sequence diagram',
    purpose:
      'Who tells whom what, one row after the other; of a long run, as many rows as a program can show.',
    scopes: ['run', 'flow', 'cursor'],
    choices: [],
    draw: drawSequence,
  },
  {
    id: 'state-chart',
    title: 'State chart',
    purpose:
      'The states of notifications, orders or deliveries, which have been taken, and what can come next.',
    scopes: ['cursor', 'run'],
    choices: stateChartChoices,
    draw: drawStateChart,
  },
  {
    id: 'timeline',
    title: 'Timeline',
    purpose: 'What each part works on and waits for, over simulated time.',
    scopes: ['run', 'flow', 'cursor'],
    choices: [],
    draw: drawTimeline,
  },
  {
    id: 'metrics',
    title: 'Metrics',
    purpose: 'What the run costs, in charts, beside the same story in the other architecture.',
    scopes: ['run'],
    choices: metricChoices,
    draw: drawMetrics,
  },
];
