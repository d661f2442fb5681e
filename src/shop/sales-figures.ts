import type { Journal } from '../engine/journal';
import type { SalesChannel } from './events';

/** An order, as far as figures are concerned. */
export interface CountedOrder {
  readonly orderId: string;
  readonly totalCents: number;
  readonly salesChannel: SalesChannel;
}

/** How many orders there were, and what they came to. */
type Figures = { readonly orderCount: number; readonly revenueCents: number };

const none: Figures = { orderCount: 0, revenueCents: 0 };

/** The read model of Analytics (seed 004): orders and revenue since it began to listen, in all and by sales channel. */
export class SalesFigures {
  #total: Figures = none;
  #byChannel: { readonly [Channel in SalesChannel]?: Figures } = {};
  readonly #keys = new Set<string>();

  constructor(private readonly journal: Journal) {}

  get orderCount(): number {
    return this.#total.orderCount;
  }

  get revenueCents(): number {
    return this.#total.revenueCents;
  }

  /**
   * Counts an order.
   * @param key names the event or request that brought it: the same key twice counts once. Left out, each time counts.
   */
  count({ orderId, totalCents, salesChannel }: CountedOrder, key?: string): void {
    if (key !== undefined && this.#keys.has(key)) {
      this.journal.decided('analytics', 'idempotency', key, 'stopped', { before: 'counted', orderId });
      return;
    }
    if (key !== undefined) this.#keys.add(key);
    const { orderCount } = this.#total;
    this.#total = plus(this.#total, totalCents);
    this.#byChannel = { ...this.#byChannel, [salesChannel]: plus(this.#byChannel[salesChannel], totalCents) };
    this.journal.changed('analytics', 'sales', 'orders', orderCount, orderCount + 1, 'OrderCreated', {
      orderId,
      ...this.#total,
      byChannel: this.#byChannel,
    });
  }

  /** Forgets everything, to be rebuilt from the events that are handed out once more. */
  startAnew(): void {
    const { orderCount } = this.#total;
    this.#total = none;
    this.#byChannel = {};
    this.#keys.clear();
    this.journal.changed('analytics', 'sales', 'orders', orderCount, 0, 'ReplayLog', {
      ...this.#total,
      byChannel: this.#byChannel,
    });
  }
}

function plus(figures: Figures = none, totalCents: number): Figures {
  return { orderCount: figures.orderCount + 1, revenueCents: figures.revenueCents + totalCents };
}
