import type { Customer, Order, ShopData, TraceRecord } from '../simulation';
import { concernedAt } from './inspection';
import { orderAt } from './shop-at';
import type { Entity, View } from './view';

/** What there is to look at, at a moment of a run. */
export interface ThingsAt {
  /** Newest first. */
  readonly notifications: readonly Entity[];
  /** Customers whom a rule looked at, in order of appearance. */
  readonly customers: readonly Customer[];
  /** Orders that something happened to first, newest first, then the others of the shop. */
  readonly orders: readonly Order[];
}

/** @param byAddress customers by email address, phone number, device. */
export function thingsAt(
  trace: readonly TraceRecord[],
  view: View,
  shop: ShopData,
  byAddress: ReadonlyMap<string, Customer>,
): ThingsAt {
  const notifications: Entity[] = [];
  const touched = new Set<string>();
  for (const entity of view.entities.values()) {
    if (entity.machine === 'notification') notifications.push(entity);
    else if (orderMachines.has(entity.machine)) touched.add(entity.id.split('/', 1)[0] ?? '');
  }
  const customers = new Map(shop.customers.map((customer) => [customer.id, customer]));
  const orderIds = new Set([...[...touched].reverse(), ...shop.orders.map(({ id }) => id)]);
  return {
    notifications: notifications.reverse(),
    customers: concernedAt(trace, view, customers, byAddress).map(({ customer }) => customer),
    orders: [...orderIds]
      .slice(0, mostOrders)
      .map((id) => orderAt(shop, view, id))
      .filter((order) => order !== undefined),
  };
}

/** Nobody reads a longer list. */
const mostOrders = 200;

const orderMachines = new Set(['order', 'line-item', 'order-completion']);
