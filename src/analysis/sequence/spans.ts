import { busNode, type Arrived, type NodeDown, type NodeId, type TraceRecord } from '../../simulation';

/** A height in the diagram: at the line of a row, or below it, where the next one begins. Row −1 is above all rows. */
export interface Place {
  readonly row: number;
  readonly isBelow: boolean;
}

/** Where something is in the diagram, and the step at which it comes there. */
export interface Moment extends Place {
  readonly seq: number;
}

/** What a lifeline does for a while: it works on a message, waits for an answer, or is not there. */
export interface Span {
  readonly kind: 'work' | 'wait' | 'away';
  readonly node: NodeId;
  /** How many others are under way on that lifeline, beneath it; a wait within some work has the depth of the work. */
  readonly depth: number;
  /** `seq` of the message that is worked on, of the request whose answer is waited for, or of the node's going down. */
  readonly about: number;
  readonly begin: Moment;
  /** Undefined: it lasts to the end of the run. */
  readonly end: Moment | undefined;
}

type OpenSpan = { -readonly [Field in keyof Span]: Span[Field] };

/**
 * The spans of all lifelines, built record by record. Work begins when a message arrives. What the bus only passes on or takes note
 * of is none, nor is a question to a store, which is answered at once (as in `fold.ts`).
 */
export class Spans {
  readonly #spans: OpenSpan[] = [];
  /** Whose work a record is part of, by `seq`. */
  readonly #owners: (OpenSpan | undefined)[] = [];
  /** Open work, by message. */
  readonly #works = new Map<number, OpenSpan>();
  /** Open waits, by request. */
  readonly #waits = new Map<number, OpenSpan>();
  /** Waits that are part of some work on their lifeline, which keeps the depth. */
  readonly #within = new Set<OpenSpan>();
  readonly #away = new Map<NodeId, { readonly span: OpenSpan; readonly down: NodeDown }>();
  /** Which depths are taken, by lifeline. */
  readonly #depths = new Map<NodeId, boolean[]>();

  /** In order of beginning. */
  get all(): readonly Span[] {
    return this.#spans;
  }

  /** Says whose work a record belongs to: that of its cause; of an answer, that of the request. Ask it of each record, in order. */
  trackOwner({ seq, cause, ...record }: TraceRecord): void {
    this.#owners[seq] = this.#owners[record.kind === 'reply' ? record.request : cause];
  }

  /** A message that is worked on is there. */
  arrive({ node, form, message, seq }: Arrived, place: Place): void {
    const isPassedOn = node === busNode && (form === 'event' || form === 'acknowledgement');
    if (isPassedOn) this.#owners[seq] = undefined;
    else this.#work(node, message, seq, place);
  }

  /** A consumer takes up an event once more, which needs no message. */
  tryAgain({ seq, node }: TraceRecord, place: Place): void {
    this.#work(node, seq, seq, place);
  }

  /**
   * The work on a message is done. What was taken up again names the message that it came with at first, so that its own work
   * is found by its cause.
   */
  finish(message: number, { seq, node }: TraceRecord, place: Place): void {
    const owner = this.#owners[seq];
    const work = this.#works.get(message) ?? (owner?.node === node ? owner : undefined);
    if (work === undefined || work.end !== undefined) return;
    this.#works.delete(work.about);
    this.#end(work, seq, place);
  }

  /** A node asks for something and waits. */
  ask({ seq, node }: TraceRecord, place: Place): void {
    const owner = this.#owners[seq];
    const isWithin = owner !== undefined && owner.end === undefined && owner.node === node;
    const depth = isWithin ? owner.depth : this.#takeDepth(node);
    const wait = this.#begin('wait', node, depth, seq, seq, place);
    this.#waits.set(seq, wait);
    if (isWithin) this.#within.add(wait);
  }

  /** The answer to a request is there, or its asker goes on without it. */
  goOn(request: number, seq: number, place: Place): void {
    const wait = this.#waits.get(request);
    if (wait === undefined) return;
    this.#waits.delete(request);
    this.#end(wait, seq, place);
  }

  /** A node is gone, with its stations; what it did ends, unless it was stopped in good order. */
  goAway(down: NodeDown, place: Place): void {
    const { seq, reason } = down;
    for (const node of [down.node, ...down.stations]) {
      if (reason !== 'stopped') this.#abandon(node, seq, place);
      if (this.#away.has(node)) continue;
      this.#away.set(node, { span: this.#begin('away', node, 0, seq, seq, place), down });
    }
  }

  comeBack({ seq, node }: TraceRecord, place: Place): void {
    for (const [id, { span, down }] of this.#away) {
      if (down.node !== node) continue;
      this.#away.delete(id);
      span.end = { seq, ...place };
    }
  }

  #abandon(node: NodeId, seq: number, place: Place): void {
    for (const open of [this.#works, this.#waits]) {
      for (const [about, span] of open) {
        if (span.node !== node) continue;
        open.delete(about);
        this.#end(span, seq, place);
      }
    }
  }

  #work(node: NodeId, about: number, seq: number, place: Place): void {
    const work = this.#begin('work', node, this.#takeDepth(node), about, seq, place);
    this.#works.set(about, work);
    this.#owners[seq] = work;
  }

  #begin(
    kind: Span['kind'],
    node: NodeId,
    depth: number,
    about: number,
    seq: number,
    place: Place,
  ): OpenSpan {
    const span: OpenSpan = { kind, node, depth, about, begin: { seq, ...place }, end: undefined };
    this.#spans.push(span);
    return span;
  }

  #end(span: OpenSpan, seq: number, place: Place): void {
    span.end = { seq, ...place };
    if (!this.#within.delete(span)) this.#depthsOf(span.node)[span.depth] = false;
  }

  #takeDepth(node: NodeId): number {
    const taken = this.#depthsOf(node);
    const free = taken.indexOf(false);
    const depth = free === -1 ? taken.length : free;
    taken[depth] = true;
    return depth;
  }

  #depthsOf(node: NodeId): boolean[] {
    const known = this.#depths.get(node);
    if (known !== undefined) return known;
    const depths: boolean[] = [];
    this.#depths.set(node, depths);
    return depths;
  }
}
