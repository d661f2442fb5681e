import type { Clock } from '../../engine/clock';
import type { Process } from '../../engine/process';
import type { Facts } from '../../engine/trace';
import type { World } from '../../engine/world';
import {
  cartOwner,
  cartRecoveryDelayMs,
  cartHolders,
  eligibleSegment,
  newCustomer,
  orderOwner,
  priceDropped,
  reviewDelayMs,
  warehouse,
} from '../../notifications/audience';
import type { EventCorrelator } from '../../notifications/correlator';
import type { CustomerTypeName, InternalTypeName } from '../../notifications/notification-types';
import type { Notifier } from '../../notifications/notifier';
import { createPreferences } from '../../notifications/preference-commands';
import type { Decide } from '../../notifications/verdict';
import type { EventHandlers, ShopEvent } from '../../shop/events';
import type { OrderStatus, Segment } from '../../shop/models';
import { loadCustomer, loadOrder, productIdsOf, summarizeCart, summarizeOrder } from '../../shop/order-rules';
import type { Store } from '../../shop/store';

export interface NotificationServicePorts {
  readonly store: Store;
  readonly notifier: Pick<Notifier, 'notify' | 'notifyWarehouse'>;
  readonly correlator: Pick<EventCorrelator, 'lineItemChanged'>;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
  readonly clock: Pick<Clock, 'now'>;
}

/** A notification about an order, and how long after the news it is to be sent. */
interface OrderNews {
  readonly type: CustomerTypeName;
  readonly delayMs?: number;
}

/** Which news of an order its customer gets. */
const newsOfStatus: { readonly [Status in OrderStatus]?: readonly OrderNews[] } = {
  SHIPPED: [{ type: 'order_shipped' }],
  DELIVERED: [{ type: 'order_delivered' }, { type: 'review_prompt', delayMs: reviewDelayMs }],
  CANCELLED: [{ type: 'order_cancelled' }],
};

/**
 * The notification service listens to what happens in the shop. All rules about who is told what, and when, are here; the
 * services that publish know none of them.
 */
export function notificationService({
  store,
  notifier,
  correlator,
  decide,
  inTurn,
  clock,
}: NotificationServicePorts): EventHandlers<ShopEvent> {
  function* notifyOwner(news: readonly OrderNews[], orderId: string, event: ShopEvent): Process {
    const order = yield* loadOrder(store, orderId);
    decide(order.customerId, orderOwner(orderId, order.customerId));
    const products = yield* store.products(productIdsOf(order.items));
    const customer = yield* loadCustomer(store, order.customerId);
    const context = summarizeOrder(order, products);
    yield* inTurn(news, ({ type, delayMs }) => {
      const scheduledFor = delayMs === undefined ? undefined : clock.now + delayMs;
      return notifier.notify({ type, customer, context, cause: event, scheduledFor });
    });
  }

  function* notifyPayer(
    type: CustomerTypeName,
    event: ShopEvent & { readonly orderId: string; readonly customerId: string },
    context: Facts,
  ): Process {
    const { orderId, customerId } = event;
    decide(customerId, orderOwner(orderId, customerId));
    const customer = yield* loadCustomer(store, customerId);
    yield* notifier.notify({ type, customer, context, cause: event });
  }

  function* notifyWarehouse(
    type: InternalTypeName,
    subject: string,
    context: Facts,
    cause: ShopEvent,
  ): Process {
    decide(subject, warehouse());
    yield* notifier.notifyWarehouse({ type, context, cause });
  }

  function* alertCartHolder(
    customerId: string,
    eligible: readonly Segment[] | undefined,
    context: Facts,
    event: ShopEvent,
  ): Process {
    const customer = yield* loadCustomer(store, customerId);
    if (!decide(customerId, eligibleSegment('price_drop', customer, eligible))) return;
    yield* notifier.notify({ type: 'price_drop', customer, context, cause: event });
  }

  return {
    OrderCreated: (event) => notifyOwner([{ type: 'order_confirmed' }], event.orderId, event),

    *OrderStatusChanged(event) {
      const news = newsOfStatus[event.to];
      if (news !== undefined) yield* notifyOwner(news, event.orderId, event);
    },

    *LineItemStatusChanged(event) {
      const isComplete = yield* correlator.lineItemChanged(event);
      if (isComplete) yield* notifyOwner([{ type: 'order_complete' }], event.orderId, event);
    },

    *PriceChanged(event) {
      const { productId, productName, oldPriceCents, newPriceCents } = event;
      if (!decide(productId, priceDropped(oldPriceCents, newPriceCents))) return;
      const carts = yield* store.cartsHolding(productId);
      if (!decide(productId, cartHolders(carts))) return;
      const eligible = yield* store.eligibleSegments('price_drop');
      const context = { productId, productName, oldPriceCents, newPriceCents };
      yield* inTurn(carts, ({ customerId }) => alertCartHolder(customerId, eligible, context, event));
    },

    PaymentFailed: (event) => {
      const { orderId, amountCents, reason } = event;
      return notifyPayer('payment_failed', event, { orderId, amountCents, reason });
    },

    PaymentReceived: (event) => {
      const { orderId, amountCents } = event;
      return notifyPayer('payment_received', event, { orderId, amountCents });
    },

    *CartLeft(event) {
      const { customerId, items } = event;
      decide(customerId, cartOwner(event));
      const products = yield* store.products(productIdsOf(items));
      const customer = yield* loadCustomer(store, customerId);
      const context = summarizeCart(items, products);
      const scheduledFor = clock.now + cartRecoveryDelayMs;
      yield* notifier.notify({ type: 'cart_recovery', customer, context, cause: event, scheduledFor });
    },

    *CustomerRegistered(event) {
      const { customerId } = event;
      decide(customerId, newCustomer(customerId));
      yield* createPreferences(store, customerId);
      const customer = yield* loadCustomer(store, customerId);
      yield* notifier.notify({ type: 'welcome', customer, context: {}, cause: event });
    },

    OrderAllocated: (event) => {
      const { orderId, productId, quantity, batchReference } = event;
      const context = { orderId, productId, quantity, batchReference };
      return notifyWarehouse('stock_allocated', orderId, context, event);
    },

    StockRanLow: (event) => {
      const { productId, productName, stock } = event;
      return notifyWarehouse('low_stock', productId, { productId, productName, stock }, event);
    },
  };
}
