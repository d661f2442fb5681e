import type { Changed } from '../simulation';
import { entryOf, factsOf, numberOf, textOf, textsOf } from './facts';
import type { Names } from './names';
import { hoursWord, notable } from './preference-words';
import { addresseeWord, amount, counted, listed, orderWord, quantityWords, spaced } from './words';

/** Sentences for what changes about customers and stock, and for the read models that are made of events. */

export function narrateCustomer({ entity, facts }: Changed, names: Names): string {
  const name = textOf(factsOf(facts['customer'])['name']) ?? names.customerName(entity);
  return `${name} is registered${name === entity ? '' : ` as ${entity}`}`;
}

export function narratePreferences({ entity, event, facts }: Changed, names: Names): string {
  const customer = names.customerName(entity);
  const saved = factsOf(facts['preferences']);
  const types = textsOf(saved['unsubscribedTypes']).map(spaced);
  const wordings: { readonly [command: string]: string } = {
    CreatePreferences: `${customer} gets the default preferences${notable(saved)}`,
    SetQuietHours: `${customer} has quiet hours now: ${hoursWord(saved['quietHours']) ?? 'none'}`,
    ClearQuietHours: `${customer} has no quiet hours any more`,
    Unsubscribe: `${customer} unsubscribes; unsubscribed from now: ${listed(types)}`,
    Resubscribe: `${customer} subscribes again; unsubscribed from now: ${listed(types) || 'nothing'}`,
  };
  return entryOf(wordings, event) ?? `The preferences of ${customer} change${notable(saved)}`;
}

export function narrateAllocation({ entity, to, facts }: Changed, names: Names): string {
  const { orderId, productId, quantity } = factsOf(facts['allocation']);
  const goods = quantityWords(quantity, productId, names);
  return to === 'allocated'
    ? `Allocation ${entity}: ${goods} set aside for ${orderWord(orderId)}`
    : `Allocation ${entity} is cancelled: ${goods} no longer set aside for ${orderWord(orderId)}`;
}

export function narrateSales({ node, to, facts }: Changed, names: Names): string {
  const { orderId, revenueCents } = facts;
  const title = names.nodeTitle(node);
  if (to === 0) return `${title} begins to count anew`;
  const total = `${counted(numberOf(to) ?? 0, 'order')}, ${amount(revenueCents)}`;
  return `${title} counts ${orderWord(orderId)}: ${total} so far`;
}

/** Which read models an event changes: always the log, the feed unless it is internal, and what is listed here. */
const alsoChanged: { readonly [event: string]: string } = {
  NotificationSent: 'the statistics',
  NotificationFailed: 'the failed notifications',
  NotificationRetried: 'the failed notifications',
};

export function narrateProjection({ node, entity, event, facts }: Changed, names: Names): string {
  const title = names.nodeTitle(node);
  if (entity === 'all') return `${title} is emptied, to be made anew of the events`;
  const addressee = textOf(facts['customerId']) === undefined ? undefined : addresseeWord(facts, names);
  const also = entryOf(alsoChanged, event);
  const changed = [
    'the log',
    ...(addressee === undefined ? [] : [`${addressee}’s feed`]),
    ...(also === undefined ? [] : [also]),
  ];
  return `${title} takes in ${event} of ${entity}: ${listed(changed)} ${changed.length === 1 ? 'changes' : 'change'}`;
}
