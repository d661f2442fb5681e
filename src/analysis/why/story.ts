import {
  busNode,
  topologyOf,
  warehouseAddress,
  type Arrived,
  type Changed,
  type Decision,
  type Ignored,
  type Recording,
  type Sent,
  type TraceRecord,
} from '../../simulation';
import { textOf } from '../facts';
import { messageAt } from '../message-at';
import { Moments, type Moment } from './moments';
import { momentScope, recipientOf, scopeWithin, tellingKey, type MomentScope, type Scope } from './scopes';
import { asideNodesOf, isStep, weightOf } from './steps';

/** A run as it is asked why: its moments with what followed from each, and its notifications. */
export interface Story {
  readonly moments: readonly MomentScope[];
  /** The scope of each notification, by its id. */
  readonly notifications: ReadonlyMap<string, Scope>;
  /** The first record of each story. */
  readonly firstOf: ReadonlyMap<string, TraceRecord>;
}

/** Reads a trace once, from its beginning to its end: each record is put where its cause is, or what it names. */
export function storyOf(recording: Recording, trace: readonly TraceRecord[]): Story {
  const reader = new Reader(recording, trace);
  for (const record of trace) reader.take(record);
  return reader;
}

class Reader implements Story {
  readonly moments: MomentScope[] = [];
  readonly notifications = new Map<string, Scope>();
  readonly firstOf = new Map<string, TraceRecord>();
  readonly #finder: Moments;
  readonly #asideNodes: ReadonlySet<string>;
  /** By `seq`. */
  readonly #scopes: (Scope | undefined)[] = [];
  /** Where an event was published, by its id: what is handed out of a log or of dead letters belongs there. */
  readonly #events = new Map<string, Scope>();
  /** Where a delivery of an event belongs, by its id; undefined for those to nodes that tell nobody. */
  readonly #deliveries = new Map<string, Scope | undefined>();
  /** Where a question was answered that had not been asked there yet, by the `seq` of its asking. */
  readonly #answered = new Map<number, Scope>();
  /** The commands that ask for notifications by name, by the `seq` of their sending. */
  readonly #asked = new Map<number, MomentScope>();

  constructor(
    recording: Recording,
    private readonly trace: readonly TraceRecord[],
  ) {
    this.#finder = new Moments(recording);
    this.#asideNodes = asideNodesOf(topologyOf(recording));
  }

  take(record: TraceRecord): void {
    if (!this.firstOf.has(record.flow)) this.firstOf.set(record.flow, record);
    const moment = this.#momentAt(record);
    const scope = moment ?? this.#placeOf(record);
    this.#scopes[record.seq] = scope;
    if (scope === undefined) return;
    if (this.#goesOn(record)) scope.last = record.seq;
    if (record.kind === 'reply') {
      this.#answered.set(record.request, scope);
      const asked = this.#asked.get(record.request);
      if (asked !== undefined && record.ok) asked.answer = record;
    }
    if (moment !== undefined) scope.steps.push(record);
    else if (!scope.isAside && isStep(record, this.trace, (node) => this.#asideNodes.has(node))) {
      scope.steps.push(record);
      this.#note(record, scope);
    }
  }

  /** Whether a story that ends with a record ends there for who might be told; an answer to the person goes elsewhere. */
  #goesOn(record: TraceRecord): boolean {
    if (record.kind === 'concluded' || record.kind === 'handled') return false;
    if (record.kind === 'failed') return !this.#asideNodes.has(record.node);
    if (record.kind === 'reply') {
      const cause = this.trace[record.cause - 1];
      const isKept = cause?.kind === 'changed' && cause.machine === 'outbox';
      return !isKept && messageAt(this.trace, record.request)?.form !== 'command';
    }
    if (record.kind !== 'sent' && record.kind !== 'duplicated') return true;
    return record.form !== 'event' || !this.#asideNodes.has(record.to);
  }

  /** The scope of the moment that a record is, if it is one that is not known yet. */
  #momentAt(record: TraceRecord): MomentScope | undefined {
    const found = this.#finder.at(record, this.trace);
    if (found === undefined) return undefined;
    const outer = this.#scopes[record.cause];
    if (this.#isToldAgain(record)) return undefined;
    if (found.trigger === 'cart-left' && this.#isKnown(record, outer)) return undefined;
    const scope = this.#begin(found, outer);
    if (record.kind === 'arrived') this.#asked.set(record.message, scope);
    const id = record.kind === 'sent' ? textOf(record.payload['id']) : outsideIdOf(record);
    if (id !== undefined) this.#events.set(id, scope);
    return scope;
  }

  /** Whether a left cart was told of before: its event goes on, and the rule that looks at it follows. */
  #isKnown(record: TraceRecord, outer: Scope | undefined): boolean {
    if (record.kind === 'sent') return this.#events.has(textOf(record.payload['id']) ?? '');
    return outer?.root.moment.trigger === 'cart-left';
  }

  /** Whether a system outside tells once more of an event that it has told of before. */
  #isToldAgain(record: TraceRecord): boolean {
    return this.#events.has(outsideIdOf(record) ?? '');
  }

