import { DomainError, type Process } from '../../engine/process';
import type { SalesChannel } from '../../shop/events';
import type { SalesFigures } from '../../shop/sales-figures';
import { lift } from '../../shop/upcasters';
import { withStatus } from './answer-status';

/** Body of `POST /orders`. */
export type NewOrderRequest = {
  /** Version of the body's shape. */
  readonly version: 1 | 2;
  readonly orderId: string;
  readonly totalCents: number;
  /** Since version 2: where the order was placed. */
  readonly salesChannel?: SalesChannel;
};

/** Body of the answer. */
export type NewOrderResponse = { readonly orderCount: number };

export interface AnalyticsApiPorts {
  readonly sales: SalesFigures;
  /** Whether bodies of an old version are lifted to the one that is needed. */
  readonly upcasting: boolean;
  /** Whether the same request twice counts once. */
  readonly idempotency: boolean;
}

/** The version that Analytics needs: without the sales channel it cannot count. */
const neededVersion = 2;

/** The analytics API (seed 004): Ordering calls it for each new order, and waits. */
export class AnalyticsApi {
  constructor(private readonly ports: AnalyticsApiPorts) {}

  /**
   * `POST /orders`: counts an order.
   * @param idempotencyKey names the caller's intention; the same key twice counts once.
   * @throws DomainError 400 for a version that it cannot read.
   */
  addOrder(request: NewOrderRequest, idempotencyKey: string): Process<NewOrderResponse> {
    return withStatus(this.#addOrder(request, idempotencyKey));
  }

  *#addOrder(request: NewOrderRequest, idempotencyKey: string): Process<NewOrderResponse> {
    const { sales, upcasting, idempotency } = this.ports;
    const order = lift({ ...request, type: 'POST /orders' }, neededVersion, upcasting);
    const { orderId, totalCents, salesChannel } = order;
    if (salesChannel === undefined) {
      throw new DomainError('MissingSalesChannel', 'salesChannel: must say where the order was placed');
    }
    sales.count({ orderId, totalCents, salesChannel }, idempotency ? idempotencyKey : undefined);
    return { orderCount: sales.orderCount };
  }
}
