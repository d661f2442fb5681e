import { DomainError, type Process } from '../engine/process';
import {
  orderStatuses,
  type Cart,
  type Customer,
  type LineItem,
  type Order,
  type OrderStatus,
  type Product,
} from './models';
import type { Store } from './store';

/**
 * Loads an order.
 * @throws DomainError OrderNotFound.
 */
export function* loadOrder(store: Pick<Store, 'order'>, orderId: string): Process<Order> {
  const order = yield* store.order(orderId);
  if (order === undefined) throw new DomainError('OrderNotFound', `Order ${orderId} does not exist`);
  return order;
}

/**
 * Loads a customer.
 * @throws DomainError CustomerNotFound.
 */
export function* loadCustomer(store: Pick<Store, 'customer'>, customerId: string): Process<Customer> {
  const customer = yield* store.customer(customerId);
  if (customer === undefined) {
    throw new DomainError('CustomerNotFound', `customerId: customer ${customerId} does not exist`);
  }
  return customer;
}

/**
 * The product of that id.
 * @throws DomainError ProductNotFound.
 */
export function requireProduct(productId: string, product: Product | undefined): Product {
  if (product === undefined) throw new DomainError('ProductNotFound', `Product ${productId} does not exist`);
  return product;
}

/**
 * What a customer has in the cart.
 * @throws DomainError CartEmpty.
 */
export function requireFilledCart(customerId: string, cart: Cart | undefined): Cart {
  if (cart !== undefined && cart.items.length > 0) return cart;
  throw new DomainError('CartEmpty', `The cart of customer ${customerId} is empty`);
}

/**
 * An order only moves on: PENDING → PROCESSING → SHIPPED → DELIVERED, where steps may be left out; it can be cancelled
 * until it has shipped.
 * @throws DomainError OrderStatusRefused.
 */
export function requireStatusChange(order: Order, to: OrderStatus): void {
  const { id, status: from } = order;
  const refused =
    from === 'CANCELLED' || (to === 'CANCELLED' ? rank(from) >= rank('SHIPPED') : rank(to) <= rank(from));
  if (refused) throw new DomainError('OrderStatusRefused', `Order ${id} is ${from} and cannot become ${to}`);
}

/**
 * The line item of an order that is to ship or to be cancelled. An item that has shipped can be told to ship again (the
 * warehouse may scan it twice), but it cannot be cancelled.
 * @throws DomainError ProductNotInOrder, LineItemRefused.
 */
export function requireLineItem(order: Order, productId: string, to: 'SHIPPED' | 'CANCELLED'): LineItem {
  const item = order.items.find((candidate) => candidate.productId === productId);
  if (item === undefined) {
    throw new DomainError('ProductNotInOrder', `Order ${order.id} has no line item ${productId}`);
  }
  const orderIsClosed = rank(order.status) >= rank('SHIPPED');
  const closedFrom = to === 'CANCELLED' ? rank('SHIPPED') : rank('DELIVERED');
  const itemIsClosed = rank(item.status) >= closedFrom;
  if (orderIsClosed || itemIsClosed) {
    const because = orderIsClosed ? `Order ${order.id} is ${order.status}` : `It is ${item.status}`;
    throw new DomainError('LineItemRefused', `${productId} in ${order.id} cannot become ${to}: ${because}`);
  }
  return item;
}

/** What a message to the customer says about an order. */
export type OrderSummary = {
  readonly orderId: string;
  readonly totalCents: number;
  readonly items: readonly {
    readonly name: string;
    readonly quantity: number;
    readonly priceCents: number;
  }[];
};

/**
 * Sums an order up with the names of its products; cancelled line items are left out, unless the whole order is cancelled.
 * @param products at least those of the order; one that is missing goes by its id.
 */
export function summarizeOrder(order: Order, products: readonly Product[]): OrderSummary {
  const names = new Map(products.map(({ id, name }) => [id, name]));
  const items = order.items.filter(({ status }) => status !== 'CANCELLED' || order.status === 'CANCELLED');
  return {
    orderId: order.id,
    totalCents: order.totalCents,
    items: items.map(({ productId, quantity, priceCents }) => ({
      name: names.get(productId) ?? productId,
      quantity,
      priceCents,
    })),
  };
}

/**
 * What a message to the customer says about a cart: today's names and prices.
 * @param products at least those of the cart; one that is missing is left out.
 */
export function summarizeCart(
  items: readonly { readonly productId: string; readonly quantity: number }[],
  products: readonly Product[],
): { readonly items: OrderSummary['items'] } {
  return {
    items: items.flatMap(({ productId, quantity }) => {
      const product = products.find(({ id }) => id === productId);
      return product === undefined ? [] : [{ name: product.name, quantity, priceCents: product.priceCents }];
    }),
  };
}

/**
 * Makes an order of what a customer wants, at today's prices.
 * @throws DomainError ProductNotFound.
 */
export function priceOrder(
  customerId: string,
  wanted: readonly { readonly productId: string; readonly quantity: number }[],
  products: readonly Product[],
): Omit<Order, 'id'> {
  const prices = new Map(products.map(({ id, priceCents }) => [id, priceCents]));
  const items = wanted.map(({ productId, quantity }): LineItem => {
    const priceCents = prices.get(productId);
    if (priceCents === undefined) {
      throw new DomainError('ProductNotFound', `Product ${productId} does not exist`);
    }
    return { productId, quantity, priceCents, status: 'PENDING' };
  });
  return { customerId, status: 'PENDING', items, totalCents: totalOf(items) };
}

/** An order with one line item in another status; what is cancelled is not charged. */
export function withItemStatus(order: Order, productId: string, status: OrderStatus): Order {
  const items = order.items.map((item) => (item.productId === productId ? { ...item, status } : item));
  return { ...order, items, totalCents: totalOf(items.filter((item) => item.status !== 'CANCELLED')) };
}

function totalOf(items: readonly LineItem[]): number {
  return items.reduce((total, { quantity, priceCents }) => total + quantity * priceCents, 0);
}

/** The ids of what is in an order, or is to be. */
export function productIdsOf(items: readonly { readonly productId: string }[]): readonly string[] {
  return items.map(({ productId }) => productId);
}

function rank(status: OrderStatus): number {
  return orderStatuses.indexOf(status);
}
