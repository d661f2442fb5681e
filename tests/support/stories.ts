/**
 * Random stories for properties: commands over the shop's own ids and over some that do not exist, given by anybody, by the
 * scenario or by a person, at random times, in a shop with rows of its own, with random latencies, jitter and seeds.
 */
import fc from 'fast-check';
import { notificationTypes } from '../../src/notifications/notification-types';
import { actors, type ActorId } from '../../src/shop/actors';
import { customerChannels } from '../../src/shop/models';
import {
  architectureNames,
  recordingOf,
  brokerNames,
  shopData,
  type Act,
  type Command,
  type NotificationTypeChanges,
  type Recording,
  type Scenario,
} from '../../src/simulation';
import { told } from './play';
import { anyTrouble } from './troubles';
import { anyCommand, anyDomainCommand, anyEdit, extraOrderId } from './wishes';

/** An order beside those of the fixtures: at today's prices, some of it perhaps shipped already. */
const extraOrder = fc
  .record({
    customerId: fc.constantFrom(...shopData.customers.map(({ id }) => id)),
    status: fc.constantFrom('PENDING', 'PROCESSING'),
    lines: fc.uniqueArray(
      fc.record({
        product: fc.constantFrom(...shopData.products),
        quantity: fc.integer({ min: 1, max: 3 }),
        status: fc.constantFrom('PENDING', 'PROCESSING', 'SHIPPED'),
      }),
      { minLength: 1, maxLength: 3, selector: ({ product }) => product.id },
    ),
  })
  .map(({ customerId, status, lines }) => {
    const items = lines.map(({ product, quantity, status }) => {
      return { productId: product.id, quantity, priceCents: product.priceCents, status };
    });
    const totalCents = items.reduce((total, { quantity, priceCents }) => total + quantity * priceCents, 0);
    return { id: extraOrderId, customerId, status, items, totalCents };
  });

const someChannels = fc.subarray([...customerChannels]);

/** What a customer wants, in place of what the fixtures say. */
const changedPreferences = fc.record({
  customerId: fc.constantFrom(...shopData.customers.map(({ id }) => id)),
  categories: fc.record({
    order_updates: someChannels,
    price_alerts: someChannels,
    promotions: someChannels,
    payment_alerts: someChannels,
  }),
  channels: fc.record({ email: fc.boolean(), sms: fc.boolean(), push: fc.boolean() }),
  unsubscribedTypes: fc.subarray(Object.keys(notificationTypes), { maxLength: 2 }),
  quietHours: fc.constantFrom(null, { from: '22:00', to: '08:00' }, { from: '08:00', to: '12:30' }),
});

/** Rows of a story's own; most stories have none of a kind. */
const changedShop = fc.record({
  orders: fc.array(extraOrder, { maxLength: 1 }),
  preferences: fc.uniqueArray(changedPreferences, {
    maxLength: 2,
    selector: ({ customerId }) => customerId,
  }),
});

/** Kinds of notification of a story's own: to customers, to the warehouse, and one that ships, changed. */
const changedTypes = fc.subarray<NotificationTypeChanges[number]>([
  {
    name: 'refund_promise',
    category: 'payment_alerts',
    channels: ['sms', 'email'],
    trigger: 'order-cancelled',
    segments: ['gold', 'silver'],
    template: { sms: { body: '{total}' }, email: { subject: '{orderId}', body: '{customerName}: {items}' } },
  },
  {
    name: 'relabel',
    audience: 'internal',
    trigger: 'price-dropped',
    delayMs: 50,
    template: { mailbox: { subject: '{productName}', body: '{newPrice}' } },
  },
  { name: 'order_shipped', channels: ['push', 'sms'], delayMs: 100 },
]);

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

/** A command, and who gives it: mostly its usual actor, sometimes anybody. */
interface Wish {
  readonly command: Command;
  readonly by: ActorId | null;
}
const wishFor = (command: fc.Arbitrary<Command>): fc.Arbitrary<Wish> =>
  fc.record({
    command,
    by: fc.option(fc.constantFrom(...(Object.keys(actors) as ActorId[])), { freq: 3 }),
  });
const anyWish = wishFor(anyCommand);

/** A wish, and the simulated ms at which it is told. */
type TimedWish = Wish & { readonly at: number };

/** Wishes within half a second: their stories overlap, and they race. */
const crowd = (size: { readonly minLength: number; readonly maxLength: number }) =>
  fc.array(
    fc.tuple(fc.integer({ min: 0, max: 500 }), anyWish).map(([at, wish]): TimedWish => ({ at, ...wish })),
    size,
  );

