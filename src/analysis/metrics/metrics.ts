import {
  busNode,
  topologyOf,
  type MessageForm,
  type NodeId,
  type Run,
  type TraceRecord,
} from '../../simulation';
import { forgetsEvents } from '../consumers-at';
import {
  outcomeCounts,
  spreadOf,
  timesToInbox,
  type NotificationOutcome,
  type Spread,
  type TimeToInbox,
} from './inbox';
import { lagsOf, type ConsumerLag } from './lag';
import { stepsOf, type Steps } from './steps';
import { SpanReading } from '../spans/reading';
import { busyTimes, type Interval, type WaitSpan } from '../spans/spans';

/** The forms of messages, in the order in which they are counted. */
export const messageForms = ['command', 'event', 'call', 'delivery', 'acknowledgement'] as const;

/** What a node has sent in all of a run. Questions to the data store are no messages. */
export interface NodeMessages {
  readonly node: NodeId;
  readonly counts: Readonly<Record<MessageForm, number>>;
  readonly total: number;
}

/** How long a node has waited in all of a run, each wait counted by itself. */
export interface NodeWaiting {
  readonly node: NodeId;
  /** For the answers of other parts, in ms. */
  readonly partsMs: number;
  /** For the data store, in ms. */
  readonly storeMs: number;
  readonly waitCount: number;
}

/** What can be measured of a run, from its trace alone. Times are simulated ms. */
export interface RunMetrics {
  /** How many messages were sent so far. */
  readonly messages: Steps;
  /** Who sent how many; who sent none is left out. In the order of the topology. */
  readonly messagesByNode: readonly NodeMessages[];
  /** Whether messages go over an event bus; else parts call each other. */
  readonly hasBus: boolean;
  /** Consumers of the bus; none where there is none. */
  readonly lags: readonly ConsumerLag[];
  /** How many parts wait for the answer of another one; people, and waits for the data store, are left out. */
  readonly callers: Steps;
  /** Who waited for how long; who never did is left out. In the order of the topology. */
  readonly waiting: readonly NodeWaiting[];
  readonly timesToInbox: readonly TimeToInbox[];
  readonly spread: Spread | undefined;
  readonly outcomes: ReadonlyMap<NotificationOutcome, number>;
  /** When something happens, for a time axis that skips the rest. */
  readonly busy: readonly Interval[];
  readonly until: number;
}

/** Measures a run, in time proportional to its records. */
export function metricsOf(run: Pick<Run, 'recording' | 'trace'>): RunMetrics {
  const slices = metricsInSlices(run);
  let slice = slices.next();
  while (slice.done !== true) slice = slices.next();
  return slice.value;
}

/** So many records are read between two pauses. */
const recordsInOneGo = 4_000;

/** The same as `metricsOf`, with pauses. */
export function* metricsInSlices({
  recording,
  trace,
}: Pick<Run, 'recording' | 'trace'>): Generator<undefined, RunMetrics> {
  const topology = topologyOf(recording);
  const reading = new SpanReading(topology);
  for (const [index, record] of trace.entries()) {
    reading.take(record);
    if ((index + 1) % recordsInOneGo === 0) yield;
  }
  const spans = reading.end();
  yield;
  const nodes = topology.nodes.map(({ id }) => id);
  const actors = new Set(topology.nodes.filter(({ role }) => role === 'actor').map(({ id }) => id));
  const times = timesToInbox(trace);
  yield;
  const messages = stepsOf(trace.flatMap(({ kind, at }) => (kind === 'sent' ? [{ at, by: 1 }] : [])));
  yield;
  const lags = lagsOf(trace, topology, forgetsEvents(recording.broker));
  yield;
  const callers = stepsOf(
    spans.waits
      .filter(({ node, form }) => form !== 'query' && !actors.has(node))
      .flatMap(({ from, to }) => [
        { at: from, by: 1 },
        { at: to, by: -1 },
      ]),
  );
  yield;
  const byNode = messagesByNode(trace, nodes);
  yield;
  const waiting = waitingByNode(spans.waits, nodes);
  yield;
  const busy = busyTimes(spans);
  yield;
  return {
    messages,
    messagesByNode: byNode,
    hasBus: nodes.includes(busNode),
    lags,
    callers,
    waiting,
    timesToInbox: times,
    spread: spreadOf(times),
    outcomes: outcomeCounts(trace),
    busy,
    until: spans.until,
  };
}

function messagesByNode(trace: readonly TraceRecord[], nodes: readonly NodeId[]): readonly NodeMessages[] {
  const none = { command: 0, event: 0, call: 0, delivery: 0, acknowledgement: 0 };
  const counts = new Map(nodes.map((node) => [node, { ...none }]));
  for (const record of trace) {
    const own = record.kind === 'sent' ? counts.get(record.node) : undefined;
    if (own !== undefined && record.kind === 'sent') own[record.form] += 1;
  }
  return [...counts].flatMap(([node, own]) => {
    const total = messageForms.reduce((sum, form) => sum + own[form], 0);
    return total === 0 ? [] : [{ node, counts: own, total }];
  });
}

function waitingByNode(waits: readonly WaitSpan[], nodes: readonly NodeId[]): readonly NodeWaiting[] {
  const totals = new Map(nodes.map((node) => [node, { partsMs: 0, storeMs: 0, waitCount: 0 }]));
  for (const { node, form, from, to } of waits) {
    const own = totals.get(node);
    if (own === undefined) continue;
    own[form === 'query' ? 'storeMs' : 'partsMs'] += to - from;
    own.waitCount += 1;
  }
  return [...totals].flatMap(([node, own]) => (own.waitCount === 0 ? [] : [{ node, ...own }]));
}
