import type { Clock } from '../../engine/clock';
import type { Process } from '../../engine/process';
import type { Json } from '../../engine/trace';
import type { World } from '../../engine/world';
import { cartOwner, cartRecoveryDelayMs, orderOwner, reviewDelayMs } from '../../notifications/audience';
import type { CustomerTypeName } from '../../notifications/notification-types';
import type { OrderCompletion } from '../../notifications/order-completion';
import type { Decide } from '../../notifications/verdict';
import type { OrderingCommands } from '../../shop/commands';
import type { Order, OrderStatus, Product } from '../../shop/models';
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
import type { NotificationApiClient } from './notification-api-client';

export interface OrderingPorts {
  readonly store: Store;
  readonly api: NotificationApiClient;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
  readonly clock: Pick<Clock, 'now'>;
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
 * Ordering keeps orders, and because nobody else will, it calls whoever must know of a new one, decides which change is
 * worth a message and when, gathers what the message needs, keeps track of what has shipped, and waits for each answer.
 */
export function ordering({
  store,
  api,
  decide,
  inTurn,
  clock,
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
    if (news !== undefined) yield* notifyOwner(news, changed);
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
    if (isComplete) yield* notifyOwner([{ type: 'order_complete' }], changed);
    return { orderId, productId, status: to };
  }

  function* notifyOwner(news: readonly OrderNews[], order: Order, known?: readonly Product[]): Process {
    const { id, customerId } = order;
    decide(customerId, orderOwner(id, customerId));
    const products = known ?? (yield* store.products(productIdsOf(order.items)));
    const context = summarizeOrder(order, products);
    yield* inTurn(news, ({ type, delayMs }) => {
      const request = { type, customerId, context };
      return api.notify(delayMs === undefined ? request : { ...request, scheduledFor: clock.now + delayMs });
    });
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
      yield* notifyOwner([{ type: 'order_confirmed' }], order, products);
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
      decide(customerId, cartOwner(cart));
      const products = yield* store.products(productIdsOf(cart.items));
      const context = summarizeCart(cart.items, products);
      const scheduledFor = clock.now + cartRecoveryDelayMs;
      yield* api.notify({ type: 'cart_recovery', customerId, context, scheduledFor });
      return { customerId };
    },
  };
}
