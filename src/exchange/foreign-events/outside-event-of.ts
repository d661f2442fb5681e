import type { Cast } from './cast';
import { priceWithin } from './knowledge';
import type { Said } from './said';

/** What is known of an order while its events are gone through. */
interface OrderSoFar {
  status: string;
  readonly items: Map<string, string>;
  failures: number;
}

/** An event as far as it goes: what is missing in it, or wrong, the schema says. */
interface Draft {
  readonly event: { readonly [fact: string]: unknown };
  /** Takes it as having happened, which the events after it build upon: only for one that can be used. */
  readonly commit: () => void;
}

/**
 * Makes events of this shop out of those of another system, one after the other in the order of time: what an event does not
 * say is taken from those before it.
 */
export class OutsideEvents {
  readonly #orders = new Map<string, OrderSoFar>();
  readonly #prices = new Map<string, number>();

  constructor(private readonly cast: Cast) {}

  /** The event, which has not happened yet. @param id that it is to have. */
  next(said: Said, id: string): Draft {
    const changes: (() => void)[] = [];
    const facts = this.#facts(said, (change) => changes.push(change));
    return {
      event: { id, type: said.target.type, ...facts },
      commit: () => {
        for (const change of changes) change();
      },
    };
  }

  /** @param later takes what changes once the event has happened. */
  #facts(said: Said, later: (change: () => void) => void): object {
    const { cast } = this;
    const order = said.text('orderId') ?? '';
    const product = said.text('productId') ?? '';
    const orderId = cast.orderId(order);
    const ofProduct = (): object => ({ productId: cast.productId(product) });
    const ofStock = () => ({ orderId, ...ofProduct(), quantity: said.count('quantity') });
    const batchReference = said.text('batchReference') ?? `batch of ${order}`;
    switch (said.target.type) {
      case 'OrderCreated':
        later(() => {
          this.#order(order).status = 'PENDING';
        });
        return this.#created(said, order);
      case 'OrderStatusChanged': {
        const known = this.#order(order);
        const from = said.from ?? known.status;
        const to = said.to ?? '';
        later(() => {
          known.status = to;
        });
        return { orderId, customerId: this.#ownerOf(said, order), from, to };
      }
      case 'LineItemStatusChanged': {
        const { items } = this.#order(order);
        const from = said.from ?? items.get(product) ?? 'PENDING';
        const to = said.to ?? '';
        later(() => items.set(product, to));
        return { orderId, customerId: this.#ownerOf(said, order), ...ofProduct(), from, to };
      }
      case 'PriceChanged': {
        const row = cast.productOf(product);
        const oldPriceCents = said.cents('oldPrice') ?? this.#prices.get(product) ?? cast.priceOf(product);
        const newPriceCents = said.cents('newPrice');
        const possible = priceWithin(newPriceCents);
        // The first to say what something costs says from what the next one changes it, though it cannot be used itself.
        if (oldPriceCents === undefined && possible !== undefined) this.#prices.set(product, possible);
        if (newPriceCents !== undefined) later(() => this.#prices.set(product, newPriceCents));
        return {
          ...ofProduct(),
          productName: said.text('productName') ?? row?.name,
          oldPriceCents,
          newPriceCents,
        };
      }
      case 'PaymentFailed': {
        const known = this.#order(order);
        const failures = known.failures + 1;
        later(() => {
          known.failures = failures;
        });
        const reason = said.text('reason') ?? 'no reason given';
        return { ...this.#payment(said, order), reason, attempt: said.count('attempt') ?? failures };
      }
      case 'PaymentReceived':
        return this.#payment(said, order);
      case 'CustomerRegistered': {
        const theirs = said.customer ?? '';
        const row = cast.customers.find((customer) => customer.theirs === theirs)?.row;
        return { customerId: cast.customerId(theirs), name: said.text('newCustomerName') ?? row?.name };
      }
      case 'CartLeft':
        return { customerId: cast.customerId(said.customer ?? ''), items: this.#itemsOf(said) };
      case 'OrderAllocated':
      case 'AllocationCancelled':
        return { ...ofStock(), batchReference };
      case 'AllocationFailed':
        return { ...ofStock(), reason: said.text('reason') ?? 'no reason given' };
      case 'StockRanLow': {
        const productName = said.text('productName') ?? cast.productOf(product)?.name;
        return { ...ofProduct(), productName, stock: said.count('stock') };
      }
    }
  }

  #created(said: Said, order: string): object {
    const row = this.cast.orderOf(order);
    const prices = new Map(row?.items.map(({ productId, priceCents }) => [productId, priceCents]));
    const items =
      said.items.length > 0
        ? this.#itemsOf(said).map((item) => ({ ...item, priceCents: prices.get(item.productId) ?? 0 }))
        : row?.items.map(({ productId, quantity, priceCents }) => ({ productId, quantity, priceCents }));
    const channel = said.text('salesChannel')?.toLowerCase();
    return {
      orderId: this.cast.orderId(order),
      customerId: this.#ownerOf(said, order),
      items,
      grandTotalCents: said.cents('total') ?? row?.totalCents,
      currency: 'USD',
      ...(channel === 'web' || channel === 'phone' ? { salesChannel: channel } : {}),
    };
  }

  #payment(said: Said, order: string): object {
    const theirs = said.text('paymentId') ?? said.event.id ?? order;
    return {
      paymentId: theirs.startsWith('pay-') ? theirs : `pay-${theirs}`,
      orderId: this.cast.orderId(order),
      customerId: this.#ownerOf(said, order),
      amountCents: said.cents('amount') ?? this.cast.orderOf(order)?.totalCents,
    };
  }

  /** The customer whom an order's event names, or else whose the order is. */
  #ownerOf(said: Said, order: string): string {
    const { customer } = said;
    if (customer !== undefined) return this.cast.customerId(customer);
    return this.cast.orderOf(order)?.customerId ?? '';
  }

  #itemsOf({ items }: Said): readonly { readonly productId: string; readonly quantity: number }[] {
    return items.map(({ product, quantity }) => ({ productId: this.cast.productId(product), quantity }));
  }

  #order(order: string): OrderSoFar {
    const known = this.#orders.get(order) ?? {
      status: this.cast.orderOf(order)?.status ?? 'PROCESSING',
      items: new Map<string, string>(),
      failures: 0,
    };
    this.#orders.set(order, known);
    return known;
  }
}
