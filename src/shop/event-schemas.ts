/**
 * The shapes of what the shop's events say (`events.ts`), without their envelope: for events that come from outside, and for
 * the description of the bus.
 */
import * as v from 'valibot';
import type { EventEnvelope, ShopEvent } from './events';
import {
  cents,
  count,
  Customer,
  eachProductOnce,
  Order,
  orderStatuses,
  Payment,
  price,
  Product,
  quantity,
} from './models';

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const status = v.picklist(orderStatuses);
const { id: orderId } = Order.entries;
const { id: customerId } = Customer.entries;
const { id: productId, name: productName } = Product.entries;
const { id: paymentId } = Payment.entries;

const orderItems = v.array(v.strictObject({ productId, quantity, priceCents: price }));
const cartItems = v.array(v.strictObject({ productId, quantity }));
const ofPayment = { paymentId, orderId, customerId, amountCents: cents };
const ofStock = { orderId, productId, quantity };

type Facts<Type extends ShopEvent['type']> = Omit<
  Extract<ShopEvent, { type: Type }>,
  keyof EventEnvelope<string>
>;

/** What each event of the shop says besides its id, type and version; exactly that, and nothing else. */
export const shopEventSchemas = {
  OrderCreated: v.strictObject({
    orderId,
    customerId,
    items: v.pipe(
      orderItems,
      v.nonEmpty('must have at least one line item'),
      eachProductOnce<v.InferOutput<typeof orderItems>[number]>(),
      v.readonly(),
    ),
    grandTotalCents: cents,
    currency: v.literal('USD', 'must be "USD"'),
    salesChannel: v.exactOptional(v.picklist(['web', 'phone'])),
  }),
  OrderStatusChanged: v.strictObject({ orderId, customerId, from: status, to: status }),
  LineItemStatusChanged: v.strictObject({ orderId, customerId, productId, from: status, to: status }),
  PriceChanged: v.strictObject({ productId, productName, oldPriceCents: price, newPriceCents: price }),
  PaymentFailed: v.strictObject({ ...ofPayment, reason: text, attempt: quantity }),
  PaymentReceived: v.strictObject(ofPayment),
  CustomerRegistered: v.strictObject({ customerId, name: text }),
  CartLeft: v.strictObject({
    customerId,
    items: v.pipe(
      cartItems,
      v.nonEmpty('must have at least one item'),
      eachProductOnce<v.InferOutput<typeof cartItems>[number]>(),
      v.readonly(),
    ),
  }),
  OrderAllocated: v.strictObject({ ...ofStock, batchReference: text }),
  AllocationFailed: v.strictObject({ ...ofStock, reason: text }),
  AllocationCancelled: v.strictObject({ ...ofStock, batchReference: text }),
  StockRanLow: v.strictObject({ productId, productName, stock: count }),
} satisfies {
  readonly [Type in ShopEvent['type']]: v.GenericSchema<unknown, Facts<Type>> & {
    readonly entries: { readonly [Name in keyof Required<Facts<Type>>]: unknown };
  };
};
