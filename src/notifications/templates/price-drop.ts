import * as v from 'valibot';
import { formatCents } from '../../shop/money';
import { defineTemplate, letter, shortMessage } from '../template';

export const priceDrop = defineTemplate({
  name: 'price-drop',
  context: v.object({
    productId: v.string(),
    productName: v.string(),
    oldPriceCents: v.number(),
    newPriceCents: v.number(),
  }),
  render: {
    email: ({ productName, oldPriceCents, newPriceCents }, to) => ({
      subject: `${productName} is now ${formatCents(newPriceCents)}`,
      body: letter(
        to,
        `${productName} in your cart went down from ${formatCents(oldPriceCents)} to ${formatCents(newPriceCents)}.`,
        `You save ${saving(oldPriceCents, newPriceCents)}.`,
      ),
    }),
    sms: ({ productName, oldPriceCents, newPriceCents }) =>
      shortMessage(
        `${productName}: ${formatCents(oldPriceCents)} → ${formatCents(newPriceCents)}, you save ${saving(oldPriceCents, newPriceCents)}`,
      ),
    push: ({ productName, newPriceCents }) => ({
      subject: 'Price drop',
      body: `${productName} is now ${formatCents(newPriceCents)}.`,
    }),
  },
});

/** `$30.00 (20 %)`, the percentage rounded to whole ones. */
function saving(oldPriceCents: number, newPriceCents: number): string {
  const savedCents = oldPriceCents - newPriceCents;
  return `${formatCents(savedCents)} (${Math.round((savedCents / oldPriceCents) * 100)} %)`;
}
