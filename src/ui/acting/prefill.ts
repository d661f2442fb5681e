import { factsOf, textOf } from '../../analysis/facts';
import { cartAt, customerAt, preferencesAt } from '../../analysis/customers-at';
import { orderAt, productAt } from '../../analysis/shop-at';
import {
  defaultPreferences,
  scenarioOf,
  shopOf,
  type Edit,
  type Json,
  type Order,
  type TraceRecord,
  type Travelling,
} from '../../simulation';
import { beginningOf, isObject, type Prefill } from '../form/beginning';
import { choicesAt, nameOfNode } from '../form/choices';
import type { Selection } from '../selection';
import { isTravelling, messageOf } from '../stage/travelling';
import { schemaOfDraft, type ActKind, type Draft } from './draft';
import type { Session } from '../session.svelte';

/**
 * A draft of that type, filled in with what is selected, what this step is about, and else what the shop has at this moment.
 */
export function draftAt(session: Session, kind: ActKind, type: string): Draft {
  const { from, to, message, ...facts } = factsAbout(session);
  // Only faults strike a way; elsewhere fields of these names mean other things.
  const known = kind === 'fault' ? { ...facts, from, to, message } : facts;
  const body = beginAt(session, kind, type, known);
  return { kind, body: kind === 'edit' ? editAt(session, type as Edit['type'], subjectOf(body)) : body };
}

/** An edit that leaves its subject as it is at this step: what a person begins with. @param id of the product or customer. */
export function editAt({ recording, view }: Session, type: Edit['type'], id: string): Edit {
  const shop = shopOf(recording);
  switch (type) {
    case 'set-preferences':
      return { type, preferences: preferencesAt(shop, view, id) ?? defaultPreferences(id) };
    case 'set-cart':
      return { type, cart: cartAt(shop, view, id) };
    case 'set-price':
      return { type, productId: id, priceCents: productAt(shop, view, id)?.priceCents ?? 0 };
    case 'set-stock':
      return { type, productId: id, stock: productAt(shop, view, id)?.stock ?? 0 };
    case 'set-segment':
      return { type, customerId: id, segment: customerAt(shop, view, id)?.segment ?? 'bronze' };
  }
}

/** The product or customer that an edit is about; empty when it is about nothing yet. */
export function subjectOf(body: unknown): string {
  const { preferences, cart, ...own } = isObject(body) ? body : {};
  const holders = [own, preferences, cart].filter(isObject);
  const id = holders.map((holder) => holder['productId'] ?? holder['customerId']).find((known) => known);
  return typeof id === 'string' ? id : '';
}

/** Values by the name of the field. */
type Known = { readonly [field: string]: Json | undefined };

function beginAt(session: Session, kind: ActKind, type: string, known: Known): unknown {
  const schema = schemaOfDraft({ kind, body: { type } }) ?? {};
  const { orderId, from } = schema.properties ?? {};
  const order = orderId === undefined ? undefined : orderFor(session, type, known);
  const open = order?.items.find(({ status }) => status !== 'CANCELLED' && status !== 'SHIPPED');
  const own: Known = {
    ...ownValues[type],
    ...(kind === 'event' ? newsAt(session, order) : {}),
    ...known,
    ...(order === undefined ? {} : { orderId: order.id }),
    ...(open === undefined ? {} : { productId: open.productId }),
  };
  const prefill: Prefill = (field) =>
    (isThere(session, type, field, own[field]) ? own[field] : undefined) ?? firstChoice(session, type, field);
  const body = beginningOf(schema, prefill);
  if (!isObject(body)) return body;
  // Of a link, it is the message that is meant, not whatever comes first.
  if (kind === 'fault' && from !== undefined) return { ...body, message: own['message'] };
  if (type !== 'UpdatePrice') return body;
  // A price is changed so that something happens: the drop is what customers are told of.
  const product = productAt(
    shopOf(session.recording),
    session.view,
    String(own['productId'] ?? body['productId']),
  );
  return product === undefined ? body : { ...body, priceCents: Math.round(product.priceCents * 0.9) };
}

