import type { Process } from '../../engine/process';
import type { Json } from '../../engine/trace';
import { orderOwner } from '../../notifications/audience';
import type { NotificationTypeName } from '../../notifications/notification-types';
import type { OrderCompletion } from '../../notifications/order-completion';
import type { Decide } from '../../notifications/verdict';
import type { OrderingCommands } from '../../shop/commands';
import type { Order, OrderStatus, Product } from '../../shop/models';
import {
  loadCustomer,
  loadOrder,
  priceOrder,
  productIdsOf,
  requireLineItem,
  requireStatusChange,
  summarizeOrder,
  withItemStatus,
} from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import type { NotificationApiClient } from './notification-api-client';

export interface OrderingPorts {
  readonly store: Store;
  readonly api: NotificationApiClient;
  readonly decide: Decide;
  /** The set of shipped line items: nobody else keeps it here. */
  readonly completion: OrderCompletion;
}

/** Which news of an order its customer gets. */
const newsOfStatus: { readonly [Status in OrderStatus]?: NotificationTypeName } = {
  SHIPPED: 'order_shipped',
  DELIVERED: 'order_delivered',
  CANCELLED: 'order_cancelled',
};

/**
 * Ordering keeps orders, and because nobody else will, it decides which change is worth a message, gathers what the
 * message needs, keeps track of what has shipped, and waits until the notification API has answered.
 */
export function ordering({ store, api, decide, completion }: OrderingPorts): OrderingCommands {
  function* changeStatus(orderId: string, to: OrderStatus, command: string): Process<Json> {
    const order = yield* loadOrder(store, orderId);
    requireStatusChange(order, to);

    const changed = yield* store.setOrderStatus(order, to, command);
    const type = newsOfStatus[to];
    if (type !== undefined) yield* notifyOwner(type, changed);
    return { orderId, status: to };
  }

  function* changeLineItem(
    orderId: string,
    productId: string,
    to: 'SHIPPED' | 'CANCELLED',
    command: string,
  ): Process<Json> {
    const order = yield* loadOrder(store, orderId);
    const { status: from } = requireLineItem(order, productId, to);

    const changed = yield* store.setLineItemStatus(order, productId, to, command);
    completion.watch(withItemStatus(changed, productId, from));
    const isComplete =
      to === 'SHIPPED'
        ? completion.itemShipped(orderId, productId)
        : completion.itemCancelled(orderId, productId);
    if (isComplete) yield* notifyOwner('order_complete', changed);
    return { orderId, productId, status: to };
  }

  function* notifyOwner(type: NotificationTypeName, order: Order, known?: readonly Product[]): Process {
    decide(order.customerId, orderOwner(order.id, order.customerId));
    const products = known ?? (yield* store.products(productIdsOf(order.items)));
    yield* api.notify({ type, customerId: order.customerId, context: summarizeOrder(order, products) });
  }

  return {
    *PlaceOrder({ customerId, items }) {
      yield* loadCustomer(store, customerId);
      const products = yield* store.products(productIdsOf(items));
      const order = yield* store.addOrder(priceOrder(customerId, items, products));
      yield* notifyOwner('order_confirmed', order, products);
      return { orderId: order.id, totalCents: order.totalCents };
    },

    ShipOrder: ({ orderId }) => changeStatus(orderId, 'SHIPPED', 'ShipOrder'),
    DeliverOrder: ({ orderId }) => changeStatus(orderId, 'DELIVERED', 'DeliverOrder'),
    CancelOrder: ({ orderId }) => changeStatus(orderId, 'CANCELLED', 'CancelOrder'),
    ShipLineItem: ({ orderId, productId }) => changeLineItem(orderId, productId, 'SHIPPED', 'ShipLineItem'),
    CancelLineItem: ({ orderId, productId }) =>
      changeLineItem(orderId, productId, 'CANCELLED', 'CancelLineItem'),
  };
}
