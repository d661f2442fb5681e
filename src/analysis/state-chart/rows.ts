import { isWithin, type StateChart, type StateNode } from './state-chart';
import { step, type Passage, type Ports } from './ports';
import type { Span } from './ways';

/** How far down a state begins, and how high it is, in px. */
interface Extent {
  readonly top: number;
  readonly height: number;
}

/** Where states begin and how high they are, by path, and how high they are together. */
interface Block {
  readonly height: number;
  readonly extents: ReadonlyMap<string, Extent>;
}

/** Between states of a column, in px; a mark for the beginning fits above each. */
const gap = 3 * step;
/** Between the strip with the name of a state and the states within it. */
const gapBelowName = 2 * step;
/** Below the states within a state. */
const padding = step;

/** Puts states below each other in their columns, those within a state into it, so that none overlaps another. */
export class Rows {
  readonly extents: ReadonlyMap<string, Extent>;
  readonly height: number;

  constructor(
    private readonly chart: StateChart,
    private readonly columns: ReadonlyMap<string, Span>,
    private readonly ports: ReadonlyMap<string, Ports>,
    private readonly passages: readonly Passage[],
  ) {
    const { extents, height } = this.#pack('');
    this.extents = extents;
    this.height = height;
  }

  /** All states within a state: each as high up as its columns allow, the columns in the middle of each other. */
  #pack(parent: string): Block {
    const children = this.chart.states.filter((state) => state.parent === parent);
    const ends = new Map<number, number>();
    const extents = new Map<string, Extent>();
    const lastColumn = Math.max(0, ...children.map((child) => this.#spanOf(child).last));
    for (let column = 0; column <= lastColumn; column += 1) {
      const members = children
        .filter((child) => this.#spanOf(child).first === column)
        .map((child) => ({ child, pull: this.#pull(child, extents) }))
        .sort((a, b) => a.pull - b.pull);
      for (const { child } of members) {
        const taken = columnsIn(this.#spanOf(child));
        const top = Math.max(...taken.map((each) => ends.get(each) ?? 0));
        const block = this.#blockOf(child);
        for (const [path, extent] of block.extents) {
          extents.set(path, { ...extent, top: extent.top + top });
        }
        for (const each of taken) ends.set(each, top + block.height + gap);
      }
    }
    const height = Math.max(0, ...ends.values()) - gap;
    return { height, extents: this.#centred(children, extents, height) };
  }

  #blockOf(state: StateNode): Block {
    const { height } = this.ports.get(state.path) ?? { height: 0 };
    if (!state.isCompound) return { height, extents: new Map([[state.path, { top: 0, height }]]) };
    const inner = this.#pack(state.path);
    const innerTop = height + gapBelowName;
    const own: Extent = { top: 0, height: innerTop + inner.height + padding };
    return {
      height: own.height,
      extents: new Map([
        [state.path, own],
        ...[...inner.extents].map(
          ([path, extent]) => [path, { ...extent, top: extent.top + innerTop }] as const,
        ),
      ]),
    };
  }

  /** How far down the states are, on average, that lead to a state and have their place; those of no such come last. */
  #pull({ path }: StateNode, extents: ReadonlyMap<string, Extent>): number {
    const middles = this.passages.flatMap(({ transition: { id, source, target } }) => {
      const top = extents.get(source)?.top;
      const row = this.ports.get(source)?.rows.get(id);
      return isWithin(target, path) && top !== undefined ? [top + (row ?? 0)] : [];
    });
    if (middles.length === 0) return Infinity;
    return Math.floor(middles.reduce((sum, middle) => sum + middle, 0) / middles.length);
  }

  /** Moves columns down that are lower than others, together with those that a state joins them to. */
  #centred(
    children: readonly StateNode[],
    extents: ReadonlyMap<string, Extent>,
    height: number,
  ): ReadonlyMap<string, Extent> {
    const centred = new Map(extents);
    for (const group of joined(children, (child) => this.#spanOf(child))) {
      const bottoms = group.map(({ path }) => bottomOf(extents.get(path)));
      const shift = Math.floor((height - Math.max(...bottoms)) / (2 * step)) * step;
      for (const [path, extent] of extents) {
        if (!group.some((member) => isWithin(path, member.path))) continue;
        centred.set(path, { ...extent, top: extent.top + shift });
      }
    }
    return centred;
  }

  #spanOf({ path }: StateNode): Span {
    return this.columns.get(path) ?? { first: 0, last: 0 };
  }
}

/** States in groups of those that share columns, directly or by way of others. */
function joined(
  states: readonly StateNode[],
  spanOf: (state: StateNode) => Span,
): readonly (readonly StateNode[])[] {
  const groups: { last: number; readonly members: StateNode[] }[] = [];
  for (const state of [...states].sort((a, b) => spanOf(a).first - spanOf(b).first)) {
    const { first, last } = spanOf(state);
    const group = groups.at(-1);
    if (group === undefined || first > group.last) groups.push({ last, members: [state] });
    else {
      group.last = Math.max(group.last, last);
      group.members.push(state);
    }
  }
  return groups.map(({ members }) => members);
}

function columnsIn({ first, last }: Span): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function bottomOf(extent: Extent | undefined): number {
  return extent === undefined ? 0 : extent.top + extent.height;
}
