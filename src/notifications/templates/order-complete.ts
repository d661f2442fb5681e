import { defineTemplate, letter, shortMessage } from '../template';
import { itemLines, OrderContext } from './order-items';

export const orderComplete = defineTemplate({
  name: 'order-complete',
  context: OrderContext,
  render: {
    email: ({ orderId, items }, to) => ({
      subject: `Your order ${orderId} is complete`,
      body: letter(to, `All items of your order ${orderId} are now on their way to you:`, itemLines(items)),
    }),
    sms: ({ orderId, items }) =>
      shortMessage(`Order ${orderId} is complete. On its way: ${items.map(({ name }) => name).join(', ')}`),
    push: ({ orderId }) => ({
      subject: 'Order complete',
      body: `All items of your order ${orderId} are on their way.`,
    }),
  },
});
