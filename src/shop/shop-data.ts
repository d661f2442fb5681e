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
export type ShopDataChanges = {
  readonly [Table in keyof ShopData]?: ShopData[Table] | undefined;
};

/**
 * Reads the shop's data and checks that its rows fit together (`rowProblems`).
 * @param tables what the JSON files hold, by name.
 * @param folder where they lie, for messages: `fixtures/data/`.
 * @param notificationTypes names of all types of notification that there are.
 * @returns the data, or every problem with its file, path and reason.
 */
export function parseShopData(
  tables: { readonly [name: string]: unknown },
  folder: string,
  notificationTypes: readonly string[],
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
  for (const { path, message } of rowProblems(data, data, notificationTypes)) {
    problems.push({ path: `${folder}${path.split('[', 1)[0] ?? ''}.json: ${path}`, message });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: data };
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

/**
 * What is wrong with rows that are each well formed: ids that stand twice in a table; customers, products, orders and
 * types of notification that do not exist; orders whose total is not the sum of the line
 * items that are not cancelled.
 * @param rows the whole shop, or what a scenario changes about it; paths are places in these: `carts[0].customerId`.
 * @param data the whole shop with these rows in it.
 * @param notificationTypes names of all types of notification that there are.
 */
export function rowProblems(
  rows: ShopDataChanges,
  data: ShopData,
  notificationTypes: readonly string[],
): readonly Problem[] {
  const { orders = [], carts = [], payments = [], preferences = [], segments = [] } = rows;
  const problems: Problem[] = repeatedKeys(rows);
  const customerIds = idsIn(data.customers);
  const productIds = idsIn(data.products);
  const orderIds = idsIn(data.orders);
  const refer = (path: string, id: string, known: ReadonlySet<string>) => {
    if (!known.has(id)) problems.push({ path, message: `${id} does not exist` });
  };
  const referToProducts = (path: string, items: readonly { readonly productId: string }[]) => {
    items.forEach(({ productId }, at) => {
      refer(`${path}.items[${at}].productId`, productId, productIds);
    });
  };
  const referToType = (path: string, type: string) => {
    if (notificationTypes.includes(type)) return;
    const message = `there is no notification type "${type}"; known are ${notificationTypes.join(', ')}`;
    problems.push({ path, message });
  };

  orders.forEach(({ customerId, items, totalCents }, index) => {
    refer(`orders[${index}].customerId`, customerId, customerIds);
    referToProducts(`orders[${index}]`, items);
    const charged = items.filter(({ status }) => status !== 'CANCELLED');
    const sumCents = charged.reduce((sum, { quantity, priceCents }) => sum + quantity * priceCents, 0);
    if (totalCents !== sumCents) {
      const message = `must be ${sumCents}, the sum of the line items that are not cancelled, and is ${totalCents}`;
      problems.push({ path: `orders[${index}].totalCents`, message });
    }
  });
  carts.forEach(({ customerId, items }, index) => {
    refer(`carts[${index}].customerId`, customerId, customerIds);
    referToProducts(`carts[${index}]`, items);
  });
  payments.forEach(({ orderId }, index) => {
    refer(`payments[${index}].orderId`, orderId, orderIds);
  });
  preferences.forEach(({ customerId, unsubscribedTypes }, index) => {
    refer(`preferences[${index}].customerId`, customerId, customerIds);
    unsubscribedTypes.forEach((type, at) => {
      referToType(`preferences[${index}].unsubscribedTypes[${at}]`, type);
    });
  });
  segments.forEach(({ notificationType }, index) => {
    referToType(`segments[${index}].notificationType`, notificationType);
  });
  return problems;
}

function idsIn(rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => id));
}

/** Rows whose table has another one of the same key before them. */
function repeatedKeys(rows: ShopDataChanges): Problem[] {
  return Object.entries(keysOf(rows)).flatMap(([table, keys]) => {
    const seen = new Set<string>();
    return keys.flatMap((key, index) => {
      if (seen.has(key)) return [{ path: `${table}[${index}]`, message: `${key} stands there twice` }];
      seen.add(key);
      return [];
    });
  });
}

/** What tells the rows of each table apart. */
function keysOf(rows: ShopDataChanges): Readonly<Record<keyof ShopData, readonly string[]>> {
  const { customers = [], products = [], orders = [], carts = [] } = rows;
  const { payments = [], preferences = [], segments = [] } = rows;
  return {
    customers: customers.map(({ id }) => id),
    products: products.map(({ id }) => id),
    orders: orders.map(({ id }) => id),
    carts: carts.map(({ customerId }) => customerId),
    payments: payments.map(({ id }) => id),
    preferences: preferences.map(({ customerId }) => customerId),
    segments: segments.map(({ notificationType }) => notificationType),
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
