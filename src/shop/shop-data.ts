import * as v from 'valibot';
import type { Problem, Result } from '../engine/result';
import { Cart, Customer, Order, Payment, Preferences, Product, SegmentRule } from './models';
import { check } from './validation';

const tableOf = <Row extends v.GenericSchema>(row: Row) => v.pipe(v.array(row), v.readonly());

/** The shop at the start of a run, one list a file of `fixtures/data`. */
export const ShopData = v.strictObject({
  customers: tableOf(Customer),
  products: tableOf(Product),
  orders: tableOf(Order),
  carts: tableOf(Cart),
  payments: tableOf(Payment),
  preferences: tableOf(Preferences),
  segments: tableOf(SegmentRule),
});
export type ShopData = {
  readonly [Table in keyof v.InferOutput<typeof ShopData>]: readonly v.InferOutput<
    typeof ShopData
  >[Table][number][];
};

const keys = v.exactOptional(v.pipe(v.array(v.string()), v.readonly()));

/**
 * Lists that a scenario or a person puts in place of, or beside, those of the fixtures: rows with the same id are replaced,
 * and the rows whose ids stand in `without` are left out. A row is given or left out, and not both.
 */
export const ShopDataChanges = v.strictObject({
  ...v.partial(ShopData).entries,
  /** By table: ids of rows; of carts and preferences the customer’s, of segments the type’s name. */
  without: v.exactOptional(v.strictObject(v.entriesFromList(objectKeys(ShopData.entries), keys))),
});
export type ShopDataChanges = {
  readonly [Table in keyof ShopData]?: ShopData[Table] | undefined;
} & { readonly without?: { readonly [Table in keyof ShopData]?: readonly string[] } };

function objectKeys<Name extends string>(entries: { readonly [Key in Name]: unknown }): readonly Name[] {
  return Object.keys(entries) as Name[];
}

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

/** Puts rows of a scenario, or of a person, over the shop's. Whoever gives segments at all, gives all of them. */
export function withChanges(data: ShopData, changes: ShopDataChanges): ShopData {
  const { without = {} } = changes;
  return {
    customers: overlay(data.customers, changes.customers, keyOf.customers, without.customers),
    products: overlay(data.products, changes.products, keyOf.products, without.products),
    orders: overlay(data.orders, changes.orders, keyOf.orders, without.orders),
    carts: overlay(data.carts, changes.carts, keyOf.carts, without.carts),
    payments: overlay(data.payments, changes.payments, keyOf.payments, without.payments),
    preferences: overlay(data.preferences, changes.preferences, keyOf.preferences, without.preferences),
    segments: changes.segments ?? overlay(data.segments, undefined, keyOf.segments, without.segments),
  };
}

/** What tells the rows of each table apart. */
export const keyOf: { readonly [Table in keyof ShopData]: (row: ShopData[Table][number]) => string } = {
  customers: ({ id }) => id,
  products: ({ id }) => id,
  orders: ({ id }) => id,
  carts: ({ customerId }) => customerId,
  payments: ({ id }) => id,
  preferences: ({ customerId }) => customerId,
  segments: ({ notificationType }) => notificationType,
};

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

/**
 * What is wrong with rows that are left out: they are given as well, or others still point at them.
 * @param data the shop without them.
 * @returns problems with paths such as `without.customers[0]`.
 */
export function withoutProblems(changes: ShopDataChanges, data: ShopData): readonly Problem[] {
  const { without = {} } = changes;
  const given = keysOf(changes);
  const holding = (name: string, rows: readonly { readonly items: readonly { productId: string }[] }[]) => {
    const ids = new Set(rows.flatMap(({ items }) => items.map(({ productId }) => productId)));
    return { name, ids };
  };
  const naming: {
    readonly [Table in keyof ShopData]: readonly { name: string; ids: ReadonlySet<string> }[];
  } = {
    customers: [
      { name: 'an order', ids: new Set(data.orders.map(({ customerId }) => customerId)) },
      { name: 'a cart', ids: new Set(data.carts.map(({ customerId }) => customerId)) },
      { name: 'preferences', ids: new Set(data.preferences.map(({ customerId }) => customerId)) },
    ],
    products: [holding('an order', data.orders), holding('a cart', data.carts)],
    orders: [{ name: 'a payment', ids: new Set(data.payments.map(({ orderId }) => orderId)) }],
    carts: [],
    payments: [],
    preferences: [],
    segments: [],
  };
  return objectKeys(keyOf).flatMap((table) =>
    (without[table] ?? []).flatMap((key, index) => {
      const path = `without.${table}[${index}]`;
      if (given[table].includes(key)) {
        const message = `${key} also stands in ${table}; leave it out here to have it, or there to be without it`;
        return [{ path, message }];
      }
      const user = naming[table].find(({ ids }) => ids.has(key));
      if (user === undefined) return [];
      return [{ path, message: `${key} cannot be left out while ${user.name} of the shop names it` }];
    }),
  );
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

function keysOf(rows: ShopDataChanges): Readonly<Record<keyof ShopData, readonly string[]>> {
  return {
    customers: (rows.customers ?? []).map(keyOf.customers),
    products: (rows.products ?? []).map(keyOf.products),
    orders: (rows.orders ?? []).map(keyOf.orders),
    carts: (rows.carts ?? []).map(keyOf.carts),
    payments: (rows.payments ?? []).map(keyOf.payments),
    preferences: (rows.preferences ?? []).map(keyOf.preferences),
    segments: (rows.segments ?? []).map(keyOf.segments),
  };
}

function overlay<Row>(
  rows: readonly Row[],
  changes: readonly Row[] | undefined,
  keyOfRow: (row: Row) => string,
  without: readonly string[] = [],
): readonly Row[] {
  if (changes === undefined && without.length === 0) return rows;
  const byKey = new Map(rows.map((row) => [keyOfRow(row), row]));
  for (const key of without) byKey.delete(key);
  for (const row of changes ?? []) byKey.set(keyOfRow(row), row);
  return [...byKey.values()];
}
