import type { Facts, Json } from '../simulation';
import { entryOf, factsOf, listOf, numberOf, textOf, textsOf } from './facts';
import type { Names } from './names';
import { notable } from './preference-words';
import {
  amount,
  channelWord,
  channelWords,
  counted,
  customerWord,
  itemWords,
  listed,
  nameWord,
  orderWord,
  partWord,
  productWord,
  spaced,
} from './words';

/** What comes of a command or call, after a colon. */
export function resultWords(name: string, payload: Json, names: Names): string {
  return (entryOf(results, name) ?? anyResult)(payload, names) ?? `${nameWord(name)} is done`;
}

type Result = (payload: Json, names: Names) => string | undefined;

/** `ord-001 is SHIPPED`; undefined where the answer says nothing of the kind. */
const anyResult: Result = (payload, names) => {
  const { orderId, productId, status } = factsOf(payload);
  const now = textOf(status);
  if (textOf(orderId) === undefined || now === undefined) return undefined;
  const item = textOf(productId) === undefined ? '' : `${productWord(productId, names)} in `;
  return `${item}${orderWord(orderId)} is ${now}`;
};

const recordedPayment: Result = (payload) => {
  const { paymentId, attempt } = factsOf(payload);
  return `the payment is recorded as ${textOf(paymentId) ?? 'a payment'}, attempt ${numberOf(attempt) ?? 1}`;
};

const preferences: Result = (payload, names) => {
  const saved = factsOf(payload);
  return `the preferences of ${customerWord(saved['customerId'], names)} are in force${notable(saved)}`;
};

const price: Result = (payload) => `the price is ${amount(factsOf(payload)['priceCents'])}`;

const results: { readonly [name: string]: Result } = {
  PlaceOrder: (payload) => {
    const { orderId, totalCents } = factsOf(payload);
    return `${orderWord(orderId)} is placed, ${amount(totalCents)}`;
  },
  UpdatePrice: price,
  DiscountPrice: price,
  FailPayment: (payload) => {
    const { paymentId, attempt } = factsOf(payload);
    return `the failure is recorded as ${textOf(paymentId) ?? 'a payment'}, attempt ${numberOf(attempt) ?? 1}`;
  },
  ReceivePayment: recordedPayment,
  RegisterCustomer: (payload, names) => {
    const id = textOf(factsOf(payload)['customerId']);
    const name = customerWord(id, names);
    return `${name} is registered${name === id || id === undefined ? '' : ` as ${id}`}`;
  },
  LeaveCart: (payload, names) => `the cart of ${customerWord(factsOf(payload)['customerId'], names)} is left`,
  AllocateOrder: (payload, names) => {
    const { orderId, productId, batchReference } = factsOf(payload);
    return `${productWord(productId, names)} is set aside for ${orderWord(orderId)}, as ${textOf(batchReference) ?? 'a batch'}`;
  },
  CancelAllocation: (payload, names) => {
    const { productId, batchReference } = factsOf(payload);
    return `${textOf(batchReference) ?? 'the batch'} is cancelled, ${productWord(productId, names)} is back in stock`;
  },
  UpdatePreferences: preferences,
  SetQuietHours: preferences,
  ClearQuietHours: preferences,
  Unsubscribe: preferences,
  Resubscribe: preferences,
  'PUT /preferences': preferences,
  DispatchNotification: (payload) => {
    const { notificationId, status } = factsOf(payload);
    const id = textOf(notificationId) ?? 'it';
    return status === 'not found' ? `there is no ${id}` : `${id} is ${textOf(status) ?? 'done with'}`;
  },
  NotifyCustomers: (payload, names) =>
    customerResults(listOf(factsOf(payload)['results']).map(factsOf), names),
  ReplayLog: (payload) => {
    const count = numberOf(factsOf(payload)['replayed']) ?? 0;
    return `${counted(count, 'event')} of the log ${count === 1 ? 'is' : 'are'} handed out once more`;
  },
  RedriveDeadLetters: (payload, names) => {
    const { consumer, redriven } = factsOf(payload);
    const letters = counted(numberOf(redriven) ?? 0, 'dead letter');
    return `${letters} of ${partWord(textOf(consumer) ?? 'a consumer', names)} put back`;
  },
  'POST /stock/reservations': (payload, names) => {
    const left = listOf(factsOf(payload)['stock']).map((entry) => {
      const { productId, left: quantity } = factsOf(entry);
      return { productId: productId ?? null, quantity: quantity ?? null };
    });
    return `${itemWords(left, names)} left in stock`;
  },
  'POST /orders': (payload) =>
    `${counted(numberOf(factsOf(payload)['orderCount']) ?? 0, 'order')} counted so far`,
  RetryNotification: (payload) => {
    const { notificationId, retryCount } = factsOf(payload);
    return `${textOf(notificationId) ?? 'it'} is tried again, retry ${numberOf(retryCount) ?? 1}`;
  },
  CancelNotification: (payload) => `${textOf(factsOf(payload)['notificationId']) ?? 'it'} is cancelled`,
  ProcessScheduledNotifications: (payload) => {
    const due = textsOf(factsOf(payload)['dispatched']);
    return due.length === 0
      ? 'nothing was due'
      : `${counted(due.length, 'notification')} dispatched, ${listed(due)}`;
  },
  ReadFeed: (payload) => `the feed holds ${counted(listOf(payload).length, 'notification')}`,
  'POST /notify': (payload) => {
    const { results: channels, stoppedBy } = factsOf(payload);
    const rule = textOf(stoppedBy);
    return rule === undefined
      ? channelResults(listOf(channels).map(factsOf))
      : `nothing is sent, the ${spaced(rule)} rule stopped it`;
  },
};

/** `email and SMS accepted; push failed, no device` */
function channelResults(channels: readonly Facts[]): string | undefined {
  const accepted = channels.filter(({ success }) => success !== false).map(channelOf);
  const failed = channels
    .filter(({ success }) => success === false)
    .map(
      (result) => `${channelWord(channelOf(result))} failed, ${textOf(result['error']) ?? 'no reason given'}`,
    );
  const parts = accepted.length === 0 ? failed : [`${channelWords(accepted)} accepted`, ...failed];
  return parts.length === 0 ? undefined : parts.join('; ');
}

function channelOf({ channel }: Facts): string {
  return textOf(channel) ?? 'a channel';
}

/** `messages for Carol Williams; nothing for Bob Smith; cust-999 could not be told` */
function customerResults(results: readonly Facts[], names: Names): string | undefined {
  const who = (among: readonly Facts[]) =>
    among.length > 3
      ? counted(among.length, 'customer')
      : listed(among.map(({ customerId }) => customerWord(customerId, names)));
  const told = results.filter(({ notifications }) => listOf(notifications).length > 0);
  const failed = results.filter(({ error }) => error !== undefined);
  const others = results.filter((result) => !told.includes(result) && !failed.includes(result));
  const parts = [
    ...(told.length === 0 ? [] : [`messages for ${who(told)}`]),
    ...(others.length === 0 ? [] : [`nothing for ${who(others)}`]),
    ...(failed.length === 0 ? [] : [`${who(failed)} could not be told`]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}
