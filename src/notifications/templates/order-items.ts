import * as v from 'valibot';
import { formatCents } from '../../shop/money';

/** What the templates say of items, in an order or in a cart. */
export const OrderItems = v.array(
  v.object({ name: v.string(), quantity: v.number(), priceCents: v.number() }),
);

/** What the templates about orders need to know of one. */
export const OrderContext = v.object({
  orderId: v.string(),
  totalCents: v.number(),
  items: OrderItems,
});

/** One line an item: `1 × Wireless Router X500 at $149.99`. */
export function itemLines(items: v.InferOutput<typeof OrderItems>): string {
  return items
    .map(({ name, quantity, priceCents }) => `${quantity} × ${name} at ${formatCents(priceCents)}`)
    .join('\n');
}
