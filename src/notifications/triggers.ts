import * as v from 'valibot';
import { cents, count, price, quantity } from '../shop/models';

/** What the words of notifications say of items, in an order or in a cart. */
const OrderItems = v.array(v.object({ name: v.string(), quantity, priceCents: price }));

/** Everything that news of the shop can say, and the shape in which it does. Money is whole cents. */
export const factSchemas = {
  orderId: v.string(),
  totalCents: cents,
  items: OrderItems,
  amountCents: cents,
  reason: v.string(),
  productId: v.string(),
  productName: v.string(),
  oldPriceCents: price,
  newPriceCents: price,
  quantity,
  batchReference: v.string(),
  stock: count,
} as const;

export type FactName = keyof typeof factSchemas;
export type NewsFacts = { readonly [Name in FactName]: v.InferOutput<(typeof factSchemas)[Name]> };

const ofOrder = ['orderId', 'totalCents', 'items'] as const;

/**
 * The moments at which the shop has something to tell, each with the facts that are known then. `none` is no moment: what
 * has it is told only when someone asks for it (NotifyCustomers), and needs the facts that its words name.
 */
export const factsOfTrigger = {
  'order-placed': ofOrder,
  'order-shipped': ofOrder,
  'order-complete': ofOrder,
  'order-delivered': ofOrder,
  'order-cancelled': ofOrder,
  'payment-failed': ['orderId', 'amountCents', 'reason'],
  'payment-received': ['orderId', 'amountCents'],
  'price-dropped': ['productId', 'productName', 'oldPriceCents', 'newPriceCents'],
  'cart-left': ['items'],
  'customer-registered': [],
  'stock-allocated': ['orderId', 'productId', 'quantity', 'batchReference'],
  'stock-low': ['productId', 'productName', 'stock'],
  none: [],
} as const satisfies { readonly [trigger: string]: readonly FactName[] };

export type Trigger = keyof typeof factsOfTrigger;

/** The names of these moments. */
export const triggers = Object.keys(factsOfTrigger) as readonly Trigger[];

/** News of stock concerns the warehouse and no customer. */
export function isOfStock(trigger: Trigger): boolean {
  return trigger.startsWith('stock-');
}
