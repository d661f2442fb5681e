import type {
  Changed,
  Lost,
  NodeDown,
  Query,
  Reply,
  Topology,
  TraceRecord,
  Travelling,
} from '../../simulation';
import { isRequest } from '../requests';
import type { ArrivalRow, MessageEnd, MessageRow, Sequence } from './rows';
import { Sheet } from './sheet';
import { Spans, type Place } from './spans';

/** What of a run its sequence diagram shows. */
export interface SequenceFilter {
  /** Correlation id of the one story to show; empty: all. */
  readonly flow: string;
  /** Leaves out questions to stores and their answers. */
  readonly hidesQueries: boolean;
}

/**
 * Lays a run out as a sequence diagram. Each message has the row in which it left; each decision, change, refusal, error, fault,
 * timer that ran out, each text that a template made, each node that goes or comes and each message in an inbox has a row as well.
 *
 * What follows at once has none, as long as the row that it belongs to is at most six rows further up: the arrival of a message, its loss and
 * the answer to a command end the message in its own row, unless something else happened to the receiver meanwhile; that
 * an event is handled ends the work that is drawn on the lifeline; what a fault does to a message is said at the message; timers that
 * are set or called off belong to the row before them. So each lifeline has its records in their order.
 */
export function sequenceOf(
  trace: readonly TraceRecord[],
  topology: Topology,
  filter: SequenceFilter = { flow: '', hidesQueries: false },
): Sequence {
  const drawing = new Drawing(trace, filter);
  for (const record of trace) drawing.add(record);
  return drawing.finish(topology);
}

/** As many records are laid out between two pauses. */
const recordsInOneGo = 2_000;

/** The same as `sequenceOf`, with pauses. It yields how many records are laid out. */
export function* sequenceInSlices(
  trace: readonly TraceRecord[],
  topology: Topology,
  filter: SequenceFilter,
): Generator<number, Sequence> {
  const drawing = new Drawing(trace, filter);
  for (const [index, record] of trace.entries()) {
    drawing.add(record);
    if ((index + 1) % recordsInOneGo === 0) yield index + 1;
  }
  return drawing.finish(topology);
}

type OpenMessage = { -readonly [Field in keyof MessageRow]: MessageRow[Field] };

class Drawing {
  readonly #sheet: Sheet;
  readonly #spans = new Spans();
  /** What has a row and is still on its way, by `seq`. */
  readonly #onTheWay = new Map<number, { readonly message: OpenMessage; readonly row: number }>();
  /** Answers among them: nothing is recorded where they arrive. */
  readonly #replies = new Map<number, Reply>();
  /** What is lost never arrives. */
  readonly #lost = new Set<number>();
  /** Answers whose arrival is recorded after all: those that actors get. */
  readonly #concluded = new Set<number>();

  constructor(
    private readonly trace: readonly TraceRecord[],
    private readonly filter: SequenceFilter,
  ) {
    this.#sheet = new Sheet(trace.length);
    for (const record of trace) {
      if (record.kind === 'lost') this.#lost.add(record.message);
      else if (record.kind === 'concluded') this.#concluded.add(record.cause);
    }
  }

  add(record: TraceRecord): void {
    this.#spans.trackOwner(record);
    for (const reply of this.#replies.values()) {
      const isDue = record.cause === reply.seq || (!this.#concluded.has(reply.seq) && isPast(record, reply));
      if (isDue) this.#land(reply, record);
    }
    if (record.kind === 'node-down') this.#goAway(record);
    if (record.kind === 'node-up') this.#spans.comeBack(record, this.#sheet.bottom);
    const { flow } = this.filter;
    if (flow !== '' && record.flow !== flow) return;
    this.#place(record);
  }

  finish(topology: Topology): Sequence {
    return this.#sheet.finish(topology, this.#spans.all);
  }

  #place(record: TraceRecord): void {
    switch (record.kind) {
      case 'sent':
      case 'duplicated':
        this.#leave(record);
        return;
      case 'query':
        if (!this.filter.hidesQueries) this.#leave(record);
        return;
      case 'reply':
        this.#answer(record);
        return;
      case 'arrived': {
        const place = this.#end(record.message, 'arrived', record) ?? this.#sheet.note(record);
        this.#spans.arrive(record, place);
        return;
      }
      case 'lost':
        if (this.#end(record.message, 'lost', record) === undefined) this.#neverSent(record);
        return;
      case 'concluded':
        if (!this.#sheet.shows(record)) this.#sheet.note(record);
        return;
      case 'handled':
        this.#spans.finish(
          record.message,
          record,
          this.#sheet.joinLifeline(record) ?? this.#sheet.note(record),
        );
        return;
      case 'failed': {
        const place = this.#sheet.note(record);
        if (record.handling !== undefined) this.#spans.finish(record.handling, record, place);
        return;
      }
      case 'timed-out':
        this.#spans.goOn(record.request, record.seq, this.#sheet.note(record));
        return;
      case 'disturbed': {
        const struck = this.#onTheWay.get(record.message);
        if (struck !== undefined) struck.message.disturbed = record;
        if (struck === undefined || !this.#sheet.isNear(struck.row)) this.#sheet.note(record);
        else this.#sheet.join(record, struck.row);
        return;
      }
      case 'changed':
        this.#change(record);
        return;
      case 'timer-set':
      case 'timer-cancelled':
        if (!this.#sheet.joinStory(record)) this.#sheet.note(record);
        return;
      case 'decision':
      case 'ignored':
      case 'rendered':
      case 'received':
      case 'timer-fired':
      case 'node-down':
      case 'node-up':
      case 'fault':
      case 'limit-reached':
        this.#sheet.note(record);
    }
  }

  #leave(record: Travelling): Place {
    const { seq, node: from, to } = record;
    const message: OpenMessage = { kind: 'message', record, from, to, end: undefined, disturbed: undefined };
    const place = this.#sheet.append(message);
    this.#sheet.touch(from, seq, place);
    this.#sheet.involve(to);
    this.#onTheWay.set(seq, { message, row: place.row });
    if (record.kind === 'reply' && !this.#lost.has(seq)) this.#replies.set(seq, record);
    if (isRequest(record)) this.#spans.ask(record, place);
    return place;
  }

  /** An answer leaves: the work on the request is done. Where it answers a question, that is the sign that this has arrived. */
  #answer(reply: Reply): void {
    const request = this.trace[reply.request - 1];
    if (request?.kind === 'query') {
      if (this.filter.hidesQueries) return;
      this.#arriveUnseen(request, reply.seq);
    }
    this.#spans.finish(reply.request, reply, this.#leave(reply));
  }

  #change(record: Changed): void {
    const cause = this.trace[record.cause - 1];
    if (cause?.kind === 'query' && cause.to === record.node) this.#arriveUnseen(cause, record.seq);
    const place = this.#sheet.note(record);
    // A consumer that tries again by itself does so without a message.
    if (record.machine === 'delivery' && record.event === 'TRY_AGAIN') this.#spans.tryAgain(record, place);
  }

  /** A question is at its store, which has its answer ready: it needs no row, however many others are on their way. */
  #arriveUnseen({ seq: query }: Query, seq: number): void {
    const open = this.#onTheWay.get(query);
    if (open === undefined) return;
    this.#onTheWay.delete(query);
    const place = this.#sheet.isNear(open.row) ? { row: open.row, isBelow: false } : this.#sheet.bottom;
    open.message.end = { kind: 'arrived', seq, ...place };
  }

