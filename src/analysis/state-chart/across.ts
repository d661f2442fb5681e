import { isWithin, type StateChart, type StateNode } from './state-chart';
import { step, type Passage } from './ports';
import type { Tracks } from './tracks';
import type { Span } from './ways';
import { labelOf, stateName } from './words';

/** Where things are from left to right, in px. */
export interface Across {
  /** Where the states of each column begin and end, and where the labels of what leaves them begin. */
  readonly columns: readonly ColumnAcross[];
  /** Where the first track is of the channel behind each column; of the one before all columns at −1. */
  readonly channels: ReadonlyMap<number, number>;
  readonly width: number;
}

interface ColumnAcross {
  readonly left: number;
  readonly right: number;
  readonly labels: number;
}

/** From the border of a state to those within it: on the left there is room for an arrow. */
const frameLeft = 2 * step;
const frameRight = step;
/** From the border of a state to the label of what leaves it. */
const stubLength = step;
/** Left and right of what is written. */
const labelPadding = 14;
const namePadding = 24;
/** A state has room for how many are in it now. */
const leastWidth = 84;

/** @param left where everything begins. */
export function acrossOf(
  chart: StateChart,
  spans: ReadonlyMap<string, Span>,
  passages: readonly Passage[],
  tracks: Tracks,
  left: number,
): Across {
  const columns: ColumnAcross[] = [];
  const channels = new Map([[-1, left]]);
  let end = left + tracks.countIn(-1) * step;
  const count = Math.max(0, ...[...spans.values()].map(({ last }) => last + 1));
  for (let column = 0; column < count; column += 1) {
    const members = chart.states.filter(
      ({ path }) => spans.get(path)?.first === column || spans.get(path)?.last === column,
    );
    const depth = (side: Side) =>
      Math.max(0, ...members.map(({ path }) => bordersAround(chart, spans, path, side, column)));
    const begin = end + step + frameLeft * depth('first');
    const right = begin + Math.max(leastWidth, ...members.map(nameWidth));
    const labels = right + frameRight * depth('last') + stubLength;
    columns.push({ left: begin, right, labels });
    const labelWidths = labelledIn(passages, spans, column).map((passage) => labelWidth(passage));
    const channel = labels + Math.max(0, ...labelWidths) + step;
    channels.set(column, channel);
    end = channel + tracks.countIn(column) * step;
  }
  return { columns, channels, width: end };
}

/** Where a state begins and ends: its column, or for one with others within it a border around theirs. */
export function sidesOf(
  chart: StateChart,
  spans: ReadonlyMap<string, Span>,
  { path }: StateNode,
  { columns }: Across,
): { readonly left: number; readonly right: number } {
  const { first, last } = spans.get(path) ?? { first: 0, last: 0 };
  const [begin, end] = [columns[first]?.left ?? 0, columns[last]?.right ?? 0];
  return {
    left: begin - frameLeft * bordersWithin(chart, spans, path, 'first'),
    right: end + frameRight * bordersWithin(chart, spans, path, 'last'),
  };
}

/**
 * What the label of a passage is wide. Its first line has the event, its second what decides besides; there is room for
 * how often it was taken, and for the word that it is possible: in the line below the event, or beside it where that has words.
 */
export function labelWidth({ transition }: Passage): number {
  const { event, condition } = labelOf(transition);
  const lines = condition === '' ? [`${event} 999×`, 'possible'] : [`${event} possible`, `${condition} 999×`];
  return Math.max(...lines.map((line) => widthOf(line))) + labelPadding;
}

type Side = 'first' | 'last';

/** Names are written larger than labels. */
function nameWidth(state: StateNode): number {
  return Math.ceil((widthOf(stateName(state)) * 8) / 7) + namePadding;
}

/** What a text is wide at most at the size of labels, by the letters of the page’s font: a little more than it is. */
function widthOf(text: string): number {
  const tenths = Array.from(text).reduce(
    (sum, letter) => sum + (letterWidths.get(letter) ?? anyLetterWidth),
    0,
  );
  return Math.ceil(tenths / 10);
}

/** In tenths of a px. */
const anyLetterWidth = 74;
const letterWidths: ReadonlyMap<string, number> = new Map(
  [['ijl', 32] as const, ['tfr ', 47] as const, ['mw', 108] as const].flatMap(([letters, width]) =>
    Array.from(letters, (letter) => [letter, width] as const),
  ),
);

/** The passages whose labels stand beside a column. */
function labelledIn(
  passages: readonly Passage[],
  spans: ReadonlyMap<string, Span>,
  column: number,
): readonly Passage[] {
  return passages.filter(({ transition: { source, target }, way }) => {
    return spans.get(way === 'back' ? target : source)?.last === column;
  });
}

/** How many borders of others lie around a state at a side of a column. */
function bordersAround(
  { states }: StateChart,
  spans: ReadonlyMap<string, Span>,
  path: string,
  side: Side,
  column: number,
): number {
  if (spans.get(path)?.[side] !== column) return 0;
  return states.filter(
    (outer) => outer.path !== path && isWithin(path, outer.path) && spans.get(outer.path)?.[side] === column,
  ).length;
}

/** How many borders, its own included, lie between a side of a state and the innermost states of that column. */
function bordersWithin(
  chart: StateChart,
  spans: ReadonlyMap<string, Span>,
  path: string,
  side: Side,
): number {
  const column = spans.get(path)?.[side] ?? 0;
  const own = bordersAround(chart, spans, path, side, column);
  const within = chart.states.filter((state) => isWithin(state.path, path));
  return Math.max(0, ...within.map((state) => bordersAround(chart, spans, state.path, side, column) - own));
}
