import type { Customer, Decision, Facts, Received, TraceRecord } from '../simulation';
import type { Causality } from './causality';
import { factsOf, numberOf, textOf, textsOf } from './facts';
import { takesPart } from './log-filter';
import type { Entity, View } from './view';

/** A notification as far as a moment knows it. */
export interface NotificationAt {
  readonly id: string;
  /** As in the chart: `pending.ready`. */
  readonly state: string;
  /** The status that people see: `pending`. */
  readonly status: string;
  readonly type: string;
  readonly customerId: string | undefined;
  readonly channel: string;
  readonly recipient: string;
  readonly template: string;
  readonly subject: string | undefined;
  readonly body: string;
  /** The event or call that it was created for. */
  readonly source: Facts;
  readonly scheduledFor: number | undefined;
  readonly failureReason: string | undefined;
  readonly retryCount: number;
  readonly maxRetries: number;
}

/** Reads a notification off its entity. */
export function notificationOf({ id, state, facts, changes }: Entity): NotificationAt {
  const path = textOf(state) ?? '';
  const content = factsOf(facts['content']);
  return {
    id,
    state: path,
    status: path.split('.', 1)[0] ?? '',
    type: textOf(facts['type']) ?? '',
    customerId: textOf(facts['customerId']),
    channel: textOf(facts['channel']) ?? '',
    recipient: textOf(facts['recipient']) ?? '',
    template: textOf(facts['template']) ?? '',
    subject: textOf(content['subject']),
    body: textOf(content['body']) ?? '',
    source: factsOf(facts['source']),
    scheduledFor: numberOf(facts['scheduledFor']),
    failureReason: path.startsWith('failed') ? textOf(facts['reason']) : undefined,
    retryCount: changes.filter(({ event }) => event === 'RETRY').length,
    maxRetries: numberOf(facts['maxRetries']) ?? 0,
  };
}

/** The decisions that led to a record, first to last: all that had to go right for it. */
export function decisionsBehind(record: TraceRecord, causality: Causality): readonly Decision[] {
  return causality.chainTo(record).filter((link) => link.kind === 'decision');
}

/** The decisions about a subject up to a step, in order. */
export function decisionsAbout(
  trace: readonly TraceRecord[],
  step: number,
  subject: string,
): readonly Decision[] {
  const decisions: Decision[] = [];
  for (let index = 0; index < step; index += 1) {
    const record = trace[index];
    if (record?.kind === 'decision' && record.subject === subject) decisions.push(record);
  }
  return decisions;
}

/** The last records up to a step that a node took part in, newest first. */
export function recentAt(
  trace: readonly TraceRecord[],
  step: number,
  node: string,
  limit: number,
): readonly TraceRecord[] {
  const recent: TraceRecord[] = [];
  for (let index = step - 1; index >= 0 && recent.length < limit; index -= 1) {
    const record = trace[index];
    if (record !== undefined && takesPart(record, node)) recent.push(record);
  }
  return recent;
}

/** What became of a customer whom a rule looked at. */
export interface Concerned {
  readonly customer: Customer;
  readonly received: readonly Received[];
  /** The last decision that stopped or held something for this customer, if one did. */
  readonly hindrance: Decision | undefined;
}

/**
 * The customers whom rules looked at up to a step, in order of appearance, with what they received and what stopped the rest.
 * @param customers by id.
 * @param byAddress by email address, phone number, device.
 */
export function concernedAt(
  trace: readonly TraceRecord[],
  view: View,
  customers: ReadonlyMap<string, Customer>,
  byAddress: ReadonlyMap<string, Customer>,
): readonly Concerned[] {
  const hindrances = new Map<string, Decision | undefined>();
  for (let index = 0; index < view.step; index += 1) {
    const record = trace[index];
    if (record?.kind !== 'decision') continue;
    for (const id of [record.subject, ...textsOf(record.because['cartHolders'])]) {
      if (customers.has(id) && !hindrances.has(id)) hindrances.set(id, undefined);
    }
    if (record.outcome === 'stopped' || record.outcome === 'held') {
      if (hindrances.has(record.subject)) hindrances.set(record.subject, record);
    }
  }
  const received = new Map<string, Received[]>();
  for (const message of view.inbox) {
    const id = byAddress.get(message.to)?.id;
    if (id === undefined) continue;
    if (!hindrances.has(id)) hindrances.set(id, undefined);
    const messages = received.get(id);
    if (messages === undefined) received.set(id, [message]);
    else messages.push(message);
  }
  return [...hindrances].flatMap(([id, hindrance]) => {
    const customer = customers.get(id);
    return customer === undefined ? [] : [{ customer, received: received.get(id) ?? [], hindrance }];
  });
}
