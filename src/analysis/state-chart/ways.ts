import { isWithin, type StateChart, type StateNode, type Transition } from './state-chart';

/** Which columns a state takes up in the layout, from the left: one, or several if states lie within it. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * How a transition gets from its source to its target. All but `back` leave on the right side of the source.
 * - `ahead`: to the next column, into the left side of the target;
 * - `beside`: to the same column, into the right side of the target;
 * - `loop`: into the right side of the source itself;
 * - `back`: from the left side of the source to the column before, into the right side of the target;
 * - `above`, `below`: past other columns, on a rail over or under everything, into the left side of the target.
 */
export type Way = 'ahead' | 'beside' | 'loop' | 'back' | 'above' | 'below';

/**
 * The columns of a chart: a state stands as many columns from the beginning as it takes transitions to get there at least;
 * a final one stands behind all that lead to it.
 */
export function columnsOf(chart: StateChart): ReadonlyMap<string, Span> {
  const leaves = chart.states.filter(({ isCompound }) => !isCompound);
  const columns = distances(chart, leaves);
  for (const { path } of leaves.filter(({ isFinal }) => isFinal)) {
    const sources = leaves.filter(
      (leaf) => !leaf.isFinal && leadsTo(chart, leaf, path) && columns.has(leaf.path),
    );
    columns.set(path, Math.max(0, ...sources.map((leaf) => (columns.get(leaf.path) ?? 0) + 1)));
  }
  return new Map(
    chart.states.map(({ path }) => {
      const within = leaves
        .filter((leaf) => isWithin(leaf.path, path))
        .map((leaf) => columns.get(leaf.path) ?? 0);
      return [path, { first: Math.min(...within), last: Math.max(...within) }];
    }),
  );
}

export function wayOf({ source, target }: Transition, columns: ReadonlyMap<string, Span>): Way {
  const from = columns.get(source) ?? nowhere;
  const to = columns.get(target) ?? nowhere;
  if (source === target) return 'loop';
  if (to.first === from.last + 1) return 'ahead';
  if (to.last === from.last) return 'beside';
  if (to.last === from.first - 1) return 'back';
  return to.first > from.last ? 'above' : 'below';
}

const nowhere: Span = { first: 0, last: 0 };

/** How many transitions it takes from where the chart begins to each state that can be reached. */
function distances(chart: StateChart, leaves: readonly StateNode[]): Map<string, number> {
  const outer = chart.states.find(({ parent, isInitial }) => parent === '' && isInitial);
  let reached = leaves.filter(({ path }) => path === beginningOf(chart, outer));
  const columns = new Map<string, number>();
  for (let distance = 0; reached.length > 0; distance += 1) {
    for (const { path } of reached) columns.set(path, distance);
    const last = reached;
    reached = leaves.filter(
      ({ path }) => !columns.has(path) && last.some((leaf) => leadsTo(chart, leaf, path)),
    );
  }
  return columns;
}

function beginningOf(chart: StateChart, state: StateNode | undefined): string {
  const inner = chart.states.find(({ parent, isInitial }) => parent === state?.path && isInitial);
  return inner === undefined ? (state?.path ?? '') : beginningOf(chart, inner);
}

function leadsTo({ transitions }: StateChart, leaf: StateNode, path: string): boolean {
  return transitions.some(({ source, landing }) => landing === path && isWithin(leaf.path, source));
}
