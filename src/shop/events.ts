import type { Process } from '../engine/process';
import type { OrderStatus } from './models';

/** What every event carries besides its facts. */
export type EventEnvelope<Type extends string> = {
  readonly id: string;
  readonly type: Type;
  /** Version of the facts' shape. */
  readonly version: number;
};

/** Where an order can be placed. */
export type SalesChannel = 'web' | 'phone';

type Event<Type extends string, EventFacts> = EventEnvelope<Type> & Readonly<EventFacts>;

export type OrderCreated = Event<
  'OrderCreated',
  {
    orderId: string;
    customerId: string;
    items: readonly { readonly productId: string; readonly quantity: number; readonly priceCents: number }[];
    grandTotalCents: number;
    currency: 'USD';
    /** Since version 2: where the order was placed. */
    salesChannel?: SalesChannel;
  }
>;

export type OrderStatusChanged = Event<
  'OrderStatusChanged',
  { orderId: string; customerId: string; from: OrderStatus; to: OrderStatus }
>;

export type LineItemStatusChanged = Event<
  'LineItemStatusChanged',
  { orderId: string; customerId: string; productId: string; from: OrderStatus; to: OrderStatus }
>;

/** Product facts only: Pricing knows neither carts nor customers (domain.md). */
export type PriceChanged = Event<
  'PriceChanged',
  { productId: string; productName: string; oldPriceCents: number; newPriceCents: number }
>;

export type PaymentFailed = Event<
  'PaymentFailed',
  {
    paymentId: string;
    orderId: string;
    customerId: string;
    amountCents: number;
    reason: string;
    attempt: number;
  }
>;

export type PaymentReceived = Event<
  'PaymentReceived',
  { paymentId: string; orderId: string; customerId: string; amountCents: number }
>;

export type CustomerRegistered = Event<'CustomerRegistered', { customerId: string; name: string }>;

/** A customer left the shop with something in the cart. */
export type CartLeft = Event<
  'CartLeft',
  {
    customerId: string;
    items: readonly { readonly productId: string; readonly quantity: number }[];
  }
>;

export type OrderAllocated = Event<
  'OrderAllocated',
  { orderId: string; productId: string; quantity: number; batchReference: string }
>;

export type AllocationFailed = Event<
  'AllocationFailed',
  { orderId: string; productId: string; quantity: number; reason: string }
>;

export type AllocationCancelled = Event<
  'AllocationCancelled',
  { orderId: string; productId: string; quantity: number; batchReference: string }
>;

/** Stock fell to the mark at which someone should order more. */
export type StockRanLow = Event<'StockRanLow', { productId: string; productName: string; stock: number }>;

/** What the domain services of the shop can say has happened. */
export type ShopEvent =
  | OrderCreated
  | OrderStatusChanged
  | LineItemStatusChanged
  | PriceChanged
  | PaymentFailed
  | PaymentReceived
  | CustomerRegistered
  | CartLeft
  | OrderAllocated
  | AllocationFailed
  | AllocationCancelled
  | StockRanLow;

/** An event before the bus gave it an id, unless it came with one from outside; without a version it is of the first. */
export type Unpublished<E extends EventEnvelope<string>> = E extends unknown
  ? Omit<E, 'id' | 'version'> & { readonly id?: string; readonly version?: number }
  : never;

/** The side of a bus that a service sees: it says what has happened and goes on. */
export interface Publisher<E extends EventEnvelope<string>> {
  readonly publish: (event: Unpublished<E>) => Process;
}

/**
 * Ties an event to the change that it tells of. What is written and what is said about it can be one transaction (with an
 * outbox), or two steps between which a service can crash (without).
 */
export interface UnitOfWork<E extends EventEnvelope<string>> {
  /**
   * Makes a write and publishes what it has made true.
   * @param write one write to the store, not yet begun.
   * @param eventsOf the event or events that tell of it, from the write's result; undefined when there is nothing to tell.
   */
  readonly commit: <Result>(write: Process<Result>, eventsOf: (result: Result) => Told<E>) => Process<Result>;
}

/** What there is to tell of a write. */
export type Told<E extends EventEnvelope<string>> = Unpublished<E> | readonly Unpublished<E>[] | undefined;

/** What there is to tell, as a list. */
export function listOf<E extends EventEnvelope<string>>(told: Told<E>): readonly Unpublished<E>[] {
  if (told === undefined) return [];
  return isList(told) ? told : [told];
}

function isList<Item>(told: Item | readonly Item[]): told is readonly Item[] {
  return Array.isArray(told);
}

/** What a consumer does, by type of event. */
export type EventHandlers<E extends EventEnvelope<string>> = {
  readonly [Type in E['type']]?: (event: Extract<E, { type: Type }>) => Process;
};
