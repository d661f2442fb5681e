import {
  addressOf,
  type Changed,
  type Customer,
  customerChannels,
  type Order,
  type Product,
  type ShopData,
} from '../simulation';
import { numberOf, textOf } from './facts';
import { entityKey, type View } from './view';

/** An order as it is at a moment: what it was when the run began, or was placed as, and what changed since. */
export function orderAt(shop: ShopData, view: View, orderId: string): Order | undefined {
  const entity = view.entities.get(entityKey('order', orderId));
  // The store writes the order that was placed as a fact of its own shape.
  const placed = entity?.facts['order'] as Order | undefined;
  const opening = shop.orders.find(({ id }) => id === orderId) ?? placed;
  if (opening === undefined) return undefined;
  const items = opening.items.map((item) => {
    const status = textOf(view.entities.get(entityKey('line-item', `${orderId}/${item.productId}`))?.state);
    return status === undefined ? item : { ...item, status: status as Order['status'] };
  });
  return { ...opening, status: (textOf(entity?.state) ?? opening.status) as Order['status'], items };
}

/** Everything that changed about an order at a moment, its line items and its completion included, in order. */
export function changesOfOrder(view: View, order: Order): readonly Changed[] {
  return [
    entityKey('order', order.id),
    entityKey('order-completion', order.id),
    ...order.items.map(({ productId }) => entityKey('line-item', `${order.id}/${productId}`)),
  ]
    .flatMap((key) => view.entities.get(key)?.changes ?? [])
    .sort((a, b) => a.seq - b.seq);
}

/** A product as it is at a moment. */
export function productAt(shop: ShopData, view: View, productId: string): Product | undefined {
  const opening = shop.products.find(({ id }) => id === productId);
  if (opening === undefined) return undefined;
  const priceCents = numberOf(view.entities.get(entityKey('product.price', productId))?.state);
  const stock = numberOf(view.entities.get(entityKey('product.stock', productId))?.state);
  return {
    ...opening,
    priceCents: priceCents ?? opening.priceCents,
    stock: stock ?? opening.stock,
  };
}

/** The orders of a customer at a moment, those that were placed in this run last. */
export function ordersOf(shop: ShopData, view: View, customerId: string): readonly Order[] {
  return orderIdsAt(shop, view)
    .map((orderId) => orderAt(shop, view, orderId))
    .filter((order) => order?.customerId === customerId)
    .filter((order) => order !== undefined);
}

/** All orders that there are at a moment: those of the shop, then those that were placed in this run. */
export function orderIdsAt(shop: ShopData, view: View): readonly string[] {
  const ids = new Set(shop.orders.map(({ id }) => id));
  for (const { machine, id } of view.entities.values()) if (machine === 'order') ids.add(id);
  return [...ids];
}

/** Who is reached at which address, through any channel. */
export function customersByAddress(shop: ShopData): ReadonlyMap<string, Customer> {
  return new Map(
    shop.customers.flatMap((customer) =>
      customerChannels.map((channel) => [addressOf(customer, channel), customer]),
    ),
  );
}
