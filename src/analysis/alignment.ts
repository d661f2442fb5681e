import type { TraceRecord } from '../simulation';
import { bisectRight } from './bisect';
import { isSame } from './data-difference';
import { Milestones, partOf } from './milestones';

/** A business moment of two runs: a command taken, a decision, a change in the shop, a message written or received. */
export interface AlignedRow {
  /** In both and alike; in both, and turned out differently; or in one of them alone. */
  readonly kind: 'both' | 'differs' | 'left only' | 'right only';
  readonly left: TraceRecord | undefined;
  readonly right: TraceRecord | undefined;
  /** Whether another part brought it about on each side: who decides is what two architectures differ in most. */
  readonly isElsewhere: boolean;
}

/** Two runs laid beside each other by their business moments, not by the numbers of their records. */
export interface Alignment {
  /** In the order of the left run; what is in the right one alone comes where it comes there. */
  readonly rows: readonly AlignedRow[];
  /** Steps of both that show the same moment; both columns only grow. The first is before the first step, the last the end. */
  readonly anchors: { readonly left: Float64Array; readonly right: Float64Array };
}

/** A moment of one run. */
interface Point {
  readonly record: TraceRecord;
  readonly about: string;
  readonly name: string;
}

/**
 * Lays two runs of a story beside each other: of two architectures, two brokers, or two futures. A moment goes with the
 * like moment of the other run that has happened as often before; what is left over goes with what is about the same thing and
 * turned out differently.
 */
export function alignmentOf(left: readonly TraceRecord[], right: readonly TraceRecord[]): Alignment {
  const here = pointsOf(left);
  const there = pointsOf(right);
  const partners = new Map<Point, Point>();
  pair(here, there, ({ name }) => name, partners);
  const taken = new Set(partners.values());
  pair(
    here.filter((point) => !partners.has(point)),
    there.filter((point) => !taken.has(point)),
    ({ about }) => about,
    partners,
  );
  return {
    rows: rowsOf(here, there, partners),
    anchors: anchorsOf(here, partners, left.length, right.length),
  };
}

/** The rows that are not the same on both sides. */
export function isDifference({ kind }: AlignedRow): boolean {
  return kind !== 'both';
}

/**
 * The step of one run that shows the moment of a step of the other. Between two moments that both have, each run goes on in
 * proportion, so that both reach the next one together.
 * @param step of the side `from`.
 */
export function partnerStep({ anchors }: Alignment, from: 'left' | 'right', step: number): number {
  const here = anchors[from];
  const there = anchors[from === 'left' ? 'right' : 'left'];
  const index = Math.min(bisectRight(here, step), here.length - 1);
  const [start = 0, end = 0] = [here[index - 1], here[index]];
  const [startThere = 0, endThere = 0] = [there[index - 1], there[index]];
  if (step >= end || end === start) return endThere;
  return startThere + Math.floor(((step - start) * (endThere - startThere)) / (end - start));
}

function pointsOf(trace: readonly TraceRecord[]): readonly Point[] {
  const milestones = new Milestones();
  const points: Point[] = [];
  for (const record of trace) {
    const milestone = milestones.of(record);
    if (milestone === undefined) continue;
    points.push({ record, about: milestone.about, name: `${milestone.about} ${milestone.how}` });
  }
  return points;
}

/** Pairs each point with the one of the same key that has the same number among those. */
function pair(
  here: readonly Point[],
  there: readonly Point[],
  keyOf: (point: Point) => string,
  partners: Map<Point, Point>,
): void {
  const waiting = new Map<string, Point[]>();
  for (const point of there) {
    const key = keyOf(point);
    const others = waiting.get(key);
    if (others === undefined) waiting.set(key, [point]);
    else others.push(point);
  }
  const counts = new Map<string, number>();
  for (const point of here) {
    const key = keyOf(point);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    const partner = waiting.get(key)?.[count];
    if (partner !== undefined) partners.set(point, partner);
  }
}

/** What is on the right alone stands behind the row of what comes before it there. */
function rowsOf(
  here: readonly Point[],
  there: readonly Point[],
  partners: ReadonlyMap<Point, Point>,
): readonly AlignedRow[] {
  const taken = new Set(partners.values());
  const following = new Map<Point | undefined, AlignedRow[]>();
  let before: Point | undefined;
  for (const point of there) {
    if (taken.has(point)) {
      before = point;
      continue;
    }
    const row = { kind: 'right only', left: undefined, right: point.record, isElsewhere: false } as const;
    const rows = following.get(before);
    if (rows === undefined) following.set(before, [row]);
    else rows.push(row);
  }
  return [
    ...(following.get(undefined) ?? []),
    ...here.flatMap((point) => {
      const partner = partners.get(point);
      const row = partner === undefined ? leftOnly(point) : pairRow(point, partner);
      return [row, ...(partner === undefined ? [] : (following.get(partner) ?? []))];
    }),
  ];
}

function leftOnly({ record }: Point): AlignedRow {
  return { kind: 'left only', left: record, right: undefined, isElsewhere: false };
}

function pairRow(left: Point, right: Point): AlignedRow {
  const isAlike = left.name === right.name && hasSameValues(left.record, right.record);
  return {
    kind: isAlike ? 'both' : 'differs',
    left: left.record,
    right: right.record,
    isElsewhere: partOf(left.record.node) !== partOf(right.record.node),
  };
}

/** Whether decisions that came out the same came out so for the same values. */
function hasSameValues(left: TraceRecord, right: TraceRecord): boolean {
  if (left.kind !== 'decision' || right.kind !== 'decision') return true;
  return isSame(left.because, right.because);
}

/** The longest row of pairs in which both sides only go forward. */
function anchorsOf(
  here: readonly Point[],
  partners: ReadonlyMap<Point, Point>,
  leftLength: number,
  rightLength: number,
): Alignment['anchors'] {
  const pairs = here.flatMap((point) => {
    const partner = partners.get(point);
    return partner === undefined ? [] : [[point.record.seq, partner.record.seq] as const];
  });
  const chosen = longestRise(pairs.map(([, right]) => right)).flatMap((index) => pairs[index] ?? []);
  const flat = [0, 0, ...chosen.flat(), leftLength, rightLength];
  return {
    left: Float64Array.from(flat.filter((_, index) => index % 2 === 0)),
    right: Float64Array.from(flat.filter((_, index) => index % 2 === 1)),
  };
}

/** The longest increasing subsequence, by patience sorting. @returns indices into the values, which differ. */
function longestRise(values: readonly number[]): readonly number[] {
  /** For each length, the index of the smallest value that a rise of this length ends with. */
  const ends: number[] = [];
  const before = new Int32Array(values.length);
  for (const [index, value] of values.entries()) {
    const length = lengthBelow(ends, values, value);
    before[index] = ends[length - 1] ?? -1;
    ends[length] = index;
  }
  const rise: number[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) rise.push(index);
  return rise.reverse();
}

/** How long the longest rise is whose last value is smaller than a value. */
function lengthBelow(ends: readonly number[], values: readonly number[], value: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
