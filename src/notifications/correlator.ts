import type { Process } from '../engine/process';
import type { World } from '../engine/world';
import type { LineItemStatusChanged } from '../shop/events';
import { loadOrder, withItemStatus } from '../shop/order-rules';
import type { Store } from '../shop/store';
import { OrderCompletion } from './order-completion';

/**
 * The event correlator of seed 000: it sees single line items ship and tells when an order is complete. What shipped
 * before it heard of an order it learns from the order itself.
 */
export class EventCorrelator {
  readonly #completion: OrderCompletion;

  constructor(
    world: World,
    private readonly store: Pick<Store, 'order'>,
  ) {
    this.#completion = new OrderCompletion(world, 'correlator');
  }

  /** Takes note of a line item's new status. Returns true when that completes the order. */
  *lineItemChanged({ orderId, productId, from, to }: LineItemStatusChanged): Process<boolean> {
    if (!this.#completion.knows(orderId)) {
      const order = yield* loadOrder(this.store, orderId);
      this.#completion.watch(withItemStatus(order, productId, from));
    }
    if (to === 'SHIPPED') return this.#completion.itemShipped(orderId, productId);
    if (to === 'CANCELLED') return this.#completion.itemCancelled(orderId, productId);
    return false;
  }
}
