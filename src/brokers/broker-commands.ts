/**
 * Commands to the event bus. Where there is none, the notification API obeys them as far as it can.
 */
import * as v from 'valibot';

/** Hands the events of the log out once more; projections start anew, and whoever knows an event already skips it. */
const ReplayLog = v.strictObject({
  type: v.literal('ReplayLog'),
  /** Offset in the log at which to begin; 0 is the first event. */
  fromOffset: v.optional(
    v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(0, 'must not be negative')),
    0,
  ),
});

/** Puts the dead letters of a consumer back into its queue. */
const RedriveDeadLetters = v.strictObject({
  type: v.literal('RedriveDeadLetters'),
  consumer: v.pipe(v.string(), v.nonEmpty('must name a consumer')),
});

export const brokerCommandSchemas = [ReplayLog, RedriveDeadLetters] as const;
export type BrokerCommand = Readonly<v.InferOutput<(typeof brokerCommandSchemas)[number]>>;
