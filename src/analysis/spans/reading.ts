import {
  busNode,
  type Arrived,
  type Lost,
  type NodeDown,
  type NodeId,
  type Query,
  type Reply,
  type Sent,
  type Topology,
  type TraceRecord,
} from '../../simulation';
import { isRequest } from '../requests';
import type { AwaySpan, Point, RunSpans, WaitSpan, WorkSpan } from './spans';
import { FlightReading } from './flights';

/** A span that is being read: when it ends is found later. */
type Draft<Span> = { -readonly [Key in keyof Span]: Span[Key] };

/** A process, as far as its records show it: one piece of work, with what it waits for. */
interface Process {
  readonly root: Draft<WorkSpan>;
  /** The host in which it runs and dies. */
  readonly host: NodeId;
  /** The station within it that works now. */
  station: Draft<WorkSpan> | undefined;
  /** Nothing says when it ends: it began by itself, when a time had come, and lasts as long as its records. */
  readonly isSelfStarted: boolean;
  /** Until when it is known to go on. */
  busyUntil: number;
  isOver: boolean;
}

const never = Infinity;

/**
 * Reads spans record by record. Which process a record belongs to follows from its cause: within a process each record is
 * caused by an earlier one of it, by the arrival that began it, or by an answer that it had asked for.
 */
export class SpanReading {
  readonly #works: Draft<WorkSpan>[] = [];
  readonly #waits: Draft<WaitSpan>[] = [];
  readonly #aways: Draft<AwaySpan>[] = [];
  readonly #flights = new FlightReading();
  readonly #points: Point[] = [];
  readonly #hosts: ReadonlyMap<NodeId, NodeId>;
  /** The process that goes on after each record, by `seq`. */
  readonly #processes: (Process | undefined)[] = [];
  /** The process at work on each message. */
  readonly #byMessage = new Map<number, Process>();
  readonly #underWay = new Set<Process>();
  readonly #waitsByRequest = new Map<number, { readonly wait: Draft<WaitSpan>; readonly process: Process }>();
  /** Waits that may still turn out to end otherwise. */
  readonly #pending = new Set<number>();
  readonly #queries = new Map<number, Query>();
  #until = 0;

  constructor({ nodes }: Topology) {
    this.#hosts = new Map(nodes.map(({ id, host }) => [id, host ?? id]));
  }

