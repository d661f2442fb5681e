import type { Process } from '../engine/process';
import type { EventEnvelope, Unpublished } from '../shop/events';

/** What all seven say, so that each can be understood on its own. */
export type NotificationFacts = {
  readonly notificationId: string;
  readonly notificationType: string;
  /** Null for internal notifications: they go to a mailbox of the shop. */
  readonly customerId: string | null;
  readonly channel: string;
  /** When it happened, in simulated ms. */
  readonly occurredAt: number;
};

type Event<Type extends string, More = unknown> = EventEnvelope<Type> & NotificationFacts & Readonly<More>;

export type NotificationCreated = Event<
  'NotificationCreated',
  {
    recipient: string;
    /** Empty where the channel has no subject line. */
    subject: string;
    body: string;
    sourceEventType: string;
    sourceEventId: string;
    /** Simulated ms, or null: at once. */
    scheduledFor: number | null;
  }
>;
export type NotificationSent = Event<'NotificationSent'>;
export type NotificationDelivered = Event<'NotificationDelivered'>;
export type NotificationBounced = Event<'NotificationBounced', { reason: string }>;
export type NotificationFailed = Event<'NotificationFailed', { reason: string; retryCount: number }>;
export type NotificationRetried = Event<'NotificationRetried', { retryCount: number }>;
export type NotificationCancelled = Event<'NotificationCancelled', { reason: string }>;

/** What happens to notifications, as the projections and the dispatcher hear it. */
export type NotificationEvent =
  | NotificationCreated
  | NotificationSent
  | NotificationDelivered
  | NotificationBounced
  | NotificationFailed
  | NotificationRetried
  | NotificationCancelled;

/**
 * How the engine tells that something happened to a notification. This is the one thing in the engine that differs
 * between the architectures: one publishes on the event bus, the other calls whoever must know and waits.
 */
export type RaiseNotificationEvent = (event: Unpublished<NotificationEvent>) => Process;
