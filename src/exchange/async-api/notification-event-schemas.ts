/** The shapes of what the events about notifications say (`src/notifications/notification-events.ts`), without their envelope. */
import * as v from 'valibot';
import { customerChannels, type NotificationEvent } from '../../simulation';

const count = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number'),
  v.minValue(0, 'must not be negative'),
);
const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));

const about = {
  notificationId: text,
  notificationType: text,
  customerId: v.nullable(text),
  channel: v.picklist([...customerChannels, 'mailbox']),
  occurredAt: count,
};

type Facts<Type extends NotificationEvent['type']> = Omit<
  Extract<NotificationEvent, { type: Type }>,
  'id' | 'type' | 'version'
>;

/** What each event about a notification says besides its id, type and version; exactly that, and nothing else. */
export const notificationEventSchemas = {
  NotificationCreated: v.strictObject({
    ...about,
    recipient: text,
    subject: v.string(),
    body: v.string(),
    sourceEventType: text,
    sourceEventId: text,
    scheduledFor: v.nullable(count),
  }),
  NotificationSent: v.strictObject(about),
  NotificationDelivered: v.strictObject(about),
  NotificationBounced: v.strictObject({ ...about, reason: v.string() }),
  NotificationFailed: v.strictObject({ ...about, reason: v.string(), retryCount: count }),
  NotificationRetried: v.strictObject({ ...about, retryCount: count }),
  NotificationCancelled: v.strictObject({ ...about, reason: v.string() }),
} satisfies {
  readonly [Type in NotificationEvent['type']]: v.GenericSchema<unknown, Facts<Type>> & {
    readonly entries: { readonly [Name in keyof Required<Facts<Type>>]: unknown };
  };
};
