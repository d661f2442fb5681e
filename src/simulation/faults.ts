/**
 * What can be broken on purpose, as recordings hold it. Where a fault strikes is named by the nodes' ids; `notifications`
 * stands for the notification service or the notification API, whichever there is.
 */
import * as v from 'valibot';
import { customerChannels } from '../shop/models';
import { kindMessage } from '../shop/validation';

const node = v.pipe(v.string(), v.nonEmpty('must name a part of the shop'));
const count = v.optional(
  v.pipe(
    v.number(),
    v.safeInteger('must be a whole number'),
    v.minValue(1, 'must be at least 1'),
    v.maxValue(1_000_000, 'must be at most 1000000'),
  ),
  1,
);
const spanMs = v.pipe(
  v.number(),
  v.safeInteger('must be whole ms'),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(31_536_000_000, 'must be within a year'),
);
const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const channel = v.picklist([...customerChannels, 'mailbox']);

/** Which messages of a link a fault strikes: the next `count` of that name, or of any. */
const onLink = { from: node, to: node, message: v.exactOptional(text), count };

const faultSchemas = [
  v.strictObject({ type: v.literal('drop'), ...onLink }),
  /** Holds messages up; those behind them wait as well. */
  v.strictObject({ type: v.literal('delay'), ...onLink, delayMs: v.optional(spanMs, 500) }),
  v.strictObject({ type: v.literal('duplicate'), ...onLink }),
  /** Holds messages up and lets those behind them overtake. */
  v.strictObject({ type: v.literal('reorder'), ...onLink, delayMs: v.optional(spanMs, 100) }),
  v.strictObject({ type: v.literal('corrupt'), ...onLink }),
  /** Away from now on, for a time or to the end; what it was doing is gone. */
  v.strictObject({ type: v.literal('down'), node, durationMs: v.exactOptional(spanMs) }),
  /**
   * Goes down at the next moment of a kind: when a message has arrived, a write is answered, any request is
   * answered, or an event is handled and not acknowledged yet.
   */
  v.strictObject({
    type: v.literal('crash'),
    node,
    after: v.optional(v.picklist(['arrival', 'write', 'answer', 'handling']), 'write'),
    durationMs: v.exactOptional(spanMs),
  }),
  /** Takes that much longer before it begins anything, for a time or to the end. */
  v.strictObject({
    type: v.literal('slow'),
    node,
    delayMs: v.optional(spanMs, 500),
    durationMs: v.exactOptional(spanMs),
  }),
  /** What handles the next messages of that name, or of any, throws. */
  v.strictObject({
    type: v.literal('throw'),
    node,
    message: v.exactOptional(text),
    count,
    error: v.optional(text, 'Something unexpected went wrong'),
  }),
  /** The channel's adapter refuses; `late` says that it does so after it had taken the notification. */
  v.strictObject({
    type: v.literal('adapter-fail'),
    channel,
    count,
    reason: v.optional(text, 'SMTP error 451'),
    late: v.optional(v.boolean(), false),
  }),
  v.strictObject({
    type: v.literal('adapter-throw'),
    channel,
    count,
    error: v.optional(text, 'Connection reset by peer'),
  }),
  v.strictObject({
    type: v.literal('adapter-slow'),
    channel,
    delayMs: v.optional(spanMs, 500),
    durationMs: v.exactOptional(spanMs),
  }),
  v.strictObject({
    type: v.literal('adapter-bounce'),
    channel,
    count,
    reason: v.optional(text, 'Mailbox unavailable'),
  }),
] as const;

/** Everything that can be broken, told apart by `type`. */
export const Fault = v.variant('type', [...faultSchemas], kindMessage('fault'));
export type Fault = Readonly<v.InferOutput<typeof Fault>>;
