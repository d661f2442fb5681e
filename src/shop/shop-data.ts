import * as v from 'valibot';
import type { Problem, Result } from '../engine/result';
import { Cart, Customer, Order, Payment, Preferences, Product, SegmentRule } from './models';
import { check } from './validation';

/** The shop at the start of a run, one list a file of `fixtures/data`. */
export const ShopData = v.strictObject({
  customers: v.array(Customer),
  products: v.array(Product),
  orders: v.array(Order),
  carts: v.array(Cart),
  payments: v.array(Payment),
  preferences: v.array(Preferences),
  segments: v.array(SegmentRule),
});
export type ShopData = {
  readonly [Table in keyof v.InferOutput<typeof ShopData>]: readonly v.InferOutput<
    typeof ShopData
  >[Table][number][];
};

/** Lists that a scenario puts in place of, or beside, those of the fixtures: rows with the same id are replaced. */
export const ShopDataChanges = v.partial(ShopData);
export type ShopDataChanges = v.InferOutput<typeof ShopDataChanges>;

/**
 * Reads the shop's data and checks that every id that a row refers to exists.
 * @param tables what the JSON files hold, by name.
 * @param folder where they lie, for messages: `fixtures/data/`.
 * @returns the data, or every problem with its file, path and reason.
 */
export function parseShopData(
  tables: { readonly [name: string]: unknown },
  folder: string,
): Result<ShopData> {
  const problems: Problem[] = [];
  const rows: { [table: string]: unknown } = {};
  for (const [table, schema] of Object.entries(ShopData.entries)) {
    const checked = check(schema as v.GenericSchema, tables[table], `${folder}${table}.json: ${table}`);
    if (checked.ok) rows[table] = checked.value;
    else problems.push(...checked.problems);
  }
  if (problems.length > 0) return { ok: false, problems };
  const data = rows as ShopData;
  const dangling = danglingReferences(data).map(({ path, message }) => ({
    path: `${folder}${path.split('[', 1)[0] ?? ''}.json: ${path}`,
    message,
  }));
  return dangling.length > 0 ? { ok: false, problems: dangling } : { ok: true, value: data };
}

/** Puts a scenario's own rows over the shop's. */
export function withChanges(data: ShopData, changes: ShopDataChanges): ShopData {
  const customerOf = (row: { customerId: string }) => row.customerId;
  const idOf = (row: { id: string }) => row.id;
  return {
    customers: overlay(data.customers, changes.customers, idOf),
    products: overlay(data.products, changes.products, idOf),
    orders: overlay(data.orders, changes.orders, idOf),
    carts: overlay(data.carts, changes.carts, customerOf),
    payments: overlay(data.payments, changes.payments, idOf),
    preferences: overlay(data.preferences, changes.preferences, customerOf),
    segments: changes.segments ?? data.segments,
  };
}

/** Rows that name a customer, product or order that does not exist, and ids that stand twice. */
export function danglingReferences(data: ShopData): readonly Problem[] {
  const problems: Problem[] = [];
  const customers = new Set(data.customers.map(({ id }) => id));
  const products = new Set(data.products.map(({ id }) => id));
  const orders = new Set(data.orders.map(({ id }) => id));
  const refer = (known: ReadonlySet<string>, id: string, path: string) => {
    if (!known.has(id)) problems.push({ path, message: `${id} does not exist` });
  };
  for (const [table, keys] of Object.entries(keysOf(data))) {
    const seen = new Set<string>();
    keys.forEach((key, index) => {
      if (seen.has(key)) problems.push({ path: `${table}[${index}]`, message: `${key} stands there twice` });
      seen.add(key);
    });
  }
  data.orders.forEach((order, index) => {
    refer(customers, order.customerId, `orders[${index}].customerId`);
    order.items.forEach((item, at) => {
      refer(products, item.productId, `orders[${index}].items[${at}].productId`);
    });
  });
  data.carts.forEach((cart, index) => {
    refer(customers, cart.customerId, `carts[${index}].customerId`);
    cart.items.forEach((item, at) => {
      refer(products, item.productId, `carts[${index}].items[${at}].productId`);
    });
  });
  data.payments.forEach((payment, index) => {
    refer(orders, payment.orderId, `payments[${index}].orderId`);
  });
  data.preferences.forEach((row, index) => {
    refer(customers, row.customerId, `preferences[${index}].customerId`);
  });
  return problems;
}

/** What tells the rows of each table apart. */
function keysOf(data: ShopData): Readonly<Record<keyof ShopData, readonly string[]>> {
  return {
    customers: data.customers.map(({ id }) => id),
    products: data.products.map(({ id }) => id),
    orders: data.orders.map(({ id }) => id),
    carts: data.carts.map(({ customerId }) => customerId),
    payments: data.payments.map(({ id }) => id),
    preferences: data.preferences.map(({ customerId }) => customerId),
    segments: data.segments.map(({ notificationType }) => notificationType),
  };
}

function overlay<Row>(
  rows: readonly Row[],
  changes: readonly Row[] | undefined,
  keyOf: (row: Row) => string,
): readonly Row[] {
  if (changes === undefined) return rows;
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  for (const row of changes) byKey.set(keyOf(row), row);
  return [...byKey.values()];
}
