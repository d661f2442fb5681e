import { DomainError } from '../engine/process';
import type { Category, CustomerChannel } from '../shop/models';
import type { Template } from './template';
import { cartRecovery } from './templates/cart-recovery';
import { lowStock } from './templates/low-stock';
import { orderCancelled } from './templates/order-cancelled';
import { orderComplete } from './templates/order-complete';
import { orderConfirmed } from './templates/order-confirmed';
import { orderDelivered } from './templates/order-delivered';
import { orderShipped } from './templates/order-shipped';
import { paymentFailed } from './templates/payment-failed';
import { paymentReceived } from './templates/payment-received';
import { priceDrop } from './templates/price-drop';
import { reviewPrompt } from './templates/review-prompt';
import { stockAllocated } from './templates/stock-allocated';
import { welcome } from './templates/welcome';

/**
 * A kind of notification to customers: which of their preferences rule it, where it goes unless they say otherwise, and
 * its words.
 */
export interface CustomerNotificationType {
  readonly audience: 'customer';
  readonly category: Category;
  readonly channels: readonly CustomerChannel[];
  readonly template: Template;
}

/** A kind of notification to the warehouse: it goes to the mailbox there, and nobody's preferences rule it. */
export interface InternalNotificationType {
  readonly audience: 'internal';
  readonly channels: readonly ['mailbox'];
  readonly template: Template;
}

export type NotificationType = CustomerNotificationType | InternalNotificationType;

const everyChannel = ['email', 'sms', 'push'] as const;

/** A kind that goes to customers. */
const toCustomers = <const Channels extends readonly CustomerChannel[]>(
  category: Category,
  channels: Channels,
  template: Template,
) => ({ audience: 'customer', category, channels, template }) as const;

/** A kind that goes to the warehouse. */
const toWarehouse = (template: Template) =>
  ({ audience: 'internal', channels: ['mailbox'], template }) as const;

/** All kinds of notification (domain.md). Adding one is an entry here and its template. */
export const notificationTypes = {
  order_confirmed: toCustomers('order_updates', ['email'], orderConfirmed),
  order_shipped: toCustomers('order_updates', everyChannel, orderShipped),
  order_complete: toCustomers('order_updates', everyChannel, orderComplete),
  order_delivered: toCustomers('order_updates', everyChannel, orderDelivered),
  order_cancelled: toCustomers('order_updates', ['email'], orderCancelled),
  payment_failed: toCustomers('payment_alerts', ['email', 'sms'], paymentFailed),
  payment_received: toCustomers('payment_alerts', ['email'], paymentReceived),
  price_drop: toCustomers('price_alerts', everyChannel, priceDrop),
  review_prompt: toCustomers('promotions', ['email', 'push'], reviewPrompt),
  cart_recovery: toCustomers('promotions', ['email'], cartRecovery),
  welcome: toCustomers('order_updates', ['email'], welcome),
  stock_allocated: toWarehouse(stockAllocated),
  low_stock: toWarehouse(lowStock),
} as const satisfies { readonly [type: string]: NotificationType };

type Types = typeof notificationTypes;

export type NotificationTypeName = keyof Types;

/** Names of the kinds for the warehouse. */
export type InternalTypeName = {
  [Name in NotificationTypeName]: Types[Name]['audience'] extends 'internal' ? Name : never;
}[NotificationTypeName];

/** Names of the kinds for customers. */
export type CustomerTypeName = Exclude<NotificationTypeName, InternalTypeName>;

/** Whether a kind is for the warehouse. */
export function isInternal(name: NotificationTypeName): name is InternalTypeName {
  return notificationTypes[name].audience === 'internal';
}

/**
 * The kind of notification of that name.
 * @throws DomainError UnknownNotificationType.
 */
export function requireType(name: string): NotificationTypeName {
  if (Object.hasOwn(notificationTypes, name)) return name as NotificationTypeName;
  throw new DomainError('UnknownNotificationType', `type: there is no notification type “${name}”`);
}

/**
 * The kind of notification to customers of that name.
 * @throws DomainError UnknownNotificationType, also for a kind that goes to the warehouse.
 */
export function requireCustomerType(name: string): CustomerTypeName {
  const type = requireType(name);
  if (!isInternal(type)) return type;
  throw new DomainError(
    'UnknownNotificationType',
    `type: “${name}” goes to the warehouse; customers do not get it`,
  );
}
