import type { Process } from '../../engine/process';
import type { Json } from '../../engine/trace';
import type { OrderingCommands } from '../../shop/commands';
import type { Publisher, ShopEvent } from '../../shop/events';
import type { OrderStatus } from '../../shop/models';
import {
  loadCustomer,
  loadOrder,
  priceOrder,
  productIdsOf,
  requireLineItem,
  requireStatusChange,
} from '../../shop/order-rules';
import type { Store } from '../../shop/store';

export interface OrderingPorts {
  readonly store: Store;
  readonly bus: Publisher<ShopEvent>;
}

/** Ordering keeps orders and says what has happened to them. Who listens is not its business. */
export function ordering({ store, bus }: OrderingPorts): OrderingCommands {
  function* changeStatus(orderId: string, to: OrderStatus, command: string): Process<Json> {
    const order = yield* loadOrder(store, orderId);
    requireStatusChange(order, to);

    yield* store.setOrderStatus(order, to, command);
    yield* bus.publish({
      type: 'OrderStatusChanged',
      orderId,
      customerId: order.customerId,
      from: order.status,
      to,
    });
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

    yield* store.setLineItemStatus(order, productId, to, command);
    yield* bus.publish({
      type: 'LineItemStatusChanged',
      orderId,
      customerId: order.customerId,
      productId,
      from,
      to,
    });
    return { orderId, productId, status: to };
  }

  return {
    *PlaceOrder({ customerId, items }) {
      yield* loadCustomer(store, customerId);
      const products = yield* store.products(productIdsOf(items));
      const order = yield* store.addOrder(priceOrder(customerId, items, products));
      yield* bus.publish({
        type: 'OrderCreated',
        orderId: order.id,
        customerId,
        items: order.items.map(({ productId, quantity, priceCents }) => ({
          productId,
          quantity,
          priceCents,
        })),
        grandTotalCents: order.totalCents,
        currency: 'USD',
      });
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
