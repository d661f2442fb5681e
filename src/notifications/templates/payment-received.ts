import * as v from 'valibot';
import { formatCents } from '../../shop/money';
import { defineTemplate, letter } from '../template';

export const paymentReceived = defineTemplate({
  name: 'payment-received',
  context: v.object({ orderId: v.string(), amountCents: v.number() }),
  render: {
    email: ({ orderId, amountCents }, to) => ({
      subject: `Payment for your order ${orderId} received`,
      body: letter(
        to,
        `Thank you. Your payment of ${formatCents(amountCents)} for order ${orderId} has reached us.`,
      ),
    }),
  },
});