  /** An answer is there. That an actor has it is recorded; of others it shows in what they do next. */
  #land(reply: Reply, record: TraceRecord): void {
    this.#replies.delete(reply.seq);
    const isRecorded = record.kind === 'concluded' && record.cause === reply.seq;
    const place = this.#end(reply.seq, 'arrived', isRecorded ? record : undefined, record.seq);
    if (place !== undefined) this.#spans.goOn(reply.request, record.seq, place);
  }

  /**
   * Ends a message: in its own row, or where the diagram has come to.
   * @param record what says so, for which there is a row then; undefined when nothing does.
   * @returns undefined when it is not on its way in this diagram.
   */
  #end(
    message: number,
    kind: MessageEnd['kind'],
    record: ArrivalRow['record'] | undefined,
    seq = record?.seq ?? 0,
  ): Place | undefined {
    const open = this.#onTheWay.get(message);
    if (open === undefined) return undefined;
    this.#onTheWay.delete(message);
    const { to } = open.message;
    const isFree = kind === 'lost' || this.#sheet.lastSeqOf(to) < message;
    const isHere = isFree && this.#sheet.isNear(open.row);
    const place = isHere
      ? { row: open.row, isBelow: false }
      : record === undefined
        ? this.#sheet.bottom
        : this.#sheet.append({ kind: 'arrival', record, message: open.message, node: to });
    open.message.end = { kind, seq, ...place };
    if (record !== undefined) this.#sheet.join(record, place.row);
    if (kind === 'arrived') this.#sheet.touch(to, seq, place);
    else this.#loseAnswer(open.message.record, seq, place);
    return place;
  }

  /** Whoever was to get an answer and is gone, or has gone on, does not wait for it any more. */
  #loseAnswer(record: Travelling | Lost, seq: number, place: Place): void {
    const lost = this.trace[seq - 1];
    if (record.kind !== 'reply' || lost?.kind !== 'lost' || lost.reason === 'dropped') return;
    this.#spans.goOn(record.request, seq, place);
  }

  /** There was nobody to pass it on to; or it is lost and the diagram leaves it out, which its loss is not. */
  #neverSent(record: Lost): void {
    const { seq, from, node: to } = record;
    const end: MessageEnd = { kind: 'lost', seq, row: this.#sheet.rowCount, isBelow: false };
    this.#sheet.append({ kind: 'message', record, from, to, end, disturbed: undefined });
    this.#sheet.involve(from);
    this.#sheet.involve(to);
  }

  /** What a node did is over at once, and that of its stations: what reaches them later comes after. */
  #goAway(down: NodeDown): void {
    this.#spans.goAway(down, this.#sheet.bottom);
    for (const station of down.stations) {
      if (this.#sheet.hasPart(station)) this.#sheet.touch(station, down.seq, this.#sheet.bottom);
    }
  }
}

/**
 * Answers leave no record where they arrive, but an actor’s. They are there when something follows from them, when who waited
 * does something after their time, or when their time has passed (as in `fold.ts`).
 */
function isPast(record: TraceRecord, { to, arrivesAt }: Reply): boolean {
  return record.node === to ? record.at >= arrivesAt : record.at > arrivesAt;
}
