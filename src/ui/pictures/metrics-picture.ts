import { metricsInSlices, type RunMetrics } from '../../analysis/metrics/metrics';
import { namesOf } from '../../analysis/names';
import { counted } from '../../analysis/words';
import type { Piece } from '../../exchange/piece';
import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { architectureNames, createSimulation, runOf, type Recording, type Run } from '../../simulation';
import { architectureTitles, otherArchitecture } from '../architectures';
import type { Side } from '../metrics/both-runs.svelte';
import { charts } from '../metrics/charts';
import { summaryRows } from '../metrics/measures';
import { paints } from './colours';
import { chartBlocks, summaryBlock } from './metric-blocks';
import type { Block } from './metric-panels';
import { sidePatterns } from './metric-patterns';
import { pause, type PictureChoice, type PictureOptions } from './picture';
import { runWords, writeSheet } from './sheet';

const all = 'all';

/** All charts on one sheet, or one alone. */
export const metricChoices: readonly PictureChoice[] = [
  { id: all, title: 'All charts' },
  ...charts.map(({ id, title }) => ({ id, title })),
];

/** Of both sides and what is between them, in px. */
const width = 1080;
/** Between two blocks, in px. */
const distance = 26;
/** So many actions of a simulation are done between two pauses. */
const actionsInOneGo = 1000;

/** What can be measured of a run, beside the same story in the other architecture, on the same scales. */
export function* drawMetrics(run: Run, { theme, choice }: PictureOptions): Generator<Piece> {
  const other = yield* played({
    ...run.recording,
    architecture: otherArchitecture(run.recording.architecture),
  });
  const sides: Side[] = [];
  for (const architecture of architectureNames) {
    const { recording, trace } = architecture === run.recording.architecture ? run : other;
    sides.push({
      architecture,
      title: architectureTitles[architecture],
      metrics: yield* measured({ recording, trace }),
      names: namesOf(recording, trace),
    });
    yield pause;
  }
  const paint = paints[theme];
  const chosen = charts.filter(({ id }) => id === choice);
  const shown = chosen.length === 0 ? charts : chosen;
  const blocks = [
    ...(chosen.length === 0 ? [summaryBlock(summaryRows(sides), sides, paint)] : []),
    ...(yield* chartBlocks(shown, sides, run.recording.broker, width, paint)),
  ];
  const height = blocks.reduce((sum, block) => sum + block.height + distance, -distance);
  const sheet = {
    title: `Metrics · ${runWords(run)}`,
    lines: [`The whole run, beside the same story ${otherWords(run)}`],
    description: `${counted(shown.length, 'chart')}, each for both architectures on one scale: ${shown.map(({ title }) => title).join(', ')}.`,
    width,
    height,
    paint,
    ground: paint.surface,
  };
  yield pause;
  yield* writeSheet(sheet, below(blocks, sidePatterns(paint)), blocks.length + 1);
}

/** Measures a run, with pauses. */
function* measured(run: Pick<Run, 'recording' | 'trace'>): Generator<Piece, RunMetrics> {
  const slices = metricsInSlices(run);
  let slice = slices.next();
  while (slice.done !== true) {
    yield pause;
    slice = slices.next();
  }
  return slice.value;
}

/** Plays a recording to its end, with pauses. */
function* played(recording: Recording): Generator<Piece, Run> {
  const simulation = createSimulation(recording);
  while (!simulation.advance(actionsInOneGo)) yield pause;
  return runOf(recording, simulation);
}

function otherWords({ recording }: Run): string {
  return recording.architecture === 'event-sourced' ? 'with calls' : 'with events';
}

function* below(blocks: readonly Block[], patterns: Markup): Generator<Markup> {
  yield patterns;
  let y = 0;
  for (const { marks, height } of blocks) {
    yield element('g', { class: 'chart', transform: movedTo(0, y) }, ...marks);
    y += height + distance;
  }
}
