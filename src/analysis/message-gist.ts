import type { Facts } from '../simulation';
import { entryOf, numberOf, textOf } from './facts';
import type { Names } from './names';
import { amount, customerWord, itemWords, messageWords, orderWord, productWord, spaced } from './words';

/** What a command, an event or a call says, in a few words. */
export interface Gist {
  /** What it is about, after "for": `ord-001`. */
  readonly about?: string | undefined;
  /** What it says of that, after a colon. An event's detail can be read alone. */
  readonly detail?: string | undefined;
}

/** The gist of a message by its name. A name that is not known is described by the ids among its facts. */
export function gistOf(name: string, payload: Facts, names: Names): Gist {
  return (entryOf(gists, name) ?? anyGist)(payload, names);
}

type Describe = (payload: Facts, names: Names) => Gist;

const aboutOrder: Describe = ({ orderId }) => ({ about: textOf(orderId) });

const aboutLineItem: Describe = ({ orderId, productId }, names) => ({
  about: `${productWord(productId, names)} in ${orderWord(orderId)}`,
});

const aboutNotification: Describe = (payload, names) => {
  const id = textOf(payload['notificationId']);
  const reason = textOf(payload['reason']);
  const recipient = textOf(payload['customerId']) ?? textOf(payload['recipient']);
  const what = `${messageWords(payload)}${recipient === undefined ? '' : ` for ${names.customerName(recipient)}`}`;
  const schedule = numberOf(payload['scheduledFor']) === undefined ? undefined : 'scheduled';
  const parts = [id, what, schedule, reason].filter((part) => part !== undefined);
  return { about: id, detail: parts.join(', ') };
};

const anyGist: Describe = ({ orderId, notificationId, productId, customerId, reason }, names) => {
  const about =
    textOf(orderId) ??
    textOf(notificationId) ??
    (textOf(productId) === undefined ? undefined : productWord(productId, names)) ??
    (textOf(customerId) === undefined ? undefined : customerWord(customerId, names));
  const parts = [about, textOf(reason)].filter((part) => part !== undefined);
  return { about, detail: parts.length === 0 ? undefined : parts.join(', ') };
};

const gists: { readonly [name: string]: Describe } = {
  // Commands
  PlaceOrder: ({ customerId, items }, names) => ({
    about: customerWord(customerId, names),
    detail: itemWords(items, names),
  }),
  ShipOrder: aboutOrder,
  DeliverOrder: aboutOrder,
  CancelOrder: aboutOrder,
  ShipLineItem: aboutLineItem,
  CancelLineItem: aboutLineItem,
  UpdatePrice: ({ productId, priceCents }, names) => ({
    about: productWord(productId, names),
    detail: amount(priceCents),
  }),
  DiscountPrice: ({ productId, percent }, names) => ({
    about: productWord(productId, names),
    detail: `${numberOf(percent) ?? 'some'} % off`,
  }),
  FailPayment: ({ orderId, reason }) => ({ about: textOf(orderId), detail: textOf(reason) }),
  RetryNotification: ({ notificationId }) => ({ about: textOf(notificationId) }),
  CancelNotification: ({ notificationId, reason }) => ({
    about: textOf(notificationId),
    detail: textOf(reason),
  }),
  ReadFeed: ({ customerId }, names) => ({ about: customerWord(customerId, names) }),

  // Calls
  'POST /notify': ({ type, customerId }, names) => ({
    detail: `${spaced(textOf(type) ?? 'a message')}, for ${customerWord(customerId, names)}`,
  }),

  // Events of the shop
  OrderCreated: ({ orderId, customerId, items, grandTotalCents }, names) => ({
    about: textOf(orderId),
    detail: `${orderWord(orderId)}, ${customerWord(customerId, names)}, ${itemWords(items, names)}, ${amount(grandTotalCents)}`,
  }),
  OrderStatusChanged: ({ orderId, from, to }) => ({
    about: textOf(orderId),
    detail: `${orderWord(orderId)} ${fromTo(textOf(from), textOf(to))}`,
  }),
  LineItemStatusChanged: ({ orderId, productId, from, to }, names) => ({
    about: textOf(orderId),
    detail: `${productWord(productId, names)} in ${orderWord(orderId)} ${fromTo(textOf(from), textOf(to))}`,
  }),
  PriceChanged: ({ productId, productName, oldPriceCents, newPriceCents }, names) => {
    const product = textOf(productName) ?? productWord(productId, names);
    return { about: product, detail: `${product} ${fromTo(amount(oldPriceCents), amount(newPriceCents))}` };
  },
  PaymentFailed: ({ orderId, amountCents, reason }) => ({
    about: textOf(orderId),
    detail: `${amount(amountCents)} for ${orderWord(orderId)}, ${textOf(reason) ?? 'no reason given'}`,
  }),

  // Events of notifications
  NotificationCreated: aboutNotification,
  NotificationSent: aboutNotification,
  NotificationDelivered: aboutNotification,
  NotificationBounced: aboutNotification,
  NotificationFailed: aboutNotification,
  NotificationRetried: aboutNotification,
  NotificationCancelled: aboutNotification,
};

function fromTo(from: string | undefined, to: string | undefined): string {
  return `from ${from ?? 'nothing'} to ${to ?? 'nothing'}`;
}
