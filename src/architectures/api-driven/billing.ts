import type { Process } from '../../engine/process';
import type { Facts } from '../../engine/trace';
import { orderOwner } from '../../notifications/audience';
import type { Trigger } from '../../notifications/triggers';
import type { Decide } from '../../notifications/verdict';
import type { BillingCommands } from '../../shop/commands';
import { loadOrder } from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import type { Telling } from './telling';

export interface BillingPorts {
  readonly store: Store;
  readonly telling: Telling;
  readonly decide: Decide;
}

/** Billing records what became of payments, and because nobody else will, it has the customer told and waits for it. */
export function billing(ports: BillingPorts): BillingCommands {
  const { store } = ports;
  const news = billingNews(ports);

  return {
    *FailPayment({ orderId, reason }) {
      const order = yield* loadOrder(store, orderId);
      const { customerId } = order;
      const { id: paymentId, amountCents, attempt } = yield* store.recordFailedPayment(order, reason);
      yield* news.PaymentFailed({ orderId, customerId, amountCents, reason });
      return { paymentId, attempt };
    },

    *ReceivePayment({ orderId }) {
      const order = yield* loadOrder(store, orderId);
      const { customerId } = order;
      const { id: paymentId, amountCents, attempt } = yield* store.recordReceivedPayment(order);
      yield* news.PaymentReceived({ orderId, customerId, amountCents });
      return { paymentId, attempt };
    },
  };
}

interface Payment {
  readonly orderId: string;
  readonly customerId: string;
  readonly amountCents: number;
}

/** What Billing does about a payment, whoever has recorded it. */
export function billingNews({ telling, decide }: Omit<BillingPorts, 'store'>) {
  function* tellPayer(trigger: Trigger, { orderId, customerId }: Payment, context: Facts): Process {
    if (!telling.isTold(trigger)) return;
    decide(customerId, orderOwner(orderId, customerId));
    yield* telling.tell(trigger, { customerId, subject: orderId, context });
  }

  return {
    PaymentFailed(payment: Payment & { readonly reason: string }): Process {
      const { orderId, amountCents, reason } = payment;
      return tellPayer('payment-failed', payment, { orderId, amountCents, reason });
    },

    PaymentReceived(payment: Payment): Process {
      const { orderId, amountCents } = payment;
      return tellPayer('payment-received', payment, { orderId, amountCents });
    },
  };
}
