import type { Flow } from '../../analysis/flows';
import type { Names } from '../../analysis/names';
import { fateOf, lossOf } from '../../analysis/sequence/row-words';
import type { MessageRow, Sequence } from '../../analysis/sequence/rows';
import { element, numberText, type Markup } from '../../exchange/svg/markup';
import { wrapped } from '../../exchange/svg/text-width';
import type { Run } from '../../simulation';
import { arrowStyleOf } from '../sequence/arrow-style';
import {
  arrowOf,
  barOffset,
  barReach,
  crossPath,
  gutterWidth,
  headHeight,
  headPath,
  rowHeight,
  xOf,
  yOf,
  type Arrow,
  type Columns,
} from '../sequence/geometry';
import { flowPaint, type Paint } from './colours';
import { words } from './words';

/** A part of a sequence diagram on its way to a picture; heights are counted from its first row. */
export interface Drawn {
  readonly run: Run;
  readonly sequence: Sequence;
  readonly columns: Columns;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly names: Names;
  readonly paint: Paint;
  /** The first row that is drawn, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** How many records have happened. */
  readonly step: number;
}

/** What begins above the rows that are drawn, or ends below them, is cut off there. */
export function clipping(width: number, height: number): Markup {
  return element('defs', {}, element('clipPath', { id: 'rows' }, element('rect', { width, height })));
}

/** The lifelines, and what is done on them; at the cursor its row is marked. */
export function backgroundOf(drawn: Drawn, height: number, hasCursor: boolean): readonly Markup[] {
  const { sequence, columns, paint, first, end, step } = drawn;
  const current = hasCursor ? sequence.rowAt(step) : -1;
  const isInSight = current >= first && current < end;
  const lifelines = sequence.participants.map((_, column) => {
    const x = xOf(column, columns);
    return element('path', { d: `M${numberText(x)} 0V${height}`, stroke: paint.track, 'stroke-width': 1.5 });
  });
  return [
    ...(isInSight
      ? [
          element('rect', {
            y: (current - first) * rowHeight,
            width: columns.width,
            height: rowHeight,
            fill: paint.accentSoft,
          }),
        ]
      : []),
    ...lifelines,
    ...barsOf(drawn, height),
  ];
}

/** What each lifeline does for a while. A bar ends shortly after the last thing that it is about. */
function barsOf({ sequence, columns, paint, first, step }: Drawn, height: number): readonly Markup[] {
  const barEnd = 5;
  return sequence.spans.flatMap(({ kind, node, depth, begin, end }) => {
    if (begin.seq > step) return [];
    const isOpen = end === undefined || end.seq > step;
    const top = Math.max(yOf(begin, first), -rowHeight);
    const bottom = Math.min(isOpen ? height : yOf(end, first) + barEnd, height + rowHeight);
    if (bottom < 0 || top > height) return [];
    const x = xOf(sequence.columnOf(node), columns) + (kind === 'away' ? 0 : barOffset(depth));
    const box = { x: x - barReach, y: top, width: 2 * barReach, height: Math.max(0, bottom - top), rx: 1.5 };
    if (kind === 'work') return [element('rect', { ...box, fill: paint.workingSoft, stroke: paint.working })];
    if (kind === 'wait')
      return [
        element('rect', { ...box, fill: paint.surface, stroke: paint.waiting, 'stroke-dasharray': '3 2' }),
      ];
    const d = `M${numberText(x)} ${numberText(top)}V${numberText(bottom)}`;
    return [
      element('path', { d, stroke: paint.surface, 'stroke-width': 5 }),
      element('path', { d, stroke: paint.failure, 'stroke-width': 2, 'stroke-dasharray': '2 6' }),
    ];
  });
}

/** Messages that left above what is drawn, and end within it. */
export function arrowsInto(drawn: Drawn): readonly Markup[] {
  const { sequence, first, step } = drawn;
  return sequence.slanted.flatMap((message) => {
    const index = sequence.rowAt(message.record.seq);
    const { end } = message;
    return index < first && end !== undefined && end.row >= first && end.seq <= step
      ? [arrowMark(message, index, drawn)]
      : [];
  });
}

const dashes = { solid: undefined, dashed: '6 4', dotted: '1 4' } as const;

/** The arrow of a message, of the class `message`. @param index its row. */
export function arrowMark(message: MessageRow, index: number, drawn: Drawn): Markup {
  const { run, sequence, columns, flows, paint, first, step } = drawn;
  const colour = flowPaint(paint, flows.get(message.record.flow));
  const { line, head } = arrowStyleOf(message.record);
  const fate = fateOf(message, step);
  const reason = lossOf(message, step, run.trace);
  const fraction = fate === 'on its way' ? 0.6 : 1;
  const arrow = rounded(arrowOf(message, index, first, columns, sequence, { fraction, reason }));
  const { from, to } = arrow;
  const end = {
    'on its way': () => [element('circle', { cx: to.x, cy: to.y, r: 3.5, fill: colour })],
    lost: () => [
      element('path', { d: crossPath(arrow), stroke: paint.surface, 'stroke-width': 6 }),
      element('path', { d: crossPath(arrow), stroke: paint.failure, 'stroke-width': 2.5 }),
    ],
    arrived: () => [element('path', { d: headPath(arrow), fill: head === 'filled' ? colour : undefined })],
  };
  return element(
    'g',
    {
      class: 'message',
      fill: 'none',
      stroke: colour,
      'stroke-width': 1.75,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    },
    element('path', { d: `M${from.x} ${from.y}L${to.x} ${to.y}`, 'stroke-dasharray': dashes[line] }),
    ...(fate === undefined ? [] : end[fate]()),
  );
}

function rounded({ from, to }: Arrow): Arrow {
  const round = ({ x, y }: Arrow['to']) => ({ x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 });
  return { from: round(from), to: round(to) };
}

/** The ground of the step numbers, before the lifelines. */
export function gutterOf(width: number, height: number, paint: Paint): readonly Markup[] {
  return [
    element('path', { d: `M${gutterWidth - 0.5} 0V${height}`, stroke: paint.hairline }),
    element('path', { d: `M0 ${height}H${width}`, stroke: paint.hairline }),
  ];
}

/** The heads of the lifelines, each a group of the class `lifeline`. */
export function headsOf({ sequence, columns, paint }: Drawn): readonly Markup[] {
  const type = { size: 12 };
  const room = columns.spacing - 10;
  const boxHeight = 36;
  return [
    words(gutterWidth - 8, headHeight - 8, 'Step', { ...type, fill: paint.inkFaint, anchor: 'end' }),
    element('path', { d: `M0 ${headHeight - 0.5}H${columns.width}`, stroke: paint.hairline }),
    ...sequence.participants.map(({ title, role }, column) => {
      const x = xOf(column, columns);
      const lines = wrapped(title, room - 8, type, 2);
      const isWell = role === 'store' || role === 'channel';
      const first = 4 + boxHeight / 2 - (lines.length - 1) * 7.5 + 4.3;
      return element(
        'g',
        { class: 'lifeline' },
        element('rect', {
          x: x - room / 2,
          y: 4,
          width: room,
          height: boxHeight,
          rx: role === 'actor' ? 18 : 6,
          fill: isWell ? paint.sunken : paint.raised,
          stroke: paint.hairlineStrong,
          'stroke-width': role === 'bus' || role === 'api' ? 2 : 1,
        }),
        ...lines.map((line, index) =>
          words(x, first + index * 15, line, { ...type, fill: paint.ink, anchor: 'middle' }),
        ),
      );
    }),
  ];
}