/** What a system outside might say, under an id that no event has yet. */
function newsAt({ recording }: Session, order: Order | undefined): Known {
  const acts = [...recording.acts, ...(scenarioOf(recording)?.acts ?? [])];
  const taken = new Set(acts.flatMap((act) => (act.kind === 'event' ? [act.event.id] : [])));
  let count = taken.size + 1;
  while (taken.has(`outside-${count}`)) count += 1;
  const news = {
    id: `outside-${count}`,
    paymentId: `pay-outside-${count}`,
    batchReference: `batch-${count}`,
  };
  const words = { reason: 'Card declined', to: 'SHIPPED', name: 'New customer', productName: 'A product' };
  if (order === undefined) return { ...news, ...words };
  const { customerId, status: from, totalCents } = order;
  return { ...news, ...words, customerId, from, amountCents: totalCents, grandTotalCents: totalCents };
}

/** Values that make a command do something. */
const ownValues: { readonly [type: string]: Known } = {
  FailPayment: { reason: 'Card declined' },
  CancelNotification: { reason: 'Not needed any more' },
  SetQuietHours: { from: '22:00', to: '07:00' },
  DiscountPrice: { percent: 10 },
  slow: { delayMs: 500 },
};

/** In which states a thing is that a command can do something with. */
const fitting: { readonly [type: string]: RegExp } = {
  CancelOrder: /, (pending|processing)$/,
  ShipOrder: /, (pending|processing)$/,
  DeliverOrder: /, shipped$/,
  ShipLineItem: /, (pending|processing)$/,
  CancelLineItem: /, (pending|processing)$/,
  RetryNotification: /, failed$/,
  CancelNotification: /, pending$/,
};

function firstChoice(session: Session, type: string, field: string): Json | undefined {
  const choices = choicesAt(session, { type })(field) ?? [];
  const fits = fitting[type];
  const fit = fits === undefined ? undefined : choices.find(({ label }) => fits.test(label));
  return (fit ?? choices[0])?.value;
}

/** Whether a part is one of those that can be chosen: people who give commands stand outside. Other fields take any id. */
function isThere(session: Session, type: string, field: string, value: Json | undefined): boolean {
  if (field !== 'node') return true;
  return choicesAt(session, { type })(field)?.some((choice) => choice.value === value) ?? true;
}

/** The order that a command is about, when its type takes one. */
function orderFor(session: Session, type: string, known: Known): Order | undefined {
  const id = known['orderId'] ?? firstChoice(session, type, 'orderId');
  return typeof id === 'string' ? orderAt(shopOf(session.recording), session.view, id) : undefined;
}

/** Ids of what is selected, or else of what this step is about; a way between two parts that this step is on, or near. */
function factsAbout(session: Session): Known {
  const { selection, trace, view } = session;
  const told = selection?.kind === 'record' ? trace[selection.seq - 1] : view.current;
  const last = trace.slice(0, told?.seq ?? 0).findLast(isTravelling);
  const way = wayOf(messageOf(told, trace) ?? last ?? trace.find(isTravelling));
  switch (selection?.kind) {
    case 'customer':
      return { ...way, customerId: selection.id };
    case 'node':
      return { ...way, node: nameOfNode(selection.id), channel: selection.id };
    case 'entity':
      return { ...way, ...idsOfEntity(selection) };
    case 'record':
    case undefined:
      return { ...way, ...idsIn(told) };
  }
}

function wayOf(message: Travelling | undefined): Known {
  if (message === undefined) return {};
  const { node, to, name } = message;
  return { from: nameOfNode(node), to: nameOfNode(to), message: name };
}

function idsOfEntity({ machine, id }: Extract<Selection, { kind: 'entity' }>): Known {
  const [owner = id, part] = id.split('/');
  if (machine === 'notification') return { notificationId: id };
  if (machine.startsWith('product')) return { productId: id };
  if (/^(preferences|cart|customer)/.test(machine)) return { customerId: id };
  if (!/^(order|line-item)/.test(machine)) return {};
  return { orderId: owner, ...(part === undefined ? {} : { productId: part }) };
}

const ids = ['customerId', 'orderId', 'productId', 'notificationId'];

/** The ids in what a record carries, and where it happened. */
function idsIn(record: TraceRecord | undefined): Known {
  const payload = record !== undefined && 'payload' in record ? factsOf(record.payload) : {};
  const known = ids.filter((name) => textOf(payload[name]) !== undefined);
  return {
    ...Object.fromEntries(known.map((name) => [name, payload[name]])),
    ...(record === undefined ? {} : { node: nameOfNode(record.node) }),
  };
}
