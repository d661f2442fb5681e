import { layOutChart } from '../../analysis/state-chart/layout';
import { ChartedLife, Lives } from '../../analysis/state-chart/life';
import { charts } from '../../analysis/state-chart/state-chart';
import { kindTitle } from '../../analysis/state-chart/subjects';
import { pathWords } from '../../analysis/state-chart/words';
import { counted, listed } from '../../analysis/words';
import type { Piece } from '../../exchange/piece';
import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { shopOf, type Run } from '../../simulation';
import { paints, type Paint } from './colours';
import { pause, stepIn, type PictureChoice, type PictureOptions } from './picture';
import { runWords, stepWords, writeSheet } from './sheet';
import { labelMark, lineMarks, stateMark, type Charted } from './state-chart-marks';
import { keyOf } from './words';

/** Each kind of thing that has a chart. */
export const stateChartChoices: readonly PictureChoice[] = charts.map(({ id }) => ({
  id,
  title: kindTitle(id),
}));

/** A chart needs room for its heading and its key, however few states it has. */
const leastWidth = 640;

/** The chart of all notifications, orders or deliveries together, as it stands at the cursor or at the end of the run. */
export function* drawStateChart(run: Run, { scope, theme, choice }: PictureOptions): Generator<Piece> {
  const chart = charts.find(({ id }) => id === choice) ?? charts[0];
  if (chart === undefined) throw new Error('No machine has a chart');
  const orders = shopOf(run.recording).orders;
  const openings = orders.map(({ id, status }) => ({ machine: 'order', id, state: status }));
  yield pause;
  const lives = new Lives(run.trace, openings);
  yield pause;
  const step = stepIn(run, scope);
  const standing = new ChartedLife(chart, lives.together(chart.id)).at(step);
  yield pause;
  const layout = layOutChart(chart);
  const paint = paints[theme];
  const now = [...standing.counts].map(([state, count]) => `${count} ${pathWords(state)}`);
  const key = keyOf(keyEntries(paint), Math.max(leastWidth, layout.width), paint.inkSoft);
  const sheet = {
    title: `State chart: ${kindTitle(chart.id)} · ${runWords(run)}`,
    lines: [
      `${stepWords(run, step)}. ${now.length === 0 ? 'There is none at this step.' : `Now ${listed(now)}.`}`,
    ],
    description: `${counted(chart.states.length, 'state')} and ${counted(chart.transitions.length, 'transition')}.`,
    width: Math.max(leastWidth, layout.width),
    height: layout.height + 8 + key.height,
    paint,
    ground: paint.ground,
  };
  const charted: Charted = { layout, standing, step, paint };
  const foot = element('g', { transform: movedTo(0, layout.height + 8) }, ...key.marks);
  yield* writeSheet(sheet, marksOf(charted, foot), layout.states.length + layout.transitions.length + 10);
}

function* marksOf(charted: Charted, foot: Markup): Generator<Markup> {
  const { layout } = charted;
  // Frames lie below the lines that end at what is within them.
  for (const placed of layout.states) if (placed.state.isCompound) yield stateMark(placed, charted);
  yield* lineMarks(charted);
  for (const placed of layout.states) if (!placed.state.isCompound) yield stateMark(placed, charted);
  for (const placed of layout.transitions) yield labelMark(placed, charted);
  yield foot;
}

function keyEntries(paint: Paint) {
  const line = (attributes: Readonly<Record<string, string | number>>, words: string) => ({
    sign: [element('path', { d: 'M0 7H26', ...attributes })],
    width: 26,
    words,
  });
  return [
    line({ stroke: paint.inkSoft, 'stroke-width': 2.5 }, 'taken, and how often'),
    line({ stroke: paint.accent, 'stroke-width': 1.75, 'stroke-dasharray': '6 4' }, 'possible next'),
    line({ stroke: paint.accent, 'stroke-width': 3.5 }, 'taken at this step'),
    line({ stroke: paint.hairlineStrong }, 'not taken so far'),
  ];
}
