import { bisector } from 'd3';
import type { Flight, WaitSpan, WorkSpan } from '../../analysis/spans/spans';
import { busNode, type Duplicated, type NodeId, type Sent, type TraceRecord } from '../../simulation';
import { isPublication } from '../publication';

/** Which span each record and each end of a message belongs to. Spans outside the scope are nobody's place. */
export class Places {
  readonly #works = new Map<number, WorkSpan>();
  readonly #waits = new Map<number, WaitSpan>();
  /** The parts of each piece of work that stations do, in order. */
  readonly #parts = new Map<number, WorkSpan[]>();
  /** The arrival of each message, by the message. */
  readonly #arrivals = new Map<number, number>();
  /** The answer of each request. */
  readonly #replies = new Map<number, number>();
  /** What was published first under each id: a log that is replayed hands it out again. */
  readonly #publications = new Map<string, Sent>();

  /** @param workAfter the whole work that goes on after a record (`SpanReading`). */
  constructor(
    private readonly trace: readonly TraceRecord[],
    private readonly workAfter: (seq: number) => number,
  ) {}

  addWork(work: WorkSpan): void {
    this.#works.set(work.seq, work);
    if (work.parent === 0) return;
    const parts = this.#parts.get(work.parent);
    if (parts === undefined) this.#parts.set(work.parent, [work]);
    else parts.push(work);
  }

  addWait(wait: WaitSpan): void {
    this.#waits.set(wait.seq, wait);
  }

  /** Takes note of a record. All spans and records have to be known before anything is asked. */
  take(record: TraceRecord): void {
    if (record.kind === 'arrived') this.#arrivals.set(record.message, record.seq);
    else if (record.kind === 'reply') this.#replies.set(record.request, record.seq);
    else if (isPublication(record) && !this.#publications.has(eventIdOf(record)))
      this.#publications.set(eventIdOf(record), record);
  }

  /** The waiting that a request began. */
  wait(seq: number): WaitSpan | undefined {
    return this.#waits.get(seq);
  }

  /** The work during which a node made a record; what a data store does belongs to its answer. */
  workOf({ seq, node, cause }: TraceRecord): WorkSpan | undefined {
    const whole = this.#works.get(this.workAfter(seq));
    if (whole !== undefined && whole.node === node) return whole;
    const parts = this.#parts.get(whole?.seq ?? 0) ?? [];
    // Few parts overlap, so that the one which has begun last is nearly always it.
    for (let index = bySeq.right(parts, seq) - 1; index >= 0; index -= 1)
      if (parts[index]?.node === node) return parts[index];
    return this.#answerTo(node, cause);
  }

  /** The work of a data store whose records follow from the question that it was asked. */
  #answerTo(node: NodeId, cause: number): WorkSpan | undefined {
    let record = this.trace[cause - 1];
    while (record !== undefined && record.node === node && record.kind !== 'query')
      record = this.trace[record.cause - 1];
    if (record?.kind !== 'query' || record.to !== node) return undefined;
    return this.#works.get(this.#replies.get(record.seq) ?? 0);
  }

  /** The work that the arrival of a message began. */
  workOn(message: number): WorkSpan | undefined {
    return this.#works.get(this.#arrivals.get(message) ?? 0);
  }

  /** The record of a message that was sent, for a copy too. */
  originalOf(message: number): TraceRecord | undefined {
    const record = this.trace[message - 1];
    return record?.kind === 'duplicated' ? this.trace[record.original - 1] : record;
  }

  /** Whether what set out has come to its end: an answer and a question have no record for that. @param until in ms. */
  hasArrived({ seq, form, lostBy, arrivesAt }: Flight, until: number): boolean {
    if (lostBy !== undefined) return false;
    return form === 'query' || form === 'reply' ? arrivesAt <= until : this.#arrivals.has(seq);
  }

  /** The span in which something set out. */
  departureOf({ seq, form }: Flight): WorkSpan | WaitSpan | undefined {
    const record = this.trace[seq - 1];
    if (record === undefined) return undefined;
    // A data store's answer is its work.
    if (record.kind === 'reply') return this.#works.get(seq) ?? this.workOn(record.request);
    if (record.kind === 'duplicated') return this.#waits.get(record.original) ?? this.workOf(record);
    return this.#waits.get(seq) ?? (form === 'query' ? undefined : this.workOf(record));
  }

  /** The span in which something arrives. */
  arrivalOf({ seq, form }: Flight): WorkSpan | WaitSpan | undefined {
    if (form === 'query') return this.#works.get(this.#replies.get(seq) ?? 0);
    const record = this.trace[seq - 1];
    return record?.kind === 'reply' ? this.#waits.get(record.request) : this.workOn(seq);
  }

  /** The request that an answer answers, or that began a piece of work; undefined where none did. */
  requestOf({ seq }: WorkSpan): WaitSpan | undefined {
    const record = this.trace[seq - 1];
    if (record?.kind === 'reply') return this.#waits.get(record.request);
    return record?.kind === 'arrived'
      ? this.#waits.get(this.originalOf(record.message)?.seq ?? 0)
      : undefined;
  }

  /** The record with which an event was published that a message brings; undefined for what is no event. */
  publicationOf(message: number): Sent | undefined {
    const sent = this.originalOf(message);
    if (sent?.kind !== 'sent' || sent.form !== 'event') return undefined;
    if (sent.node !== busNode) return sent;
    // What the bus hands on follows from what it got, at once or after all that it keeps an account of.
    let record: TraceRecord | undefined = sent;
    while (record !== undefined && !(record.kind === 'arrived' && record.node === busNode))
      record = this.trace[record.cause - 1];
    const published = record === undefined ? undefined : this.publicationOf(record.message);
    return published !== undefined && eventIdOf(published) === eventIdOf(sent)
      ? published
      : this.publishedAs(eventIdOf(sent));
  }

  /** The record with which the event of an id was published first. */
  publishedAs(eventId: string): Sent | undefined {
    return this.#publications.get(eventId);
  }

  /** The answer to a request, whether it came or not. */
  answerOf(request: number): TraceRecord | undefined {
    return this.trace[(this.#replies.get(request) ?? 0) - 1];
  }
}

const bySeq = bisector(({ seq }: WorkSpan) => seq);

/** The id of the event that a message is about; empty where it is about none. */
export function eventIdOf({ payload }: Sent | Duplicated): string {
  const id = payload['id'] ?? payload['eventId'];
  return typeof id === 'string' ? id : '';
}
