import type { Process } from '../../engine/process';
import type { Json } from '../../engine/trace';
import type { OrderingCommands } from '../../shop/commands';
import type { OrderCreated, Publisher, ShopEvent, UnitOfWork, Unpublished } from '../../shop/events';
import type { Order, OrderStatus } from '../../shop/models';
import {
  loadCustomer,
  loadOrder,
  priceOrder,
  productIdsOf,
  requireFilledCart,
  requireLineItem,
  requireStatusChange,
} from '../../shop/order-rules';
import type { Store } from '../../shop/store';

export interface OrderingPorts {
  readonly store: Store;
  readonly unitOfWork: UnitOfWork<ShopEvent>;
  readonly bus: Publisher<ShopEvent>;
  /** In which version Ordering tells of new orders. */
  readonly schema: { orderCreatedVersion(): 1 | 2 };
}

/** Ordering keeps orders and says what has happened to them. Who listens is not its business. */
export function ordering({ store, unitOfWork, bus, schema }: OrderingPorts): OrderingCommands {
  function* changeStatus(orderId: string, to: OrderStatus, command: string): Process<Json> {
    const order = yield* loadOrder(store, orderId);
    requireStatusChange(order, to);

    const { customerId, status: from } = order;
    yield* unitOfWork.commit(store.setOrderStatus(order, to, command), () => ({
      type: 'OrderStatusChanged',
      orderId,
      customerId,
      from,
      to,
    }));
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

    const { customerId } = order;
    yield* unitOfWork.commit(store.setLineItemStatus(order, productId, to, command), () => ({
      type: 'LineItemStatusChanged',
      orderId,
      customerId,
      productId,
      from,
      to,
    }));
    return { orderId, productId, status: to };
  }

  return {
    *PlaceOrder({ customerId, items }) {
      yield* loadCustomer(store, customerId);
      const products = yield* store.products(productIdsOf(items));
      const order = yield* unitOfWork.commit(
        store.addOrder(priceOrder(customerId, items, products)),
        (added) => orderCreated(added, schema.orderCreatedVersion()),
      );
      return { orderId: order.id, totalCents: order.totalCents };
    },

    ShipOrder: ({ orderId }) => changeStatus(orderId, 'SHIPPED', 'ShipOrder'),
    DeliverOrder: ({ orderId }) => changeStatus(orderId, 'DELIVERED', 'DeliverOrder'),
    CancelOrder: ({ orderId }) => changeStatus(orderId, 'CANCELLED', 'CancelOrder'),
    ShipLineItem: ({ orderId, productId }) => changeLineItem(orderId, productId, 'SHIPPED', 'ShipLineItem'),
    CancelLineItem: ({ orderId, productId }) =>
      changeLineItem(orderId, productId, 'CANCELLED', 'CancelLineItem'),

    *LeaveCart({ customerId }) {
      yield* loadCustomer(store, customerId);
      const { items } = requireFilledCart(customerId, yield* store.cart(customerId));
      yield* bus.publish({ type: 'CartLeft', customerId, items });
      return { customerId };
    },
  };
}

/** The event in one of its versions: the second also says where the order was placed. */
function orderCreated(order: Order, version: 1 | 2): Unpublished<OrderCreated> {
  const { id: orderId, customerId, totalCents: grandTotalCents } = order;
  const items = order.items.map(({ productId, quantity, priceCents }) => ({
    productId,
    quantity,
    priceCents,
  }));
  const first = {
    type: 'OrderCreated',
    orderId,
    customerId,
    items,
    grandTotalCents,
    currency: 'USD',
  } as const;
  return version === 1 ? first : { ...first, version, salesChannel: 'web' };
}
