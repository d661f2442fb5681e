import {
  warehouseAddress,
  type Changed,
  type Customer,
  type Lost,
  type Received,
  type ShopData,
  type TraceRecord,
} from '../simulation';
import { customersAt } from './customers-at';
import { textOf, textsOf } from './facts';
import { notificationOf, type NotificationAt } from './inspection';
import { messageAt } from './message-at';
import type { Names } from './names';
import { customersByAddress, orderAt } from './shop-at';
import { entityKey, type View } from './view';
import { channelWord, sentence } from './words';

/** What became of one person, or of the warehouse, by a step. */
export interface Ending {
  /** The customer's id, or the address of whoever is none. */
  readonly id: string;
  readonly name: string;
  readonly received: readonly Received[];
  /** What was made for them and has not come to them, in the order of its making. */
  readonly undelivered: readonly Undelivered[];
  /** Why there is nothing, where that is known: a rule that stopped it, or what went wrong before there was a notification. */
  readonly hindrance: TraceRecord | undefined;
}

/** A notification that failed, came back, was called off or still waits. */
export interface Undelivered {
  readonly notification: NotificationAt;
  /** The change that brought it where it is. */
  readonly change: Changed;
  readonly reason: string | undefined;
}

/** The person as the trace is read. */
interface Person {
  readonly received: Received[];
  readonly undelivered: Undelivered[];
  /** The last rule that stopped or held something for them. */
  verdict: TraceRecord | undefined;
  /** The stories in which a rule did so: nothing else has to explain those. */
  readonly settled: Set<string>;
}

/** What became of everyone whom the run is about, by a step, in order of appearance. */
export function endingsAt(trace: readonly TraceRecord[], view: View, shop: ShopData): readonly Ending[] {
  const customers = new Map(customersAt(shop, view).map((customer) => [customer.id, customer]));
  const byAddress = customersByAddress({ ...shop, customers: [...customers.values()] });
  const people = peopleAt(trace, view, customers);
  for (const message of view.inbox) {
    personIn(people, byAddress.get(message.to)?.id ?? message.to).received.push(message);
  }
  for (const undelivered of undeliveredAt(view)) {
    const { customerId, recipient } = undelivered.notification;
    personIn(people, customerId ?? byAddress.get(recipient)?.id ?? recipient).undelivered.push(undelivered);
  }
  const mishaps = mishapsAt(trace, view, shop);
  for (const id of mishaps.keys()) if (customers.has(id)) personIn(people, id);
  return [...people].map(([id, { received, undelivered, verdict, settled }]) => {
    const mishap = mishaps
      .get(id)
      ?.filter(({ flow }) => !settled.has(flow))
      .at(-1)?.record;
    const isToldAnyway = received.length > 0 || undelivered.length > 0;
    return {
      id,
      name: customers.get(id)?.name ?? (id === warehouseAddress ? 'Warehouse' : id),
      received,
      undelivered,
      hindrance: isToldAnyway ? undefined : laterOf(verdict, mishap),
    };
  });
}

/** `Email: failed – Connection reset by peer`, `SMS: called off: Alice knows already`, `Email: waits until 08:00` */
export function fateWords({ notification, change, reason }: Undelivered, names: Names): string {
  const { channel, status, state, scheduledFor } = notification;
  const noun = sentence(channelWord(channel));
  if (status === 'cancelled') return `${noun}: called off${reason === undefined ? '' : `: ${reason}`}`;
  if (state === 'pending.scheduled' && scheduledFor !== undefined)
    return `${noun}: waits until ${names.moment(scheduledFor, change.at)}`;
  const word = status === 'pending' ? 'still waiting' : status;
  return `${noun}: ${word}${reason === undefined ? '' : ` – ${reason}`}`;
}

/** Those whom rules looked at, and those who registered. */
function peopleAt(
  trace: readonly TraceRecord[],
  view: View,
  customers: ReadonlyMap<string, Customer>,
): Map<string, Person> {
  const people = new Map<string, Person>();
  for (let index = 0; index < view.step; index += 1) {
    const record = trace[index];
    if (record?.kind === 'changed' && record.machine === 'customer') personIn(people, record.entity);
    if (record?.kind !== 'decision') continue;
    for (const id of [record.subject, ...textsOf(record.because['cartHolders'])]) {
      if (customers.has(id)) personIn(people, id);
    }
    const person = people.get(record.subject);
    if (person === undefined || (record.outcome !== 'stopped' && record.outcome !== 'held')) continue;
    person.verdict = record;
    person.settled.add(record.flow);
  }
  return people;
}

