import { peakOf } from '../../analysis/metrics/steps';
import type { Piece } from '../../exchange/piece';
import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { fitted, textWidth, wrapped } from '../../exchange/svg/text-width';
import type { BrokerName } from '../../simulation';
import type { Side } from '../metrics/both-runs.svelte';
import type { BarMeasure, StepMeasure } from '../metrics/charts';
import { inboxTime, sharedTime } from '../metrics/measures';
import { highest } from '../metrics/step-chart';
import type { Paint } from './colours';
import { barPanel, stepPanel, type Block } from './metric-panels';
import { partPaint } from './metric-patterns';
import { pause } from './picture';
import { keyOf, words } from './words';

/** Between the two sides, in px. */
const gutter = 40;

/** Each chart under its title, for both sides on one scale; with pauses. */
export function* chartBlocks(
  charts: readonly (StepMeasure | BarMeasure)[],
  sides: readonly Side[],
  broker: BrokerName,
  width: number,
  paint: Paint,
): Generator<Piece, readonly Block[]> {
  const times = { run: sharedTime(sides), inbox: inboxTime(sides) };
  const sideWidth = (width - gutter * (sides.length - 1)) / sides.length;
  const blocks: Block[] = [];
  for (const chart of charts) {
    yield pause;
    const panels = chart.kind === 'steps' ? stepPanels(chart, times[chart.axis]) : barPanels(chart);
    const head = headOf(chart, sides, width, paint);
    const titled = sides.map(({ title, architecture }, index) => sideTitle(title, architecture, index));
    const top = head.height + 24;
    blocks.push({
      marks: [
        ...head.marks,
        ...titled.map((mark) => element('g', { transform: movedTo(0, head.height) }, mark)),
        ...panels.map(({ marks }, index) =>
          element('g', { transform: movedTo(index * (sideWidth + gutter), top) }, ...marks),
        ),
      ],
      height: top + Math.max(...panels.map(({ height }) => height)),
    });
  }
  return blocks;

  function sideTitle(title: string, architecture: string, index: number): Markup {
    const dashes = architecture === 'api-driven' ? '5 3' : undefined;
    return element(
      'g',
      { transform: movedTo(index * (sideWidth + gutter), 0) },
      element('path', { d: 'M0 8h26', stroke: paint.accent, 'stroke-width': 2, 'stroke-dasharray': dashes }),
      words(32, 12.6, title, { size: 13, isBold: true, fill: paint.inkSoft }),
    );
  }

  function stepPanels(chart: StepMeasure, { time, until }: ReturnType<typeof sharedTime>): readonly Block[] {
    const series = sides.map(({ metrics, names }) =>
      metrics === undefined ? [] : chart.seriesOf(metrics, names),
    );
    const peak = highest(series.flat().map(({ steps }) => peakOf(steps)));
    return sides.map(({ architecture, metrics }, index) =>
      stepPanel({
        series: series[index] ?? [],
        time,
        until,
        peak,
        isDashed: architecture === 'api-driven',
        none: metrics === undefined ? '' : chart.none(metrics, broker),
        width: sideWidth,
        paint,
      }),
    );
  }

  function barPanels(chart: BarMeasure): readonly Block[] {
    const rows = sides.map(({ metrics, names }) =>
      metrics === undefined ? [] : chart.rowsOf(metrics, names),
    );
    const totals = rows.flat().map(({ values }) => values.reduce((sum, value) => sum + value, 0));
    return rows.map((own) =>
      barPanel({
        rows: own,
        most: highest(totals),
        valueWords: chart.valueWords,
        none: chart.none,
        width: sideWidth,
        paint,
      }),
    );
  }
}

/** The title of a chart, what it is counted in, and what its colours mean. */
function headOf(chart: StepMeasure | BarMeasure, sides: readonly Side[], width: number, paint: Paint): Block {
  const titleType = { size: 15, isBold: true };
  const noteType = { size: 13 };
  const noteAt = textWidth(chart.title, titleType) + 10;
  const note = fitted(chart.note, width - noteAt, noteType);
  const marks = [
    element('path', { d: `M0 0.5H${width}`, stroke: paint.hairline }),
    words(0, 26, chart.title, { ...titleType, fill: paint.ink }),
    words(noteAt, 26, note, { ...noteType, fill: paint.inkSoft }),
  ];
  if (chart.kind === 'steps' || chart.kinds.length === 1) return { marks, height: 38 };
  const isUsed = (place: number) =>
    sides.some(({ metrics, names }) =>
      metrics === undefined
        ? false
        : chart.rowsOf(metrics, names).some(({ values }) => (values[place] ?? 0) > 0),
    );
  const entries = chart.kinds.flatMap((kind, place) =>
    isUsed(place)
      ? [
          {
            sign: [
              element('rect', {
                x: 0.5,
                y: 1.5,
                width: 17,
                height: 11,
                fill: `url(#part-${place})`,
                stroke: partPaint(place, paint),
              }),
            ],
            width: 18,
            words: kind,
          },
        ]
      : [],
  );
  const key = keyOf(entries, width, paint.inkSoft);
  return {
    marks: [...marks, element('g', { transform: 'translate(0 38)' }, ...key.marks)],
    height: 42 + key.height,
  };
}

/** The run in numbers, as a table. */
export function summaryBlock(
  rows: readonly (readonly string[])[],
  sides: readonly Side[],
  paint: Paint,
): Block {
  const rowHeight = 22;
  const columnAt = (index: number) => 400 + index * 130;
  const type = { size: 13 };
  const marks: Markup[] = [
    words(0, 14, 'The whole run in numbers', { size: 15, isBold: true, fill: paint.ink }),
  ];
  sides.forEach(({ title }, index) => {
    marks.push(words(columnAt(index), 38, title, { ...type, fill: paint.inkSoft, anchor: 'end' }));
  });
  rows.forEach(([measure = '', ...values], row) => {
    const y = 46 + row * rowHeight;
    marks.push(
      element('path', { d: `M0 ${y - 0.5}H${columnAt(sides.length - 1)}`, stroke: paint.hairline }),
      words(0, y + 15.5, wrapped(measure, 240, type, 1)[0] ?? '', { ...type, fill: paint.ink }),
      ...values.map((value, index) =>
        words(columnAt(index), y + 15.5, value, { ...type, isBold: true, fill: paint.ink, anchor: 'end' }),
      ),
    );
  });
  return { marks, height: 46 + rows.length * rowHeight };
}
