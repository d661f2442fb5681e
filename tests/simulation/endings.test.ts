import { oneOrder, testEndings } from '../support/endings';

/** An order of $299.98 and one of $79.99. */
const twoOrders = { orderCount: 2, revenueCents: 37997 };
const aliceIsConfirmed = 'Alice order_confirmed email sent';
const carolIsConfirmed = 'Carol order_confirmed email sent';
const aliceKnowsOfTheShipment = ['Alice order_shipped email sent', 'Alice order_shipped sms sent'];
const aliceKnowsOfTheDelivery = ['Alice order_delivered email sent', 'Alice order_delivered sms sent'];
const aliceKnowsItIsComplete = ['Alice order_complete email sent', 'Alice order_complete sms sent'];
const bobKnowsItIsComplete = 'Bob order_complete email sent';
const cartHoldersKnow = [
  'Carol price_drop email sent',
  'Carol price_drop sms sent',
  'Eva price_drop email sent',
];
const routersAndHub = { 'prod-001': 48, 'prod-002': 49 };

testEndings('Simple', {
  'order-shipped': { notifications: aliceKnowsOfTheShipment },
  'order-shipped-email-only': { notifications: ['Bob order_shipped email sent'] },
  'order-confirmed': { notifications: [aliceIsConfirmed], stock: { 'prod-001': 48 } },
  'order-delivered': { notifications: [...aliceKnowsOfTheDelivery, 'Alice review_prompt email pending'] },
  'order-not-found': { refusals: ['ShipOrder OrderNotFound'] },
});

testEndings('Medium', {
  'payment-failed': { notifications: ['Alice payment_failed email sent', 'Alice payment_failed sms sent'] },
  'payment-failed-email-only': { notifications: ['Bob payment_failed email sent'] },
  'payment-received': { notifications: ['David payment_received email sent'] },
});

testEndings('Complex', {
  'price-drop': { notifications: cartHoldersKnow },
  'price-discount': { notifications: cartHoldersKnow },
  'price-rise': {},
  'price-drop-in-no-cart': {},
  'price-drop-ineligible-segment': {},
  'order-complete': { notifications: aliceKnowsItIsComplete },
  'order-complete-item-already-shipped': { notifications: [bobKnowsItIsComplete] },
  'order-complete-same-item-twice': { notifications: aliceKnowsItIsComplete },
  'order-complete-interleaved': { notifications: [...aliceKnowsItIsComplete, bobKnowsItIsComplete] },
  'order-complete-product-not-in-order': { refusals: ['ShipLineItem ProductNotInOrder'] },
  'partial-cancellation': { notifications: aliceKnowsItIsComplete },
});

testEndings('Edge', {
  'no-preferences': { notifications: ['Frank order_confirmed email sent'], stock: { 'prod-003': 19 } },
  unsubscribed: { stock: { 'prod-005': 2 } },
  'all-channels-disabled': { stock: { 'prod-002': 49 } },
  'new-customer': {
    notifications: ['cust-010 welcome email sent'],
    inbox: ['nina.park@example.com email'],
  },
  'unsubscribe-and-resubscribe': {
    notifications: [aliceIsConfirmed],
    refusals: ['Unsubscribe AlreadyUnsubscribed', 'Resubscribe NotUnsubscribed'],
    stock: { 'prod-002': 48 },
  },
  'preferences-change-meanwhile': {
    notifications: ['email', 'sms', 'push', 'email'].map((channel) => `Iris order_shipped ${channel} sent`),
  },
  'email-adapter-fails': { notifications: [aliceIsConfirmed], stock: { 'prod-002': 49 } },
  'adapter-throws': { notifications: ['Alice order_shipped email failed', 'Alice order_shipped sms sent'] },
  'retries-run-out': {
    notifications: ['Alice order_confirmed email failed'],
    refusals: ['RetryNotification CannotRetry'],
    stock: { 'prod-002': 49 },
    deadLetters: ['notification Alice email'],
  },
  'automatic-retry': { notifications: [aliceIsConfirmed], stock: { 'prod-002': 49 } },
  'failure-reported-late': { notifications: [aliceIsConfirmed], stock: { 'prod-002': 49 } },
  'delivered-and-bounced': {
    notifications: ['Alice order_shipped email bounced', 'Alice order_shipped sms delivered'],
    refusals: ['RetryNotification CannotRetry', 'RetryNotification CannotRetry'],
  },
  'already-dispatched': { notifications: [aliceIsConfirmed], stock: { 'prod-002': 49 } },
  'notification-not-found': { notifications: [aliceIsConfirmed], stock: { 'prod-002': 49 } },
  'quiet-hours': { notifications: ['Iris order_confirmed email sent'], stock: { 'prod-004': 9 } },
  'quiet-hours-that-are-none': {
    notifications: [aliceIsConfirmed],
    refusals: ['SetQuietHours InvalidQuietHours'],
    stock: { 'prod-002': 49 },
  },
  'sent-when-due': { notifications: ['Iris order_confirmed email sent'], stock: { 'prod-004': 9 } },
  'called-off-in-time': {
    notifications: ['Iris order_confirmed email cancelled'],
    refusals: ['CancelNotification CannotCancel'],
    stock: { 'prod-004': 9 },
  },
  'scheduled-review-prompt': {
    notifications: [...aliceKnowsOfTheDelivery, 'Alice review_prompt email sent'],
  },
  'cart-left-behind': { notifications: ['Eva cart_recovery email sent'] },
});

