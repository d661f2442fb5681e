import type { Process } from '../../engine/process';
import type { Facts } from '../../engine/trace';
import { orderOwner } from '../../notifications/audience';
import type { Trigger } from '../../notifications/triggers';
import type { Decide } from '../../notifications/verdict';
import type { BillingCommands } from '../../shop/commands';
import type { Order } from '../../shop/models';
import { loadOrder } from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import type { Telling } from './telling';

export interface BillingPorts {
  readonly store: Store;
  readonly telling: Telling;
  readonly decide: Decide;
}

/** Billing records what became of payments, and because nobody else will, it has the customer told and waits for it. */
export function billing({ store, telling, decide }: BillingPorts): BillingCommands {
  function* tellPayer(trigger: Trigger, { id, customerId }: Order, context: Facts): Process {
    if (!telling.isTold(trigger)) return;
    decide(customerId, orderOwner(id, customerId));
    yield* telling.tell(trigger, { customerId, subject: id, context });
  }

  return {
    *FailPayment({ orderId, reason }) {
      const order = yield* loadOrder(store, orderId);
      const { id: paymentId, amountCents, attempt } = yield* store.recordFailedPayment(order, reason);
      yield* tellPayer('payment-failed', order, { orderId, amountCents, reason });
      return { paymentId, attempt };
    },

    *ReceivePayment({ orderId }) {
      const order = yield* loadOrder(store, orderId);
      const { id: paymentId, amountCents, attempt } = yield* store.recordReceivedPayment(order);
      yield* tellPayer('payment-received', order, { orderId, amountCents });
      return { paymentId, attempt };
    },
  };
}
