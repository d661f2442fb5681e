import type { Said, SaidItem } from './said';

/** What a log says of a person. */
interface KnownPerson {
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  segment?: string | undefined;
}

/** What a log says of an order; all ids are theirs. */
export interface KnownOrder {
  customer: string | undefined;
  readonly items: Map<string, { quantity: number; priceCents: number | undefined }>;
  totalCents: number | undefined;
  /** The first event of it says that it is new. */
  isNew: boolean;
  /** The status before the first change that says so. */
  firstStatus: string | undefined;
}

/** What a log says of a product. */
interface KnownProduct {
  name: string | undefined;
  priceCents: number | undefined;
}

/** What rows of this shop can hold; an event with more is refused by itself and must not spoil the story of the others. */
export const mostPieces = 10_000;
const highestPriceCents = 100_000_000;

/** A price that a row can have. */
export function priceWithin(cents: number | undefined): number | undefined {
  return cents !== undefined && cents <= highestPriceCents ? cents : undefined;
}

function isPossible(quantity: number): boolean {
  return quantity >= 1 && quantity <= mostPieces;
}

/** What a log says of the things that its events are about, by their ids, whatever comes first. */
export class Knowledge {
  readonly people = new Map<string, KnownPerson>();
  readonly orders = new Map<string, KnownOrder>();
  readonly products = new Map<string, KnownProduct>();
  /** What customers left behind, the last time. */
  readonly carts = new Map<string, readonly SaidItem[]>();
  readonly currencies = new Set<string>();
  /** Of carts: items in a number that no cart can hold; and carts of which nothing is left without them. */
  impossibleItems = 0;
  emptyCarts = 0;
  /** Who owns orders of which nobody says whose they are, by the order. */
  readonly #owners = new Map<string, string>();
  readonly #made = new Set<string>();

  /** Takes in what an event says; in the order of time. */
  learn(said: Said): void {
    const { target } = said;
    const customer = said.customer;
    if (customer !== undefined) this.#person(customer, said);
    const order = said.text('orderId');
    const product = said.text('productId');
    if (order !== undefined && target.fields.includes('customerId')) this.#order(order, said, customer);
    if (product !== undefined) this.#product(product, said.text('productName'), said.cents('oldPrice'));
    for (const item of said.items) this.#product(item.product, item.name, item.priceCents);
    if (target.type === 'CartLeft' && customer !== undefined) this.#cart(customer, said.items);
    const currency = said.text('currency');
    if (currency !== undefined) this.currencies.add(currency.toUpperCase());
  }

  /** Whose order it is, by their id; a name that none of theirs has when nobody says so. Only once everything is learned. */
  ownerOf(order: string): string {
    return this.orders.get(order)?.customer ?? this.#unnamedOwner(order);
  }

  #unnamedOwner(order: string): string {
    const known = this.#owners.get(order);
    if (known !== undefined) return known;
    let owner = `of ${order}`;
    for (let count = 2; this.people.has(owner) || this.#made.has(owner); count += 1) {
      owner = `of ${order} (${count})`;
    }
    this.#owners.set(order, owner);
    this.#made.add(owner);
    return owner;
  }

  #cart(customer: string, items: readonly SaidItem[]): void {
    const possible = items.filter(({ quantity }) => isPossible(quantity));
    this.impossibleItems += items.length - possible.length;
    if (possible.length === 0) this.emptyCarts += 1;
    else this.carts.set(customer, possible);
  }

  #person(id: string, said: Said): void {
    const known = this.people.get(id) ?? {};
    known.name ??= said.text('newCustomerName') ?? said.text('customerName');
    known.email ??= said.text('email');
    known.phone ??= said.text('phone');
    known.segment ??= said.text('segment')?.toLowerCase();
    this.people.set(id, known);
  }

  #order(id: string, said: Said, customer: string | undefined): void {
    const { type } = said.target;
    const isCreation = type === 'OrderCreated';
    const known = this.orders.get(id) ?? {
      customer: undefined,
      items: new Map<string, { quantity: number; priceCents: number | undefined }>(),
      totalCents: undefined,
      isNew: isCreation,
      firstStatus: type === 'OrderStatusChanged' ? said.from : undefined,
    };
    this.orders.set(id, known);
    known.customer ??= customer;
    known.totalCents ??=
      said.cents('total') ??
      (type === 'PaymentFailed' || type === 'PaymentReceived' ? said.cents('amount') : undefined);
    for (const { product, quantity, priceCents } of said.items) {
      if (known.items.has(product)) continue;
      known.items.set(product, {
        quantity: isPossible(quantity) ? quantity : 1,
        priceCents: priceWithin(priceCents),
      });
    }
    const product = type === 'LineItemStatusChanged' ? said.text('productId') : undefined;
    if (product !== undefined && !known.items.has(product)) {
      known.items.set(product, { quantity: 1, priceCents: undefined });
    }
  }

  #product(id: string, name: string | undefined, priceCents: number | undefined): void {
    const known = this.products.get(id) ?? { name: undefined, priceCents: undefined };
    known.name ??= name;
    known.priceCents ??= priceWithin(priceCents);
    this.products.set(id, known);
  }
}