  take(record: TraceRecord): void {
    const { seq, at } = record;
    this.#until = Math.max(this.#until, at);
    const process = this.#processes[record.cause];
    this.#processes[seq] = process;
    switch (record.kind) {
      case 'arrived':
        this.#arrive(record);
        return;
      case 'sent':
      case 'query':
        this.#flights.depart(record);
        if (isRequest(record)) this.#ask(record, process);
        else this.#touch(process, record);
        return;
      case 'duplicated':
        this.#flights.depart(record);
        this.#processes[seq] = this.#processes[record.original];
        return;
      case 'reply':
        this.#answer(record);
        return;
      case 'lost':
        this.#lose(record);
        return;
      case 'timed-out':
        this.#settle(record.request, at, 'timed out');
        this.#mark(record, 'error');
        break;
      case 'handled':
        this.#finish(this.#byMessage.get(record.message) ?? process, at, 'done');
        this.#byMessage.delete(record.message);
        return;
      case 'failed':
        this.#mark(record, 'error');
        if (record.handling === undefined) break;
        this.#finish(this.#byMessage.get(record.handling) ?? process, at, 'failed');
        // A later attempt at it is known by its cause alone.
        this.#byMessage.delete(record.handling);
        return;
      case 'concluded':
        this.#finish(process, at, record.ok ? 'done' : 'failed');
        return;
      case 'node-down':
        this.#goDown(record);
        return;
      case 'node-up':
        for (const away of this.#aways)
          if (away.to === never && this.#hostOf(away.node) === record.node) away.to = at;
        return;
      case 'timer-fired':
        // What a timer begins is not what set it.
        this.#processes[seq] = undefined;
        return;
      case 'changed':
        // A consumer that tries again by itself does so without a message.
        if (record.machine === 'delivery' && record.event === 'TRY_AGAIN') {
          this.#begin(record, process?.root.name ?? record.entity, false);
          return;
        }
        break;
      case 'fault':
        if (record.phase === 'begins') this.#mark(record, 'fault');
        return;
      case 'decision':
      case 'received':
        this.#mark(record, record.kind);
        break;
      case 'disturbed':
      case 'ignored':
      case 'rendered':
      case 'timer-set':
      case 'timer-cancelled':
      case 'limit-reached':
        break;
    }
    this.#touch(process, record);
  }

  /** `seq` of the work whose process goes on after a record, stations aside; 0 where none does. */
  readonly workAfter = (seq: number): number => this.#processes[seq]?.root.seq ?? 0;

  /** All that was read; what has not ended lasts to the end of the run. */
  end(): RunSpans {
    const until = Math.max(this.#until, this.#flights.lastArrivalAt);
    for (const process of this.#underWay) {
      const { isSelfStarted, busyUntil } = process;
      if (isSelfStarted && busyUntil < never) this.#finish(process, busyUntil, 'done');
    }
    for (const span of [...this.#works, ...this.#waits, ...this.#aways])
      if (span.to === never) span.to = until;
    return {
      works: this.#works.sort((a, b) => a.from - b.from || a.seq - b.seq),
      waits: this.#waits,
      aways: this.#aways,
      flights: this.#flights.all,
      points: this.#points,
      until,
    };
  }

  #arrive(record: Arrived): void {
    const { seq, node, form, message, name } = record;
    // The bus hands events on at once, and what is acknowledged is done with.
    const isWork = form !== 'acknowledgement' && (form !== 'event' || node !== busNode);
    if (isWork) this.#byMessage.set(message, this.#begin(record, name, false));
    else this.#processes[seq] = undefined;
  }

  #begin({ seq, node, at, flow }: TraceRecord, name: string, isSelfStarted: boolean): Process {
    const span = { kind: 'work', seq, node, name, flow, from: at, parent: 0 } as const;
    const root: Draft<WorkSpan> = { ...span, to: never, ending: 'open' };
    const host = this.#hostOf(node);
    const process = { root, host, station: undefined, isSelfStarted, busyUntil: at, isOver: false };
    this.#works.push(root);
    this.#underWay.add(process);
    this.#processes[seq] = process;
    return process;
  }

  /** A process asks and waits. One that nothing is known of has begun by itself. */
  #ask(request: Sent | Query, known: Process | undefined): void {
    const { seq, node, at, to: askedNode, name, flow } = request;
    const form = request.kind === 'query' ? request.kind : request.form;
    const goesOn = known !== undefined && !known.isOver && known.host === this.#hostOf(node);
    const process = goesOn ? known : this.#begin(request, name, true);
    // Its next turn may follow from the same record.
    if (request.cause !== 0) this.#processes[request.cause] = process;
    this.#processes[seq] = process;
    this.#touch(process, request);
    if (request.kind === 'query') this.#queries.set(seq, request);
    const parent = (process.station ?? process.root).seq;
    const span = { kind: 'waiting', seq, node, askedNode, name, flow, form, parent, from: at } as const;
    const wait: Draft<WaitSpan> = { ...span, to: never, ending: 'open' };
    this.#waits.push(wait);
    this.#waitsByRequest.set(seq, { wait, process });
    this.#pending.add(seq);
    process.busyUntil = never;
  }

  #answer(reply: Reply): void {
    const { seq, request, node, at, arrivesAt, ok, flow } = reply;
    this.#flights.depart(reply);
    const query = this.#queries.get(request);
    if (query === undefined) {
      this.#finish(this.#byMessage.get(request), at, ok ? 'done' : 'failed');
    } else {
      const ending = ok ? 'done' : 'failed';
      const { name, arrivesAt: from } = query;
      this.#works.push({ kind: 'work', seq, node, name, flow, from, to: at, parent: 0, ending });
    }
    this.#settle(request, arrivesAt, ok ? 'answered' : 'refused', at);
    this.#processes[seq] = this.#processes[request];
  }

  /** A wait ends. @param knownAt when it became known, in ms: an answer that is under way may still be lost. */
  #settle(request: number, to: number, ending: WaitSpan['ending'], knownAt = to): void {
    if (!this.#pending.has(request)) return;
    const waiting = this.#waitsByRequest.get(request);
    if (waiting === undefined) return;
    waiting.wait.to = to;
    waiting.wait.ending = ending;
    waiting.process.busyUntil = to;
    if (ending === 'timed out' || ending === 'cut off') this.#pending.delete(request);
    // What was answered long ago is settled; so those that may still change stay few.
    for (const old of this.#pending) {
      const { wait } = this.#waitsByRequest.get(old) ?? {};
      if (wait === undefined || wait.to >= knownAt) break;
      this.#pending.delete(old);
    }
  }

  #lose(lost: Lost): void {
    const request = this.#flights.lose(lost);
    const waiting = request === undefined ? undefined : this.#waitsByRequest.get(request);
    if (waiting === undefined || request === undefined || lost.reason !== 'dropped') return;
    const { wait, process } = waiting;
    if (wait.ending !== 'answered' && wait.ending !== 'refused') return;
    // Who asked does not know, and waits on.
    wait.to = never;
    wait.ending = 'open';
    process.busyUntil = never;
    this.#pending.add(request);
  }

