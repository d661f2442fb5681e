import { shopData, type Order, type Product, type ShopDataChanges } from '../../simulation';
import { Ids } from './ids';
import { Knowledge } from './knowledge';
import {
  cartFor,
  customerFor,
  orderFor,
  preferencesFor,
  productFor,
  productOfOrder,
  type CustomerChoice,
  type LogCustomer,
} from './made-rows';
import type { Said } from './said';

/** The customers, orders and products that the events of a log are about, as rows of this shop. */
export interface Cast {
  readonly knowledge: Knowledge;
  readonly customers: readonly LogCustomer[];
  /** Rows that the shop has not, and those that the log knows nothing of. */
  readonly rows: ShopDataChanges;
  /** Whether customers, orders or products of the shop itself take part; if not, they are left out. */
  readonly usesShop: boolean;
  customerId(theirs: string): string;
  orderId(theirs: string): string;
  productId(theirs: string): string;
  /** The row of an order of theirs: the shop's, or one that was made. */
  orderOf(theirs: string): Order | undefined;
  productOf(theirs: string): Product | undefined;
  /** What a product of theirs costs at the beginning, in cents, as far as anybody says so. */
  priceOf(theirs: string): number | undefined;
}

/**
 * Finds out whom and what events are about, and makes the rows that the shop has not.
 * @param said the events in the order of time.
 * @param choices what the person said about customers, by their id there.
 */
export function castOf(said: readonly Said[], choices: ReadonlyMap<string, CustomerChoice>): Cast {
  const knowledge = new Knowledge();
  for (const event of said) knowledge.learn(event);
  const shopCustomers = new Map(shopData.customers.map((row) => [row.id, row]));
  const shopOrders = new Map(shopData.orders.map((row) => [row.id, row]));
  const shopProducts = new Map(shopData.products.map((row) => [row.id, row]));
  const customerIds = new Ids('cust', new Set(shopCustomers.keys()));
  const orderIds = new Ids('ord', new Set(shopOrders.keys()));
  const productIds = new Ids('prod', new Set(shopProducts.keys()));

  const unnamed = [...knowledge.orders].filter(
    ([id, { customer }]) => customer === undefined && !shopOrders.has(id),
  );
  // Those who have an id there come first, so that nobody who is made takes it.
  const whom = [
    ...[...knowledge.people.keys()].map((theirs) => ({ theirs, order: undefined })),
    ...unnamed.map(([order]) => ({ theirs: knowledge.ownerOf(order), order })),
  ];
  const customers = whom.map((who, index) =>
    customerFor(
      who,
      { knowledge, ids: customerIds, shop: shopCustomers, choice: choices.get(who.theirs) ?? {} },
      index + 1,
    ),
  );
  const rowOf = new Map(customers.map((customer) => [customer.theirs, customer.row.id]));
  const customerId = (id: string) => rowOf.get(id) ?? customerIds.of(id);

  const products = new Map<string, Product>();
  const productId = (id: string) => productIds.of(id);
  for (const id of knowledge.products.keys()) {
    const ours = productId(id);
    if (!shopProducts.has(ours)) products.set(ours, productFor(id, ours, knowledge));
  }
  const orders = new Map<string, Order>();
  for (const [id, known] of knowledge.orders) {
    const ours = orderIds.of(id);
    if (shopOrders.has(ours)) continue;
    const lines = [...known.items].map(([product, { quantity, priceCents }]) => ({
      productId: productId(product),
      quantity,
      priceCents: priceCents ?? knowledge.products.get(product)?.priceCents ?? 0,
    }));
    if (lines.length === 0) {
      const row = productOfOrder(id, productIds.made(`items-of-${id}`), known);
      products.set(row.id, row);
      lines.push({ productId: row.id, quantity: 1, priceCents: row.priceCents });
    }
    orders.set(ours, orderFor(ours, customerId(knowledge.ownerOf(id)), known, lines));
  }
  const made = customers.filter(({ isMade }) => isMade);
  const madeIds = new Set(made.map(({ row }) => row.id));
  const carts = [...knowledge.carts]
    .map(([id, items]) =>
      cartFor(
        customerId(id),
        items.map(({ product, quantity }) => ({ productId: productId(product), quantity })),
      ),
    )
    .filter((cart) => madeIds.has(cart.customerId));
  const usesShop =
    customers.some(({ isMade }) => !isMade) ||
    [...knowledge.orders.keys()].some((id) => shopOrders.has(id)) ||
    [...knowledge.products.keys()].some((id) => shopProducts.has(id));
  return {
    knowledge,
    customers,
    usesShop,
    customerId,
    orderId: (id) => orderIds.of(id),
    productId,
    orderOf: (id) => shopOrders.get(id) ?? orders.get(orderIds.of(id)),
    priceOf: (id) => shopProducts.get(id)?.priceCents ?? knowledge.products.get(id)?.priceCents,
    productOf: (id) => shopProducts.get(id) ?? products.get(productId(id)),
    rows: {
      customers: made.map(({ row }) => row),
      preferences: made.flatMap((customer) => preferencesFor(customer) ?? []),
      products: [...products.values()],
      orders: [...orders.values()],
      carts,
      ...(usesShop ? {} : { without: allOfTheShop() }),
    },
  };
}

/** The shop's own rows that have nothing to do with a log of others. */
function allOfTheShop(): NonNullable<ShopDataChanges['without']> {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  const owners = (rows: readonly { readonly customerId: string }[]) =>
    rows.map(({ customerId }) => customerId);
  return {
    customers: ids(shopData.customers),
    products: ids(shopData.products),
    orders: ids(shopData.orders),
    carts: owners(shopData.carts),
    payments: ids(shopData.payments),
    preferences: owners(shopData.preferences),
  };
}
