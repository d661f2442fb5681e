import * as v from 'valibot';
import { formatCents } from '../../shop/money';

/** What the templates about orders need to know of one. */
export const OrderContext = v.object({
  orderId: v.string(),
  totalCents: v.number(),
  items: v.array(v.object({ name: v.string(), quantity: v.number(), priceCents: v.number() })),
});
export type OrderContext = v.InferOutput<typeof OrderContext>;

/** One line an item: `1 × Wireless Router X500 at $149.99`. */
export function itemLines(items: OrderContext['items']): string {
  return items
    .map(({ name, quantity, priceCents }) => `${quantity} × ${name} at ${formatCents(priceCents)}`)
    .join('\n');
}
