import { invariant } from '../engine/invariant';
import { DomainError, type AskStore, type Process } from '../engine/process';
import type { Facts, Json, NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { DataStore } from './data-store';
import { requireProduct, withItemStatus } from './order-rules';
import type {
  Allocation,
  Cart,
  Customer,
  Order,
  OrderStatus,
  Payment,
  Preferences,
  Product,
  Segment,
} from './models';
import type { StockTaken } from './stock-rules';

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
  cart(customerId: string): Process<Cart | undefined>;
  cartsHolding(productId: string): Process<readonly Cart[]>;
  preferences(customerId: string): Process<Preferences | undefined>;
  /** The segments that may get a notification type; undefined when all may. */
  eligibleSegments(notificationType: string): Process<readonly Segment[] | undefined>;
  /** What is set aside of a product for an order now. */
  allocation(orderId: string, productId: string): Process<Allocation | undefined>;
  /** Stores a new customer under the next free id. */
  addCustomer(customer: Omit<Customer, 'id'>): Process<Customer>;
  /** Stores a new order under the next free id. */
  addOrder(order: Omit<Order, 'id'>): Process<Order>;
  /** @param command what the status changed for. */
  setOrderStatus(order: Order, status: OrderStatus, command: string): Process<Order>;
  setLineItemStatus(order: Order, productId: string, status: OrderStatus, command: string): Process<Order>;
  setPrice(product: Product, priceCents: number, command: string): Process<Product>;
  /** Stores a failed payment as the next attempt to pay for the order. */
  recordFailedPayment(order: Order, reason: string): Process<Payment>;
  /** Stores a payment as the next attempt to pay for the order, and the one that succeeded. */
  recordReceivedPayment(order: Order): Process<Payment>;
  /**
   * Takes from stock what was ordered, or all that is left.
   * @param key names the intention: taking twice under the same key takes once. Left out, each time counts.
   */
  takeStock(productId: string, quantity: number, key?: string): Process<StockTaken>;
  /** Sets stock of a product aside for an order, under the next batch reference. There must be enough. */
  allocate(product: Product, orderId: string, quantity: number): Process<Allocation>;
  /** Puts what was set aside back into stock. */
  cancelAllocation(allocation: Allocation): Process<Allocation>;
  /** Sets the whole of a customer's preferences. @param known what they were when they were read. */
  savePreferences(
    known: Preferences | undefined,
    preferences: Preferences,
    command: string,
  ): Process<Preferences>;
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

  function setStock(product: Product, stock: number, command: string): void {
    if (stock === product.stock) return;
    database.putProduct({ ...product, stock });
    journal.changed('store', 'product.stock', product.id, product.stock, stock, command);
  }

  function nextPayment({ id: orderId, totalCents: amountCents }: Order) {
    const attempt = database.nextPaymentAttempt(orderId);
    return { id: database.nextPaymentId(orderId, attempt), orderId, amountCents, attempt };
  }

  function recordPayment(payment: Payment, command: string): Payment {
    database.putPayment(payment);
    journal.changed('store', 'payment', payment.id, null, payment.status, command, { payment });
    return payment;
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
    cart: (customerId) => ask('read', 'carts', 'cart', { customerId }, () => database.cart(customerId)),
    cartsHolding: (productId) =>
      ask('read', 'carts', 'carts holding', { productId }, () => database.cartsHolding(productId)),
    preferences: (customerId) =>
      ask('read', 'preferences', 'preferences', { customerId }, () => database.preferences(customerId)),
    eligibleSegments: (notificationType) =>
      ask('read', 'segments', 'eligible segments', { notificationType }, () =>
        database.eligibleSegments(notificationType),
      ),

    allocation: (orderId, productId) =>
      ask('read', 'allocations', 'allocation', { orderId, productId }, () =>
        database.allocation(orderId, productId),
      ),

    addCustomer: (customer) =>
      ask('write', 'customers', 'add customer', { name: customer.name }, () => {
        const added = { ...customer, id: database.nextCustomerId() };
        database.putCustomer(added);
        journal.changed('store', 'customer', added.id, null, 'registered', 'RegisterCustomer', {
          customer: added,
        });
        return added;
      }),
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
      ask('write', 'payments', 'record failed payment', { orderId: order.id, reason }, () =>
        recordPayment({ ...nextPayment(order), status: 'failed', reason }, 'FailPayment'),
      ),
    recordReceivedPayment: (order) =>
      ask('write', 'payments', 'record received payment', { orderId: order.id }, () =>
        recordPayment({ ...nextPayment(order), status: 'received' }, 'ReceivePayment'),
      ),
    takeStock: (productId, quantity, key) =>
      ask('write', 'products', 'take stock', { productId, quantity }, () => {
        const earlier = key === undefined ? undefined : database.stockTaken(`${key} ${productId}`);
        if (key !== undefined && earlier !== undefined) {
          const before = 'taken from stock';
          journal.decided('store', 'idempotency', key, 'stopped', { before, productId, quantity });
          return { ...earlier, isRepeated: true };
        }
        const product = requireProduct(productId, database.product(productId));
        const { name: productName, stock: before } = product;
        const after = Math.max(0, before - quantity);
        setStock(product, after, 'PlaceOrder');
        const taken: StockTaken = { productId, productName, before, after, isRepeated: false };
        if (key !== undefined) database.rememberStockTaken(`${key} ${productId}`, taken);
        return taken;
      }),
    allocate: (product, orderId, quantity) =>
      ask('write', 'allocations', 'allocate', { orderId, productId: product.id, quantity }, () => {
        const before = present(database.product(product.id));
        requireUnchanged(`The stock of ${product.id}`, product.stock, before.stock);
        const batchReference = database.nextBatchReference();
        const { id: productId } = product;
        const allocation: Allocation = { batchReference, orderId, productId, quantity, status: 'allocated' };
        database.putAllocation(allocation);
        setStock(before, before.stock - quantity, 'AllocateOrder');
        journal.changed('store', 'allocation', batchReference, null, 'allocated', 'AllocateOrder', {
          allocation,
        });
        return allocation;
      }),
    cancelAllocation: (allocation) => {
      const { batchReference, orderId, productId, quantity } = allocation;
      return ask('write', 'allocations', 'cancel allocation', { orderId, productId }, () => {
        const isUnchanged = database.allocation(orderId, productId)?.batchReference === batchReference;
        requireUnchanged(batchReference, 'allocated', isUnchanged ? 'allocated' : 'cancelled');
        const cancelled: Allocation = { ...allocation, status: 'cancelled' };
        database.putAllocation(cancelled);
        const product = present(database.product(productId));
        setStock(product, product.stock + quantity, 'CancelAllocation');
        journal.changed('store', 'allocation', batchReference, 'allocated', 'cancelled', 'CancelAllocation', {
          allocation: cancelled,
        });
        return cancelled;
      });
    },
    savePreferences: (known, preferences, command) =>
      ask('write', 'preferences', 'save preferences', { customerId: preferences.customerId }, () => {
        const { customerId } = preferences;
        const from = versionName(database.preferencesVersion(customerId));
        // Rows are replaced, never changed: whoever read the row that is there now read the latest.
        const isUnchanged = database.preferences(customerId) === known;
        requireUnchanged(`What ${customerId} prefers`, isUnchanged ? from : 'an earlier version', from);
        database.putPreferences(preferences);
        const to = versionName(database.preferencesVersion(customerId));
        journal.changed('store', 'preferences', customerId, from, to, command, { preferences });
        return preferences;
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

/** A version as a state of the preferences: null while there are none. */
export function versionName(version: number): string | null {
  return version === 0 ? null : `version ${version}`;
}

function statusOfItem(order: Order, productId: string): OrderStatus | null {
  return order.items.find((item) => item.productId === productId)?.status ?? null;
}

/** Rows are replaced, never removed: what a service has read is still there when it writes. */
function present<Row>(row: Row | undefined): Row {
  invariant(row !== undefined, 'a row that was read is there to be written');
  return row;
}
