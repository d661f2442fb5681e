import * as v from 'valibot';
import { defineTemplate, letter } from '../template';

export const lowStock = defineTemplate({
  name: 'low-stock',
  context: v.object({ productId: v.string(), productName: v.string(), stock: v.number() }),
  render: {
    mailbox: ({ productId, productName, stock }, to) => ({
      subject: `${productName} is running low`,
      body: letter(to, `Of ${productName} (${productId}) ${stock} are left. Please order more.`),
    }),
  },
});
