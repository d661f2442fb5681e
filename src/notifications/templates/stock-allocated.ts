import * as v from 'valibot';
import { defineTemplate, letter } from '../template';

export const stockAllocated = defineTemplate({
  name: 'stock-allocated',
  context: v.object({
    orderId: v.string(),
    productId: v.string(),
    quantity: v.number(),
    batchReference: v.string(),
  }),
  render: {
    mailbox: ({ orderId, productId, quantity, batchReference }, to) => ({
      subject: `Order ${orderId} allocated to ${batchReference}`,
      body: letter(
        to,
        `${quantity} × ${productId} are set aside for order ${orderId}.`,
        `Batch: ${batchReference}`,
      ),
    }),
  },
});
