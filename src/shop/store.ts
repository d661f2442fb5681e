import { invariant } from '../engine/invariant';
import { DomainError, type AskStore, type Process } from '../engine/process';
import type { Facts, Json, NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { DataStore } from './data-store';
import { withItemStatus } from './order-rules';
import type { Cart, Customer, Order, OrderStatus, Payment, Preferences, Product, Segment } from './models';

/**
 * What a node may ask of the data store. Every question and every write is a message that takes time and can be counted;
 * each write says what it changed, and is refused (ConcurrentChange) when someone else changed the same thing meanwhile.
 */
export interface Store {
  order(orderId: string): Process<Order | undefined>;
  customer(customerId: string): Process<Customer | undefined>;
  product(productId: string): Process<Product | undefined>;
  /** The products of these ids that exist, in the order of the ids. */
  products(productIds: readonly string[]): Process<readonly Product[]>;
  cartsHolding(productId: string): Process<readonly Cart[]>;
  preferences(customerId: string): Process<Preferences | undefined>;
  /** The segments that may get a notification type; undefined when all may. */
  eligibleSegments(notificationType: string): Process<readonly Segment[] | undefined>;
  /** Stores a new order under the next free id. */
  addOrder(order: Omit<Order, 'id'>): Process<Order>;
  /** @param command what the status changed for. */
  setOrderStatus(order: Order, status: OrderStatus, command: string): Process<Order>;
  setLineItemStatus(order: Order, productId: string, status: OrderStatus, command: string): Process<Order>;
  setPrice(product: Product, priceCents: number, command: string): Process<Product>;
  /** Stores a failed payment as the next attempt to pay for the order. */
  recordFailedPayment(order: Order, reason: string): Process<Payment>;
}

/** The store as seen from `node`. */
export function connectStore(world: World, node: NodeId, database: DataStore): Store {
  const { journal } = world;

  /** The one place where a process waits for the store; the store's answer is what `serve` returned. */
  function* ask<Answer extends Json | undefined>(
    access: AskStore['access'],
    entity: string,
    name: string,
    parameters: Facts,
    serve: () => Answer,
  ): Process<Answer> {
    return (yield {
      kind: 'ask-store',
      from: node,
      to: 'store',
      access,
      entity,
      name,
      parameters,
      serve,
    }) as Answer;
  }

  return {
    order: (orderId) => ask('read', 'orders', 'order', { orderId }, () => database.order(orderId)),
    customer: (customerId) =>
      ask('read', 'customers', 'customer', { customerId }, () => database.customer(customerId)),
    product: (productId) =>
      ask('read', 'products', 'product', { productId }, () => database.product(productId)),
    products: (productIds) =>
      ask('read', 'products', 'products', { productIds }, () =>
        productIds.map((productId) => database.product(productId)).filter((product) => product !== undefined),
      ),
    cartsHolding: (productId) =>
      ask('read', 'carts', 'carts holding', { productId }, () => database.cartsHolding(productId)),
    preferences: (customerId) =>
      ask('read', 'preferences', 'preferences', { customerId }, () => database.preferences(customerId)),
    eligibleSegments: (notificationType) =>
      ask('read', 'segments', 'eligible segments', { notificationType }, () =>
        database.eligibleSegments(notificationType),
      ),

    addOrder: (order) =>
      ask('write', 'orders', 'add order', { customerId: order.customerId }, () => {
        const added = { ...order, id: database.nextOrderId() };
        database.putOrder(added);
        journal.changed('store', 'order', added.id, null, added.status, 'PlaceOrder', { order: added });
        return added;
      }),
    setOrderStatus: (order, status, command) =>
      ask('write', 'orders', 'set order status', { orderId: order.id, status }, () => {
        const before = present(database.order(order.id));
        requireUnchanged(`Order ${order.id}`, order.status, before.status);
        const after = { ...before, status };
        database.putOrder(after);
        journal.changed('store', 'order', order.id, before.status, status, command);
        return after;
      }),
    setLineItemStatus: (order, productId, status, command) =>
      ask('write', 'orders', 'set line item status', { orderId: order.id, productId, status }, () => {
        const before = present(database.order(order.id));
        const [known, current] = [statusOfItem(order, productId), statusOfItem(before, productId)];
        requireUnchanged(`${productId} in order ${order.id}`, known, current);
        const after = withItemStatus(before, productId, status);
        database.putOrder(after);
        if (current !== status) {
          journal.changed('store', 'line-item', `${order.id}/${productId}`, current, status, command);
        }
        return after;
      }),
    setPrice: (product, priceCents, command) =>
      ask('write', 'products', 'set price', { productId: product.id, priceCents }, () => {
        const before = present(database.product(product.id));
        requireUnchanged(`The price of ${product.id}`, product.priceCents, before.priceCents);
        const after = { ...before, priceCents };
        database.putProduct(after);
        journal.changed('store', 'product.price', product.id, before.priceCents, priceCents, command);
        return after;
      }),
    recordFailedPayment: (order, reason) =>
      ask('write', 'payments', 'record failed payment', { orderId: order.id, reason }, () => {
        const attempt = database.nextPaymentAttempt(order.id);
        const id = database.nextPaymentId(order.id, attempt);
        const { id: orderId, totalCents: amountCents } = order;
        const payment: Payment = { id, orderId, amountCents, status: 'failed', reason, attempt };
        database.putPayment(payment);
        journal.changed('store', 'payment', payment.id, null, 'failed', 'FailPayment', { payment });
        return payment;
      }),
  };
}

/**
 * Optimistic locking: whoever writes must have read what is there now.
 * @throws DomainError ConcurrentChange.
 */
function requireUnchanged(what: string, read: string | number | null, current: string | number | null): void {
  if (read === current) return;
  throw new DomainError(
    'ConcurrentChange',
    `${what} was changed meanwhile, from ${read} to ${current}; try again`,
  );
}

function statusOfItem(order: Order, productId: string): OrderStatus | null {
  return order.items.find((item) => item.productId === productId)?.status ?? null;
}

/** Rows are replaced, never removed: what a service has read is still there when it writes. */
function present<Row>(row: Row | undefined): Row {
  invariant(row !== undefined, 'a row that was read is there to be written');
  return row;
}