function personIn(people: Map<string, Person>, id: string): Person {
  let person = people.get(id);
  if (person === undefined) {
    person = { received: [], undelivered: [], verdict: undefined, settled: new Set() };
    people.set(id, person);
  }
  return person;
}

function undeliveredAt(view: View): readonly Undelivered[] {
  const arrived = new Set(view.inbox.map(({ notification }) => notification));
  const undelivered: Undelivered[] = [];
  for (const entity of view.entities.values()) {
    const change = entity.changes.at(-1);
    if (entity.machine !== 'notification' || change === undefined) continue;
    const notification = notificationOf(entity);
    const isOver = ['failed', 'bounced', 'cancelled'].includes(notification.status);
    const isOpen = notification.status === 'pending' && !arrived.has(notification.id);
    if (isOver || isOpen) undelivered.push({ notification, change, reason: textOf(change.facts['reason']) });
  }
  return undelivered;
}

/** What went wrong in a story. */
interface Mishap {
  readonly flow: string;
  readonly record: TraceRecord;
}

/** What went wrong in the stories about each customer, by the customer's id. */
function mishapsAt(
  trace: readonly TraceRecord[],
  view: View,
  shop: ShopData,
): ReadonlyMap<string, readonly Mishap[]> {
  const subjects = new Map<string, Set<string>>();
  const worst = new Map<string, { readonly record: TraceRecord; readonly weight: number }>();
  for (let index = 0; index < view.step; index += 1) {
    const record = trace[index];
    if (record === undefined) continue;
    if (record.kind === 'sent' && record.form !== 'delivery' && record.form !== 'acknowledgement') {
      const { customerId, orderId } = record.payload;
      const order = textOf(orderId);
      const id = textOf(customerId) ?? (order && orderAt(shop, view, order)?.customerId);
      if (id !== undefined) setIn(subjects, record.flow).add(id);
    }
    const weight = weightOf(record, trace, view);
    if (weight > 0 && weight >= (worst.get(record.flow)?.weight ?? 0)) {
      worst.set(record.flow, { record: causeOf(record, trace), weight });
    }
  }
  const mishaps = new Map<string, Mishap[]>();
  for (const [flow, { record }] of worst) {
    for (const id of subjects.get(flow) ?? []) {
      mishaps.set(id, [...(mishaps.get(id) ?? []), { flow, record }]);
    }
  }
  return mishaps;
}

function setIn(sets: Map<string, Set<string>>, key: string): Set<string> {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  return set;
}

/** How well a record explains that a story came to nothing; 0 when it does not. */
function weightOf(record: TraceRecord, trace: readonly TraceRecord[], view: View): number {
  if (record.kind === 'changed') {
    const isDead = record.machine === 'delivery' && record.to === 'deadLettered';
    return isDead && view.entities.get(entityKey('delivery', record.entity))?.state === 'deadLettered'
      ? 5
      : 0;
  }
  if (record.kind === 'lost') return isOfNews(record, trace) ? 4 : 0;
  if (record.kind === 'timed-out') return 3;
  if (record.kind === 'failed') return record.handling === undefined ? 0 : 2;
  const isRefusedCall =
    record.kind === 'reply' && !record.ok && messageAt(trace, record.request)?.form === 'call';
  return isRefusedCall ? 1 : 0;
}

/** Whether what was lost would have told someone something: an event, a command or a call; no receipt, no answer. */
function isOfNews({ message }: Lost, trace: readonly TraceRecord[]): boolean {
  const lost = trace[message - 1];
  if (lost?.kind === 'reply' || lost?.kind === 'query') return false;
  const form = messageAt(trace, message)?.form;
  return form !== 'acknowledgement' && form !== 'delivery';
}

/** Who waited in vain waited for someone who went away, where that is so. */
function causeOf(record: TraceRecord, trace: readonly TraceRecord[]): TraceRecord {
  if (record.kind !== 'timed-out') return record;
  const between = trace.slice(record.request, record.seq);
  return between.find((link) => link.kind === 'node-down' && link.node === record.from) ?? record;
}

function laterOf(a: TraceRecord | undefined, b: TraceRecord | undefined): TraceRecord | undefined {
  return (a?.seq ?? 0) > (b?.seq ?? 0) ? a : b;
}
