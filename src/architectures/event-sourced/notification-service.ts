import type { Process } from '../../engine/process';
import type { Facts } from '../../engine/trace';
import type { World } from '../../engine/world';
import { cartHolders, eligibleSegment, orderOwner, priceDropped } from '../../notifications/audience';
import type { EventCorrelator } from '../../notifications/correlator';
import type { NotificationTypeName } from '../../notifications/notification-types';
import type { Notifier } from '../../notifications/notifier';
import type { Decide } from '../../notifications/verdict';
import type { EventHandlers, ShopEvent } from '../../shop/events';
import type { OrderStatus, Segment } from '../../shop/models';
import { loadCustomer, loadOrder, productIdsOf, summarizeOrder } from '../../shop/order-rules';
import type { Store } from '../../shop/store';

export interface NotificationServicePorts {
  readonly store: Store;
  readonly notifier: Notifier;
  readonly correlator: EventCorrelator;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
}

/** Which news of an order its customer gets. */
const newsOfStatus: { readonly [Status in OrderStatus]?: NotificationTypeName } = {
  SHIPPED: 'order_shipped',
  DELIVERED: 'order_delivered',
  CANCELLED: 'order_cancelled',
};

/**
 * The notification service listens to what happens in the shop. All rules about who is told what are here; the services
 * that publish know none of them.
 */
export function notificationService({
  store,
  notifier,
  correlator,
  decide,
  inTurn,
}: NotificationServicePorts): EventHandlers<ShopEvent> {
  function* notifyOwner(type: NotificationTypeName, orderId: string, event: ShopEvent): Process {
    const order = yield* loadOrder(store, orderId);
    decide(order.customerId, orderOwner(orderId, order.customerId));
    const products = yield* store.products(productIdsOf(order.items));
    const customer = yield* loadCustomer(store, order.customerId);
    yield* notifier.notify({ type, customer, context: summarizeOrder(order, products), cause: event });
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
    OrderCreated: (event) => notifyOwner('order_confirmed', event.orderId, event),

    *OrderStatusChanged(event) {
      const type = newsOfStatus[event.to];
      if (type !== undefined) yield* notifyOwner(type, event.orderId, event);
    },

    *LineItemStatusChanged(event) {
      const isComplete = yield* correlator.lineItemChanged(event);
      if (isComplete) yield* notifyOwner('order_complete', event.orderId, event);
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

    *PaymentFailed(event) {
      const { orderId, customerId, amountCents, reason } = event;
      decide(customerId, orderOwner(orderId, customerId));
      const customer = yield* loadCustomer(store, customerId);
      const context = { orderId, amountCents, reason };
      yield* notifier.notify({ type: 'payment_failed', customer, context, cause: event });
    },
  };
}
