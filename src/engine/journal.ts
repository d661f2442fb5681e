import type { Clock } from './clock';
import { invariant } from './invariant';
import type {
  Disturbed,
  Facts,
  FaultRecord,
  Json,
  LossReason,
  MessageForm,
  NodeDown,
  NodeId,
  State,
  TraceRecord,
} from './trace';

/** On whose behalf records are being written: the story, and the record that everything now written follows from. */
export interface Thread {
  readonly flow: string;
  cause: number;
}

/** Content of a message for a person, as a template renders it and an inbox receives it. */
export type Content = {
  readonly subject?: string;
  readonly body: string;
};

/** A timer of a state machine: `event` is what the machine gets when it runs out. */
export interface TimerOf {
  readonly machine: string;
  readonly entity: string;
  readonly event: string;
}

/**
 * Writes the trace. What a process learns or decides becomes the cause of what it does next, so that a reader can follow
 * causes back, one record at a time, to the act that began the story. What leaves (messages, queries, timers) does not:
 * nothing follows from it in the process that sent it.
 *
 * One literal a kind instead of one generic writer: records of a kind then share a shape, which is four times as fast
 * (measured) and the reason why this file is long.
 */
export class Journal {
  readonly records: TraceRecord[] = [];
  readonly #clock: Clock;
  #thread: Thread = { flow: '', cause: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The story and cause that records written now belong to. */
  get thread(): Thread {
    return this.#thread;
  }

  /** From now on records are written on behalf of `thread`: whatever runs next begins with this. */
  enter(thread: Thread): void {
    this.#thread = thread;
  }

  /** @returns the `seq` of the record, which is the identity of the message. */
  sent(node: NodeId, to: NodeId, form: MessageForm, name: string, payload: Facts, arrivesAt: number): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'sent',
      to,
      form,
      name,
      payload,
      arrivesAt,
    });
  }

  arrived(node: NodeId, from: NodeId, form: MessageForm, name: string, message: number): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'arrived',
      from,
      form,
      name,
      message,
    });
  }

  handled(node: NodeId, name: string, message: number): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'handled',
      name,
      message,
    });
  }

  query(
    node: NodeId,
    to: NodeId,
    access: 'read' | 'write',
    entity: string,
    name: string,
    parameters: Facts,
    arrivesAt: number,
  ): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'query',
      to,
      access,
      entity,
      name,
      parameters,
      arrivesAt,
    });
  }

  reply(
    node: NodeId,
    to: NodeId,
    name: string,
    request: number,
    ok: boolean,
    payload: Json,
    arrivesAt: number,
  ): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'reply',
      to,
      name,
      request,
      ok,
      payload,
      arrivesAt,
    });
  }

  concluded(node: NodeId, name: string, ok: boolean, payload: Json): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'concluded',
      name,
      ok,
      payload,
    });
  }

  decided(node: NodeId, rule: string, subject: string, outcome: string, because: Facts): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'decision',
      rule,
      subject,
      outcome,
      because,
    });
  }

  changed(
    node: NodeId,
    machine: string,
    entity: string,
    from: State,
    to: State,
    event: string,
    facts: Facts = NONE,
  ): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'changed',
      machine,
      entity,
      from,
      to,
      event,
      facts,
    });
  }

  ignored(node: NodeId, machine: string, entity: string, state: string, event: string): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'ignored',
      machine,
      entity,
      state,
      event,
    });
  }

  rendered(node: NodeId, template: string, channel: string, recipient: string, content: Content): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'rendered',
      template,
      channel,
      recipient,
      ...content,
    });
  }

  received(node: NodeId, channel: string, to: string, content: Content, notification: string): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'received',
      channel,
      to,
      ...content,
      notification,
    });
  }

  /** @param handling the event whose handling ends with this; left out when the node goes on. */
  failed(node: NodeId, name: string, message: string, handling?: number): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'failed',
      name,
      message,
      ...(handling === undefined ? {} : { handling }),
    });
  }

  timerSet(node: NodeId, timer: TimerOf, dueAt: number): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'timer-set',
      ...timer,
      dueAt,
    });
  }

  timerFired(node: NodeId, of: TimerOf, timer: number): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'timer-fired',
      ...of,
      timer,
    });
  }

  timerCancelled(node: NodeId, of: TimerOf, timer: number): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'timer-cancelled',
      ...of,
      timer,
    });
  }

  /** @returns the `seq` of the record, which is the identity of the copy. */
  duplicated(node: NodeId, original: number, arrivesAt: number, fault: number): number {
    const { flow, cause } = this.#thread;
    const sent = this.records[original - 1];
    invariant(sent?.kind === 'sent', 'only messages are duplicated');
    const { to, form, name, payload } = sent;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'duplicated',
      to,
      form,
      name,
      payload,
      original,
      arrivesAt,
      fault,
    });
  }

  disturbed(
    node: NodeId,
    to: NodeId,
    name: string,
    message: number,
    effect: Disturbed['effect'],
    delayMs: number,
    fault: number,
  ): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'disturbed',
      to,
      name,
      message,
      effect,
      delayMs,
      fault,
    });
  }

  lost(
    node: NodeId,
    from: NodeId,
    name: string,
    message: number,
    reason: LossReason,
    fault?: number,
  ): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'lost',
      from,
      name,
      message,
      reason,
      ...(fault === undefined ? {} : { fault }),
    });
  }

  timedOut(node: NodeId, from: NodeId, name: string, request: number, afterMs: number): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'timed-out',
      from,
      name,
      request,
      afterMs,
    });
  }

  nodeDown(node: NodeId, reason: NodeDown['reason'], stations: readonly NodeId[]): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'node-down',
      reason,
      stations,
    });
  }

  nodeUp(node: NodeId): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'node-up',
    });
  }

  fault(node: NodeId, fault: string, phase: FaultRecord['phase'], details: Facts): number {
    const { flow, cause } = this.#thread;
    return this.#follow({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'fault',
      fault,
      phase,
      details,
    });
  }

  limitReached(node: NodeId, limit: string, value: number): number {
    const { flow, cause } = this.#thread;
    return this.#keep({
      seq: this.#next,
      at: this.#clock.now,
      cause,
      flow,
      node,
      kind: 'limit-reached',
      limit,
      value,
    });
  }

  get #next(): number {
    return this.records.length + 1;
  }

  #keep(record: TraceRecord): number {
    this.records.push(record);
    return record.seq;
  }

  #follow(record: TraceRecord): number {
    this.records.push(record);
    this.#thread.cause = record.seq;
    return record.seq;
  }
}

const NONE: Facts = {};
