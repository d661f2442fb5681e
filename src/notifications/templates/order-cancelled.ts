import { formatCents } from '../../shop/money';
import { defineTemplate, letter } from '../template';
import { itemLines, OrderContext } from './order-items';

export const orderCancelled = defineTemplate({
  name: 'order-cancelled',
  context: OrderContext,
  render: {
    email: ({ orderId, items, totalCents }, to) => ({
      subject: `Your order ${orderId} is cancelled`,
      body: letter(
        to,
        `Your order ${orderId} is cancelled and will not ship:`,
        itemLines(items),
        `You will not be charged the ${formatCents(totalCents)}.`,
      ),
    }),
  },
});
