import type { NodeId } from '../../simulation';
import type { Slice } from './threads';

/**
 * Gives each slice of a node the first lane that is free. A waiting goes onto that of its work, unless another one that began
 * before has not ended. What ends at a moment leaves its lane to what begins later, so that it is clear which of the two a
 * message of that moment belongs to.
 */
export class Lanes {
  readonly #lanes = new Map<Slice, number>();
  /** Until when each lane of a node is taken. */
  readonly #busyUntil = new Map<NodeId, number[]>();
  /** Until when each work waits, as far as that stands on its own lane. */
  readonly #waitsUntil = new Map<number, number>();

  /** @param works all slices of work, by `seq`. */
  constructor(private readonly works: ReadonlyMap<number, Slice>) {}

  /** Slices of a node come in the order of their beginnings, work before what it waits for. */
  assign(slice: Slice): void {
    const { node, kind, from, to, parent } = slice;
    const work = kind === 'waiting' ? this.works.get(parent) : undefined;
    const lane = work === undefined ? undefined : this.#lanes.get(work);
    const fits = work?.node === node && to <= work.to && (this.#waitsUntil.get(parent) ?? 0) <= from;
    if (lane !== undefined && fits) {
      this.#waitsUntil.set(parent, to);
      this.#lanes.set(slice, lane);
      return;
    }
    const busyUntil = this.#busyUntil.get(node) ?? [];
    this.#busyUntil.set(node, busyUntil);
    const free = busyUntil.findIndex((until) => until < from);
    const own = free === -1 ? busyUntil.length : free;
    busyUntil[own] = to;
    this.#lanes.set(slice, own);
  }

  /** 0, 1 … */
  of(slice: Slice): number {
    return this.#lanes.get(slice) ?? 0;
  }

  countOf(node: NodeId): number {
    return this.#busyUntil.get(node)?.length ?? 0;
  }
}
