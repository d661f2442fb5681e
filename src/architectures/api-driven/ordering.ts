import type { Process } from '../../engine/process';
import type { Json } from '../../engine/trace';
import { cartOwner, orderOwner } from '../../notifications/audience';
import type { OrderCompletion } from '../../notifications/order-completion';
import type { Trigger } from '../../notifications/triggers';
import type { Decide } from '../../notifications/verdict';
import type { OrderingCommands } from '../../shop/commands';
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
export function ordering({
  store,
  telling,
  decide,
  completion,
  inventory,
  analytics,
  integrations,
  schema,
}: OrderingPorts): OrderingCommands {
  function* changeStatus(orderId: string, to: OrderStatus, command: string): Process<Json> {
    const order = yield* loadOrder(store, orderId);
    requireStatusChange(order, to);

    const changed = yield* store.setOrderStatus(order, to, command);
    const news = newsOfStatus[to];
    if (news !== undefined) yield* tellOwner(news, changed);
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
    if (isComplete) yield* tellOwner('order-complete', changed);
    return { orderId, productId, status: to };
  }

  function* tellOwner(trigger: Trigger, order: Order, known?: readonly Product[]): Process {
    if (!telling.isTold(trigger)) return;
    const { id, customerId } = order;
    decide(customerId, orderOwner(id, customerId));
    const products = known ?? (yield* store.products(productIdsOf(order.items)));
    const context = summarizeOrder(order, products);
    yield* telling.tell(trigger, { customerId, subject: id, context });
  }

  function* tellOfCart(cart: Cart): Process {
    if (!telling.isTold('cart-left')) return;
    const { customerId, items } = cart;
    decide(customerId, cartOwner(cart));
    const products = yield* store.products(productIdsOf(items));
    const context = summarizeCart(items, products);
    yield* telling.tell('cart-left', { customerId, subject: customerId, context });
  }

  function* callConsumers(order: Order): Process {
    const { id: orderId, totalCents } = order;
    if (integrations.wants('inventory', order)) {
      const items = order.items.map(({ productId, quantity }) => ({ productId, quantity }));
      yield* inventory.reserve({ orderId, items });
    }
    if (integrations.wants('analytics', order)) {
      const version = schema.orderCreatedVersion();
      const first = { version, orderId, totalCents };
      yield* analytics.addOrder(version === 1 ? first : { ...first, salesChannel: 'web' });
    }
  }

  return {
    *PlaceOrder({ customerId, items }) {
      yield* loadCustomer(store, customerId);
      const products = yield* store.products(productIdsOf(items));
      const order = yield* store.addOrder(priceOrder(customerId, items, products));
      yield* callConsumers(order);
      yield* tellOwner('order-placed', order, products);
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
      yield* tellOfCart(cart);
      return { customerId };
    },
  };
}
