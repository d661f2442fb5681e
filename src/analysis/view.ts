import type { FaultRecord, NodeDown, NodeId, Received, TraceRecord, Travelling } from '../simulation';
import { fold } from './fold';
import {
  emptyFolding,
  WritableFolding,
  type DeliveryCounts,
  type Entity,
  type Folding,
  type NodeActivity,
} from './folding';

export { entityKey, linkKey } from './fold';
export type { DeliveryCounts, Entity } from './folding';

/** What is true at a moment of a run: the fold of the trace up to a step. */
export interface View {
  /** How many records have happened: the step, 0 before the first. */
  readonly step: number;
  /** The record of this step. */
  readonly current: TraceRecord | undefined;
  /** Messages, queries and replies that have left and not arrived, by `seq`. */
  readonly inFlight: ReadonlyMap<number, Travelling>;
  /** Nodes that are doing something; who is not listed is idle. */
  readonly nodes: ReadonlyMap<NodeId, NodeActivity>;
  /** How many messages each link has carried so far, by `linkKey`. */
  readonly links: ReadonlyMap<string, number>;
  /** What people have received, in order. */
  readonly inbox: readonly Received[];
  /** How many they have received through each channel. */
  readonly receivedCounts: ReadonlyMap<NodeId, number>;
  /** Everything whose state is known, by `entityKey`: notifications, orders, line items, prices, … */
  readonly entities: ReadonlyMap<string, Entity>;
  /** How many deliveries each consumer that has a queue has in each state. */
  readonly deliveries: ReadonlyMap<NodeId, DeliveryCounts>;
  /** Nodes that are away, each with the record of its going; a station goes with the service that it runs in. */
  readonly away: ReadonlyMap<NodeId, NodeDown>;
  /** Faults that wait for something to strike, or last, by `seq`; an outage is told by `away`. */
  readonly faults: ReadonlyMap<number, FaultRecord>;
}

/** Records between two keyframes: what a seek folds at most. */
const keyframeDistance = 1000;

/**
 * Shows any moment of a trace. Seeking starts at the nearest keyframe, so that once the trace has been passed, a seek
 * folds a thousand records at most, however long it is. Views share what did not change between them; none is changed after it was given out.
 */
export class Replay {
  readonly #keyframes: Folding[] = [emptyFolding()];
  #folding = emptyFolding();
  #step = 0;
  #shown: View | undefined;

  constructor(readonly trace: readonly TraceRecord[]) {}

  /** The view at a step, 0 to the length of the trace. */
  at(step: number): View {
    const target = Math.max(0, Math.min(step, this.trace.length));
    if (this.#shown?.step === target) return this.#shown;
    this.#seek(target);
    this.#shown = { ...this.#folding, step: target, current: this.trace[target - 1] };
    return this.#shown;
  }

  #seek(target: number): void {
    const keyframe = Math.min(Math.floor(target / keyframeDistance), this.#keyframes.length - 1);
    const isBehind = target < this.#step;
    if (isBehind || keyframe * keyframeDistance > this.#step) {
      this.#folding = { ...(this.#keyframes[keyframe] ?? emptyFolding()) };
      this.#step = keyframe * keyframeDistance;
    }
    const writable = new WritableFolding(this.#folding);
    while (this.#step < target) {
      const record = this.trace[this.#step];
      if (record === undefined) break;
      fold(writable, record);
      this.#step += 1;
      if (this.#step === this.#keyframes.length * keyframeDistance) {
        this.#folding.entities = this.#folding.entities.flattened();
        this.#keyframes.push({ ...this.#folding });
        writable.share();
      }
    }
  }
}
