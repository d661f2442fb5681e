import type { Process } from '../../engine/process';
import type { Json } from '../../engine/trace';
import { cartOwner, orderOwner } from '../../notifications/audience';
import type { OrderCompletion } from '../../notifications/order-completion';
import type { Trigger } from '../../notifications/triggers';
import type { Decide } from '../../notifications/verdict';
import type { OrderingCommands } from '../../shop/commands';
import type {
  LineItemStatusChanged,
  OrderCreated,
  OrderStatusChanged,
  SalesChannel,
} from '../../shop/events';
import type { Cart, Order, OrderStatus, Product } from '../../shop/models';
import {
  loadCustomer,
  loadOrder,
  priceOrder,
  productIdsOf,
  requireFilledCart,
  requireLineItem,
  requireStatusChange,
  summarizeCart,
  summarizeOrder,
  withItemStatus,
} from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import type { AnalyticsApiClient } from './analytics-api-client';
import type { InventoryApiClient } from './inventory-api-client';
import type { Telling } from './telling';

export interface OrderingPorts {
  readonly store: Store;
  readonly telling: Telling;
  readonly decide: Decide;
  /** The set of shipped line items: nobody else keeps it here. */
  readonly completion: OrderCompletion;
  readonly inventory: InventoryApiClient;
  readonly analytics: AnalyticsApiClient;
  readonly integrations: Integrations;
  /** In which version Ordering tells Analytics of new orders. */
  readonly schema: { orderCreatedVersion(): 1 | 2 };
}

/** Which other services Ordering has to call for a new order: whoever wants to hear of it is written down here. */
export interface Integrations {
  wants(
    consumer: 'inventory' | 'analytics',
    order: { readonly customerId: string; readonly totalCents: number },
  ): boolean;
}

/** Which changes of an order are news. */
const newsOfStatus: { readonly [Status in OrderStatus]?: Trigger } = {
  SHIPPED: 'order-shipped',
  DELIVERED: 'order-delivered',
  CANCELLED: 'order-cancelled',
};

/**
 * Ordering keeps orders, and because nobody else will, it calls whoever must know of a new one, decides which change is
 * worth a message and when, gathers what the message needs, keeps track of what has shipped, and waits for each answer.
 */
export function ordering(ports: OrderingPorts): OrderingCommands {
  const { store, schema } = ports;
  const news = orderNews(ports);

  function* changeStatus(orderId: string, to: OrderStatus, command: string): Process<Json> {
    const order = yield* loadOrder(store, orderId);
    requireStatusChange(order, to);

    const changed = yield* store.setOrderStatus(order, to, command);
    yield* news.statusChanged(changed, to);
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
    yield* news.itemChanged(changed, productId, from, to);
    return { orderId, productId, status: to };
  }

  return {
    *PlaceOrder({ customerId, items }) {
      yield* loadCustomer(store, customerId);
      const products = yield* store.products(productIdsOf(items));
      const order = yield* store.addOrder(priceOrder(customerId, items, products));
      yield* news.callConsumers(order, () => (schema.orderCreatedVersion() === 1 ? undefined : 'web'));
      yield* news.tellOwner('order-placed', order, products);
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
      const cart = requireFilledCart(customerId, yield* store.cart(customerId));
      yield* news.cartLeft(cart);
      return { customerId };
    },
  };
}

/** What Ordering does about a change of an order or of a cart, whoever has written it down. */
function orderNews({
  store,
  telling,
  decide,
  completion,
  inventory,
  analytics,
  integrations,
}: Omit<OrderingPorts, 'schema'>) {
  function* statusChanged(order: Order, to: OrderStatus): Process {
    const news = newsOfStatus[to];
    if (news !== undefined) yield* tellOwner(news, order);
  }

  function* itemChanged(order: Order, productId: string, from: OrderStatus, to: OrderStatus): Process {
    completion.watch(withItemStatus(order, productId, from));
    const isComplete =
      to === 'SHIPPED'
        ? completion.itemShipped(order.id, productId)
        : to === 'CANCELLED' && completion.itemCancelled(order.id, productId);
    if (isComplete) yield* tellOwner('order-complete', order);
  }

  function* tellOwner(trigger: Trigger, order: Order, known?: readonly Product[]): Process {
    if (!telling.isTold(trigger)) return;
    const { id, customerId } = order;
    decide(customerId, orderOwner(id, customerId));
    const products = known ?? (yield* store.products(productIdsOf(order.items)));
    const context = summarizeOrder(order, products);
    yield* telling.tell(trigger, { customerId, subject: id, context });
  }

  function* cartLeft(cart: Cart): Process {
    if (!telling.isTold('cart-left')) return;
    const { customerId, items } = cart;
    decide(customerId, cartOwner(cart));
    const products = yield* store.products(productIdsOf(items));
    const context = summarizeCart(items, products);
    yield* telling.tell('cart-left', { customerId, subject: customerId, context });
  }

  /** @param channelNow where the order was placed, if that is to be said; asked when it is. */
  function* callConsumers(order: NewOrder, channelNow: () => SalesChannel | undefined): Process {
    const { id: orderId, totalCents } = order;
    if (integrations.wants('inventory', order)) {
      const items = order.items.map(({ productId, quantity }) => ({ productId, quantity }));
      yield* inventory.reserve({ orderId, items });
    }
    if (integrations.wants('analytics', order)) {
      const salesChannel = channelNow();
      const first = { version: 1, orderId, totalCents } as const;
      yield* analytics.addOrder(salesChannel === undefined ? first : { ...first, version: 2, salesChannel });
    }
  }

  return { statusChanged, itemChanged, tellOwner, cartLeft, callConsumers };
}

/** What others must know of a new order. */
type NewOrder = Pick<Order, 'id' | 'customerId' | 'totalCents'> & {
  readonly items: readonly { readonly productId: string; readonly quantity: number }[];
};

/** What Ordering does when it hears of orders and carts that a system outside keeps. */
export function orderingNews(ports: Omit<OrderingPorts, 'schema'>) {
  const { store, telling } = ports;
  const news = orderNews(ports);

  return {
    *OrderCreated({ orderId: id, customerId, items, grandTotalCents, salesChannel }: OrderCreated): Process {
      const order = telling.isTold('order-placed') ? yield* loadOrder(store, id) : undefined;
      yield* news.callConsumers({ id, customerId, items, totalCents: grandTotalCents }, () => salesChannel);
      if (order !== undefined) yield* news.tellOwner('order-placed', order);
    },

    *OrderStatusChanged({ orderId, to }: OrderStatusChanged): Process {
      // Nobody needs the order of what is no news.
      const trigger = newsOfStatus[to];
      if (trigger !== undefined && telling.isTold(trigger))
        yield* news.tellOwner(trigger, yield* loadOrder(store, orderId));
    },

    *LineItemStatusChanged({ orderId, productId, from, to }: LineItemStatusChanged): Process {
      yield* news.itemChanged(yield* loadOrder(store, orderId), productId, from, to);
    },

    CartLeft: (cart: Cart): Process => news.cartLeft(cart),
  };
}
