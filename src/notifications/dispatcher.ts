import type { Process } from '../engine/process';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import { handOver, type ChannelAdapter, type DeliveryReceipt, type DeliveryReport } from './channels';
import type { Notification, NotificationRepository } from './notification';
import type { RaiseNotificationEvent } from './notification-events';

export interface DispatcherParts {
  readonly world: World;
  readonly notifications: NotificationRepository;
  /** Asked when it is needed: the adapters report to the dispatcher. */
  readonly adapters: () => ReadonlyMap<string, ChannelAdapter>;
  readonly raise: RaiseNotificationEvent;
  /** Failed notifications are retried by themselves. */
  readonly autoRetry: boolean;
  /** Wait before the first such retry, in ms; it doubles each time. */
  readonly autoRetryDelayMs: number;
}

/** Sends notifications through their channels and marks what came of it (seed 002, auto-dispatch). */
export class Dispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  /**
   * Dispatches a notification that may be sent: a scheduled one is left alone, one that is not there is an error in the
   * trace, and one that is no longer pending is refused by its own lifecycle. None of this stops anything else.
   * @param at the node whose process does it: when that crashes in the middle, nobody knows whether it was sent.
   */
  *dispatch(notificationId: string, at: NodeId = 'dispatcher'): Process {
    const { world, notifications } = this.parts;
    const notification = notifications.find(notificationId);
    if (notification === undefined) {
      const message = `There is no notification ${notificationId}`;
      world.journal.failed('dispatcher', 'NotificationNotFound', message);
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
    notification.sendingAt = at;
    yield* this.#mark(notification, yield* this.#attempt(notification));
  }

  /** Takes what a channel has to say about a notification that it had taken. */
  *report(report: DeliveryReport): Process {
    const { world, notifications, raise } = this.parts;
    const notification = notifications.find(report.notificationId);
    if (notification === undefined) {
      const message = `There is no notification ${report.notificationId}`;
      world.journal.failed('dispatcher', 'NotificationNotFound', message);
      return;
    }
    switch (report.type) {
      case 'DeliveryConfirmed':
        if (!notification.take('dispatcher', { type: 'DELIVERY_CONFIRMED' }, { deliveredAt: world.now }))
          return;
        notification.deliveredAt = world.now;
        yield* raise({ type: 'NotificationDelivered', ...notification.facts() });
        return;
      case 'Bounced':
        if (!notification.take('dispatcher', { type: 'BOUNCED' }, { reason: report.reason })) return;
        notification.failureReason = report.reason;
        yield* raise({ type: 'NotificationBounced', ...notification.facts(), reason: report.reason });
        return;
      case 'DeliveryFailed':
        yield* this.#fail(notification, report.reason);
    }
  }

  /**
   * Marks what a crash of `node` has left in doubt: handed to a channel, with no answer. It fails, so that someone may
   * decide to try again.
   */
  watch(node: NodeId): void {
    const { world, notifications } = this.parts;
    let inDoubt: readonly Notification[] = [];
    world.outages.watch(node, {
      down: (abrupt) => {
        if (!abrupt) return;
        const sending = notifications
          .all()
          .filter(({ state, sendingAt }) => state === 'pending.sending' && sendingAt === node);
        inDoubt = [...new Set([...inDoubt, ...sending])];
      },
      up: () => {
        for (const notification of inDoubt) {
          const { flow, lastChange } = notification;
          const reason = 'The dispatcher stopped before it knew whether it was sent';
          world.start(node, flow, lastChange, this.#fail(notification, reason), () => {});
        }
        inDoubt = [];
      },
    });
  }

  /** One attempt; whatever the adapter throws is a failure with the exception's message. */
  *#attempt(notification: Notification): Process<DeliveryReceipt> {
    const { channel, recipient, content } = notification.details;
    const adapter = this.parts.adapters().get(channel);
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
    if (receipt.status === 'failed') {
      yield* this.#fail(notification, receipt.error);
      return;
    }
    if (!notification.take('dispatcher', { type: 'ADAPTER_SENT' }, { sentAt: world.now })) return;
    notification.sentAt = world.now;
    yield* raise({ type: 'NotificationSent', ...notification.facts() });
  }

  *#fail(notification: Notification, reason: string): Process {
    const { autoRetry: automatic, autoRetryDelayMs, raise } = this.parts;
    const { retryCount, details } = notification;
    const last = retryCount >= details.maxRetries;
    let delayMs = autoRetryDelayMs;
    for (let retry = 0; retry < retryCount; retry += 1) delayMs *= 2;
    const facts = { reason, retryCount };
    if (!notification.take('dispatcher', { type: 'ADAPTER_FAILED', last, automatic, delayMs }, facts)) return;
    notification.failureReason = reason;
    yield* raise({ type: 'NotificationFailed', ...notification.facts(), reason, retryCount });
  }
}
