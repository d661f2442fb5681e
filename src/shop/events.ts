import type { Process } from '../engine/process';
import type { OrderStatus } from './models';

/** What every event carries besides its facts. */
export type EventEnvelope<Type extends string> = {
  readonly id: string;
  readonly type: Type;
  /** Version of the facts' shape. */
  readonly version: 1;
};

type Event<Type extends string, EventFacts> = EventEnvelope<Type> & Readonly<EventFacts>;

export type OrderCreated = Event<
  'OrderCreated',
  {
    orderId: string;
    customerId: string;
    items: readonly { readonly productId: string; readonly quantity: number; readonly priceCents: number }[];
    grandTotalCents: number;
    currency: 'USD';
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

/** What the domain services of the shop can say has happened. */
export type ShopEvent =
  OrderCreated | OrderStatusChanged | LineItemStatusChanged | PriceChanged | PaymentFailed;

/** An event before the bus gave it an id. */
export type Unpublished<E extends EventEnvelope<string>> = E extends unknown
  ? Omit<E, 'id' | 'version'>
  : never;

/** The side of a bus that a service sees: it says what has happened and goes on. */
export interface Publisher<E extends EventEnvelope<string>> {
  readonly publish: (event: Unpublished<E>) => Process;
}

/** What a consumer does, by type of event. */
export type EventHandlers<E extends EventEnvelope<string>> = {
  readonly [Type in E['type']]?: (event: Extract<E, { type: Type }>) => Process;
};
