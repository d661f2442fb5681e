import type { Clock } from '../../engine/clock';
import { invariant } from '../../engine/invariant';
import type { Process } from '../../engine/process';
import type { Facts } from '../../engine/trace';
import type { World } from '../../engine/world';
import {
  cartOwner,
  cartHolders,
  eligibleSegment,
  newCustomer,
  orderOwner,
  priceDropped,
  warehouse,
} from '../../notifications/audience';
import type { EventCorrelator } from '../../notifications/correlator';
import type { Notifier } from '../../notifications/notifier';
import { createPreferences } from '../../notifications/preference-commands';
import type { Trigger } from '../../notifications/triggers';
import {
  dueAt,
  type CustomerNotificationType,
  type InternalNotificationType,
  type NotificationTypes,
} from '../../notifications/type-catalogue';
import type { Decide } from '../../notifications/verdict';
import type { EventHandlers, ShopEvent } from '../../shop/events';
import type { Customer, OrderStatus, Segment } from '../../shop/models';
import { loadCustomer, loadOrder, productIdsOf, summarizeCart, summarizeOrder } from '../../shop/order-rules';
import type { Store } from '../../shop/store';

export interface NotificationServicePorts {
  readonly store: Store;
  readonly notifier: Pick<Notifier, 'notify' | 'notifyWarehouse'>;
  readonly types: Pick<NotificationTypes, 'toldOf'>;
  readonly correlator: Pick<EventCorrelator, 'lineItemChanged'>;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
  readonly clock: Pick<Clock, 'now'>;
}

/** Which changes of an order are news. */
const newsOfStatus: { readonly [Status in OrderStatus]?: Trigger } = {
  SHIPPED: 'order-shipped',
  DELIVERED: 'order-delivered',
  CANCELLED: 'order-cancelled',
};

/** What has happened, as far as notifications tell it. */
interface News {
  /** Null: it concerns no customer. */
  readonly customerId: string | null;
  /** What it is about. */
  readonly subject: string;
  readonly context: Facts;
  readonly cause: ShopEvent;
}

/**
 * The notification service listens to what happens in the shop. All rules about who is told what, and when, are here; the
 * services that publish know none of them.
 */
