import { formatCents, keyOf, NotificationTypeChanges, ShopData } from '../../simulation';
import { schemaOf, type JsonSchema } from '../form/json-schema';
import { countedItems, isRow, type Row } from './rows';

export type ShopTable = keyof ShopData;
export type TableName = ShopTable | 'notificationTypes';

/** A table of the shop, or the kinds of notification, as the bench shows it. */
export interface BenchTable {
  readonly name: TableName;
  readonly title: string;
  /** One of its rows. */
  readonly one: string;
  /** What its rows must be. */
  readonly schema: JsonSchema;
  /** What people call a row, beside its key. @param named names of customers, products and orders by id. */
  readonly words: (row: Row, named: (id: string) => string) => string;
}

const schemas: { readonly [table: string]: JsonSchema } = {
  ...schemaOf(ShopData).properties,
  notificationTypes: schemaOf(NotificationTypeChanges),
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const tables: readonly Omit<BenchTable, 'schema'>[] = [
  {
    name: 'customers',
    title: 'Customers',
    one: 'customer',
    words: ({ name, segment }) => `${text(name)}, ${text(segment)}`,
  },
  {
    name: 'preferences',
    title: 'Preferences',
    one: 'preferences',
    words: ({ customerId }, named) => named(text(customerId)),
  },
  {
    name: 'products',
    title: 'Products',
    one: 'product',
    words: ({ name, priceCents }) =>
      typeof priceCents === 'number' ? `${text(name)}, ${formatCents(priceCents)}` : text(name),
  },
  {
    name: 'orders',
    title: 'Orders',
    one: 'order',
    words: ({ customerId, status }, named) => `${named(text(customerId))}, ${text(status).toLowerCase()}`,
  },
  {
    name: 'carts',
    title: 'Carts',
    one: 'cart',
    words: ({ customerId, items }, named) => `${named(text(customerId))}, ${countedItems(items)}`,
  },
  {
    name: 'payments',
    title: 'Payments',
    one: 'payment',
    words: ({ orderId, status }) => `${text(orderId)}, ${text(status)}`,
  },
  {
    name: 'segments',
    title: 'Segments',
    one: 'segment rule',
    words: ({ segments }) =>
      Array.isArray(segments) && segments.length > 0 ? `only ${segments.join(', ')}` : 'nobody',
  },
  {
    name: 'notificationTypes',
    title: 'Notification types',
    one: 'notification type',
    words: ({ trigger, channels }) =>
      [text(trigger), ...(Array.isArray(channels) ? [channels.join(', ')] : [])].join(' · '),
  },
];

/** In the order of their tabs. */
export const benchTables: readonly BenchTable[] = tables.map((table) => ({
  ...table,
  schema: schemas[table.name] ?? {},
}));

/** The table of that name. */
export function tableNamed(name: TableName): BenchTable {
  const table = benchTables.find((known) => known.name === name);
  if (table === undefined) throw new Error(`The bench shows no table ${name}`);
  return table;
}

/** The field in which the key of a table’s rows stands. */
export function keyFieldOf(name: TableName): string {
  switch (name) {
    case 'notificationTypes':
      return 'name';
    case 'carts':
    case 'preferences':
      return 'customerId';
    case 'segments':
      return 'notificationType';
    case 'customers':
    case 'products':
    case 'orders':
    case 'payments':
      return 'id';
  }
}

/** What tells a row from the others of its table; empty while it has no key. */
export function keyOfRow(name: TableName, row: unknown): string {
  if (!isRow(row)) return '';
  const key = name === 'notificationTypes' ? row['name'] : (keyOf[name] as (row: object) => unknown)(row);
  return typeof key === 'string' ? key : '';
}
