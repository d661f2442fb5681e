import { orderOwner } from '../../notifications/audience';
import type { Decide } from '../../notifications/verdict';
import type { BillingCommands } from '../../shop/commands';
import { loadOrder } from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import type { NotificationApiClient } from './notification-api-client';

export interface BillingPorts {
  readonly store: Store;
  readonly api: NotificationApiClient;
  readonly decide: Decide;
}

/** Billing records what became of payments, and because nobody else will, it has the customer told and waits for it. */
export function billing({ store, api, decide }: BillingPorts): BillingCommands {
  return {
    *FailPayment({ orderId, reason }) {
      const order = yield* loadOrder(store, orderId);
      const { id: paymentId, amountCents, attempt } = yield* store.recordFailedPayment(order, reason);
      const { customerId } = order;
      decide(customerId, orderOwner(orderId, customerId));
      yield* api.notify({ type: 'payment_failed', customerId, context: { orderId, amountCents, reason } });
      return { paymentId, attempt };
    },

    *ReceivePayment({ orderId }) {
      const order = yield* loadOrder(store, orderId);
      const { id: paymentId, amountCents, attempt } = yield* store.recordReceivedPayment(order);
      const { customerId } = order;
      decide(customerId, orderOwner(orderId, customerId));
      yield* api.notify({ type: 'payment_received', customerId, context: { orderId, amountCents } });
      return { paymentId, attempt };
    },
  };
}
