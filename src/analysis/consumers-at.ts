import { bisector } from 'd3';
import {
  type BrokerName,
  busNode,
  type Facts,
  type NodeId,
  type Recording,
  type Topology,
  type TopologyNode,
  type TraceRecord,
} from '../simulation';
import { factsOf } from './facts';
import { presenceAt, type Presence } from './presence-at';
import { entityKey, type DeliveryCounts, type Entity, type View } from './view';

/** A listener of the event bus at a moment. */
export interface ConsumerAt {
  readonly node: NodeId;
  /** Null: it has never subscribed so far. */
  readonly subscription: 'subscribed' | 'unsubscribed' | null;
  /** Which orders it wants to hear of; empty: all. */
  readonly filter: Facts;
  readonly presence: Presence;
  /** Events that the broker keeps for it and has not handed over. */
  readonly waitingCount: number;
  /** Handed over by a broker that waits for word that they are done with. */
  readonly unacknowledgedCount: number;
  /** On their way to it, from a broker that forgets what it has handed over. */
  readonly inFlightCount: number;
  /** What such a broker has handed over, and it works on. */
  readonly inWorkCount: number;
  /** Failed, and to be tried again. */
  readonly retryingCount: number;
  /** How often it was done with an event. */
  readonly handledCount: number;
  readonly deadLetterCount: number;
  /** Events that are for it and that it is not done with. */
  readonly lagCount: number;
}

/** A service that is called instead, at a moment. */
export interface CalleeAt {
  readonly node: NodeId;
  /** Whether its callers are written so that they call it. */
  readonly isCalled: boolean;
  readonly filter: Facts;
  readonly presence: Presence;
  /** Callers that wait for its answer. */
  readonly callerCount: number;
  readonly inWorkCount: number;
  readonly answeredCount: number;
}

/** Brokers that keep no account of what they have handed over. */
const forgetful: ReadonlySet<BrokerName> = new Set(['in-memory', 'redis-pubsub']);

/** Whether a broker hands an event over and forgets it. */
export function forgetsEvents(broker: BrokerName): boolean {
  return forgetful.has(broker);
}

/** Everyone who listens to the bus at a moment, or may, in the order of the topology. None where there is no bus. */
export function consumersAt(
  { broker, settings }: Pick<Recording, 'broker' | 'settings'>,
  topology: Topology,
  history: WorkHistory,
  view: View,
): readonly ConsumerAt[] {
  if (!topology.nodes.some(({ id }) => id === busNode)) return [];
  return topology.nodes.filter(mayListen).map((part) => {
    const { id: node } = part;
    const subscription = view.entities.get(entityKey('subscription', nameOf(part)));
    const open = view.deliveries.get(node) ?? {};
    const { handledCount, inWorkCount } = history.at(node, view.step);
    const parts = forgetsEvents(broker)
      ? {
          waitingCount: 0,
          unacknowledgedCount: 0,
          inFlightCount: eventsOnTheWay(view, node),
          inWorkCount,
          retryingCount: countOf(open, 'backingOff', 'waiting'),
        }
      : {
          waitingCount: countOf(open, 'waiting'),
          unacknowledgedCount: countOf(open, 'unacknowledged'),
          inFlightCount: 0,
          inWorkCount: 0,
          retryingCount: countOf(open, 'backingOff'),
        };
    const fromStart = node !== 'analytics' || settings.analytics ? 'subscribed' : null;
    return {
      node,
      subscription: subscription === undefined ? fromStart : stateOf(subscription),
      filter: factsOf(subscription?.facts['filter']),
      presence: presenceAt(view, part),
      ...parts,
      handledCount,
      deadLetterCount: countOf(open, 'deadLettered'),
      lagCount: Object.values(parts).reduce((sum, count) => sum + count, 0),
    };
  });
}

