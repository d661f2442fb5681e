import type { Cart, Customer, Order, Payment, Preferences, Product, Segment } from './models';
import type { ShopData } from './shop-data';

/**
 * The shop's database: rows that are replaced, never changed in place, so that whoever read one keeps what was true then.
 * Services reach it through a `Store`, which makes every read and write a message.
 */
export class DataStore {
  readonly #customers: ReadonlyMap<string, Customer>;
  readonly #products: Map<string, Product>;
  readonly #orders: Map<string, Order>;
  readonly #carts: Map<string, Cart>;
  readonly #payments: Map<string, Payment>;
  readonly #preferences: Map<string, Preferences>;
  readonly #eligibleSegments: ReadonlyMap<string, readonly Segment[]>;

  constructor(data: ShopData) {
    this.#customers = new Map(data.customers.map((row) => [row.id, row]));
    this.#products = new Map(data.products.map((row) => [row.id, row]));
    this.#orders = new Map(data.orders.map((row) => [row.id, row]));
    this.#carts = new Map(data.carts.map((row) => [row.customerId, row]));
    this.#payments = new Map(data.payments.map((row) => [row.id, row]));
    this.#preferences = new Map(data.preferences.map((row) => [row.customerId, row]));
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
    let number = this.#orders.size;
    let orderId: string;
    do orderId = `ord-${String((number += 1)).padStart(3, '0')}`;
    while (this.#orders.has(orderId));
    return orderId;
  }

  putOrder(order: Order): void {
    this.#orders.set(order.id, order);
  }

  putProduct(product: Product): void {
    this.#products.set(product.id, product);
  }

  putPayment(payment: Payment): void {
    this.#payments.set(payment.id, payment);
  }
}
