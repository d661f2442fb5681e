import type { AnyStateMachine } from 'xstate';
import type { NodeId, TraceRecord } from '../../simulation';
import { textOf } from '../facts';
import type { Names } from '../names';
import { branchingQuestion, statusesFrom } from './machines';
import { audienceQuestion, ruleQuestion } from './rules';
import { channelWord, nameWord } from '../words';

/** One of the things that may happen next. */
export interface Alternative {
  readonly id: string;
  readonly label: string;
}

/** What may be asked before a step that decides something. */
export interface Question {
  /** The record that answers it. */
  readonly seq: number;
  readonly text: string;
  /** Two to four, each with another id and label; the order says nothing. */
  readonly alternatives: readonly Alternative[];
  /** The id of what the run does. */
  readonly right: string;
}

/** What the questions of a run are made of, beside its trace. */
export interface PredictionContext {
  readonly names: Names;
  /** The statecharts by name. */
  readonly machines: ReadonlyMap<string, AnyStateMachine>;
  /** Who has which products in the cart as the run begins: whom the news of a product can concern. */
  readonly carts: readonly Cart[];
}

interface Cart {
  readonly customerId: string;
  readonly items: readonly { readonly productId: string }[];
}

/**
 * The questions of a run: one before each record that decides something. All alternatives are real: the outcomes that the rule has, the
 * states that the chart leads to, what the same rule says of other products of this shop.
 */
export class Predictions {
  readonly #questions = new Map<number, Question | undefined>();
  /** Links, as `from to`, on which something is lost in this run. */
  #lossyLinks: ReadonlySet<string> | undefined;

  constructor(
    private readonly trace: readonly TraceRecord[],
    private readonly context: PredictionContext,
  ) {}

  /** What may be asked before a record; undefined when it decides nothing. */
  before(record: TraceRecord): Question | undefined {
    const { seq } = record;
    if (!this.#questions.has(seq)) this.#questions.set(seq, this.#ask(record));
    return this.#questions.get(seq);
  }

  #ask(record: TraceRecord): Question | undefined {
    switch (record.kind) {
      case 'decision':
        return ruleQuestion(record, this.context.names);
      case 'changed': {
        const machine = this.context.machines.get(record.machine);
        return machine === undefined ? undefined : branchingQuestion(record, machine, this.context.names);
      }
      case 'received':
        return this.#receiptQuestion(record);
      case 'reply': {
        const asked = this.trace[record.request - 1];
        if (asked?.kind !== 'query') return this.#receiptQuestion(record);
        const isOfCarts = record.ok && asked.name === 'carts holding';
        return isOfCarts ? audienceQuestion(record, asked, this.context) : undefined;
      }
      case 'sent':
        return this.#reportQuestion(record);
      case 'arrived':
      case 'lost':
        return this.#lossQuestion(record);
      case 'duplicated':
      case 'disturbed':
      case 'timed-out':
      case 'node-down':
      case 'node-up':
      case 'fault':
      case 'handled':
      case 'query':
      case 'concluded':
      case 'ignored':
      case 'rendered':
      case 'failed':
      case 'timer-set':
      case 'timer-fired':
      case 'timer-cancelled':
      case 'limit-reached':
        return undefined;
    }
  }

  /** The first that a channel does with a notification tells whether it takes it. */
  #receiptQuestion(record: Extract<TraceRecord, { kind: 'received' | 'reply' }>): Question | undefined {
    const arrival = this.trace[record.cause - 1];
    const machine = this.context.machines.get('notification');
    if (arrival?.kind !== 'arrived' || arrival.form !== 'delivery' || machine === undefined) return undefined;
    const { names } = this.context;
    const channel = names.nodeTitle(record.node);
    const labels: Readonly<Record<string, string>> = {
      sent: `${channel} takes it, and it counts as sent`,
      failed: `${channel} cannot send it, and it fails`,
    };
    const known = statusesFrom(machine, 'pending.sending').filter((status) => labels[status] !== undefined);
    return question(
      record,
      `What becomes of ${arrival.name} at ${channel}?`,
      known,
      labels,
      receiptOf(record),
    );
  }

  /** A channel has something to say about what it had taken; what that makes of the notification is what it says. */
  #reportQuestion({
    node,
    seq,
    form,
    payload,
  }: Extract<TraceRecord, { kind: 'sent' }>): Question | undefined {
    const { names, machines } = this.context;
    const machine = machines.get('notification');
    if (form !== 'event' || names.nodeRole(node) !== 'channel' || machine === undefined) return undefined;
    const id = textOf(payload['notificationId']);
    const change = this.trace.find(
      (record) =>
        record.seq > seq &&
        record.kind === 'changed' &&
        record.machine === 'notification' &&
        record.entity === id,
    );
    const status = change?.kind === 'changed' && change.from === 'sent' ? statusOf(change.to) : '';
    const channel = channelWord(node);
    const labels: Readonly<Record<string, string>> = {
      delivered: 'It has arrived: it is delivered',
      bounced: 'It came back: it has bounced',
      failed: `It could not be delivered after all: it fails`,
    };
    const known = statusesFrom(machine, 'sent').filter((name) => labels[name] !== undefined);
    return question({ seq }, `What does the ${channel} channel say of ${id ?? 'it'}?`, known, labels, status);
  }

  /** Where something is lost in this run, whether a message comes through is open. */
  #lossQuestion(record: Extract<TraceRecord, { kind: 'arrived' | 'lost' }>): Question | undefined {
    const message = this.trace[record.message - 1];
    const isMessage = message?.kind === 'sent' || message?.kind === 'duplicated';
    if (!isMessage || !this.#lossy.has(linkOf(record))) return undefined;
    const { names } = this.context;
    const to = names.nodeTitle(record.node);
    const from = names.nodeTitle(record.from);
    const labels = { arrived: `It reaches ${to}`, lost: `It is lost and never reaches ${to}` };
    const text = `Does ${nameWord(record.name)} from ${from} reach ${to}?`;
    return question(record, text, ['arrived', 'lost'], labels, record.kind);
  }

  get #lossy(): ReadonlySet<string> {
    return (this.#lossyLinks ??= new Set(
      this.trace.flatMap((record) => (record.kind === 'lost' ? [linkOf(record)] : [])),
    ));
  }
}

/** A question, if what is right is among what may happen, and something else is as well. */
function question(
  { seq }: { readonly seq: number },
  text: string,
  ids: readonly string[],
  labels: Readonly<Record<string, string>>,
  right: string,
): Question | undefined {
  if (ids.length < 2 || !ids.includes(right)) return undefined;
  return { seq, text, right, alternatives: ids.map((id) => ({ id, label: labels[id] ?? id })) };
}

function receiptOf(record: Extract<TraceRecord, { kind: 'received' | 'reply' }>): string {
  if (record.kind === 'received') return 'sent';
  const { payload, ok } = record;
  const status = typeof payload === 'object' && payload !== null && 'status' in payload ? payload.status : '';
  return ok && status === 'sent' ? 'sent' : 'failed';
}

function linkOf({ from, node }: { readonly from: NodeId; readonly node: NodeId }): string {
  return `${from} ${node}`;
}

function statusOf(state: string | number | null): string {
  return String(state).split('.', 1)[0] ?? '';
}
