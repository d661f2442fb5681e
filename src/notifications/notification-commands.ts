/**
 * Commands to the notification engine, the same in both architectures.
 */
import * as v from 'valibot';
import { DomainError } from '../engine/process';
import type { Json, NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { CommandHandlers } from '../shop/commands';
import type { Dispatcher } from './dispatcher';
import type { Notification, NotificationRepository } from './notification';
import type { RaiseNotificationEvent } from './notification-events';
import { preferenceCommandSchemas } from './preference-commands';
import { NotifyCustomers } from './bulk';
import type { Projections } from './projections';

const notificationId = v.pipe(v.string(), v.nonEmpty('must name a notification'));

const RetryNotification = v.strictObject({ type: v.literal('RetryNotification'), notificationId });
const CancelNotification = v.strictObject({
  type: v.literal('CancelNotification'),
  notificationId,
  reason: v.pipe(v.string(), v.nonEmpty('must give the reason')),
});
const ProcessScheduledNotifications = v.strictObject({
  type: v.literal('ProcessScheduledNotifications'),
});
/** Has the dispatcher look at a notification once more. */
const DispatchNotification = v.strictObject({ type: v.literal('DispatchNotification'), notificationId });
/** `GET /notifications/{customerId}`: a customer looks into the feed. */
const ReadFeed = v.strictObject({
  type: v.literal('ReadFeed'),
  customerId: v.pipe(v.string(), v.nonEmpty('must name a customer')),
});

export const notificationCommandSchemas = [
  RetryNotification,
  CancelNotification,
  ProcessScheduledNotifications,
  ReadFeed,
  DispatchNotification,
  NotifyCustomers,
  ...preferenceCommandSchemas,
] as const;

/** Those that this file handles. */
type LifeCommand = Readonly<
  v.InferOutput<
    | typeof RetryNotification
    | typeof CancelNotification
    | typeof ProcessScheduledNotifications
    | typeof ReadFeed
    | typeof DispatchNotification
  >
>;

interface Parts {
  readonly world: World;
  /** The node that obeys: the notification service, or the notification API. */
  readonly node: NodeId;
  readonly notifications: NotificationRepository;
  readonly dispatcher: Dispatcher;
  readonly projections: Projections;
  readonly raise: RaiseNotificationEvent;
}

/** The handlers of these commands. */
export function notificationCommands({
  world,
  node,
  notifications,
  dispatcher,
  projections,
  raise,
}: Parts): CommandHandlers<LifeCommand, LifeCommand['type']> {
  const find = (id: string): Notification => {
    const notification = notifications.find(id);
    if (notification === undefined)
      throw new DomainError('NotificationNotFound', `There is no notification ${id}`);
    return notification;
  };

  return {
    *RetryNotification({ notificationId: id }) {
      const notification = find(id);
      if (!notification.take(node, { type: 'RETRY' })) {
        throw new DomainError(
          'CannotRetry',
          notification.state === 'failed.exhausted'
            ? `${id} has been retried ${notification.retryCount} times; no retry is left`
            : `${id} is ${notification.status}; only failed notifications can be retried`,
        );
      }
      notification.retryCount += 1;
      yield* raise({
        type: 'NotificationRetried',
        ...notification.facts(),
        retryCount: notification.retryCount,
      });
      return { notificationId: id, retryCount: notification.retryCount };
    },

    *CancelNotification({ notificationId: id, reason }) {
      const notification = find(id);
      if (!notification.take(node, { type: 'CANCEL' }, { reason })) {
        throw new DomainError(
          'CannotCancel',
          notification.state === 'pending.sending'
            ? `${id} is being sent and cannot be called off any more`
            : `${id} is ${notification.status}; only pending notifications can be cancelled`,
        );
      }
      yield* raise({ type: 'NotificationCancelled', ...notification.facts(), reason });
      return { notificationId: id };
    },

    *ProcessScheduledNotifications() {
      const due = notifications
        .all()
        .filter(({ state, details }) => state === 'pending.ready' && details.scheduledFor !== null);
      yield* world.inTurn(due, ({ id }) => dispatcher.dispatch(id, node));
      return { dispatched: due.map(({ id }) => id) };
    },

    *DispatchNotification({ notificationId: id }) {
      yield* dispatcher.dispatch(id, node);
      return { notificationId: id, status: notifications.find(id)?.status ?? 'not found' };
    },

    *ReadFeed({ customerId }) {
      return (yield {
        kind: 'ask-store',
        from: node,
        to: 'projections',
        access: 'read',
        entity: 'feed',
        name: 'feed',
        parameters: { customerId },
        serve: () => projections.feedOf(customerId) as unknown as Json,
      }) as Json;
    },
  };
}
