import { consumersAt, listenerCalled, WorkHistory } from '../../analysis/consumers-at';
import { textOf } from '../../analysis/facts';
import { Replay } from '../../analysis/view';
import {
  busNode,
  scenarioOf,
  startMsOf,
  topologyOf,
  type Changed,
  type Recording,
  type Run,
  type Topology,
  type TraceRecord,
} from '../../simulation';
import { crashesOnArrival, readBusLog, type BusEntry } from '../bus-log';
import { messageText } from '../message-text';
import type { Piece } from '../piece';
import { recordsOf, wholeRun, type Scope } from '../scope';
import { commandLine } from './command-line';
import { ConsumerGroup } from './consumer-group';

/** The key of the stream, or the name of the channel, that a script writes to; nothing else is touched. */
export const redisKey = 'signalbox:events';

/**
 * A run over Redis as commands for `redis-cli`, one a line: `redis-cli < file` plays it into a real server.
 *
 * - Over Redis Streams: a stream of the bus's log (ids from simulated time), a consumer group for each subscriber, and every
 *   delivery, claim and acknowledgement in the order of the run. In the end, length, groups, last delivered ids and pending
 *   entries with their delivery counts are those of the simulation. A group is then where everything is behind it that
 *   does not wait for it.
 * - Over Redis Pub/Sub: the messages alone (PUBLISH). Who gets them is up to who listens; the server keeps nothing.
 *
 * An event that was spoiled on its way to the bus is cut in the middle, so that nobody can read it here either.
 * @param scope the whole run or up to a step; one story of it would leave the groups with gaps.
 */
export function* writeRedisScript(run: Run, scope: Scope = wholeRun): Generator<Piece> {
  yield { text: heading(run.recording), share: 0 };
  const log = yield* readBusLog(run);
  if (run.recording.broker === 'redis-pubsub') yield* publishing(log, run, scope);
  else yield* playing(log, run, scope);
}

function heading(recording: Recording): string {
  const { id } = scenarioOf(recording) ?? { id: '' };
  const { broker, seed } = recording;
  return commandLine('ECHO', `Signalbox: ${id} over ${broker}, seed ${seed}, played into ${redisKey}`);
}

function* publishing(log: readonly BusEntry[], { trace }: Run, scope: Scope): Generator<Piece> {
  const length = scope.kind === 'cursor' ? scope.step : Infinity;
  for (const entry of log) {
    if (entry.since > length) break;
    const text = commandLine('PUBLISH', redisKey, messageText(entry));
    yield { text, share: entry.arrival / (trace.length + 1) };
  }
  yield { text: '', share: 1 };
}

function* playing(log: readonly BusEntry[], run: Run, scope: Scope): Generator<Piece> {
  const records = scope.kind === 'cursor' ? recordsOf(run, scope) : run.trace;
  const play = new StreamPlay(run, log);
  yield { text: `${commandLine('DEL', redisKey)}${play.begin()}`, share: 0 };
  for (const record of records) yield { text: play.take(record), share: record.seq / (records.length + 1) };
  const isWhole = records.length === run.trace.length;
  yield { text: `${isWhole ? play.add(Infinity) : ''}${play.end()}`, share: 1 };
}

/** A delivery as far as it has come. */
interface Delivery {
  readonly node: string;
  readonly offset: number;
  /** Whether it was handed over at all. */
  isBegun: boolean;
}

/** Turns the records of a run, one after the other, into commands. */
class StreamPlay {
  readonly #trace: readonly TraceRecord[];
  readonly #recording: Recording;
  readonly #topology: Topology;
  readonly #ids: readonly string[];
  readonly #groups = new Map<string, ConsumerGroup>();
  readonly #deliveries = new Map<string, Delivery>();
  readonly #byArrival: ReadonlyMap<number, number>;
  #byEvent: Map<string, readonly number[]> | undefined;
  /** How far the log had come when a node unsubscribed. */
  readonly #left = new Map<string, number>();
  /** How often a replay has offered an event to a node. */
  readonly #offers = new Map<string, number>();
  readonly #spoiled = new Set<number>();
  /** How many entries are in the stream. */
  #length = 0;

  constructor(
    { trace, recording }: Run,
    private readonly log: readonly BusEntry[],
  ) {
    this.#trace = trace;
    this.#recording = recording;
    this.#topology = topologyOf(recording);
    this.#ids = idsOf(log, startMsOf(recording));
    this.#byArrival = new Map(log.map(({ arrival, offset }) => [arrival, offset]));
  }

