import type { BillingCommands } from '../../shop/commands';
import type { Publisher, ShopEvent } from '../../shop/events';
import { loadOrder } from '../../shop/order-rules';
import type { Store } from '../../shop/store';

export interface BillingPorts {
  readonly store: Store;
  readonly bus: Publisher<ShopEvent>;
}

/** Billing records what became of payments and says so. Who tells the customer is not its business. */
export function billing({ store, bus }: BillingPorts): BillingCommands {
  return {
    *FailPayment({ orderId, reason }) {
      const order = yield* loadOrder(store, orderId);
      const { id: paymentId, amountCents, attempt } = yield* store.recordFailedPayment(order, reason);
      const { customerId } = order;
      yield* bus.publish({
        type: 'PaymentFailed',
        paymentId,
        orderId,
        customerId,
        amountCents,
        reason,
        attempt,
      });
      return { paymentId, attempt };
    },
  };
}
