import type { Allocation, Cart, Customer, Order, Payment, Preferences, Product, Segment } from './models';
import type { ShopData } from './shop-data';
import type { StockTaken } from './stock-rules';

/**
 * The shop's database: rows that are replaced, never changed in place, so that whoever read one keeps what was true then.
 * Services reach it through a `Store`, which makes every read and write a message.
 */
export class DataStore {
  readonly #customers: Map<string, Customer>;
  readonly #products: Map<string, Product>;
  readonly #orders: Map<string, Order>;
  readonly #carts: Map<string, Cart>;
  readonly #payments: Map<string, Payment>;
  readonly #preferences: Map<string, Preferences>;
  readonly #eligibleSegments: ReadonlyMap<string, readonly Segment[]>;
  /** The latest allocation of each product to each order. */
  readonly #allocations = new Map<string, Allocation>();
  #allocationCount = 0;
  /** How often a customer's preferences were set. */
  readonly #preferencesVersions: Map<string, number>;
  /** What was taken from stock, by the key that makes taking it twice safe. */
  readonly #stockTaken = new Map<string, StockTaken>();

  constructor(data: ShopData) {
    this.#customers = new Map(data.customers.map((row) => [row.id, row]));
    this.#products = new Map(data.products.map((row) => [row.id, row]));
    this.#orders = new Map(data.orders.map((row) => [row.id, row]));
    this.#carts = new Map(data.carts.map((row) => [row.customerId, row]));
    this.#payments = new Map(data.payments.map((row) => [row.id, row]));
    this.#preferences = new Map(data.preferences.map((row) => [row.customerId, row]));
    this.#preferencesVersions = new Map(data.preferences.map((row) => [row.customerId, 1]));
    this.#eligibleSegments = new Map(data.segments.map((row) => [row.notificationType, row.segments]));
  }

  customer(customerId: string): Customer | undefined {
    return this.#customers.get(customerId);
  }

  order(orderId: string): Order | undefined {
    return this.#orders.get(orderId);
  }

  product(productId: string): Product | undefined {
    return this.#products.get(productId);
  }

  preferences(customerId: string): Preferences | undefined {
    return this.#preferences.get(customerId);
  }

  /** The version of a customer's preferences: 1 as they are at the start of the run, 0 when there are none. */
  preferencesVersion(customerId: string): number {
    return this.#preferencesVersions.get(customerId) ?? 0;
  }

  cart(customerId: string): Cart | undefined {
    return this.#carts.get(customerId);
  }

  /** What is set aside of a product for an order now. */
  allocation(orderId: string, productId: string): Allocation | undefined {
    const latest = this.#allocations.get(`${orderId} ${productId}`);
    return latest?.status === 'allocated' ? latest : undefined;
  }

  /** What was taken from stock under a key, if something was. */
  stockTaken(key: string): StockTaken | undefined {
    return this.#stockTaken.get(key);
  }

  /** The carts that hold a product, in the order of the customers' ids. */
  cartsHolding(productId: string): readonly Cart[] {
    const holding = [...this.#carts.values()].filter(({ items }) =>
      items.some((item) => item.productId === productId),
    );
    return holding.sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  }

  /** The segments that may get a notification type; undefined when all may. */
  eligibleSegments(notificationType: string): readonly Segment[] | undefined {
    return this.#eligibleSegments.get(notificationType);
  }

  /** The number of the next attempt to pay for an order: 1 for the first. */
  nextPaymentAttempt(orderId: string): number {
    const attempts = [...this.#payments.values()].filter((payment) => payment.orderId === orderId);
    return Math.max(0, ...attempts.map(({ attempt }) => attempt)) + 1;
  }

  /** The id of an attempt to pay: `pay-001` for `ord-001`, then `pay-001-2`; one that is taken is passed over. */
  nextPaymentId(orderId: string, attempt: number): string {
    const first = orderId.replace('ord-', 'pay-');
    let number = attempt;
    let paymentId = number === 1 ? first : `${first}-${number}`;
    while (this.#payments.has(paymentId)) paymentId = `${first}-${(number += 1)}`;
    return paymentId;
  }

  /** The id that the next order gets: `ord-005` after `ord-004`. */
  nextOrderId(): string {
    return nextId('ord', this.#orders);
  }

  /** The id that the next customer gets: `cust-010` after `cust-009`. */
  nextCustomerId(): string {
    return nextId('cust', this.#customers);
  }

  /** What the next allocation is called: `batch-001` is the first. */
  nextBatchReference(): string {
    return numbered('batch', (this.#allocationCount += 1));
  }

  putCustomer(customer: Customer): void {
    this.#customers.set(customer.id, customer);
  }

  putOrder(order: Order): void {
    this.#orders.set(order.id, order);
  }

  putProduct(product: Product): void {
    this.#products.set(product.id, product);
  }

  putCart(cart: Cart): void {
    this.#carts.set(cart.customerId, cart);
  }

  putPayment(payment: Payment): void {
    this.#payments.set(payment.id, payment);
  }

  putPreferences(preferences: Preferences): void {
    const { customerId } = preferences;
    this.#preferences.set(customerId, preferences);
    this.#preferencesVersions.set(customerId, this.preferencesVersion(customerId) + 1);
  }

  putAllocation(allocation: Allocation): void {
    this.#allocations.set(`${allocation.orderId} ${allocation.productId}`, allocation);
  }

  /** Remembers what was taken from stock under a key. */
  rememberStockTaken(key: string, taken: StockTaken): void {
    this.#stockTaken.set(key, taken);
  }
}

/** The first id of a kind that is free, counting on from the number of rows. */
function nextId(prefix: string, rows: ReadonlyMap<string, unknown>): string {
  let number = rows.size + 1;
  while (rows.has(numbered(prefix, number))) number += 1;
  return numbered(prefix, number);
}

function numbered(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(3, '0')}`;
}
