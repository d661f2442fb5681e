import { labelOf, remarksOn } from '../../analysis/sequence/row-words';
import type { Row } from '../../analysis/sequence/rows';
import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { fitted, textWidth } from '../../exchange/svg/text-width';
import { shapeOf } from '../details/record-shape';
import { formatSpan } from '../format-span';
import { extentOf, gutterWidth, labelPlaceOf, rowHeight } from '../sequence/geometry';
import { flowPaint, type Paint } from './colours';
import type { Drawn } from './sequence-lines';
import { words } from './words';

const type = { size: 12 };
const shapeWidth = 14;
const gap = 4;
/** A label keeps at least so much of its room from what is said besides, in px. */
const leastLabel = 60;

/** The words of a row: its step and time, and what happens, in a group of the class `row`. */
export function rowMarks(index: number, drawn: Drawn): readonly Markup[] {
  const { sequence, first, paint } = drawn;
  const row = sequence.rows[index];
  if (row === undefined) return [];
  const { record } = row;
  const y = (index - first) * rowHeight;
  const right = gutterWidth - 8;
  return [
    element(
      'g',
      { class: 'row', transform: movedTo(0, y) },
      words(right, 14, String(record.seq), { ...type, fill: paint.inkSoft, isBold: true, anchor: 'end' }),
      words(right, 28, formatSpan(record.at), { size: 11, fill: paint.inkFaint, anchor: 'end' }),
      ...labelMarks(row, drawn),
    ),
  ];
}

interface Part {
  readonly text: string;
  readonly fill: string;
  readonly isBold: boolean;
}

function labelMarks(row: Row, drawn: Drawn): readonly Markup[] {
  const { sequence, columns, names, run, flows, step, paint } = drawn;
  const { record } = row;
  const flow = flows.get(record.flow);
  const place = labelPlaceOf(row, sequence, columns);
  const isNote = row.kind !== 'message';
  const padding = isNote ? 6 : 3;
  const letter =
    flows.size > 1 && flow !== undefined ? [{ text: flow.letter, fill: paint.ink, isBold: true }] : [];
  const remarks = remarksOn(row, step, run.trace).map((text) => {
    const isLost = text.startsWith('lost');
    return { text, fill: isLost ? paint.failure : paint.inkFaint, isBold: isLost };
  });
  const besides = [...letter, ...remarks].reduce((sum, part) => sum + widthOf(part) + gap, shapeWidth + gap);
  const room = place.right - place.left - 2 * padding - besides;
  const text = fitted(labelOf(row, names), Math.max(leastLabel, room), type);
  const parts: readonly Part[] = [...letter, { text, fill: paint.ink, isBold: false }, ...remarks];
  const width = parts.reduce((sum, part) => sum + widthOf(part) + gap, shapeWidth) + 2 * padding;
  const left = place.isFlushRight ? place.right - width : place.left;
  const shape = shapeOf(record);
  const colour = flowPaint(paint, flow);
  const [top, height] = isNote ? [5, 24] : [3, 17];
  const middle = top + height / 2;
  let x = left + padding + shapeWidth + gap;
  return [
    ...(isNote
      ? [element('circle', { cx: extentOf(row, sequence, columns).left, cy: 17, r: 4, fill: paint.inkSoft })]
      : []),
    element('rect', { x: left, y: top, width, height, rx: 4, ...boxOf(row, paint) }),
    element('path', {
      d: shape.path,
      transform: movedTo(left + padding + shapeWidth / 2, middle),
      fill: shape.isFilled ? colour : 'none',
      stroke: colour,
      'stroke-width': 1.5,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
    ...parts.map((part) => {
      const mark = words(x, middle + 4.3, part.text, { ...type, fill: part.fill, isBold: part.isBold });
      x += widthOf(part) + gap;
      return mark;
    }),
  ];
}

/** What breaks has an edge in the colour of failures, what is decided or changed another; a message has none. */
function boxOf({ kind, record }: Row, paint: Paint): Readonly<Record<string, string | number | undefined>> {
  if (kind === 'message') return { fill: paint.surface };
  if (broken.has(record.kind)) return { fill: paint.raised, stroke: paint.failure, 'stroke-width': 1.5 };
  return kind === 'note' ? { fill: paint.raised, stroke: paint.hairlineStrong } : { fill: paint.surface };
}

const broken: ReadonlySet<string> = new Set(['failed', 'timed-out', 'node-down', 'fault', 'limit-reached']);

function widthOf({ text, isBold }: Part): number {
  return textWidth(text, { ...type, isBold });
}
