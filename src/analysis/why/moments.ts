import {
  lowStockMark,
  typesOf,
  type Changed,
  type Facts,
  type Json,
  type Recording,
  shopOf,
  type TraceRecord,
  type Trigger,
} from '../../simulation';
import { factsOf, listOf, numberOf, textOf, textsOf } from '../facts';

/** Something that happened and that there are kinds of notification for. */
export interface Moment {
  /** `none`: someone asked for a notification by name (NotifyCustomers). */
  readonly trigger: Trigger;
  /** The record at which it happened. */
  readonly record: TraceRecord;
  /** The order, product or customer that it is about. */
  readonly subject: string;
  /** The customers whom it concerns, by the shop's data at that moment; nobody when it concerns the warehouse only. */
  readonly concerned: readonly string[];
  /** Names of the kinds of notification that are told then. */
  readonly types: ReadonlySet<string>;
}

type Found = Omit<Moment, 'record' | 'types'>;

/** Finds the moments of a run while its trace is read, and keeps what it takes of the shop's data to know whom each concerns. */
export class Moments {
  readonly #owners: Map<string, string>;
  readonly #carts: Map<string, ReadonlySet<string>>;
  readonly #told = new Map<Trigger, Set<string>>();

  constructor(recording: Recording) {
    const shop = shopOf(recording);
    this.#owners = new Map(shop.orders.map(({ id, customerId }) => [id, customerId]));
    this.#carts = new Map(shop.carts.map((cart) => [cart.customerId, productsIn(cart)]));
    for (const { name, trigger } of typesOf(recording)) {
      this.#told.set(trigger, (this.#told.get(trigger) ?? new Set()).add(name));
    }
  }

  /** The moment that a record is, if it is one. Records are to be given in their order. */
  at(record: TraceRecord, trace: readonly TraceRecord[]): Moment | undefined {
    if (record.kind === 'changed') this.#learn(record);
    const asked = askedBy(record, trace);
    if (asked !== undefined) return { ...asked, record };
    const found = this.#foundIn(record);
    return found === undefined
      ? undefined
      : { ...found, record, types: this.#told.get(found.trigger) ?? new Set() };
  }

  /** The orders' owners and the carts, as they are by now. */
  #learn({ machine, entity, facts }: Changed): void {
    if (machine === 'cart') this.#carts.set(entity, productsIn(facts['cart']));
    if (machine !== 'order') return;
    const owner = textOf(factsOf(facts['order'])['customerId']);
    if (owner !== undefined) this.#owners.set(entity, owner);
  }

  #foundIn(record: TraceRecord): Found | undefined {
    if (record.kind === 'changed') return record.event === 'EDIT' ? undefined : this.#foundInChange(record);
    const leaver =
      record.kind === 'sent' && record.form === 'event' && record.name === 'CartLeft'
        ? textOf(record.payload['customerId'])
        : record.kind === 'decision' && record.rule === 'audience'
          ? textOf(record.because['cartOf'])
          : undefined;
    return leaver === undefined ? undefined : { trigger: 'cart-left', subject: leaver, concerned: [leaver] };
  }

  #foundInChange(change: Changed): Found | undefined {
    const { machine, entity, from, to, facts } = change;
    switch (machine) {
      case 'outside-event':
        return this.#foundInNews(factsOf(facts['event']));
      case 'order': {
        const trigger = from === null ? 'order-placed' : newsOfStatus[String(to)];
        return trigger && this.#ofOrder(trigger, entity);
      }
      case 'line-item':
        return this.#ofOrder('order-complete', entity.split('/', 1)[0] ?? entity);
      case 'payment': {
        const orderId = textOf(factsOf(facts['payment'])['orderId']) ?? '';
        return this.#ofOrder(to === 'failed' ? 'payment-failed' : 'payment-received', orderId);
      }
      case 'product.price':
        return { trigger: 'price-dropped', subject: entity, concerned: this.#holdersOf(entity) };
      case 'customer':
        return { trigger: 'customer-registered', subject: entity, concerned: [entity] };
      case 'product.stock':
        return fellToTheMark(from, to) ? { trigger: 'stock-low', subject: entity, concerned: [] } : undefined;
      case 'allocation': {
        const orderId = textOf(factsOf(facts['allocation'])['orderId']) ?? '';
        return to === 'allocated'
          ? { trigger: 'stock-allocated', subject: orderId, concerned: [] }
          : undefined;
      }
      default:
        return undefined;
    }
  }

  /** A system outside says what has happened: the shop's data stays as it is, and it is news all the same. */
  #foundInNews(facts: Facts): Found | undefined {
    const text = (fact: string) => textOf(facts[fact]) ?? '';
    const customerId = text('customerId');
    switch (text('type')) {
      case 'OrderCreated':
        return this.#ofOrder('order-placed', text('orderId'));
      case 'OrderStatusChanged': {
        const trigger = newsOfStatus[text('to')];
        return trigger && this.#ofOrder(trigger, text('orderId'));
      }
      case 'LineItemStatusChanged':
        return this.#ofOrder('order-complete', text('orderId'));
      case 'PaymentFailed':
        return { trigger: 'payment-failed', subject: text('orderId'), concerned: [customerId] };
      case 'PaymentReceived':
        return { trigger: 'payment-received', subject: text('orderId'), concerned: [customerId] };
      case 'PriceChanged': {
        const productId = text('productId');
        return { trigger: 'price-dropped', subject: productId, concerned: this.#holdersOf(productId) };
      }
      case 'CustomerRegistered':
        return { trigger: 'customer-registered', subject: customerId, concerned: [customerId] };
      case 'CartLeft':
        return { trigger: 'cart-left', subject: customerId, concerned: [customerId] };
      case 'OrderAllocated':
        return { trigger: 'stock-allocated', subject: text('orderId'), concerned: [] };
      case 'StockRanLow':
        return { trigger: 'stock-low', subject: text('productId'), concerned: [] };
      default:
        return undefined;
    }
  }

  #ofOrder(trigger: Trigger, orderId: string): Found {
    const owner = this.#owners.get(orderId);
    return { trigger, subject: orderId, concerned: owner === undefined ? [] : [owner] };
  }

  #holdersOf(productId: string): readonly string[] {
    return [...this.#carts].filter(([, products]) => products.has(productId)).map(([id]) => id);
  }
}

/** Which changes of an order are news. */
const newsOfStatus: { readonly [status: string]: Trigger } = {
  SHIPPED: 'order-shipped',
  DELIVERED: 'order-delivered',
  CANCELLED: 'order-cancelled',
};

function fellToTheMark(from: Changed['from'], to: Changed['to']): boolean {
  const [before, after] = [numberOf(from) ?? 0, numberOf(to) ?? 0];
  return before > lowStockMark && after <= lowStockMark;
}

/** A command that asks for a notification by name arrives. */
function askedBy(record: TraceRecord, trace: readonly TraceRecord[]): Omit<Moment, 'record'> | undefined {
  if (record.kind !== 'arrived' || record.form !== 'command' || record.name !== 'NotifyCustomers')
    return undefined;
  const command = trace[record.message - 1];
  if (command?.kind !== 'sent' && command?.kind !== 'duplicated') return undefined;
  const type = textOf(command.payload['notificationType']) ?? '';
  const concerned = [...new Set(textsOf(command.payload['customerIds']))];
  return { trigger: 'none', subject: type, concerned, types: new Set([type]) };
}

function productsIn(cart: Json | undefined): ReadonlySet<string> {
  return new Set(listOf(factsOf(cart)['items']).flatMap((item) => textOf(factsOf(item)['productId']) ?? []));
}
