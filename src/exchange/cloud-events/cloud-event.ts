import { partitionKeyOf, startMsOf, type Facts, type Run, type TraceRecord } from '../../simulation';
import { isPublication } from '../publication';
import { canonical, sourceOf } from '../run-source';
import { timestampOf } from '../wall-clock';
import { attributeText } from './attribute-text';
import { messageOf, subjectOf } from './subject';

/** An event of a run as the JSON format of CloudEvents 1.0 has it, with the extensions that fit; a field that is not there is unset. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** The place in the run: 0 describes it, its records follow from 1, the last one sums it up. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  readonly datacontenttype: 'application/json';
  /** Extension “correlation”: the story, and the `id` of the event that caused this one. */
  readonly correlationid?: string;
  readonly causationid?: string;
  /** Extension “sequence”: the place among the events of its source, from 1. */
  readonly sequence: string;
  readonly sequencetype: 'Integer';
  /** Extension “partitioning”: what a bus keeps in order by. */
  readonly partitionkey?: string;
  /** The `id` as a number: the order of all events, as `sequence` counts in each source alone. */
  readonly simorder: number;
  readonly data: object;
}

/** The type of the event that a log begins with; `data` holds the recording. */
const startedType = 'dev.signalbox.run.started.v1';
/** The type of the event that a log ends with; `data` holds counts. */
export const finishedType = 'dev.signalbox.run.finished.v1';
/** The version in package.json, which the core does not read; a test holds them together. */
const engineVersion = '0.1.0';
/** Raised only when a reader of the old version would misread the new one. */
export const formatVersion = 1;

/**
 * The event log of a run as CloudEvents: the event that describes the run, every record in order, and the counts.
 *
 * A record is of the type `dev.signalbox.<kind>.v1`; an event that leaves its publisher for the bus is of the type
 * `dev.signalbox.shop.<its own type>.v<its version>`, and the bus's copies for its consumers are not. `data` is the record
 * without what stands in the attributes. The same run gives the same events.
 */
export function* cloudEventsOf({ recording, trace }: Run): Generator<CloudEvent> {
  const run = canonical(recording);
  const source = sourceOf(run);
  const startMs = startMsOf(run);
  const sequences = new Map<string, number>();
  const event = (order: number, atMs: number, { node, ...own }: Own): CloudEvent => {
    const from = node === undefined ? source : `${source}/${encodeURIComponent(attributeText(node))}`;
    const sequence = (sequences.get(from) ?? 0) + 1;
    sequences.set(from, sequence);
    const time = timestampOf(startMs + atMs);
    const { type, subject = '', correlationid, causationid, partitionkey = '', data } = own;
    return {
      specversion: '1.0',
      id: String(order),
      source: from,
      type,
      ...(subject === '' ? {} : { subject: attributeText(subject) }),
      ...(time === undefined ? {} : { time }),
      datacontenttype: 'application/json',
      ...(correlationid === undefined ? {} : { correlationid: attributeText(correlationid) }),
      ...(causationid === undefined ? {} : { causationid }),
      sequence: String(sequence).padStart(sequenceDigits, '0'),
      sequencetype: 'Integer',
      ...(partitionkey === '' ? {} : { partitionkey: attributeText(partitionkey) }),
      simorder: order,
      data,
    };
  };
  const counts = new Counts();
  yield event(0, 0, { type: startedType, data: { formatVersion, engineVersion, recording: run } });
  for (const record of trace) {
    counts.add(record);
    yield event(record.seq, record.at, ownOf(record, trace));
  }
  const data = counts.data;
  yield event(trace.length + 1, data.lastAt, { type: finishedType, data });
}

/** What one event has and another one has not. */
interface Own extends Pick<CloudEvent, 'type' | 'data'> {
  /** Left out: the run itself. */
  readonly node?: string;
  readonly subject?: string | undefined;
  readonly correlationid?: string;
  readonly causationid?: string | undefined;
  readonly partitionkey?: string | undefined;
}

/** Sequences are 32-bit integers, filled up so that they are in order as texts too. */
const sequenceDigits = 10;

function ownOf(record: TraceRecord, trace: readonly TraceRecord[]): Own {
  const { seq: _seq, cause, flow, ...data } = record;
  const payload = messageOf(record, trace)?.payload;
  return {
    type: typeOf(record),
    node: record.node,
    subject: subjectOf(record, trace),
    correlationid: flow,
    // What an act of the recording began has no cause within the run.
    causationid: cause === 0 ? undefined : String(cause),
    partitionkey: payload === undefined ? undefined : keyOf(payload),
    data,
  };
}

function typeOf(record: TraceRecord): string {
  if (!isPublication(record)) return `dev.signalbox.${record.kind}.v1`;
  const { version } = record.payload;
  return `dev.signalbox.shop.${attributeText(record.name)}.v${Number.isSafeInteger(version) ? Number(version) : 1}`;
}

/** What a bus keeps messages with that payload in order by; empty when they say nothing that it could go by. */
function keyOf(payload: Facts): string {
  const { id } = payload;
  return partitionKeyOf({ type: '', version: 1, ...payload, id: typeof id === 'string' ? id : '' });
}

/** How often what happened, over a whole run. */
class Counts {
  readonly #kinds = new Map<string, number>();
  readonly #stories = new Set<string>();
  #published = 0;
  #lastAt = 0;

  add(record: TraceRecord): void {
    this.#kinds.set(record.kind, (this.#kinds.get(record.kind) ?? 0) + 1);
    this.#stories.add(record.flow);
    if (isPublication(record)) this.#published += 1;
    this.#lastAt = record.at;
  }

  get data() {
    const kinds = [...this.#kinds].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      records: kinds.reduce((sum, [, count]) => sum + count, 0),
      stories: this.#stories.size,
      published: this.#published,
      lastAt: this.#lastAt,
      kinds: Object.fromEntries(kinds),
    };
  }
}
