import { invariant } from './invariant';
import type { RandomStreams } from './random';
import type { Topology } from './topology';
import type { NodeId } from './trace';

interface Lane {
  readonly latencyMs: number;
  readonly stream: string;
  lastArrivalAt: number;
}

/**
 * The links between nodes: they say when a message arrives. A link keeps the order of what it carries in one direction,
 * as one connection between two processes does; jitter makes a message late, never earlier than the one before it.
 */
export class Links {
  readonly #lanes = new Map<NodeId, Map<NodeId, Lane>>();
  readonly #random: RandomStreams;
  readonly #jitterMs: number;

  /** @param jitterMs the most that chance adds to a latency, in whole ms; 0 for none. */
  constructor(topology: Topology, random: RandomStreams, jitterMs: number) {
    this.#random = random;
    this.#jitterMs = jitterMs;
    for (const { from, to, latencyMs } of topology.links) {
      this.#open(from, to, latencyMs);
      this.#open(to, from, latencyMs);
    }
  }

  /**
   * When a message that leaves now arrives, in ms.
   * @throws InvariantViolation when the topology has no such link.
   */
  arrivalAt(from: NodeId, to: NodeId, now: number): number {
    const lane = this.#lane(from, to);
    lane.lastArrivalAt = Math.max(lane.lastArrivalAt, now + this.#travelMs(lane));
    return lane.lastArrivalAt;
  }

  /** The same for a message that those behind it may overtake. */
  arrivalApart(from: NodeId, to: NodeId, now: number): number {
    const lane = this.#lane(from, to);
    return Math.max(lane.lastArrivalAt, now + this.#travelMs(lane));
  }

  /** Whether there is a way from one node to the other. */
  has(from: NodeId, to: NodeId): boolean {
    return this.#lanes.get(from)?.has(to) === true;
  }

  #lane(from: NodeId, to: NodeId): Lane {
    const lane = this.#lanes.get(from)?.get(to);
    invariant(lane !== undefined, `there is a link from ${from} to ${to}`);
    return lane;
  }

  #travelMs({ latencyMs, stream }: Lane): number {
    if (this.#jitterMs === 0) return latencyMs;
    return latencyMs + Math.floor(this.#random.draw(stream) * (this.#jitterMs + 1));
  }

  #open(from: NodeId, to: NodeId, latencyMs: number): void {
    let lanes = this.#lanes.get(from);
    if (lanes === undefined) this.#lanes.set(from, (lanes = new Map<NodeId, Lane>()));
    lanes.set(to, { latencyMs, stream: `link ${from} > ${to}`, lastArrivalAt: 0 });
  }
}
