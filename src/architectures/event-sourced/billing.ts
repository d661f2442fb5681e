import type { BillingCommands } from '../../shop/commands';
import type { ShopEvent, UnitOfWork } from '../../shop/events';
import { loadOrder } from '../../shop/order-rules';
import type { Store } from '../../shop/store';

export interface BillingPorts {
  readonly store: Store;
  readonly unitOfWork: UnitOfWork<ShopEvent>;
}

/** Billing records what became of payments and says so. Who tells the customer is not its business. */
export function billing({ store, unitOfWork }: BillingPorts): BillingCommands {
  return {
    *FailPayment({ orderId, reason }) {
      const order = yield* loadOrder(store, orderId);
      const { customerId } = order;
      const { id: paymentId, attempt } = yield* unitOfWork.commit(
        store.recordFailedPayment(order, reason),
        (payment) => ({
          type: 'PaymentFailed',
          paymentId: payment.id,
          orderId,
          customerId,
          amountCents: payment.amountCents,
          reason,
          attempt: payment.attempt,
        }),
      );
      return { paymentId, attempt };
    },

    *ReceivePayment({ orderId }) {
      const order = yield* loadOrder(store, orderId);
      const { customerId } = order;
      const { id: paymentId, attempt } = yield* unitOfWork.commit(
        store.recordReceivedPayment(order),
        (payment) => ({
          type: 'PaymentReceived',
          paymentId: payment.id,
          orderId,
          customerId,
          amountCents: payment.amountCents,
        }),
      );
      return { paymentId, attempt };
    },
  };
}