  #begin(moment: Moment, outer: Scope | undefined): MomentScope {
    const scope = momentScope(moment, outer);
    this.moments.push(scope);
    return scope;
  }

  #placeOf(record: TraceRecord): Scope | undefined {
    const named = this.notifications.get(notificationIn(record) ?? '');
    if (named !== undefined) return named;
    const inherited = this.#scopes[record.cause];
    switch (record.kind) {
      case 'timed-out':
        return this.#scopes[record.request] ?? this.#answered.get(record.request) ?? inherited;
      case 'lost':
      case 'disturbed':
        return this.#scopes[record.message] ?? inherited;
      case 'duplicated':
        return this.#scopes[record.original] ?? inherited;
      case 'failed':
        return record.handling === undefined ? inherited : this.#whereSent(record.handling, inherited);
      case 'arrived':
        return this.#arrival(record);
      case 'sent':
        return this.#sending(record, inherited);
      case 'decision':
        return this.#decision(record, inherited);
      case 'changed':
        return this.#change(record, inherited);
      case 'concluded':
      case 'fault':
      case 'handled':
      case 'ignored':
      case 'limit-reached':
      case 'node-down':
      case 'node-up':
      case 'query':
      case 'received':
      case 'rendered':
      case 'reply':
      case 'timer-cancelled':
      case 'timer-fired':
      case 'timer-set':
        return inherited;
    }
  }

  /** Where a message belongs, of which a record names the sending or the arrival. */
  #whereSent(seq: number, otherwise: Scope | undefined): Scope | undefined {
    const record = this.trace[seq - 1];
    return this.#scopes[record?.kind === 'arrived' ? record.message : seq] ?? otherwise;
  }

  /** News that arrives begins to be passed on anew, each time that it comes; a receipt for it tells nobody anything. */
  #arrival({ seq, node, form, message }: Arrived): Scope | undefined {
    if (form === 'acknowledgement') return undefined;
    const around = this.#scopes[message];
    if (around === undefined || around.notification !== undefined) return around;
    if (form === 'event' && node !== busNode)
      return scopeWithin(around, seq, { isAside: this.#asideNodes.has(node) });
    return form === 'call' && around.type !== undefined ? scopeWithin(around, seq) : around;
  }

  #sending(record: Sent, inherited: Scope | undefined): Scope | undefined {
    const { form, payload } = record;
    if (form === 'acknowledgement') return undefined;
    if (form === 'event') {
      const id = textOf(payload['id']) ?? '';
      const known = this.#events.get(id);
      if (known === undefined && inherited !== undefined) this.#events.set(id, inherited);
      return known ?? inherited;
    }
    const type = textOf(payload['type']);
    if (form !== 'call' || type === undefined || !('customerId' in payload)) return inherited;
    return this.#telling(type, recipientOf(textOf(payload['customerId'])), record, inherited);
  }

  #decision(record: Decision, inherited: Scope | undefined): Scope | undefined {
    const { rule, subject, because } = record;
    const type = textOf(because['notificationType']);
    const isForWarehouse = subject === 'warehouse' || textOf(because['mailbox']) !== undefined;
    if (type !== undefined)
      return this.#telling(type, isForWarehouse ? warehouseAddress : subject, record, inherited);
    if (rule !== 'audience') return inherited;
    const about = [subject, textOf(because['orderId'])];
    for (let scope = inherited; scope !== undefined; scope = scope.parent) {
      if (scope.type === undefined && about.includes(scope.root.moment.subject)) return scope;
    }
    return inherited;
  }

  #change(record: Changed, inherited: Scope | undefined): Scope | undefined {
    const { machine, entity, from, facts, seq } = record;
    if (machine === 'outside-event') return this.#events.get(entity);
    if (machine === 'delivery') {
      const eventId = textOf(facts['eventId']);
      const consumer = textOf(facts['consumer']);
      if (eventId !== undefined && consumer !== undefined) {
        const isAside = this.#asideNodes.has(consumer);
        this.#deliveries.set(entity, isAside ? undefined : (this.#events.get(eventId) ?? inherited));
      }
      return this.#deliveries.get(entity);
    }
    if (machine !== 'notification' || from !== null) return inherited;
    const recipient = recipientOf(textOf(facts['customerId']));
    const telling = this.#telling(textOf(facts['type']) ?? '', recipient, record, inherited);
    const scope = scopeWithin(telling, seq, { notification: entity });
    this.notifications.set(entity, scope);
    return scope;
  }

  /** The telling of a kind of notification to a recipient that a record belongs to, or that it begins. */
  #telling(type: string, recipient: string, record: TraceRecord, inherited: Scope | undefined): Scope {
    let around = inherited;
    while (around !== undefined) {
      if (around.type === type && around.recipient === recipient) return around;
      if (around.type === undefined && around.root.moment.types.has(type)) break;
      around = around.parent;
    }
    const parent = around ?? this.#unknownMoment(type, recipient, record);
    const { tellings } = parent.root;
    const key = tellingKey(type, recipient);
    const before = tellings.get(key) ?? [];
    const known = before.find((telling) => telling.parent === parent);
    if (known !== undefined) return known;
    const telling = scopeWithin(parent, record.seq, { type, recipient });
    tellings.set(key, [...before, telling]);
    return telling;
  }

  /** Someone is told and no moment is known of which: the story's first record stands for it. */
  #unknownMoment(type: string, recipient: string, record: TraceRecord): MomentScope {
    const first = this.firstOf.get(record.flow) ?? record;
    const types = new Set([type]);
    return this.#begin(
      { trigger: 'none', record: first, subject: type, concerned: [recipient], types },
      undefined,
    );
  }

  /** Takes note of what keeps messages from coming about. */
  #note(record: TraceRecord, scope: Scope): void {
    if (record.kind === 'decision' && record.rule === 'idempotency' && scope.notification === undefined) {
      scope.root.repeats.push({ scope, decision: record });
    } else if (scope.type === undefined && isStop(record)) scope.root.stops.push({ scope, record });
    else if (record.kind === 'decision' && record.rule === 'audience')
      scope.root.audience ??= { scope, record };
    if (weightOf(record) === 0) return;
    const roots = new Set<MomentScope>();
    for (let around: Scope | undefined = scope; around !== undefined; around = around.parent) {
      if (around.isAside) break;
      roots.add(around.root);
    }
    for (const root of roots) root.troubles.push(record);
  }
}

/** The id of an event that a system outside tells of. */
function outsideIdOf(record: TraceRecord): string | undefined {
  return record.kind === 'changed' && record.machine === 'outside-event' ? record.entity : undefined;
}

/** Whether a record says, before anyone is looked at, that nobody is told. */
function isStop(record: TraceRecord): record is Decision | Ignored {
  if (record.kind === 'ignored') return record.machine === 'order-completion';
  if (record.kind !== 'decision') return false;
  const { rule, outcome } = record;
  return rule === 'order-complete'
    ? outcome !== 'complete'
    : (rule === 'price-drop' || rule === 'audience') && outcome === 'stopped';
}

/** The notification that a record names. */
function notificationIn(record: TraceRecord): string | undefined {
  if (record.kind === 'received') return record.notification;
  if (record.kind === 'sent') return textOf(record.payload['notificationId']);
  if (record.kind === 'decision') return record.subject;
  return 'machine' in record && record.machine === 'notification' ? record.entity : undefined;
}
