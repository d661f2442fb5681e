/**
 * Random commands over the shop's own ids and over some that do not exist.
 */
import fc from 'fast-check';
import { customerChannels } from '../../src/shop/models';
import { shopData, type Command, type Edit } from '../../src/simulation';

/** The order that only some stories' shops have. */
export const extraOrderId = 'ord-010';

/** Ids that exist, those that orders placed in the story may get, and one that nothing has. */
const orderId = fc.constantFrom(
  ...shopData.orders.map(({ id }) => id),
  'ord-005',
  extraOrderId,
  'ord-011',
  'ord-999',
);
const productId = fc.constantFrom(...shopData.products.map(({ id }) => id), 'prod-999');
const customerId = fc.constantFrom(...shopData.customers.map(({ id }) => id), 'cust-999');
const notificationId = fc.constantFrom('ntf-1', 'ntf-2', 'ntf-3', 'ntf-99');
const reason = fc.constantFrom('Insufficient funds', 'Card expired', '“Ünüsual” – 理由');

const placeOrder = fc.record({
  type: fc.constant('PlaceOrder' as const),
  customerId,
  items: fc.uniqueArray(fc.record({ productId, quantity: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 3,
    selector: (item) => item.productId,
  }),
});
const changeOrder = fc.record({ type: fc.constantFrom('ShipOrder', 'DeliverOrder', 'CancelOrder'), orderId });
const changeLineItem = fc.record({
  type: fc.constantFrom('ShipLineItem', 'CancelLineItem'),
  orderId: fc.constantFrom('ord-001', 'ord-002', 'ord-004', 'ord-005', extraOrderId, 'ord-999'),
  productId,
});
/** The two orders whose items decide about completion, and only products that are in them. */
const completeOrder = fc.oneof(
  fc.record({
    type: fc.constantFrom('ShipLineItem', 'CancelLineItem'),
    orderId: fc.constant('ord-001'),
    productId: fc.constantFrom('prod-001', 'prod-002'),
  }),
  fc.record({
    type: fc.constantFrom('ShipLineItem', 'ShipLineItem', 'CancelLineItem'),
    orderId: fc.constant('ord-002'),
    productId: fc.constantFrom('prod-003', 'prod-005', 'prod-006'),
  }),
);
const changePrice = fc.oneof(
  fc.record({
    type: fc.constant('UpdatePrice' as const),
    productId,
    priceCents: fc.integer({ min: 0, max: 30_000 }),
  }),
  fc.record({
    type: fc.constant('DiscountPrice' as const),
    productId,
    percent: fc.integer({ min: 1, max: 100 }),
  }),
);
const failPayment = fc.record({ type: fc.constant('FailPayment' as const), orderId, reason });
const tendNotifications = fc.oneof(
  fc.record({ type: fc.constant('RetryNotification' as const), notificationId }),
  fc.record({ type: fc.constant('CancelNotification' as const), notificationId, reason }),
  fc.constant({ type: 'ProcessScheduledNotifications' as const }),
  fc.record({ type: fc.constant('ReadFeed' as const), customerId }),
);

const carePayments = fc.record({ type: fc.constant('ReceivePayment' as const), orderId });
const keepStock = fc.oneof(
  fc.record({
    type: fc.constant('AllocateOrder' as const),
    orderId,
    productId,
    quantity: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({ type: fc.constant('CancelAllocation' as const), orderId, productId }),
);
const comeAndGo = fc.oneof(
  fc.record({ type: fc.constant('LeaveCart' as const), customerId }),
  fc.record({
    type: fc.constant('RegisterCustomer' as const),
    name: fc.constantFrom('Nora Quist', '=1+1'),
    email: fc.constant('nora.quist@example.com'),
    phone: fc.constant('+1-555-0110'),
  }),
);
const someChannels = fc.subarray([...customerChannels]);
const changePreferences = fc.oneof(
  fc.record({
    type: fc.constant('UpdatePreferences' as const),
    customerId,
    categories: fc.record({ order_updates: someChannels, price_alerts: someChannels }),
  }),
  fc.record({
    type: fc.constant('UpdatePreferences' as const),
    customerId,
    channels: fc.record({ email: fc.boolean(), sms: fc.boolean() }),
  }),
  fc.record({
    type: fc.constant('SetQuietHours' as const),
    customerId,
    from: fc.constantFrom('22:00', '08:30', 'late'),
    to: fc.constantFrom('08:00', '12:00', '22:00'),
  }),
  fc.record({ type: fc.constant('ClearQuietHours' as const), customerId }),
  fc.record({
    type: fc.constantFrom('Unsubscribe' as const, 'Resubscribe' as const),
    customerId,
    notificationType: fc.constantFrom('order_confirmed', 'order_shipped', 'price_drop', 'low_stock', 'none'),
  }),
);

/** What both architectures answer alike. */
export const anyDomainCommand: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: placeOrder, weight: 2 },
  changeOrder as fc.Arbitrary<Command>,
  changeLineItem as fc.Arbitrary<Command>,
  { arbitrary: completeOrder, weight: 3 },
  changePrice,
  failPayment,
  carePayments,
  keepStock,
  comeAndGo,
  changePreferences as fc.Arbitrary<Command>,
  tendNotifications,
);

/** What is answered in each architecture in its own way. */
const engineRoomCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('DispatchNotification' as const), notificationId }),
  fc.record({
    type: fc.constant('NotifyCustomers' as const),
    notificationType: fc.constantFrom('price_drop', 'stock_allocated'),
    customerIds: fc.uniqueArray(customerId, { minLength: 1, maxLength: 3 }),
    context: fc.constant({
      productId: 'prod-001',
      productName: 'Wireless Router X500',
      oldPriceCents: 14_999,
      newPriceCents: 11_999,
    }),
  }),
  fc.record({ type: fc.constant('ReplayLog' as const), fromOffset: fc.constantFrom(0, 0, 3) }),
  fc.record({
    type: fc.constant('RedriveDeadLetters' as const),
    consumer: fc.constantFrom('inventory', 'notification-service', 'dispatcher', 'nobody'),
  }),
);

/** Anything that can be commanded. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: anyDomainCommand, weight: 8 },
  { arbitrary: engineRoomCommand, weight: 1 },
);

/** Data changed by hand, of what exists and of what does not. Segments stay: who may get what is known from the beginning. */
export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    type: fc.constant('set-price' as const),
    productId,
    priceCents: fc.integer({ min: 0, max: 30_000 }),
  }),
  fc.record({ type: fc.constant('set-stock' as const), productId, stock: fc.integer({ min: 0, max: 20 }) }),
  fc.record({
    type: fc.constant('set-cart' as const),
    cart: fc.record({
      customerId,
      items: fc.uniqueArray(fc.record({ productId, quantity: fc.integer({ min: 1, max: 3 }) }), {
        maxLength: 2,
        selector: (item) => item.productId,
      }),
    }),
  }),
  fc.record({
    type: fc.constant('set-preferences' as const),
    preferences: fc
      .tuple(fc.constantFrom(...shopData.preferences), fc.subarray([...customerChannels]))
      .map(([row, wanted]) => ({ ...row, categories: { ...row.categories, order_updates: wanted } })),
  }),
);
