import type { Category, CustomerChannel } from '../shop/models';
import type { Template } from './template';
import { orderCancelled } from './templates/order-cancelled';
import { orderComplete } from './templates/order-complete';
import { orderConfirmed } from './templates/order-confirmed';
import { orderDelivered } from './templates/order-delivered';
import { orderShipped } from './templates/order-shipped';
import { paymentFailed } from './templates/payment-failed';
import { priceDrop } from './templates/price-drop';

/** A kind of notification: which preference rules it, where it goes unless the customer says otherwise, and its words. */
export interface NotificationType {
  readonly category: Category;
  readonly channels: readonly CustomerChannel[];
  readonly template: Template;
}

/** All kinds of notification (domain.md). Adding one is an entry here and its template. */
export const notificationTypes = {
  order_confirmed: { category: 'order_updates', channels: ['email'], template: orderConfirmed },
  order_shipped: { category: 'order_updates', channels: ['email', 'sms', 'push'], template: orderShipped },
  order_complete: { category: 'order_updates', channels: ['email', 'sms', 'push'], template: orderComplete },
  order_delivered: {
    category: 'order_updates',
    channels: ['email', 'sms', 'push'],
    template: orderDelivered,
  },
  order_cancelled: { category: 'order_updates', channels: ['email'], template: orderCancelled },
  payment_failed: { category: 'payment_alerts', channels: ['email', 'sms'], template: paymentFailed },
  price_drop: { category: 'price_alerts', channels: ['email', 'sms', 'push'], template: priceDrop },
} as const satisfies { readonly [type: string]: NotificationType };

export type NotificationTypeName = keyof typeof notificationTypes;

/** Whether there is a kind of that name. */
export function isNotificationType(name: string): name is NotificationTypeName {
  return Object.hasOwn(notificationTypes, name);
}
