import { isRow, withTotal, type Row } from './rows';
import { keyOfRow, type TableName } from './bench-tables';

/** All tables of a shop as a person is writing them. */
export type Rows = { readonly [Name in TableName]: readonly unknown[] };

/** A row to begin with: everything in it is possible, and its key is the next one that is free. */
export function newRow(table: TableName, rows: Rows): Row {
  switch (table) {
    case 'customers':
      return {
        id: nextId('cust', rows.customers),
        name: 'New customer',
        email: 'new.customer@example.com',
        phone: '+1-555-0199',
        segment: 'bronze',
      };
    case 'products':
      return { id: nextId('prod', rows.products), name: 'New product', priceCents: 9_999, stock: 10 };
    case 'orders': {
      const [productId, priceCents] = firstOf(rows.products, 'id', 'priceCents');
      return withTotal({
        id: nextId('ord', rows.orders),
        customerId: firstOf(rows.customers, 'id')[0],
        status: 'PENDING',
        items: [{ productId, quantity: 1, priceCents, status: 'PENDING' }],
      });
    }
    case 'carts':
      return {
        customerId: freeKey('carts', rows, keysOf('customers', rows)),
        items: [{ productId: firstOf(rows.products, 'id')[0], quantity: 1 }],
      };
    case 'payments': {
      const [orderId, amountCents] = firstOf(rows.orders, 'id', 'totalCents');
      const attempt = rows.payments.filter((row) => isRow(row) && row['orderId'] === orderId).length + 1;
      const id = nextId('pay', rows.payments);
      return { id, orderId, amountCents, status: 'failed', reason: 'Insufficient funds', attempt };
    }
    case 'preferences': {
      const usual = ['email'];
      return {
        customerId: freeKey('preferences', rows, keysOf('customers', rows)),
        categories: { order_updates: usual, price_alerts: usual, promotions: usual, payment_alerts: usual },
        channels: { email: true, sms: true, push: true },
        unsubscribedTypes: [],
        quietHours: null,
      };
    }
    case 'segments':
      return {
        notificationType: freeKey('segments', rows, keysOf('notificationTypes', rows)),
        segments: ['gold', 'platinum'],
      };
    case 'notificationTypes': {
      const taken = new Set(keysOf('notificationTypes', rows));
      const free = ['my_type', ...Array.from({ length: taken.size }, (_, index) => `my_type_${index + 2}`)];
      return {
        name: free.find((name) => !taken.has(name)),
        audience: 'customer',
        category: 'order_updates',
        channels: ['email'],
        trigger: 'order-placed',
        delayMs: 0,
        template: { email: { subject: 'About your order {orderId}', body: 'Hello {customerName},' } },
      };
    }
  }
}

/** The same row once more, under a key of its own. */
export function copyOf(table: TableName, row: Row, rows: Rows): Row {
  const fresh = newRow(table, rows);
  const key = keyFields.find((name) => name in fresh && (name !== 'name' || table === 'notificationTypes'));
  return key === undefined ? row : { ...row, [key]: fresh[key] };
}

/** The fields that can be a row’s key, the first that it has. */
const keyFields = ['id', 'name', 'customerId', 'notificationType'];

/** `cust-006` after `cust-005`. */
function nextId(prefix: string, rows: readonly unknown[]): string {
  const numbers = idsOf(rows).map((id) => Number(/-(\d{1,9})$/.exec(id)?.[1] ?? 0));
  return `${prefix}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}

function keysOf(table: TableName, rows: Rows): readonly string[] {
  return rows[table].map((row) => keyOfRow(table, row)).filter((key) => key !== '');
}

function idsOf(rows: readonly unknown[]): readonly string[] {
  return rows.flatMap((row) => (isRow(row) && typeof row['id'] === 'string' ? [row['id']] : []));
}

/** The first key that no row has; the first one of all when each has a row. */
function freeKey(table: TableName, rows: Rows, keys: readonly string[]): string {
  const taken = new Set(rows[table].map((row) => keyOfRow(table, row)));
  return keys.find((key) => !taken.has(key)) ?? keys[0] ?? '';
}

function firstOf(rows: readonly unknown[], ...names: readonly string[]): readonly unknown[] {
  const [row] = rows;
  return names.map((name) => (isRow(row) ? row[name] : undefined));
}
