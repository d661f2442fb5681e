/**
 * Events that a system outside has said happened: the shop's own types with the id that they have there. Nothing is written for
 * them, as whoever says so has done that already.
 */
import * as v from 'valibot';
import type { CommandTarget } from './actors';
import { shopEventSchemas } from './event-schemas';
import type { ShopEvent } from './events';
import { kindMessage } from './validation';

const id = v.pipe(v.string(), v.nonEmpty('must not be empty'));

const told = <const Type extends ShopEvent['type'], const Facts extends v.ObjectEntries>(
  type: Type,
  { entries }: { readonly entries: Facts },
) => v.strictObject({ id, type: v.literal(type), ...entries });

/** Everything that can be said to have happened, told apart by `type`. */
export const OutsideEvent = v.variant(
  'type',
  [
    told('OrderCreated', shopEventSchemas.OrderCreated),
    told('OrderStatusChanged', shopEventSchemas.OrderStatusChanged),
    told('LineItemStatusChanged', shopEventSchemas.LineItemStatusChanged),
    told('PriceChanged', shopEventSchemas.PriceChanged),
    told('PaymentFailed', shopEventSchemas.PaymentFailed),
    told('PaymentReceived', shopEventSchemas.PaymentReceived),
    told('CustomerRegistered', shopEventSchemas.CustomerRegistered),
    told('CartLeft', shopEventSchemas.CartLeft),
    told('OrderAllocated', shopEventSchemas.OrderAllocated),
    told('AllocationFailed', shopEventSchemas.AllocationFailed),
    told('AllocationCancelled', shopEventSchemas.AllocationCancelled),
    told('StockRanLow', shopEventSchemas.StockRanLow),
  ],
  kindMessage('event'),
);
export type OutsideEvent = Readonly<v.InferOutput<typeof OutsideEvent>>;

/** The service whose business an event is: it says so to the others. */
export const ownerOf: { readonly [Type in ShopEvent['type']]: CommandTarget } = {
  OrderCreated: 'ordering',
  OrderStatusChanged: 'ordering',
  LineItemStatusChanged: 'ordering',
  PriceChanged: 'pricing',
  PaymentFailed: 'billing',
  PaymentReceived: 'billing',
  CustomerRegistered: 'accounts',
  CartLeft: 'ordering',
  OrderAllocated: 'inventory',
  AllocationFailed: 'inventory',
  AllocationCancelled: 'inventory',
  StockRanLow: 'inventory',
};