  /** Who listens from the beginning. */
  begin(): string {
    const consumers = consumersAt(this.#recording, this.#topology, new WorkHistory([]), new Replay([]).at(0));
    const nodes = consumers.filter(({ subscription }) => subscription === 'subscribed');
    return nodes.map(({ node }) => this.#subscribe(node)).join('');
  }

  take(record: TraceRecord): string {
    const added = this.add(record.seq);
    if (record.kind === 'changed') return added + this.#change(record);
    if (record.kind === 'disturbed' && record.effect === 'corrupted') this.#spoiled.add(record.message);
    const isHeard = record.kind === 'arrived' && record.node === busNode && record.name === 'XACK';
    return isHeard ? added + this.#hear(record) : added;
  }

  /** Appends what is in the log when a record is written. */
  add(seq: number): string {
    let text = '';
    for (let entry = this.log[this.#length]; entry !== undefined && entry.since <= seq;) {
      const { event, flow, offset } = entry;
      const { id, type, version } = event;
      const fields = [
        'id',
        id,
        'type',
        type,
        'version',
        version,
        'flow',
        flow,
        'payload',
        messageText(entry),
      ];
      text += commandLine('XADD', redisKey, this.#idOf(offset), ...fields);
      this.#length += 1;
      entry = this.log[this.#length];
    }
    return text;
  }

  /** Every group reads on past what it does not want, up to what waits for it. */
  end(): string {
    const next = new Map<string, number>();
    for (const { node, offset, isBegun } of this.#deliveries.values()) {
      if (!isBegun) next.set(node, Math.min(offset, next.get(node) ?? Infinity));
    }
    return [...this.#groups]
      .map(([node, group]) => group.readTo((next.get(node) ?? this.#length) - 1))
      .join('');
  }

  #change(record: Changed): string {
    if (record.machine === 'subscription') return this.#changeSubscription(record);
    if (record.machine !== 'delivery') return '';
    if (record.from === null) {
      this.#offer(record);
      return '';
    }
    const delivery = this.#deliveries.get(record.entity);
    if (delivery === undefined) return '';
    if (record.to === 'lost') this.#deliveries.delete(record.entity);
    return record.event === 'HAND_OVER' ? this.#handOver(delivery, record) : '';
  }

  #changeSubscription({ entity, from, to }: Changed): string {
    const node = listenerCalled(entity, this.#topology);
    if (node === undefined || from === to) return '';
    if (to === 'subscribed') return this.#subscribe(node);
    const text = this.#groups.get(node)?.destroy() ?? '';
    this.#groups.delete(node);
    this.#left.set(node, this.#length);
    return text;
  }

  /** Who comes for the first time begins at the beginning, who comes back where it left. */
  #subscribe(node: string): string {
    const group = new ConsumerGroup(redisKey, node, (this.#left.get(node) ?? 0) - 1, (offset) =>
      this.#idOf(offset),
    );
    this.#groups.set(node, group);
    return group.create();
  }

  #offer({ entity, cause, facts }: Changed): void {
    const node = textOf(facts['consumer']) ?? '';
    const eventId = textOf(facts['eventId']) ?? '';
    const offset = this.#byArrival.get(cause) ?? this.#replayed(cause, node, eventId);
    if (offset !== undefined) this.#deliveries.set(entity, { node, offset, isBegun: false });
  }

  /** The entry that a replay offers: of several copies of an event, the first comes first. */
  #replayed(cause: number, node: string, eventId: string): number | undefined {
    const arrived = this.#trace[cause - 1];
    const command = arrived?.kind === 'arrived' ? this.#trace[arrived.message - 1] : undefined;
    const from = command !== undefined && 'payload' in command ? fromOffset(command.payload) : 0;
    const key = JSON.stringify([cause, node, eventId]);
    const count = this.#offers.get(key) ?? 0;
    this.#offers.set(key, count + 1);
    const copies = this.#copiesOf(eventId).filter((offset) => offset >= from);
    return copies[count];
  }

  /** Where an event is in the log: once, or as often as it got there. */
  #copiesOf(eventId: string): readonly number[] {
    if (this.#byEvent === undefined) {
      this.#byEvent = new Map();
      for (const { event, offset } of this.log) {
        this.#byEvent.set(event.id, [...(this.#byEvent.get(event.id) ?? []), offset]);
      }
    }
    return this.#byEvent.get(eventId) ?? [];
  }

  #handOver(delivery: Delivery, { facts }: Changed): string {
    const group = this.#groups.get(delivery.node);
    if (group === undefined) return '';
    if (delivery.isBegun) return group.claim(delivery.offset, Number(facts['attempt']));
    delivery.isBegun = true;
    return group.read(delivery.offset);
  }

  /** The bus heard that a node is done with an entry. */
  #hear({ seq, from, message }: Extract<TraceRecord, { kind: 'arrived' }>): string {
    const told = this.#trace[message - 1];
    if (told?.kind !== 'sent' && told?.kind !== 'duplicated') return '';
    if (this.#spoiled.has(message) || crashesOnArrival(this.#trace, seq)) return '';
    return this.#groups.get(from)?.acknowledge(Number(told.payload['offset'])) ?? '';
  }

  #idOf(offset: number): string {
    return this.#ids[offset] ?? '0';
  }
}

/** The ids of the entries: the time at which each got into the stream, in ms, and a number within the ms. */
function idsOf(log: readonly BusEntry[], epochMs: number): readonly string[] {
  let lastMs = -1;
  let number = 0;
  return log.map(({ at }) => {
    const ms = epochMs + at;
    // The id 0-0 is not allowed.
    number = ms === lastMs ? number + 1 : Number(ms === 0);
    lastMs = ms;
    return `${ms}-${number}`;
  });
}

function fromOffset(payload: unknown): number {
  const { fromOffset: from } = payload as { readonly fromOffset?: unknown };
  return typeof from === 'number' ? from : 0;
}