testEndings('Commands', {
  'stock-allocated': {
    notifications: ['Warehouse stock_allocated mailbox sent'],
    stock: { 'prod-001': 40 },
  },
  'out-of-stock': { refusals: ['AllocateOrder OutOfStock'] },
  'invalid-sku': { refusals: ['AllocateOrder InvalidSku'] },
  'allocation-cancelled': {
    notifications: ['Warehouse stock_allocated mailbox sent'],
    refusals: ['CancelAllocation AllocationNotFound'],
  },
  'stock-runs-low': {
    notifications: ['stock_allocated', 'low_stock', 'stock_allocated'].map(
      (type) => `Warehouse ${type} mailbox sent`,
    ),
    stock: { 'prod-004': 3 },
  },
});

testEndings('Fan-out', {
  'order-created-fans-out': {
    notifications: [aliceIsConfirmed],
    stock: { 'prod-001': 48 },
    sales: oneOrder,
  },
  'add-analytics': {
    notifications: [aliceIsConfirmed, aliceIsConfirmed],
    stock: { 'prod-001': 46 },
    sales: oneOrder,
  },
  'filtering-consumer': {
    notifications: [aliceIsConfirmed, 'Bob order_confirmed email sent'],
    stock: routersAndHub,
    sales: oneOrder,
  },
  'slow-consumer': { notifications: [aliceIsConfirmed, carolIsConfirmed], stock: { 'prod-001': 46 } },
  'stop-and-start-consumer': {
    notifications: [aliceIsConfirmed, carolIsConfirmed],
    stock: routersAndHub,
    sales: twoOrders,
  },
  'notification-service-down': {
    'event-sourced': { notifications: [carolIsConfirmed], stock: routersAndHub, sales: twoOrders },
    'api-driven': {
      notifications: [carolIsConfirmed],
      refusals: ['PlaceOrder TimedOut'],
      stock: routersAndHub,
      sales: twoOrders,
    },
  },
});

testEndings('Delivery', {
  'partial-success-of-a-bulk': { notifications: cartHoldersKnow },
  'duplicate-delivery': { notifications: [aliceIsConfirmed], stock: { 'prod-001': 48 } },
  'duplicate-without-idempotency': {
    notifications: [aliceIsConfirmed, aliceIsConfirmed],
    stock: { 'prod-001': 46 },
  },
  'lost-message': { notifications: [aliceIsConfirmed], stock: { 'prod-001': 48 } },
  'no-answer': { notifications: [aliceIsConfirmed], stock: { 'prod-001': 48 } },
  'corrupt-message': { notifications: [aliceIsConfirmed], stock: { 'prod-001': 48 } },
  'out-of-order': { notifications: aliceKnowsItIsComplete },
  'late-subscriber': {
    'event-sourced': {
      notifications: [aliceIsConfirmed, carolIsConfirmed, 'Eva order_confirmed email sent'],
      stock: { ...routersAndHub, 'prod-003': 19 },
      sales: { orderCount: 3, revenueCents: 53996 },
    },
    'api-driven': {
      notifications: [aliceIsConfirmed, carolIsConfirmed, 'Eva order_confirmed email sent'],
      stock: { ...routersAndHub, 'prod-003': 19 },
      sales: { orderCount: 1, revenueCents: 15999 },
    },
  },
  'poison-message': {
    'event-sourced': {
      notifications: [aliceIsConfirmed, 'Bob order_shipped email sent', carolIsConfirmed],
      stock: routersAndHub,
    },
    'api-driven': {
      notifications: ['Bob order_shipped email sent', carolIsConfirmed],
      refusals: ['PlaceOrder Error'],
      stock: routersAndHub,
    },
  },
  'crash-between-commit-and-publish': {
    notifications: [carolIsConfirmed],
    refusals: ['PlaceOrder TimedOut'],
    stock: { 'prod-002': 49 },
  },
  'crash-with-outbox': {
    'event-sourced': {
      notifications: [aliceIsConfirmed, carolIsConfirmed],
      refusals: ['PlaceOrder TimedOut'],
      stock: routersAndHub,
    },
    'api-driven': {
      notifications: [carolIsConfirmed],
      refusals: ['PlaceOrder TimedOut'],
      stock: { 'prod-002': 49 },
    },
  },
});

testEndings('Evolution', {
  'event-schema-v2': {
    notifications: [aliceIsConfirmed, carolIsConfirmed],
    stock: routersAndHub,
    sales: twoOrders,
  },
  'event-schema-without-upcaster': {
    'event-sourced': {
      notifications: [aliceIsConfirmed, carolIsConfirmed],
      stock: routersAndHub,
      sales: { orderCount: 1, revenueCents: 7999 },
      deadLetters: ['analytics OrderCreated UnsupportedVersion'],
    },
    'api-driven': {
      notifications: [carolIsConfirmed],
      refusals: ['PlaceOrder 400 UnsupportedVersion'],
      stock: routersAndHub,
      sales: { orderCount: 1, revenueCents: 7999 },
    },
  },
  'replay-the-log': { notifications: [aliceIsConfirmed], stock: { 'prod-001': 48 } },
});