  /** A record of a process: a station may take over within it, or give back. */
  #touch(process: Process | undefined, { seq, node, at, flow }: TraceRecord): void {
    if (process === undefined || process.isOver || this.#hostOf(node) !== process.host) return;
    const { root, station } = process;
    process.busyUntil = Math.max(process.busyUntil, at);
    if (node === (station ?? root).node) return;
    if (station !== undefined) {
      station.to = at;
      station.ending = 'done';
    }
    process.station = undefined;
    if (node === root.node) return;
    const { name, seq: parent } = root;
    process.station = { kind: 'work', seq, node, name, flow, from: at, to: never, parent, ending: 'open' };
    this.#works.push(process.station);
  }

  #finish(process: Process | undefined, at: number, ending: WorkSpan['ending']): void {
    if (process === undefined || process.isOver) return;
    process.isOver = true;
    this.#underWay.delete(process);
    for (const span of [process.root, process.station]) {
      if (span === undefined) continue;
      span.to = at;
      span.ending = ending;
    }
  }

  #goDown({ seq, node, stations, at, flow, reason }: NodeDown): void {
    for (const gone of [node, ...stations]) {
      const isAway = this.#aways.some((away) => away.node === gone && away.to === never);
      if (!isAway) this.#aways.push({ kind: 'away', seq, node: gone, flow, reason, from: at, to: never });
    }
    if (reason === 'stopped') return;
    for (const request of this.#pending) {
      const { wait, process } = this.#waitsByRequest.get(request) ?? {};
      if (wait !== undefined && process?.host === node && wait.to > at) this.#settle(request, at, 'cut off');
    }
    for (const process of this.#underWay) {
      if (process.host !== node) continue;
      const { isSelfStarted, busyUntil } = process;
      const isDone = isSelfStarted && busyUntil < at;
      this.#finish(process, isDone ? busyUntil : at, isDone ? 'done' : 'cut off');
    }
  }

  #mark({ seq, node, at, flow }: TraceRecord, kind: Point['kind']): void {
    this.#points.push({ seq, node, at, flow, kind });
  }

  #hostOf(node: NodeId): NodeId {
    return this.#hosts.get(node) ?? node;
  }
}
