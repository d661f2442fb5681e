/**
 * What people who run the shop can do to it while it runs, as recordings hold it.
 */
import * as v from 'valibot';
import { kindMessage } from '../shop/validation';

/** Parts that listen to what happens in the shop and can come and go (seed 004). */
export const consumers = ['notifications', 'inventory', 'analytics'] as const;
export type ConsumerName = (typeof consumers)[number];

const consumer = v.picklist(consumers);
const node = v.pipe(v.string(), v.nonEmpty('must name a part of the shop'));
const spanMs = v.pipe(
  v.number(),
  v.safeInteger('must be whole ms'),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(60_000, 'must be at most 60000 ms'),
);

/** Which orders a consumer wants to hear of; both conditions must hold. */
export const OrderFilter = v.strictObject({
  customerIds: v.exactOptional(
    v.pipe(v.array(v.string()), v.nonEmpty('must name at least one customer'), v.readonly()),
  ),
  minTotalCents: v.exactOptional(v.pipe(v.number(), v.safeInteger('must be whole cents'), v.minValue(0))),
});
export type OrderFilter = Readonly<v.InferOutput<typeof OrderFilter>>;

/** Everything that can be done to the shop while it runs, told apart by `type`. */
export const Operation = v.variant(
  'type',
  [
    /** Someone else listens from now on: a subscription, or one more call that Ordering makes. */
    v.strictObject({ type: v.literal('add-consumer'), consumer, filter: v.exactOptional(OrderFilter) }),
    v.strictObject({ type: v.literal('remove-consumer'), consumer }),
    /** Finishes what it does and takes nothing more until it is started again. */
    v.strictObject({ type: v.literal('stop'), node }),
    v.strictObject({ type: v.literal('start'), node }),
    /** Takes that much longer before it begins anything; `start` ends that. */
    v.strictObject({ type: v.literal('slow'), node, delayMs: spanMs }),
    /** Ordering tells of new orders in this version of OrderCreated from now on. */
    v.strictObject({ type: v.literal('publish-version'), version: v.picklist([1, 2]) }),
  ],
  kindMessage('operation'),
);
export type Operation = Readonly<v.InferOutput<typeof Operation>>;