/** The services that are called where there is no bus, in the order of the topology. None where there is one. */
export function calleesAt(
  { settings }: Pick<Recording, 'settings'>,
  topology: Topology,
  history: WorkHistory,
  view: View,
): readonly CalleeAt[] {
  if (topology.nodes.some(({ id }) => id === busNode)) return [];
  const waits = [...view.nodes.values()].flatMap((activity) => activity.waits);
  return topology.nodes.filter(mayListen).map((part) => {
    const { id: node } = part;
    const integration = view.entities.get(entityKey('integration', nameOf(part)));
    const fromStart = node !== 'analytics' || settings.analytics;
    return {
      node,
      isCalled: integration === undefined ? fromStart : integration.state === 'called',
      filter: factsOf(integration?.facts['filter']),
      presence: presenceAt(view, part),
      callerCount: waits.filter(({ kind, to }) => kind === 'sent' && to === node).length,
      inWorkCount: view.nodes.get(node)?.openCount ?? 0,
      answeredCount: history.at(node, view.step).answeredCount,
    };
  });
}

/** How much work a node has done and has before it, from some record on. */
interface Work {
  readonly seq: number;
  readonly handledCount: number;
  readonly inWorkCount: number;
  readonly answeredCount: number;
}

const noWork: Work = { seq: 0, handledCount: 0, inWorkCount: 0, answeredCount: 0 };
const bySeq = bisector(({ seq }: Work) => seq);

/** What the nodes of a run have done with events and calls, at any moment of it: one pass over the trace, then look-ups. */
export class WorkHistory {
  readonly #works = new Map<NodeId, Work[]>();

  constructor(trace: readonly TraceRecord[]) {
    for (const record of trace) this.#take(record, trace);
  }

  /** What a node has done and has before it at a step. */
  at(node: NodeId, step: number): Omit<Work, 'seq'> {
    const works = this.#works.get(node) ?? [];
    return works[bySeq.right(works, step) - 1] ?? noWork;
  }

  #take(record: TraceRecord, trace: readonly TraceRecord[]): void {
    const { seq, node } = record;
    if (record.kind === 'arrived' && record.form === 'event') this.#add(seq, node, { inWorkCount: 1 });
    else if (record.kind === 'changed' && record.event === 'TRY_AGAIN')
      this.#add(seq, node, { inWorkCount: 1 });
    else if (record.kind === 'handled') this.#add(seq, node, { inWorkCount: -1, handledCount: 1 });
    else if (record.kind === 'failed' && record.handling !== undefined)
      this.#add(seq, node, { inWorkCount: -1 });
    else if (record.kind === 'reply') {
      const request = trace[record.request - 1];
      if (request?.kind === 'sent' && request.form === 'call') this.#add(seq, node, { answeredCount: 1 });
    } else if (record.kind === 'node-down' && record.reason !== 'stopped') {
      for (const gone of [node, ...record.stations]) this.#add(seq, gone, { inWorkCount: -Infinity });
    }
  }

  #add(seq: number, node: NodeId, change: Partial<Omit<Work, 'seq'>>): void {
    const works = this.#works.get(node) ?? [];
    this.#works.set(node, works);
    const { handledCount, inWorkCount, answeredCount } = works.at(-1) ?? noWork;
    works.push({
      seq,
      handledCount: handledCount + (change.handledCount ?? 0),
      inWorkCount: Math.max(0, inWorkCount + (change.inWorkCount ?? 0)),
      answeredCount: answeredCount + (change.answeredCount ?? 0),
    });
  }
}

/** Who may listen to the bus, or be called in its place: the engine, its parts with processes of their own, two services. */
function mayListen({ id, role, host }: TopologyNode): boolean {
  if (role === 'engine' || role === 'api') return true;
  return (role === 'station' && host === undefined) || id === 'inventory' || id === 'analytics';
}

/** The node of a listener that a recording calls so. */
export function listenerCalled(name: string, topology: Topology): NodeId | undefined {
  return topology.nodes.find((part) => mayListen(part) && nameOf(part) === name)?.id;
}

/** What a recording calls a listener. */
function nameOf({ id, role }: TopologyNode): string {
  return role === 'engine' || role === 'api' ? 'notifications' : id;
}

function stateOf({ state }: Entity): 'subscribed' | 'unsubscribed' {
  return state === 'subscribed' ? 'subscribed' : 'unsubscribed';
}

function countOf(counts: DeliveryCounts, ...states: readonly string[]): number {
  return states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

function eventsOnTheWay(view: View, node: NodeId): number {
  let count = 0;
  for (const travelling of view.inFlight.values()) {
    const isMessage = travelling.kind === 'sent' || travelling.kind === 'duplicated';
    if (isMessage && travelling.form === 'event' && travelling.to === node) count += 1;
  }
  return count;
}
