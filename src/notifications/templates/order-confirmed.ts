import { formatCents } from '../../shop/money';
import { defineTemplate, letter } from '../template';
import { itemLines, OrderContext } from './order-items';

export const orderConfirmed = defineTemplate({
  name: 'order-confirmed',
  context: OrderContext,
  render: {
    email: ({ orderId, items, totalCents }, to) => ({
      subject: `We have your order ${orderId}`,
      body: letter(
        to,
        `Thank you. We have received your order ${orderId} and will tell you when it ships.`,
        itemLines(items),
        `Total: ${formatCents(totalCents)}`,
      ),
    }),
  },
});