export function notificationService({
  store,
  notifier,
  types,
  correlator,
  decide,
  inTurn,
  clock,
}: NotificationServicePorts): EventHandlers<ShopEvent> {
  /** Whether it is news: if not, nobody needs to find out whom it concerns. */
  const isTold = (trigger: Trigger) => types.toldOf(trigger).length > 0;

  /** Tells the customer, or the warehouse, by each notification that the news has. */
  function* tell(trigger: Trigger, { customerId, subject, context, cause }: News): Process {
    const told = types.toldOf(trigger);
    const isForCustomer = told.some(({ audience }) => audience === 'customer');
    const customer =
      isForCustomer && customerId !== null ? yield* loadCustomer(store, customerId) : undefined;
    yield* inTurn(told, (type) => {
      if (type.audience === 'internal') return tellWarehouse(type, subject, context, cause);
      invariant(customer !== undefined, `what ${type.name} tells concerns a customer`);
      return tellCustomer(type, customer, context, cause);
    });
  }

  function* tellWarehouse(
    type: InternalNotificationType,
    subject: string,
    context: Facts,
    cause: ShopEvent,
  ): Process {
    decide(subject, warehouse(type));
    yield* notifier.notifyWarehouse({
      type: type.name,
      context,
      cause,
      scheduledFor: dueAt(type, clock.now),
    });
  }

  function* tellCustomer(
    type: CustomerNotificationType,
    customer: Customer,
    context: Facts,
    cause: ShopEvent,
  ): Process {
    if (type.isRestricted) {
      const eligible = yield* store.eligibleSegments(type.name);
      if (!decide(customer.id, eligibleSegment(type.name, customer, eligible))) return;
    }
    yield* notifier.notify({
      type: type.name,
      customer,
      context,
      cause,
      scheduledFor: dueAt(type, clock.now),
    });
  }

  function* tellOwner(trigger: Trigger, orderId: string, cause: ShopEvent): Process {
    if (!isTold(trigger)) return;
    const order = yield* loadOrder(store, orderId);
    const { customerId } = order;
    decide(customerId, orderOwner(orderId, customerId));
    const products = yield* store.products(productIdsOf(order.items));
    const context = summarizeOrder(order, products);
    yield* tell(trigger, { customerId, subject: orderId, context, cause });
  }

  function* tellPayer(
    trigger: Trigger,
    cause: ShopEvent & { readonly orderId: string; readonly customerId: string },
    context: Facts,
  ): Process {
    if (!isTold(trigger)) return;
    const { orderId, customerId } = cause;
    decide(customerId, orderOwner(orderId, customerId));
    yield* tell(trigger, { customerId, subject: orderId, context, cause });
  }

  function* alertCartHolders(
    type: CustomerNotificationType,
    productId: string,
    context: Facts,
    cause: ShopEvent,
  ): Process {
    const carts = yield* store.cartsHolding(productId);
    if (!decide(productId, cartHolders(carts))) return;
    const eligible = yield* store.eligibleSegments(type.name);
    yield* inTurn(carts, ({ customerId }) => alertCartHolder(type, customerId, eligible, context, cause));
  }

  function* alertCartHolder(
    type: CustomerNotificationType,
    customerId: string,
    eligible: readonly Segment[] | undefined,
    context: Facts,
    cause: ShopEvent,
  ): Process {
    const customer = yield* loadCustomer(store, customerId);
    if (!decide(customerId, eligibleSegment(type.name, customer, eligible))) return;
    yield* notifier.notify({
      type: type.name,
      customer,
      context,
      cause,
      scheduledFor: dueAt(type, clock.now),
    });
  }

  return {
    OrderCreated: (event) => tellOwner('order-placed', event.orderId, event),

    *OrderStatusChanged(event) {
      const news = newsOfStatus[event.to];
      if (news !== undefined) yield* tellOwner(news, event.orderId, event);
    },

    *LineItemStatusChanged(event) {
      const isComplete = yield* correlator.lineItemChanged(event);
      if (isComplete) yield* tellOwner('order-complete', event.orderId, event);
    },

    *PriceChanged(event) {
      const { productId, productName, oldPriceCents, newPriceCents } = event;
      const told = types.toldOf('price-dropped');
      if (told.length === 0 || !decide(productId, priceDropped(oldPriceCents, newPriceCents))) return;
      const context = { productId, productName, oldPriceCents, newPriceCents };
      yield* inTurn(told, (type) =>
        type.audience === 'internal'
          ? tellWarehouse(type, productId, context, event)
          : alertCartHolders(type, productId, context, event),
      );
    },

    PaymentFailed: (event) => {
      const { orderId, amountCents, reason } = event;
      return tellPayer('payment-failed', event, { orderId, amountCents, reason });
    },

    PaymentReceived: (event) => {
      const { orderId, amountCents } = event;
      return tellPayer('payment-received', event, { orderId, amountCents });
    },

    *CartLeft(event) {
      if (!isTold('cart-left')) return;
      const { customerId, items } = event;
      decide(customerId, cartOwner(event));
      const products = yield* store.products(productIdsOf(items));
      const context = summarizeCart(items, products);
      yield* tell('cart-left', { customerId, subject: customerId, context, cause: event });
    },

    *CustomerRegistered(event) {
      const { customerId } = event;
      if (isTold('customer-registered')) decide(customerId, newCustomer(customerId));
      yield* createPreferences(store, customerId);
      yield* tell('customer-registered', { customerId, subject: customerId, context: {}, cause: event });
    },

    OrderAllocated: (event) => {
      const { orderId, productId, quantity, batchReference } = event;
      const context = { orderId, productId, quantity, batchReference };
      return tell('stock-allocated', { customerId: null, subject: orderId, context, cause: event });
    },

    StockRanLow: (event) => {
      const { productId, productName, stock } = event;
      const context = { productId, productName, stock };
      return tell('stock-low', { customerId: null, subject: productId, context, cause: event });
    },
  };
}
