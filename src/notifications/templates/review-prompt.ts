import { defineTemplate, letter } from '../template';
import { itemLines, OrderContext } from './order-items';

export const reviewPrompt = defineTemplate({
  name: 'review-prompt',
  context: OrderContext,
  render: {
    email: ({ orderId, items }, to) => ({
      subject: `How do you like your order ${orderId}?`,
      body: letter(
        to,
        `A week ago your order ${orderId} arrived:`,
        itemLines(items),
        'Tell other customers what you think of it; a few words are enough.',
      ),
    }),
    push: ({ orderId, items }) => ({
      subject: 'How do you like it?',
      body: `Your opinion on order ${orderId}, please: ${items.map(({ name }) => name).join(', ')}`,
    }),
  },
});
