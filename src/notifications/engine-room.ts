import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { Store } from '../shop/store';
import { bulkCommands } from './bulk';
import { mockInboxes } from './channels';
import { Dispatcher } from './dispatcher';
import { tendWhatIsDue } from './due';
import { NotificationRepository } from './notification';
import { notificationCommands } from './notification-commands';
import type { NotificationEvent, RaiseNotificationEvent } from './notification-events';
import { Notifier } from './notifier';
import { preferenceCommands } from './preference-commands';
import { Projecting } from './projecting';
import { Projections } from './projections';
import type { NotificationTypes } from './type-catalogue';
import { decisionsAt } from './verdict';

/** The kinds of notification, switches and numbers that the engine is built with. */
export interface EngineOptions {
  readonly types: NotificationTypes;
  readonly idempotency: boolean;
  readonly autoSend: boolean;
  readonly autoRetry: boolean;
  readonly autoRetryDelayMs: number;
  readonly deliveryReceipts: boolean;
}

export interface EngineParts {
  readonly world: World;
  /** Where the engine runs: the notification service, or the notification API. */
  readonly node: NodeId;
  /** The store as a node reaches it. */
  readonly storeOf: (node: NodeId) => Store;
  readonly options: EngineOptions;
  /** Tells whoever must know what happened to a notification. @param node where it happened. */
  readonly raiseAt: (node: NodeId) => RaiseNotificationEvent;
  /** Where the dispatcher's own work runs. */
  readonly dispatcherHost: NodeId;
}

/**
 * The notification engine, the same in both architectures: repository, rules, dispatcher, channels, projections and the
 * commands that it obeys. What differs is how its parts hear of each other.
 */
export function buildEngine({ world, node, storeOf, options, raiseAt, dispatcherHost }: EngineParts) {
  const notifications = new NotificationRepository(world, options.idempotency);
  const projecting = new Projecting(world, new Projections(world.epochMs));
  const raise = raiseAt(node);
  const raiseFromDispatcher = raiseAt('dispatcher');
  const { types, autoSend, autoRetry, autoRetryDelayMs, idempotency, deliveryReceipts } = options;

  const dispatcher: Dispatcher = new Dispatcher({
    world,
    notifications,
    adapters: () => adapters,
    raise: raiseFromDispatcher,
    autoRetry,
    autoRetryDelayMs,
  });
  const adapters = mockInboxes({
    world,
    idempotency,
    deliveryReceipts,
    report: (report) => dispatcher.report(report),
  });
  for (const host of new Set([node, dispatcherHost])) dispatcher.watch(host);
  tendWhatIsDue({
    world,
    node: dispatcherHost,
    notifications,
    dispatcher,
    raise: raiseFromDispatcher,
    autoSend,
  });
  const preferenceStore = storeOf('preferences');
  const notifier = new Notifier({ world, node, types, preferenceStore, notifications, raise });
  const store = storeOf(node);
  const commands = {
    ...notificationCommands({
      world,
      node,
      notifications,
      dispatcher,
      projections: projecting.projections,
      raise,
    }),
    ...preferenceCommands({ store, types }),
    ...bulkCommands({ world, store, notifier, types, decide: decisionsAt(world, node) }),
  };
  return { notifications, projecting, dispatcher, notifier, commands };
}

/** Types of events that the projections are made of. */
export const projectedEvents = [
  'NotificationCreated',
  'NotificationSent',
  'NotificationDelivered',
  'NotificationBounced',
  'NotificationFailed',
  'NotificationRetried',
  'NotificationCancelled',
] as const satisfies readonly NotificationEvent['type'][];
