import { defineTemplate, letter, shortMessage } from '../template';
import { itemLines, OrderContext } from './order-items';

export const orderShipped = defineTemplate({
  name: 'order-shipped',
  context: OrderContext,
  render: {
    email: ({ orderId, items }, to) => ({
      subject: `Your order ${orderId} has shipped`,
      body: letter(to, `Your order ${orderId} is on its way to you:`, itemLines(items)),
    }),
    sms: ({ orderId, items }) =>
      shortMessage(`Order ${orderId} has shipped: ${itemLines(items).replaceAll('\n', ', ')}`),
    push: ({ orderId }) => ({ subject: 'On its way', body: `Your order ${orderId} has shipped.` }),
  },
});
