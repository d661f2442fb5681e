/**
 * What the shop can be told to do: imperative names, one handler each. A command says who usually gives it and which
 * service obeys.
 */
import * as v from 'valibot';
import type { Process } from '../engine/process';
import type { Json } from '../engine/trace';
import { eachProductOnce, price, quantity } from './models';

const orderId = v.pipe(v.string(), v.nonEmpty('must name an order'));
const productId = v.pipe(v.string(), v.nonEmpty('must name a product'));
const customerId = v.pipe(v.string(), v.nonEmpty('must name a customer'));

const WantedItem = v.strictObject({
  productId,
  quantity,
});

const PlaceOrder = v.strictObject({
  type: v.literal('PlaceOrder'),
  customerId,
  items: v.pipe(
    v.array(WantedItem),
    v.nonEmpty('must have at least one item'),
    eachProductOnce<v.InferOutput<typeof WantedItem>>(),
    v.readonly(),
  ),
});
const ShipOrder = v.strictObject({ type: v.literal('ShipOrder'), orderId });
const DeliverOrder = v.strictObject({ type: v.literal('DeliverOrder'), orderId });
const CancelOrder = v.strictObject({ type: v.literal('CancelOrder'), orderId });
const ShipLineItem = v.strictObject({ type: v.literal('ShipLineItem'), orderId, productId });
const CancelLineItem = v.strictObject({ type: v.literal('CancelLineItem'), orderId, productId });
const UpdatePrice = v.strictObject({
  type: v.literal('UpdatePrice'),
  productId,
  priceCents: price,
});
const DiscountPrice = v.strictObject({
  type: v.literal('DiscountPrice'),
  productId,
  percent: v.pipe(v.number(), v.gtValue(0, 'must be above 0'), v.maxValue(100, 'must be at most 100')),
});
const FailPayment = v.strictObject({
  type: v.literal('FailPayment'),
  orderId,
  reason: v.pipe(v.string(), v.nonEmpty('must give the reason')),
});

const RegisterCustomer = v.strictObject({
  type: v.literal('RegisterCustomer'),
  name: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  email: v.pipe(v.string(), v.email('must be an email address')),
  phone: v.pipe(v.string(), v.nonEmpty('must not be empty')),
});
const LeaveCart = v.strictObject({ type: v.literal('LeaveCart'), customerId });
const ReceivePayment = v.strictObject({ type: v.literal('ReceivePayment'), orderId });
const AllocateOrder = v.strictObject({
  type: v.literal('AllocateOrder'),
  orderId,
  /** The SKU. */
  productId,
  quantity,
});
const CancelAllocation = v.strictObject({ type: v.literal('CancelAllocation'), orderId, productId });

export const shopCommandSchemas = [
  PlaceOrder,
  ShipOrder,
  DeliverOrder,
  CancelOrder,
  ShipLineItem,
  CancelLineItem,
  UpdatePrice,
  DiscountPrice,
  FailPayment,
  RegisterCustomer,
  LeaveCart,
  ReceivePayment,
  AllocateOrder,
  CancelAllocation,
] as const;

export type ShopCommand = Readonly<v.InferOutput<(typeof shopCommandSchemas)[number]>>;

/** Handlers by type of command; each returns what the caller is told. */
export type CommandHandlers<Command extends { readonly type: string }, Type extends Command['type']> = {
  readonly [Name in Type]: (command: Extract<Command, { type: Name }>) => Process<Json | undefined>;
};

/** Commands by the service that obeys them. */
export type OrderingCommands = CommandHandlers<
  ShopCommand,
  | 'PlaceOrder'
  | 'ShipOrder'
  | 'DeliverOrder'
  | 'CancelOrder'
  | 'ShipLineItem'
  | 'CancelLineItem'
  | 'LeaveCart'
>;
export type PricingCommands = CommandHandlers<ShopCommand, 'UpdatePrice' | 'DiscountPrice'>;
export type BillingCommands = CommandHandlers<ShopCommand, 'FailPayment' | 'ReceivePayment'>;
export type InventoryCommands = CommandHandlers<ShopCommand, 'AllocateOrder' | 'CancelAllocation'>;
export type AccountsCommands = CommandHandlers<ShopCommand, 'RegisterCustomer'>;
