import {
  busNode,
  type Duplicated,
  type NodeId,
  type Sent,
  type Topology,
  type TraceRecord,
} from '../../simulation';
import { textOf } from '../facts';
import { stepsOf, type Step, type Steps } from './steps';

/** How far a consumer of the bus is behind, over simulated time. */
export interface ConsumerLag {
  readonly node: NodeId;
  /** Events that are for it and that it is not done with: kept for it, on their way, in work, or to be tried again. */
  readonly lag: Steps;
  /** Those that the broker keeps and has not handed over, or that wait to be tried again. */
  readonly queue: Steps;
}

/** States of a delivery in which the consumer is not done with the event. */
const openStates: ReadonlySet<string> = new Set(['waiting', 'unacknowledged', 'processing', 'backingOff']);
/** Those in which nobody has it in hand. */
const queuedStates: ReadonlySet<string> = new Set(['waiting', 'backingOff']);

/**
 * The lag of everyone who was to get an event from the bus, in the order of the topology; none where there is no bus.
 * @param forgets whether the broker forgets what it has handed over: then an event counts from its sending until it is handled.
 */
export function lagsOf(
  trace: readonly TraceRecord[],
  topology: Topology,
  forgets: boolean,
): readonly ConsumerLag[] {
  const reading = new LagReading(forgets);
  for (const record of trace) reading.take(record);
  return topology.nodes.flatMap(({ id }) => {
    const changes = reading.changes.get(id);
    return changes === undefined
      ? []
      : [{ node: id, lag: stepsOf(changes.lag), queue: stepsOf(changes.queue) }];
  });
}

interface Changes {
  readonly lag: Step[];
  readonly queue: Step[];
}

class LagReading {
  readonly changes = new Map<NodeId, Changes>();
  /** Events that a forgetful broker has sent to someone, and whether they have arrived, by message. */
  readonly #underWay = new Map<number, { readonly node: NodeId; hasArrived: boolean }>();
  /** Deliveries that somebody keeps track of: to whom, and in which state. */
  readonly #deliveries = new Map<string, { readonly node: NodeId; state: string }>();

  constructor(private readonly forgets: boolean) {}

  take(record: TraceRecord): void {
    const { kind, at } = record;
    if (kind === 'sent' || kind === 'duplicated') {
      if (record.form === 'event' && record.node === busNode) this.#send(record);
    } else if (kind === 'arrived') {
      const event = this.#underWay.get(record.message);
      if (event !== undefined) event.hasArrived = true;
    } else if (kind === 'handled' || kind === 'lost') {
      this.#leave(record.message, at);
    } else if (kind === 'failed') {
      if (record.handling !== undefined) this.#leave(record.handling, at);
    } else if (kind === 'node-down') {
      if (record.reason !== 'stopped') this.#forget([record.node, ...record.stations], at);
    } else if (kind === 'changed' && record.machine === 'delivery') {
      this.#move(record.entity, at, textOf(record.facts['consumer']), String(record.to));
    }
  }

  #send({ seq, to: node, at }: Sent | Duplicated): void {
    const { lag } = this.#changesOf(node);
    if (!this.forgets) return;
    this.#underWay.set(seq, { node, hasArrived: false });
    lag.push({ at, by: 1 });
  }

  /** What nodes have in work is gone with them; what is on its way to them is lost when it arrives. */
  #forget(nodes: readonly NodeId[], at: number): void {
    for (const [message, { node, hasArrived }] of this.#underWay)
      if (hasArrived && nodes.includes(node)) this.#leave(message, at);
  }

  #leave(message: number, at: number): void {
    const event = this.#underWay.get(message);
    if (event === undefined) return;
    this.#underWay.delete(message);
    this.#changesOf(event.node).lag.push({ at, by: -1 });
  }

  #move(entity: string, at: number, consumer: string | undefined, to: string): void {
    const known = this.#deliveries.get(entity);
    const node = known?.node ?? consumer;
    if (node === undefined) return;
    const from = known?.state ?? '';
    this.#deliveries.set(entity, { node, state: to });
    const { lag, queue } = this.#changesOf(node);
    lag.push({ at, by: Number(openStates.has(to)) - Number(openStates.has(from)) });
    queue.push({ at, by: Number(queuedStates.has(to)) - Number(queuedStates.has(from)) });
  }

  #changesOf(node: NodeId): Changes {
    const known = this.changes.get(node);
    if (known !== undefined) return known;
    const changes = { lag: [], queue: [] };
    this.changes.set(node, changes);
    return changes;
  }
}
