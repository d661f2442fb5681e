import { DomainError } from '../../engine/process';
import type { EventHandlers, ShopEvent } from '../../shop/events';
import type { SalesFigures } from '../../shop/sales-figures';

export interface AnalyticsPorts {
  readonly sales: SalesFigures;
  /** Whether the same event twice counts once. */
  readonly idempotency: boolean;
}

/** The versions that Analytics needs: without the sales channel it cannot count. */
export const analyticsVersions = { OrderCreated: 2 } as const;

/** Analytics counts orders when it hears of them (seed 004). Ordering does not know that it listens. */
export function analyticsConsumer({ sales, idempotency }: AnalyticsPorts): EventHandlers<ShopEvent> {
  return {
    *OrderCreated({ id, orderId, grandTotalCents: totalCents, salesChannel }) {
      if (salesChannel === undefined) {
        throw new DomainError('MissingSalesChannel', `Order ${orderId} does not say where it was placed`);
      }
      sales.count({ orderId, totalCents, salesChannel }, idempotency ? id : undefined);
    },
  };
}
