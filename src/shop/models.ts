/**
 * The shop's entities and the shape in which the fixtures hold them (domain.md). Money is whole cents, time is UTC.
 */
import * as v from 'valibot';

const id = (prefix: string) =>
  v.pipe(v.string(), v.startsWith(`${prefix}-`, `must be an id such as "${prefix}-001"`));
const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
/** An amount of money. */
export const cents = v.pipe(
  v.number(),
  v.safeInteger('must be whole cents'),
  v.minValue(0, 'must not be negative'),
);
/** A price: at most a million dollars, so that the total of any order stays exact. */
export const price = v.pipe(cents, v.maxValue(100_000_000, 'must be at most 100000000 cents'));
/** How many there are. */
export const count = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number'),
  v.minValue(0, 'must not be negative'),
);
export const quantity = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(10_000, 'must be at most 10000'),
);

/** The columns of the preference table; what each is for stands with the notification types. */
export const categories = ['order_updates', 'price_alerts', 'promotions', 'payment_alerts'] as const;
/** Ways to reach a customer. */
export const customerChannels = ['email', 'sms', 'push'] as const;
/** Where the warehouse reads what is meant for it alone. */
export const warehouseAddress = 'warehouse@signalbox.example';
export const segments = ['bronze', 'silver', 'gold', 'platinum'] as const;
/** In the order in which an order passes them; CANCELLED is the way out. */
export const orderStatuses = ['PENDING', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED'] as const;

export const timeOfDay = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "22:00"'),
);
const channels = v.pipe(v.array(v.picklist(customerChannels)), v.readonly());

export const Customer = v.strictObject({
  id: id('cust'),
  name: text,
  email: v.pipe(v.string(), v.email('must be an email address')),
  phone: text,
  segment: v.picklist(segments),
});

export const Product = v.strictObject({ id: id('prod'), name: text, priceCents: price, stock: count });

export const LineItem = v.strictObject({
  productId: id('prod'),
  quantity,
  priceCents: price,
  status: v.picklist(orderStatuses),
});

/** Refuses lists in which a product stands twice. */
export const eachProductOnce = <Item extends { productId: string }>() =>
  v.check<Item[], string>(
    (items) => new Set(items.map(({ productId }) => productId)).size === items.length,
    'must name each product once',
  );

export const Order = v.strictObject({
  id: id('ord'),
  customerId: id('cust'),
  status: v.picklist(orderStatuses),
  items: v.pipe(
    v.array(LineItem),
    v.nonEmpty('must have at least one line item'),
    eachProductOnce<v.InferOutput<typeof LineItem>>(),
    v.readonly(),
  ),
  totalCents: cents,
});

export const Cart = v.strictObject({
  customerId: id('cust'),
  items: v.pipe(v.array(v.strictObject({ productId: id('prod'), quantity })), v.readonly()),
});

export const Payment = v.strictObject({
  id: id('pay'),
  orderId: id('ord'),
  amountCents: cents,
  status: v.picklist(['failed', 'received']),
  reason: v.optional(text),
  attempt: quantity,
});

export const Preferences = v.strictObject({
  customerId: id('cust'),
  /** Which channels a customer wants for which category of notification. */
  categories: v.strictObject(v.entriesFromList(categories, channels)),
  /** A switch per channel that overrules all categories. */
  channels: v.strictObject(v.entriesFromList(customerChannels, v.boolean())),
  unsubscribedTypes: v.pipe(v.array(text), v.readonly()),
  /** Null: there are none. */
  quietHours: v.nullable(
    v.pipe(
      v.strictObject({ from: timeOfDay, to: timeOfDay }),
      v.check(
        ({ from, to }) => from !== to,
        'must begin and end at different times of day; null stands for no quiet hours',
      ),
    ),
  ),
});

/** Which segments may get a notification type; a type that is not listed is for all. */
export const SegmentRule = v.strictObject({
  notificationType: text,
  segments: v.pipe(v.array(v.picklist(segments)), v.readonly()),
});

/** Stock that is set aside for an order (seed 003). Nobody has any when a run begins, so no fixture holds them. */
export type Allocation = {
  readonly batchReference: string;
  readonly orderId: string;
  readonly productId: string;
  readonly quantity: number;
  readonly status: 'allocated' | 'cancelled';
};

export type Customer = Readonly<v.InferOutput<typeof Customer>>;
export type Product = Readonly<v.InferOutput<typeof Product>>;
export type LineItem = Readonly<v.InferOutput<typeof LineItem>>;
export type Order = Readonly<v.InferOutput<typeof Order>>;
export type Cart = Readonly<v.InferOutput<typeof Cart>>;
export type Payment = Readonly<v.InferOutput<typeof Payment>>;
export type Preferences = Readonly<v.InferOutput<typeof Preferences>>;
export type SegmentRule = Readonly<v.InferOutput<typeof SegmentRule>>;

export type Category = (typeof categories)[number];
export type CustomerChannel = (typeof customerChannels)[number];
/** Every way that a notification can take: to a customer, or into the mailbox of the warehouse. */
export type Channel = CustomerChannel | 'mailbox';
export type Segment = (typeof segments)[number];
export type OrderStatus = (typeof orderStatuses)[number];
