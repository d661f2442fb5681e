import type { OutsideEvent } from '../../simulation';
import type { FieldName } from './fields';
import { plain } from './plain-name';

/** What an event of another system can be to this shop. */
export interface Target {
  readonly type: OutsideEvent['type'];
  /** For people. */
  readonly title: string;
  /** The status that the event stands for; undefined when a field says it. */
  readonly to?: 'PROCESSING' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED';
  /** Facts that it needs or can use, in the order in which people look at them. */
  readonly fields: readonly FieldName[];
  /** Those without which it is nothing. */
  readonly required: readonly FieldName[];
  /** Names of such events in other systems, without case and separators. */
  readonly names: readonly string[];
}

const person = ['customerId', 'customerName', 'email', 'phone', 'segment'] as const;

const ofOrder = (
  title: string,
  to: NonNullable<Target['to']> | undefined,
  names: readonly string[],
): Target => ({
  type: 'OrderStatusChanged',
  title,
  ...(to === undefined ? {} : { to }),
  fields: ['orderId', ...(to === undefined ? (['to'] as const) : []), 'from', ...person, 'items', 'total'],
  required: to === undefined ? ['orderId', 'to'] : ['orderId'],
  names,
});

const ofItem = (
  title: string,
  to: NonNullable<Target['to']> | undefined,
  names: readonly string[],
): Target => ({
  type: 'LineItemStatusChanged',
  title,
  ...(to === undefined ? {} : { to }),
  fields: [
    'orderId',
    'productId',
    ...(to === undefined ? (['to'] as const) : []),
    'from',
    'productName',
    ...person,
  ],
  required: to === undefined ? ['orderId', 'productId', 'to'] : ['orderId', 'productId'],
  names,
});

/** Everything that an event can become, by the name under which a person’s choice is kept. */
export const targets = {
  'order-created': {
    type: 'OrderCreated',
    title: 'Order created',
    fields: ['orderId', 'items', 'total', 'currency', 'salesChannel', ...person],
    required: ['orderId'],
    names: [
      'ordercreated',
      'orderplaced',
      'orderreceived',
      'ordersubmitted',
      'orderconfirmed',
      'neworder',
      'ordercreate',
      'orderscreate',
      'orderscreated',
      'checkoutcompleted',
      'purchasecompleted',
    ],
  },
  'order-processing': ofOrder('Order in work (no news)', 'PROCESSING', [
    'orderprocessing',
    'orderaccepted',
    'orderpicked',
    'orderpacked',
  ]),
  'order-shipped': ofOrder('Order shipped', 'SHIPPED', [
    'ordershipped',
    'orderfulfilled',
    'ordersfulfilled',
    'orderdispatched',
    'ordersent',
    'shipmentshipped',
    'shipmentdispatched',
  ]),
  'order-delivered': ofOrder('Order delivered', 'DELIVERED', [
    'orderdelivered',
    'shipmentdelivered',
    'parceldelivered',
    'packagedelivered',
  ]),
  'order-cancelled': ofOrder('Order cancelled', 'CANCELLED', [
    'ordercancelled',
    'ordercanceled',
    'orderscancelled',
    'orderscanceled',
    'ordervoided',
  ]),
  'order-status': ofOrder('Order status changed (a field says to what)', undefined, [
    'orderstatuschanged',
    'orderstatusupdated',
    'orderstatuschange',
    'orderstatechanged',
    'orderstatus',
  ]),
  'item-shipped': ofItem('Line item shipped', 'SHIPPED', [
    'lineitemshipped',
    'orderitemshipped',
    'orderlineshipped',
    'itemshipped',
  ]),
  'item-cancelled': ofItem('Line item cancelled', 'CANCELLED', [
    'lineitemcancelled',
    'lineitemcanceled',
    'orderitemcancelled',
    'orderitemcanceled',
    'itemcancelled',
    'itemcanceled',
  ]),
  'item-status': ofItem('Line item status changed (a field says to what)', undefined, [
    'lineitemstatuschanged',
    'orderitemstatuschanged',
    'itemstatuschanged',
  ]),
  'price-changed': {
    type: 'PriceChanged',
    title: 'Price changed',
    fields: ['productId', 'productName', 'oldPrice', 'newPrice'],
    required: ['productId', 'newPrice'],
    names: [
      'pricechanged',
      'productpricechanged',
      'priceupdated',
      'productpriceupdated',
      'pricedropped',
      'pricereduced',
      'pricelowered',
    ],
  },
  'payment-failed': {
    type: 'PaymentFailed',
    title: 'Payment failed',
    fields: ['orderId', 'amount', 'reason', 'attempt', 'paymentId', ...person],
    required: ['orderId'],
    names: [
      'paymentfailed',
      'paymentdeclined',
      'paymentrejected',
      'paymenterror',
      'chargefailed',
      'carddeclined',
      'invoicepaymentfailed',
      'paymentintentpaymentfailed',
    ],
  },
  'payment-received': {
    type: 'PaymentReceived',
    title: 'Payment received',
    fields: ['orderId', 'amount', 'paymentId', ...person],
    required: ['orderId'],
    names: [
      'paymentreceived',
      'paymentsucceeded',
      'paymentcompleted',
      'paymentcaptured',
      'chargesucceeded',
      'orderpaid',
      'orderspaid',
      'invoicepaid',
      'paymentintentsucceeded',
    ],
  },
  'customer-registered': {
    type: 'CustomerRegistered',
    title: 'Customer registered',
    fields: ['newCustomerId', 'newCustomerName', 'email', 'phone', 'segment'],
    required: ['newCustomerId'],
    names: [
      'customerregistered',
      'customercreated',
      'customerscreate',
      'customersignedup',
      'userregistered',
      'usercreated',
      'usersignedup',
      'accountcreated',
      'accountregistered',
    ],
  },
  'cart-left': {
    type: 'CartLeft',
    title: 'Cart left behind',
    fields: ['customerId', 'items', 'customerName', 'email', 'phone', 'segment'],
    required: ['customerId', 'items'],
    names: ['cartleft', 'cartabandoned', 'basketabandoned', 'checkoutabandoned', 'abandonedcart'],
  },
  'stock-allocated': {
    type: 'OrderAllocated',
    title: 'Stock allocated',
    fields: ['orderId', 'productId', 'quantity', 'batchReference'],
    required: ['orderId', 'productId', 'quantity'],
    names: ['orderallocated', 'stockallocated', 'stockreserved', 'inventoryallocated', 'inventoryreserved'],
  },
  'allocation-failed': {
    type: 'AllocationFailed',
    title: 'Allocation failed (no news)',
    fields: ['orderId', 'productId', 'quantity', 'reason'],
    required: ['orderId', 'productId', 'quantity'],
    names: ['allocationfailed', 'stockallocationfailed', 'stockreservationfailed', 'reservationfailed'],
  },
  'allocation-cancelled': {
    type: 'AllocationCancelled',
    title: 'Allocation cancelled (no news)',
    fields: ['orderId', 'productId', 'quantity', 'batchReference'],
    required: ['orderId', 'productId', 'quantity'],
    names: [
      'allocationcancelled',
      'allocationcanceled',
      'orderdeallocated',
      'stockreleased',
      'inventoryreleased',
    ],
  },
  'stock-low': {
    type: 'StockRanLow',
    title: 'Stock ran low',
    fields: ['productId', 'productName', 'stock'],
    required: ['productId', 'stock'],
    names: [
      'stockranlow',
      'stocklow',
      'lowstock',
      'inventorylow',
      'lowinventory',
      'stockbelowthreshold',
      'stocklevellow',
    ],
  },
} as const satisfies { readonly [name: string]: Target };

