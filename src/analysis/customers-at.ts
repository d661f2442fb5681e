import type { Cart, Customer, Json, Preferences, ShopData } from '../simulation';
import { textOf } from './facts';
import { entityKey, type View } from './view';

/** Everyone who is a customer at a moment: those of the shop, then those who registered in this run. */
export function customersAt(shop: ShopData, view: View): readonly Customer[] {
  const registered: Customer[] = [];
  for (const { machine, facts } of view.entities.values()) {
    // The store writes the row that was added as a fact of its own shape.
    const row = machine === 'customer' ? facts['customer'] : undefined;
    if (row !== undefined) registered.push(row as Json & Customer);
  }
  return [...shop.customers, ...registered].map((customer) => withSegmentAt(customer, view));
}

/** A customer at a moment; undefined before the registration. */
export function customerAt(shop: ShopData, view: View, id: string): Customer | undefined {
  const registered = view.entities.get(entityKey('customer', id))?.facts['customer'];
  const customer =
    shop.customers.find((row) => row.id === id) ?? (registered as (Json & Customer) | undefined);
  return customer === undefined ? undefined : withSegmentAt(customer, view);
}

/** What lies in a customer's cart at a moment: as when the run began, or as it was last changed by hand. */
export function cartAt(shop: ShopData, view: View, customerId: string): Cart {
  const changed = view.entities.get(entityKey('cart', customerId))?.facts['cart'];
  const opening = shop.carts.find((row) => row.customerId === customerId);
  return (changed as (Json & Cart) | undefined) ?? opening ?? { customerId, items: [] };
}

function withSegmentAt(customer: Customer, view: View): Customer {
  const segment = textOf(view.entities.get(entityKey('customer.segment', customer.id))?.state);
  return segment === undefined ? customer : { ...customer, segment: segment as Customer['segment'] };
}

/** What a customer wants at a moment: as when the run began, or as it was last changed. Undefined when none were ever set. */
export function preferencesAt(shop: ShopData, view: View, customerId: string): Preferences | undefined {
  const changed = view.entities.get(entityKey('preferences', customerId))?.facts['preferences'];
  const opening = shop.preferences.find((row) => row.customerId === customerId);
  return (changed as (Json & Preferences) | undefined) ?? opening;
}
