import type { Process } from '../engine/process';
import type { World } from '../engine/world';
import { handOver, type ChannelAdapter, type DeliveryReceipt } from './channels';
import type { Notification, NotificationRepository } from './notification';
import type { RaiseNotificationEvent } from './notification-events';

export interface DispatcherParts {
  readonly world: World;
  readonly notifications: NotificationRepository;
  readonly adapters: ReadonlyMap<string, ChannelAdapter>;
  readonly raise: RaiseNotificationEvent;
}

/** Sends notifications through their channels and marks what came of it (seed 002, auto-dispatch). */
export class Dispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  /**
   * Dispatches a notification that may be sent: a scheduled one is left alone, one that is not there is an error in the
   * trace, and one that is no longer pending is refused by its own lifecycle. None of this stops anything else.
   */
  *dispatch(notificationId: string): Process {
    const { world, notifications } = this.parts;
    const notification = notifications.find(notificationId);
    if (notification === undefined) {
      world.journal.failed(
        'dispatcher',
        'NotificationNotFound',
        `There is no notification ${notificationId}`,
      );
      return;
    }
    if (notification.state === 'pending.scheduled') {
      world.journal.decided('dispatcher', 'schedule', notificationId, 'held', {
        scheduledFor: notification.details.scheduledFor,
      });
      return;
    }
    if (!notification.take('dispatcher', { type: 'DISPATCH' })) return;
    notification.attemptCount += 1;
    yield* this.#mark(notification, yield* this.#attempt(notification));
  }

  /** One attempt; whatever the adapter throws is a failure with the exception's message. */
  *#attempt(notification: Notification): Process<DeliveryReceipt> {
    const { channel, recipient, content } = notification.details;
    const adapter = this.parts.adapters.get(channel);
    if (adapter === undefined)
      return { status: 'failed', error: `There is no adapter for the channel ${channel}` };
    try {
      return yield* handOver(channel, adapter, { notificationId: notification.id, to: recipient, content });
    } catch (error) {
      return { status: 'failed', error: (error as Error).message };
    }
  }

  *#mark(notification: Notification, receipt: DeliveryReceipt): Process {
    const { world, raise } = this.parts;
    if (receipt.status === 'sent') {
      if (!notification.take('dispatcher', { type: 'ADAPTER_SENT' }, { sentAt: world.now })) return;
      notification.sentAt = world.now;
      yield* raise({ type: 'NotificationSent', ...notification.facts() });
      return;
    }
    const { retryCount, details } = notification;
    const last = retryCount >= details.maxRetries;
    const facts = { reason: receipt.error, retryCount };
    if (!notification.take('dispatcher', { type: 'ADAPTER_FAILED', last }, facts)) return;
    notification.failureReason = receipt.error;
    yield* raise({ type: 'NotificationFailed', ...notification.facts(), reason: receipt.error, retryCount });
  }
}
