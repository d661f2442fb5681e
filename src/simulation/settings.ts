import * as v from 'valibot';
import type { AttemptPolicy } from '../engine/attempts';

const wholeNumber = (least: number, most: number, unit = '') =>
  v.pipe(
    v.number(),
    v.safeInteger(unit === '' ? 'must be a whole number' : `must be whole ${unit}`),
    v.minValue(least, least === 0 ? 'must not be negative' : `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}${unit === '' ? '' : ` ${unit}`}`),
  );
const ms = wholeNumber(0, 60_000, 'ms');
const longerMs = wholeNumber(1, 86_400_000, 'ms');
const latencyNames = ['command', 'bus', 'store', 'api', 'channel'] as const;

/** Every parameter that shapes a run, besides scenario, architecture, broker, seed and acts. */
export interface Settings {
  /** How long the ways take, in whole ms. */
  readonly latencyMs: Readonly<Record<(typeof latencyNames)[number], number>>;
  /** The most that chance adds to each latency, in whole ms. */
  readonly jitterMs: number;
  /**
   * Once this many records are written, the run stops, in place of what is due next, with a record that says so. What is
   * under way when the limit is reached is finished first and may write a few records more.
   */
  readonly recordLimit: number;
  /** Events are stored in the same transaction as the change that they tell of, and a relay publishes them (event-sourced). */
  readonly outbox: boolean;
  /** Whoever gets the same event, request or cause twice acts on it once. */
  readonly idempotency: boolean;
  /** What failed (handling an event, calling an API) is tried again. */
  readonly retries: boolean;
  /** Old versions of an event are lifted to the version that a consumer needs. */
  readonly upcasting: boolean;
  /** Analytics is there from the start. */
  readonly analytics: boolean;
  /** Scheduled notifications are sent when they are due, without ProcessScheduledNotifications. */
  readonly autoSend: boolean;
  /** Failed notifications are retried by themselves, with growing delay. */
  readonly autoRetry: boolean;
  /** Channels confirm each delivery. */
  readonly deliveryReceipts: boolean;
  /** For the handling of events and for calls. */
  readonly retryPolicy: AttemptPolicy;
  /** Wait before a failed notification is retried by itself for the first time, in ms; it doubles each time. */
  readonly autoRetryDelayMs: number;
  /** How long a caller waits for an API or a channel, in ms. */
  readonly timeoutMs: number;
  /** How long a broker that waits for acknowledgements waits for one, in ms. */
  readonly redeliverAfterMs: number;
  /** How many unacknowledged events RabbitMQ hands to a consumer. */
  readonly prefetch: number;
  /** How many partitions Kafka spreads the keys over. */
  readonly partitions: number;
  /** How long it takes the outbox relay to notice a new row, in ms. */
  readonly outboxDelayMs: number;
}

/** Some settings, as scenarios and recordings hold them; what is left out stays as it is without them. */
export const SettingsChanges = v.strictObject({
  latencyMs: v.exactOptional(v.strictObject(v.entriesFromList(latencyNames, v.exactOptional(ms)))),
  jitterMs: v.exactOptional(ms),
  recordLimit: v.exactOptional(wholeNumber(1, 100_000_000)),
  outbox: v.exactOptional(v.boolean()),
  idempotency: v.exactOptional(v.boolean()),
  retries: v.exactOptional(v.boolean()),
  upcasting: v.exactOptional(v.boolean()),
  analytics: v.exactOptional(v.boolean()),
  autoSend: v.exactOptional(v.boolean()),
  autoRetry: v.exactOptional(v.boolean()),
  deliveryReceipts: v.exactOptional(v.boolean()),
  retryPolicy: v.exactOptional(
    v.strictObject({
      maxAttempts: v.exactOptional(wholeNumber(1, 20)),
      firstDelayMs: v.exactOptional(longerMs),
      factor: v.exactOptional(wholeNumber(1, 10)),
    }),
  ),
  autoRetryDelayMs: v.exactOptional(longerMs),
  timeoutMs: v.exactOptional(longerMs),
  redeliverAfterMs: v.exactOptional(longerMs),
  prefetch: v.exactOptional(wholeNumber(1, 1_000)),
  partitions: v.exactOptional(wholeNumber(1, 64)),
  outboxDelayMs: v.exactOptional(ms),
});
export type SettingsChanges = Readonly<v.InferOutput<typeof SettingsChanges>>;

/** The settings without any change. */
export const defaultSettings: Settings = {
  latencyMs: { command: 8, bus: 5, store: 4, api: 15, channel: 25 },
  jitterMs: 0,
  recordLimit: 1_000_000,
  outbox: false,
  idempotency: true,
  retries: true,
  upcasting: true,
  analytics: false,
  autoSend: false,
  autoRetry: false,
  deliveryReceipts: false,
  retryPolicy: { maxAttempts: 3, firstDelayMs: 200, factor: 2 },
  autoRetryDelayMs: 5_000,
  timeoutMs: 2_000,
  redeliverAfterMs: 3_000,
  prefetch: 1,
  partitions: 3,
  outboxDelayMs: 20,
};

/** All settings: the defaults, over them the scenario's, over these a person's, each latency and limit by itself. */
export function completeSettings(scenario: SettingsChanges = {}, person: SettingsChanges = {}): Settings {
  return {
    ...defaultSettings,
    ...scenario,
    ...person,
    latencyMs: { ...defaultSettings.latencyMs, ...scenario.latencyMs, ...person.latencyMs },
    retryPolicy: { ...defaultSettings.retryPolicy, ...scenario.retryPolicy, ...person.retryPolicy },
  };
}
