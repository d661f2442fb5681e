import * as v from 'valibot';
import { formatCents } from '../../shop/money';
import { defineTemplate, letter, shortMessage } from '../template';

export const paymentFailed = defineTemplate({
  name: 'payment-failed',
  context: v.object({ orderId: v.string(), amountCents: v.number(), reason: v.string() }),
  render: {
    email: ({ orderId, amountCents, reason }, to) => ({
      subject: `Payment for your order ${orderId} failed`,
      body: letter(
        to,
        `We could not take ${formatCents(amountCents)} for your order ${orderId}. The reason given: ${reason}.`,
        'Please check your payment details; we keep the order for you meanwhile.',
      ),
    }),
    sms: ({ orderId, amountCents, reason }) =>
      shortMessage(`Payment of ${formatCents(amountCents)} for order ${orderId} failed: ${reason}`),
  },
});
