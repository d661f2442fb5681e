import type { Changed, Ignored, State, TraceRecord } from '../simulation';
import { entryOf, factsOf, numberOf, textOf, textsOf } from './facts';
import type { Names } from './names';
import { narrateDelivery, narrateDeliveryRefusal, narrateOutbox } from './narrate-delivery';
import { narrateEdit } from './narrate-edit';
import { narrateIntegration, narrateSchema, narrateSubscription } from './narrate-operation';
import { narrateOutsideEvent } from './narrate-outside';
import {
  narrateAllocation,
  narrateCustomer,
  narratePreferences,
  narrateProjection,
  narrateSales,
} from './narrate-shop';
import {
  addresseeWord,
  amount,
  counted,
  customerWord,
  itemWords,
  messageWords,
  orderWord,
  productWord,
  stateWords,
  valueWord,
} from './words';
import { isEdit } from './landmarks';

/** Sentences for what changes in the shop and in the notification engine, and for what refuses to. */

/** @param trace where the beginning of the thing that changed is looked up. */
export function narrateChanged(change: Changed, trace: readonly TraceRecord[], names: Names): string {
  if (change.machine === 'delivery') return narrateDelivery(change, trace, names);
  if (isEdit(change)) return narrateEdit(change, names);
  return (entryOf(machines, change.machine) ?? anyMachine)(change, names);
}

/** @param trace as for a change. */
export function narrateIgnored(refusal: Ignored, trace: readonly TraceRecord[], names: Names): string {
  const { node, machine, entity, state, event } = refusal;
  if (machine === 'delivery') return narrateDeliveryRefusal(refusal, trace, names);
  const [type = event, productId] = event.split(' ');
  if (machine === 'order-completion' && productId !== undefined) {
    const item = `${names.productName(productId)} of order ${entity}`;
    return `${names.nodeTitle(node)} has counted ${item} before, so ${type} changes nothing`;
  }
  const already = state.startsWith('pending') ? '' : 'already ';
  return `${entityWord(machine)} ${entity} refuses ${event}: it is ${already}${stateWords(state)}`;
}

/** A line item's order and product, from its id `ord-001/prod-001`. */
export function lineItemOf(entity: string): { readonly orderId: string; readonly productId: string } {
  const [orderId = entity, productId = entity] = entity.split('/');
  return { orderId, productId };
}

type Machine = (change: Changed, names: Names) => string;

const machines: { readonly [machine: string]: Machine } = {
  order: ({ entity, from, to, facts }, names) => {
    if (from !== null) return `Order ${entity} ${passage(from, to, valueWord)}`;
    const { customerId, items, totalCents } = factsOf(facts['order']);
    return `Order ${entity} of ${customerWord(customerId, names)} is new: ${itemWords(items, names)}, ${amount(totalCents)}`;
  },

  'line-item': ({ entity, from, to }, names) => {
    const { orderId, productId } = lineItemOf(entity);
    return `In order ${orderId}, ${names.productName(productId)} ${passage(from, to, valueWord)}`;
  },

  'product.price': ({ entity, from, to }, names) =>
    `The price of ${names.productName(entity)} ${passage(from, to, amount)}`,

  'product.stock': ({ entity, from, to }, names) =>
    `The stock of ${names.productName(entity)} ${passage(from, to, valueWord)}`,

  payment: ({ entity, to, facts }) => {
    const { orderId, amountCents, reason } = factsOf(facts['payment']);
    const because = textOf(reason);
    const recorded = `Payment ${entity} of ${amount(amountCents)} for ${orderWord(orderId)} is recorded as ${valueWord(to)}`;
    return because === undefined ? recorded : `${recorded}: ${because}`;
  },

  notification: ({ entity, from, to, event, facts }, names) => {
    const notification = `Notification ${entity}`;
    if (from === null) {
      const addressee = addresseeWord(facts, names);
      const whose = addressee === undefined ? '' : ` for ${addressee}`;
      return `${notification} is created: ${messageWords(facts)}${whose}, ${stateWords(valueWord(to))}`;
    }
    const words = entryOf(lives, event) ?? entryOf(lives, valueWord(to));
    const reason = textOf(facts['reason']);
    return `${notification} ${words ?? `is now ${stateWords(valueWord(to))}`}${reason === undefined ? '' : `: ${reason}`}`;
  },

  'order-completion': ({ node, entity, from, to, event, facts }, names) => {
    if (from === null) {
      const open = textsOf(facts['open']).length;
      const shipped = textsOf(facts['shipped']).length;
      return `${names.nodeTitle(node)} starts to watch order ${entity}: ${counted(open, 'item')} open, ${shipped === 0 ? 'none' : shipped} shipped`;
    }
    const item = productWord(facts['productId'], names);
    const openCount = numberOf(facts['openCount']) ?? 0;
    const happened = event === 'ITEM_CANCELLED' ? 'is cancelled' : 'has shipped';
    const next = entryOf(completions, valueWord(to)) ?? `${counted(openCount, 'item')} still open`;
    return `Order ${entity}: ${item} ${happened}, ${next}`;
  },

  customer: narrateCustomer,
  preferences: narratePreferences,
  allocation: narrateAllocation,
  sales: narrateSales,
  projection: narrateProjection,
  outbox: narrateOutbox,
  subscription: narrateSubscription,
  integration: narrateIntegration,
  schema: narrateSchema,
  'outside-event': narrateOutsideEvent,
};

const anyMachine: Machine = ({ machine, entity, from, to }) => {
  const thing = `${entityWord(machine)} ${entity}`;
  return from === null ? `${thing} is new: ${valueWord(to)}` : `${thing} ${passage(from, to, valueWord)}`;
};

/** `changes from PENDING to SHIPPED`, or `stays SHIPPED` */
function passage(from: State, to: State, word: (state: State) => string): string {
  return from === to ? `stays ${word(to)}` : `changes from ${word(from)} to ${word(to)}`;
}

/** What happens to a notification, by machine event or by the state that it comes to. */
const lives: { readonly [eventOrState: string]: string } = {
  untilDue: 'is due and may be sent now',
  RETRY: 'is pending again, to be tried once more',
  retryDelay: 'has waited and is pending again, to be tried once more',
  'pending.scheduled': 'is now scheduled, to be sent later',
  'pending.sending': 'is now being sent',
  sent: 'is now sent',
  delivered: 'is now delivered',
  bounced: 'has bounced',
  cancelled: 'is now cancelled',
  'failed.retryable': 'has failed and can be retried',
  'failed.backingOff': 'has failed and will be tried again by itself',
  'failed.exhausted': 'has failed for good, no retry is left',
};

const completions: { readonly [state: string]: string } = {
  complete: 'and nothing is open any more',
  cancelled: 'and there is nothing left to ship',
};

function entityWord(machine: string): string {
  return machine === 'order-completion' ? 'Order' : machine.replaceAll(/[-_.]+/g, ' ');
}
