import * as v from 'valibot';
import { defineTemplate, letter } from '../template';
import { itemLines, OrderItems } from './order-items';

export const cartRecovery = defineTemplate({
  name: 'cart-recovery',
  context: v.object({ items: OrderItems }),
  render: {
    email: ({ items }, to) => ({
      subject: 'Your cart is waiting for you',
      body: letter(to, 'You left something in your cart, and we kept it for you:', itemLines(items)),
    }),
  },
});
