import { defineTemplate, letter, shortMessage } from '../template';
import { itemLines, OrderContext } from './order-items';

export const orderDelivered = defineTemplate({
  name: 'order-delivered',
  context: OrderContext,
  render: {
    email: ({ orderId, items }, to) => ({
      subject: `Your order ${orderId} was delivered`,
      body: letter(to, `Your order ${orderId} has arrived:`, itemLines(items), 'We hope you like it.'),
    }),
    sms: ({ orderId }) => shortMessage(`Order ${orderId} was delivered. Enjoy!`),
    push: ({ orderId }) => ({ subject: 'Delivered', body: `Your order ${orderId} has arrived.` }),
  },
});
