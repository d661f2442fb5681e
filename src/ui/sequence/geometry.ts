import type { MessageRow, Row, Sequence } from '../../analysis/sequence/rows';
import type { Place } from '../../analysis/sequence/spans';
import type { LossReason, NodeId } from '../../simulation';

/** Sizes in px. */
export const rowHeight = 34;
export const headHeight = 44;
/** The column of step numbers. */
export const gutterWidth = 60;
/** Half the width of a bar on a lifeline. */
export const barReach = 5;
/** Where in a row its line is, from the top. */
const lineAt = 25;
/** How far a bar is beside the one that it lies on. */
const barShift = 6;
/** Bars further out would reach the next lifeline. */
const deepest = 4;
/** What a note and a short label need. */
const labelWidth = 264;

/** Where the lifelines are, in px from the left edge of the drawing. */
export interface Columns {
  readonly spacing: number;
  /** Of the whole drawing. */
  readonly width: number;
}

/** As wide as the longest word that stands at a lifeline, and no wider than an eye follows with ease. */
const spacings = { least: 88, most: 200 };

/** @param viewWidth of what is in sight. */
export function columnsOf(count: number, viewWidth: number): Columns {
  const even = (viewWidth - gutterWidth) / Math.max(1, count);
  const spacing = Math.max(spacings.least, Math.min(even, spacings.most));
  return { spacing, width: Math.max(viewWidth, gutterWidth + spacing * count) };
}

/** The middle of a lifeline. */
export function xOf(column: number, { spacing }: Columns): number {
  return gutterWidth + spacing * (column + 0.5);
}

/** How far to the right of its lifeline the middle of a bar is. */
export function barOffset(depth: number): number {
  return Math.min(depth, deepest) * barShift;
}

/** A height in px below the top of the row `base`. */
export function yOf({ row, isBelow }: Place, base: number): number {
  return (row - base) * rowHeight + (isBelow ? rowHeight : lineAt);
}

/** A part of the drawing from left to right. */
export interface Extent {
  readonly left: number;
  readonly right: number;
}

/** Between which lifelines a row has its arrow; of a note, its lifeline alone. */
export function extentOf(row: Row, sequence: Sequence, columns: Columns): Extent {
  const x = (node: NodeId) => xOf(sequence.columnOf(node), columns);
  if (row.kind !== 'message') return { left: x(row.node), right: x(row.node) };
  return { left: Math.min(x(row.from), x(row.to)), right: Math.max(x(row.from), x(row.to)) };
}

/** Where the words of a row are. */
export interface LabelPlace extends Extent {
  /** Whether they end at its right edge, and do not begin at its left. */
  readonly isFlushRight: boolean;
}

/** Less than this is no room for words. */
const leastRoom = 150;

/**
 * Where the words of a row are: above the arrow, where it begins or at its left end; or beside the lifeline, on the right, unless
 * an arrow comes from there or the drawing ends.
 */
export function labelPlaceOf(row: Row, sequence: Sequence, columns: Columns): LabelPlace {
  const { left, right } = extentOf(row, sequence, columns);
  const gap = barReach + (row.kind === 'message' ? 4 : 8);
  const room = Math.max(right - left - 2 * gap, labelWidth);
  const hasRoom = left + gap + room <= columns.width;
  if (hasRoom && !isBetterLeft(row, sequence, right - gap)) {
    return { left: left + gap, right: left + gap + room, isFlushRight: false };
  }
  const end = row.kind === 'message' ? right - gap : left - gap;
  return { left: Math.max(gutterWidth, end - room), right: end, isFlushRight: true };
}

/** Whether an arrow that goes down to the left would run through the words at its left end. @param end of the words then. */
function isBetterLeft(row: Row, sequence: Sequence, end: number): boolean {
  if (row.kind === 'note' || end - gutterWidth < leastRoom) return false;
  const message = row.kind === 'message' ? row : row.message;
  const isLeftwards = sequence.columnOf(message.from) > sequence.columnOf(message.to);
  return isLeftwards && (row.kind === 'arrival' || sequence.isSlanted(message));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** An arrow from lifeline to lifeline. */
export interface Arrow {
  readonly from: Point;
  readonly to: Point;
}

/** Where on its way a message is lost, by the reason. */
const lossFractions: Readonly<Record<LossReason, number>> = {
  dropped: 0.5,
  'addressee away': 1,
  'nobody waits': 1,
  'nobody listens': 0.3,
};

/**
 * The arrow of a message.
 * @param index its row. @param base the row from which places are counted.
 * @param fraction how much of its way it has behind it, 0 to 1: as long as it is on its way it stays in its row.
 * @param reason why it is lost; undefined when it is not.
 */
export function arrowOf(
  message: MessageRow,
  index: number,
  base: number,
  columns: Columns,
  sequence: Sequence,
  { fraction = 1, reason }: { readonly fraction?: number; readonly reason?: LossReason | undefined } = {},
): Arrow {
  const { from, to, end } = message;
  const start = xOf(sequence.columnOf(from), columns);
  const goal = xOf(sequence.columnOf(to), columns);
  const direction = goal < start ? -1 : 1;
  const y = yOf({ row: index, isBelow: false }, base);
  const hasEnded = fraction === 1 && end !== undefined;
  const left = { x: start + direction * barReach, y };
  const there = { x: goal - direction * (barReach + 1), y: hasEnded ? yOf(end, base) : y };
  const way = reason === undefined ? fraction : lossFractions[reason];
  return {
    from: left,
    to: { x: left.x + (there.x - left.x) * way, y: left.y + (there.y - left.y) * way },
  };
}

/** The head of an arrow as a path: two sides, to be filled or not. */
export function headPath({ from, to }: Arrow, size = 8): string {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const ux = dx / length;
  const uy = dy / length;
  const back = { x: to.x - ux * size, y: to.y - uy * size };
  const half = size * 0.55;
  const side = (sign: 1 | -1) => `${round(back.x - sign * uy * half)} ${round(back.y + sign * ux * half)}`;
  return `M${side(1)}L${round(to.x)} ${round(to.y)}L${side(-1)}`;
}

/** A cross where a message is lost. */
export function crossPath({ to: { x, y } }: Arrow, reach = 5): string {
  return `M${x - reach} ${y - reach}l${2 * reach} ${2 * reach}m0 ${-2 * reach}l${-2 * reach} ${2 * reach}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
