import type { Facts } from '../simulation';
import { entryOf, numberOf, textOf, textsOf } from './facts';
import type { Names } from './names';
import { hoursWord, wishWords } from './preference-words';
import {
  addresseeWord,
  amount,
  counted,
  customerWord,
  itemWords,
  listed,
  messageWords,
  orderWord,
  partWord,
  productWord,
  quantityWords,
  spaced,
} from './words';

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
  const addressee = addresseeWord(payload, names);
  const what = `${messageWords(payload)}${addressee === undefined ? '' : ` for ${addressee}`}`;
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

const aboutCustomer: Describe = ({ customerId }, names) => ({ about: customerWord(customerId, names) });

const aboutSubscription: Describe = ({ customerId, notificationType }, names) => ({
  about: customerWord(customerId, names),
  detail: `${spaced(textOf(notificationType) ?? 'some')} messages`,
});

/** What a channel says of a notification. */
const report =
  (outcome: string): Describe =>
  ({ notificationId, reason }) => {
    const id = textOf(notificationId);
    const because = textOf(reason);
    return {
      about: id,
      detail: `${id ?? 'a notification'} ${outcome}${because === undefined ? '' : `, ${because}`}`,
    };
  };

const allocated: Describe = ({ orderId, productId, quantity, batchReference, reason }, names) => {
  const because = textOf(reason) ?? textOf(batchReference);
  return {
    about: textOf(orderId),
    detail: `${quantityWords(quantity, productId, names)} for ${orderWord(orderId)}${because === undefined ? '' : `, ${because}`}`,
  };
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
  ReadFeed: aboutCustomer,
  RegisterCustomer: ({ name, email }) => ({ about: textOf(name), detail: textOf(email) }),
  LeaveCart: aboutCustomer,
  ReceivePayment: aboutOrder,
  AllocateOrder: ({ orderId, productId, quantity }, names) => ({
    about: textOf(orderId),
    detail: quantityWords(quantity, productId, names),
  }),
  CancelAllocation: aboutLineItem,
  UpdatePreferences: (payload, names) => ({
    about: customerWord(payload['customerId'], names),
    detail: wishWords(payload),
  }),
  SetQuietHours: (payload, names) => ({
    about: customerWord(payload['customerId'], names),
    detail: hoursWord(payload),
  }),
  ClearQuietHours: aboutCustomer,
  Unsubscribe: aboutSubscription,
  Resubscribe: aboutSubscription,
  DispatchNotification: ({ notificationId }) => ({ about: textOf(notificationId) }),
  NotifyCustomers: ({ notificationType, customerIds }, names) => {
    const ids = textsOf(customerIds);
    return {
      about:
        ids.length > 3
          ? counted(ids.length, 'customer')
          : listed(ids.map((id) => names.customerName(id))) || undefined,
      detail: spaced(textOf(notificationType) ?? 'a message'),
    };
  },
  ReplayLog: ({ fromOffset }) => {
    const offset = numberOf(fromOffset) ?? 0;
    return {
      detail: offset === 0 ? 'all events, from the beginning' : `the events from offset ${offset} on`,
    };
  },
  RedriveDeadLetters: ({ consumer }, names) => ({ about: partWord(textOf(consumer) ?? 'a consumer', names) }),

  // Calls
  'POST /notify': ({ type, customerId }, names) => ({
    about: customerId === null ? 'the warehouse' : customerWord(customerId, names),
    detail: `${spaced(textOf(type) ?? 'a message')}, for ${customerId === null ? 'the warehouse' : customerWord(customerId, names)}`,
  }),
  'PUT /preferences': ({ customerId }, names) => ({
    about: customerWord(customerId, names),
    detail: `the defaults for ${customerWord(customerId, names)}`,
  }),
  'POST /stock/reservations': ({ orderId, items }, names) => ({
    about: textOf(orderId),
    detail: `${itemWords(items, names)} for ${orderWord(orderId)}`,
  }),
  'POST /orders': ({ orderId, totalCents, version }) => ({
    about: textOf(orderId),
    detail: `${orderWord(orderId)}, ${amount(totalCents)}${versionWord(version)}`,
  }),

  // Events of the shop
  OrderCreated: ({ orderId, customerId, items, grandTotalCents, version }, names) => ({
    about: textOf(orderId),
    detail: `${orderWord(orderId)}, ${customerWord(customerId, names)}, ${itemWords(items, names)}, ${amount(grandTotalCents)}${versionWord(version)}`,
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

  PaymentReceived: ({ orderId, amountCents }) => ({
    about: textOf(orderId),
    detail: `${amount(amountCents)} for ${orderWord(orderId)}`,
  }),
  CustomerRegistered: ({ customerId, name }, names) => {
    const customer = textOf(name) ?? customerWord(customerId, names);
    return { about: customer, detail: customer };
  },
  CartLeft: ({ customerId, items }, names) => ({
    about: customerWord(customerId, names),
    detail: `${customerWord(customerId, names)}, ${itemWords(items, names)}`,
  }),
  OrderAllocated: allocated,
  AllocationFailed: allocated,
  AllocationCancelled: allocated,
  StockRanLow: ({ productId, productName, stock }, names) => {
    const product = textOf(productName) ?? productWord(productId, names);
    return { about: product, detail: `${product}, ${numberOf(stock) ?? 0} left` };
  },

  // Reports of channels
  DeliveryConfirmed: report('has arrived'),
  Bounced: report('came back'),
  DeliveryFailed: report('could not be delivered after all'),

  // Events of notifications
  NotificationCreated: aboutNotification,
  NotificationSent: aboutNotification,
  NotificationDelivered: aboutNotification,
  NotificationBounced: aboutNotification,
  NotificationFailed: aboutNotification,
  NotificationRetried: aboutNotification,
  NotificationCancelled: aboutNotification,
};

/** Every shape but the first says which it is. */
function versionWord(version: Facts[string]): string {
  const number = numberOf(version) ?? 1;
  return number === 1 ? '' : `, version ${number}`;
}

function fromTo(from: string | undefined, to: string | undefined): string {
  return `from ${from ?? 'nothing'} to ${to ?? 'nothing'}`;
}
