import type { StateChart, Transition } from './state-chart';
import { wayOf, type Span, type Way } from './ways';

/** Lines meet the sides of states on a grid of this many px; on the left they are half a step further down than on the right. */
export const step = 10;
/** A row with a label, which is a target for a finger. */
const labelRow = 3 * step;
/** What a state is high at least, in px. */
const leastHeight = 4 * step;

/** A transition and the way that it takes. */
export interface Passage {
  readonly transition: Transition;
  readonly way: Way;
}

/** Where lines meet a state, in px from its top. */
export interface Ports {
  /** What the state, or for one with others within it the strip with its name, is high for them. */
  readonly height: number;
  /** Rows on the right side by transition: where it leaves, or for `back` where it comes in. They have the labels. */
  readonly rows: ReadonlyMap<string, number>;
  /** Where lines come in on the right side from the same column. */
  readonly returns: number;
  /** Where lines come in on the left side. */
  readonly entry: number;
  /** Where `back` lines leave on the left side, by transition. */
  readonly exits: ReadonlyMap<string, number>;
}

export function passagesOf(chart: StateChart, columns: ReadonlyMap<string, Span>): readonly Passage[] {
  return chart.transitions.map((transition) => ({ transition, way: wayOf(transition, columns) }));
}

/** The ports of each state, by its path. */
export function portsOf(chart: StateChart, passages: readonly Passage[]): ReadonlyMap<string, Ports> {
  return new Map(chart.states.map(({ path }) => [path, portsOfState(path, passages)]));
}

/** What leaves for above stands above, so that lines cross less. */
const order: readonly Way[] = ['above', 'ahead', 'beside', 'loop', 'back', 'below'];

function portsOfState(path: string, passages: readonly Passage[]): Ports {
  const labelled = order.flatMap((way) =>
    passages.filter(
      (passage) => passage.way === way && path === passage.transition[way === 'back' ? 'target' : 'source'],
    ),
  );
  const arrives = ({ transition, way }: Passage) => transition.target === path && goesBesides(way);
  let bottom = step / 2;
  const rows = new Map<string, number>();
  for (const { transition } of labelled) {
    rows.set(transition.id, bottom + labelRow / 2);
    bottom += labelRow;
  }
  const returns = bottom + step / 2;
  if (passages.some(arrives)) bottom += step;
  const exits = passages.filter(({ transition, way }) => way === 'back' && transition.source === path);
  const height = Math.max(leastHeight, bottom + step / 2, (exits.length + 2) * step);
  const slotCount = height / step;
  const firstSlot = Math.floor((slotCount - exits.length - 1) / 2);
  const slot = (index: number) => (firstSlot + index) * step + step / 2;
  return {
    height,
    rows,
    returns,
    entry: slot(0),
    exits: new Map(exits.map(({ transition }, index) => [transition.id, slot(index + 1)])),
  };
}

function goesBesides(way: Way): boolean {
  return way === 'beside' || way === 'loop';
}
