import { Lifecycle } from '../engine/lifecycle';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { Order } from '../shop/models';
import { orderCompletionChart, type OrderCompletionEvent } from './order-completion.machine';

interface Watched {
  readonly lifecycle: Lifecycle<OrderCompletionEvent>;
  /** Line items that have neither shipped nor been cancelled. */
  readonly open: Set<string>;
  readonly shipped: Set<string>;
}

/**
 * Keeps, for each order, which line items are still open, and says when the order is complete: exactly once. The same
 * item twice is one item. Whoever holds one of these (the event correlator, or Ordering itself) has to keep this state.
 */
export class OrderCompletion {
  readonly #orders = new Map<string, Watched>();

  constructor(
    private readonly world: World,
    private readonly node: NodeId,
  ) {}

  knows(orderId: string): boolean {
    return this.#orders.has(orderId);
  }

  /** Starts to watch an order, given as it was before the change that is about to be told. */
  watch(order: Order): void {
    if (this.knows(order.id)) return;
    const open = new Set<string>();
    const shipped = new Set<string>();
    for (const { productId, status } of order.items) {
      if (status === 'SHIPPED' || status === 'DELIVERED') shipped.add(productId);
      else if (status !== 'CANCELLED') open.add(productId);
    }
    const lifecycle = new Lifecycle(order.id, orderCompletionChart, this.world);
    lifecycle.begin(this.node, 'watched', { open: [...open], shipped: [...shipped] });
    this.#orders.set(order.id, { lifecycle, open, shipped });
  }

  /** Takes note that an item has shipped. Returns true when that completes the order. */
  itemShipped(orderId: string, productId: string): boolean {
    const watched = this.#orders.get(orderId);
    if (watched === undefined) return false;
    const { open, shipped } = watched;
    if (shipped.has(productId)) {
      this.world.journal.ignored(
        this.node,
        'order-completion',
        orderId,
        watched.lifecycle.state.path,
        `ITEM_SHIPPED ${productId}`,
      );
      return false;
    }
    open.delete(productId);
    shipped.add(productId);
    return this.#tell(orderId, watched, { type: 'ITEM_SHIPPED', last: open.size === 0 }, productId);
  }

  /** Takes note that an item was cancelled. Returns true when that completes the order. */
  itemCancelled(orderId: string, productId: string): boolean {
    const watched = this.#orders.get(orderId);
    if (watched === undefined) return false;
    const { open, shipped } = watched;
    open.delete(productId);
    const outcome = open.size > 0 ? 'still open' : shipped.size > 0 ? 'all shipped' : 'all cancelled';
    return this.#tell(orderId, watched, { type: 'ITEM_CANCELLED', outcome }, productId);
  }

  #tell(orderId: string, watched: Watched, event: OrderCompletionEvent, productId: string): boolean {
    const { lifecycle, open, shipped } = watched;
    const accepted = lifecycle.take(this.node, event, {
      productId,
      shippedCount: shipped.size,
      openCount: open.size,
    });
    if (!accepted) return false;
    const outcome = outcomes[lifecycle.state.path] ?? 'wait';
    this.world.journal.decided(this.node, 'order-complete', orderId, outcome, {
      shipped: [...shipped],
      open: [...open],
    });
    return outcome === 'complete';
  }
}

/** What a state of the machine means for the notification; in all others it has to wait. */
const outcomes: Readonly<Record<string, string>> = { complete: 'complete', cancelled: 'nothing to ship' };
