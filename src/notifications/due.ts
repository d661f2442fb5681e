import type { Process } from '../engine/process';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { Dispatcher } from './dispatcher';
import type { Notification, NotificationRepository } from './notification';
import type { RaiseNotificationEvent } from './notification-events';

interface Parts {
  readonly world: World;
  /** Where the dispatcher runs. */
  readonly node: NodeId;
  readonly notifications: NotificationRepository;
  readonly dispatcher: Dispatcher;
  readonly raise: RaiseNotificationEvent;
  /** Scheduled notifications are sent when they are due. */
  readonly autoSend: boolean;
}

/**
 * Does what happens by itself when a notification's time has come: a failed one is tried again, a scheduled one is sent if
 * the setting says so, and otherwise waits for ProcessScheduledNotifications.
 */
export function tendWhatIsDue({ world, node, notifications, dispatcher, raise, autoSend }: Parts): void {
  function* retry(notification: Notification): Process {
    notification.retryCount += 1;
    const { retryCount } = notification;
    yield* raise({ type: 'NotificationRetried', ...notification.facts(), retryCount });
  }

  notifications.whenTimeHasCome((notification) => {
    const isRetry = notification.attemptCount > 0;
    if (!isRetry && !autoSend) return;
    world.outages.whenUp(node, () => {
      // It may have been called off, or sent, while nobody was there.
      if (notification.state !== 'pending.ready') return;
      const { flow, cause } = world.journal.thread;
      const process = isRetry ? retry(notification) : dispatcher.dispatch(notification.id, node);
      world.start(node, flow, cause, process, () => {});
    });
  });
}
