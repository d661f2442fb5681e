/**
 * Random stories for properties: commands over the shop's own ids and over some that do not exist, at random times, with
 * random latencies, jitter and seeds.
 */
import fc from 'fast-check';
import {
  architectureNames,
  recordingOf,
  shopData,
  type Command,
  type Recording,
  type Scenario,
} from '../../src/simulation';
import { told, type Cue } from './play';

/** Ids that exist, one that an order placed in the story may get, and one that nothing has. */
const orderId = fc.constantFrom(...shopData.orders.map(({ id }) => id), 'ord-005', 'ord-999');
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
  orderId: fc.constantFrom('ord-001', 'ord-002', 'ord-004', 'ord-005', 'ord-999'),
  productId,
});
/** The two orders whose items decide about completion, and only products that are in them. */
const completeOrder = fc.oneof(
  fc.record({
    type: fc.constantFrom('ShipLineItem', 'ShipLineItem', 'CancelLineItem'),
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

/** Anything that can be commanded. */
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  placeOrder,
  changeOrder as fc.Arbitrary<Command>,
  changeLineItem as fc.Arbitrary<Command>,
  completeOrder as fc.Arbitrary<Command>,
  changePrice,
  failPayment,
  tendNotifications,
);

/** By day, in Iris’s quiet hours, and shortly before they begin and end. */
const startsAt = fc.constantFrom(
  '2026-03-02T09:00:00Z',
  '2026-03-02T21:59:00Z',
  '2026-03-02T23:00:00Z',
  '2026-12-31T07:59:00Z',
);

const latencyMs = fc.integer({ min: 0, max: 60 });
const latencies = fc.record({
  command: latencyMs,
  bus: latencyMs,
  store: latencyMs,
  api: latencyMs,
  channel: latencyMs,
});

const anyArchitecture = fc.constantFrom(...architectureNames);

/** Up to ten commands within half a second: their stories overlap, and they race. */
const crowdedScenario: fc.Arbitrary<Scenario> = fc
  .record({
    cues: fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), anyCommand), { minLength: 1, maxLength: 10 }),
    startsAt,
  })
  .map(({ cues, startsAt }) => told(cues, { startsAt }));

/** A run of stories that overlap, in either architecture, with any latencies, jitter and seed. */
export const anyRecording: fc.Arbitrary<Recording> = fc
  .record({
    scenario: crowdedScenario,
    architecture: anyArchitecture,
    seed: fc.integer(),
    settings: fc.record({ latencyMs: latencies, jitterMs: fc.constantFrom(0, 1, 7, 50) }),
  })
  .map(({ scenario, architecture, seed, settings }) =>
    recordingOf(scenario, architecture, { seed, settings }),
  );

/** How far apart unhurried commands are: longer than any story takes with these latencies. */
const unhurriedMs = 20_000;

/** Up to eight commands, each after the story before it is over, and any latencies: nothing races. */
export const unhurriedScenario: fc.Arbitrary<Scenario> = fc
  .record({
    commands: fc.array(anyCommand, { minLength: 1, maxLength: 8 }),
    startsAt,
    latencyMs: latencies,
  })
  .map(({ commands, startsAt, latencyMs }) =>
    told(
      commands.map((command, index): Cue => [index * unhurriedMs, command]),
      { startsAt, settings: { latencyMs } },
    ),
  );