export type TargetName = keyof typeof targets;

/** A target by its name. */
export function targetOf(name: TargetName): Target {
  return targets[name];
}

const byName = new Map<string, TargetName>(
  (Object.keys(targets) as TargetName[]).flatMap((target) =>
    targetOf(target).names.map((name) => [name, target] as const),
  ),
);

const sentThings = /^(?:order|shipment|parcel|package|consignment|delivery|fulfill?ment)s?$/;
const people = /^(?:user|account|customer|member|buyer|shopper)s?$/;

/** Words that say what happened and not to what. They count alone, or behind a word for what this shop knows. */
const bareWords: ReadonlyMap<string, { readonly target: TargetName; readonly nouns: RegExp }> = new Map([
  ['shipped', { target: 'order-shipped', nouns: sentThings }],
  ['dispatched', { target: 'order-shipped', nouns: sentThings }],
  ['delivered', { target: 'order-delivered', nouns: sentThings }],
  ['signedup', { target: 'customer-registered', nouns: people }],
  ['signup', { target: 'customer-registered', nouns: people }],
  ['allocated', { target: 'stock-allocated', nouns: /^(?:orders?|stock|inventory|items?|lineitems?)$/ }],
]);

/**
 * What a type of another system probably is: `com.acme.order.shipped.v2`, `OrderShipped`, `order_shipped` and `order-shipped` are
 * one. The last words count, and a version behind them does not. `parcel.delivered` is of the shop, and `email.delivered` is not.
 * @returns undefined for a type that nobody knows.
 */
export function suggestedTarget(type: string): TargetName | undefined {
  const segments = type
    .slice(0, 300)
    .split(/[./:#\s]+/)
    .map(plain)
    .filter((segment) => segment !== '' && !/^v?\d+$/.test(segment));
  for (const count of [3, 2, 1]) {
    if (count > segments.length) continue;
    const joined = segments.slice(-count).join('');
    const name = joined.replace(/v\d+$/, '').replace(/event$/, '');
    const target = byName.get(name) ?? byName.get(joined);
    if (target !== undefined) return target;
    const bare = bareWords.get(name);
    const before = segments.at(-count - 1);
    if (bare !== undefined && (count === segments.length || bare.nouns.test(before ?? '')))
      return bare.target;
  }
  return undefined;
}