/** What may be switched without breaking anything. */
const switches = fc.record({
  outbox: fc.boolean(),
  analytics: fc.boolean(),
  autoSend: fc.boolean(),
  autoRetry: fc.boolean(),
  deliveryReceipts: fc.boolean(),
  prefetch: fc.constantFrom(1, 3),
  partitions: fc.constantFrom(1, 3),
});

/** Nobody loses patience, however slow everything is. */
const patience = { timeoutMs: 600_000, redeliverAfterMs: 600_000 };

/**
 * A run of stories that overlap, to its end, in either architecture, with any broker, switches, latencies, jitter and seed:
 * up to ten commands of the scenario, up to four of a person and up to two edits, with notification types of its own. Nothing
 * is broken.
 */
export const anyWholeRecording: fc.Arbitrary<Recording> = fc
  .record({
    wishes: crowd({ minLength: 1, maxLength: 10 }),
    personsWishes: crowd({ minLength: 0, maxLength: 4 }),
    edits: fc.array(fc.record({ at: fc.integer({ min: 0, max: 500 }), edit: anyEdit }), { maxLength: 2 }),
    notificationTypes: changedTypes,
    startsAt,
    shop: changedShop,
    architecture: anyArchitecture,
    broker: fc.constantFrom(...brokerNames),
    seed: fc.integer(),
    switches,
    settings: fc.record({ latencyMs: latencies, jitterMs: fc.constantFrom(0, 1, 7, 50) }),
  })
  .map(
    ({ wishes, personsWishes, edits, startsAt, shop, architecture, switches: on, settings, ...choices }) => ({
      ...recordingOf(toldBy(wishes, { startsAt, shop }), architecture, {
        ...choices,
        settings: { ...patience, ...on, ...settings },
      }),
      acts: [
        ...(personsWishes.length === 0 ? [] : toldBy(personsWishes).acts),
        ...edits.map(({ at, edit }): Act => ({ at, kind: 'edit', edit: structuredClone(edit) })),
      ],
    }),
  );

/** The same, but things break, and people change the shop while it runs. Idempotency, retries and upcasting may be off. */
export const anyTroubledRecording: fc.Arbitrary<Recording> = fc
  .record({
    recording: anyWholeRecording,
    troubles: fc.array(anyTrouble, { minLength: 1, maxLength: 5 }),
    idempotency: fc.constantFrom(true, true, true, false),
    retries: fc.constantFrom(true, true, false),
    upcasting: fc.constantFrom(true, true, false),
    timeoutMs: fc.constantFrom(300, 2_000),
    redeliverAfterMs: fc.constantFrom(400, 3_000),
  })
  .map(({ recording, troubles, ...changed }) => ({
    ...recording,
    settings: { ...recording.settings, ...changed },
    acts: [...recording.acts, ...troubles],
  }));

/** A recording of either kind, or only the beginning of one. */
export const anyRecording: fc.Arbitrary<Recording> = fc
  .tuple(
    fc.oneof(anyWholeRecording, anyTroubledRecording),
    fc.option(fc.integer({ min: 0, max: 1_500 }), { freq: 2 }),
  )
  .map(([recording, until]) => (until === null ? recording : { ...recording, until }));

/** How far apart unhurried commands are: longer than any story takes with these latencies. */
const unhurriedMs = 20_000;

/** Up to eight commands, each after the story before it is over, and any latencies: nothing races. */
export const unhurriedScenario: fc.Arbitrary<Scenario> = fc
  .record({
    wishes: fc.array(wishFor(anyDomainCommand), { minLength: 1, maxLength: 8 }),
    startsAt,
    shop: changedShop,
    latencyMs: latencies,
  })
  .map(({ wishes, startsAt, shop, latencyMs }) =>
    toldBy(
      wishes.map((wish, index) => ({ at: index * unhurriedMs, ...wish })),
      { startsAt, shop, settings: { latencyMs } },
    ),
  );

/** A scenario in which each command is given by whom its wish says. */
function toldBy(wishes: readonly TimedWish[], circumstances?: Parameters<typeof told>[1]): Scenario {
  const scenario = told(
    wishes.map(({ at, command }) => [at, command]),
    circumstances,
  );
  const acts = scenario.acts.map((act, index): Act => {
    const by = wishes[index]?.by ?? null;
    return by === null || act.kind !== 'command' ? act : { ...act, by };
  });
  return { ...scenario, acts };
}
