import type { World } from '../../engine/world';
import { mockInboxes } from '../../notifications/channels';
import { Dispatcher } from '../../notifications/dispatcher';
import { NotificationRepository } from '../../notifications/notification';
import { notificationCommands } from '../../notifications/notification-commands';
import type { RaiseNotificationEvent } from '../../notifications/notification-events';
import { Notifier } from '../../notifications/notifier';
import { OrderCompletion } from '../../notifications/order-completion';
import { Projections } from '../../notifications/projections';
import { decisionsAt } from '../../notifications/verdict';
import { CommandBus } from '../../shop/command-bus';
import type { DataStore } from '../../shop/data-store';
import { connectStore } from '../../shop/store';
import type { RunningShop } from '../architecture';
import { billing } from './billing';
import { NotificationApi } from './notification-api';
import { connectNotificationApi } from './notification-api-client';
import { ordering } from './ordering';
import { pricing } from './pricing';

/** Where the notification engine runs. */
const engineNode = 'notification-api';

/** Builds the shop around a notification API: services call it and wait for its answer. */
export function buildApiDriven(world: World, database: DataStore): RunningShop {
  const { notifications, projections, dispatcher, notifier, raise } = buildEngine(world, database);
  const api = new NotificationApi(world, connectStore(world, engineNode, database), notifier);

  const commands = new CommandBus();
  const portsOf = (node: string) => ({
    store: connectStore(world, node, database),
    api: connectNotificationApi(world, node, api),
    decide: decisionsAt(world, node),
  });
  const completion = new OrderCompletion(world, 'ordering');
  commands.register('ordering', ordering({ ...portsOf('ordering'), completion }));
  commands.register('pricing', pricing({ ...portsOf('pricing'), inTurn: world.inTurn.bind(world) }));
  commands.register('billing', billing(portsOf('billing')));
  commands.register(
    engineNode,
    notificationCommands({ world, node: engineNode, notifications, dispatcher, projections, raise }),
  );
  return { commands, notifications, projections };
}

/** The notification engine: who must know what happens to a notification is called, and waited for. */
function buildEngine(world: World, database: DataStore) {
  const notifications = new NotificationRepository(world);
  const projections = new Projections(world.epochMs);
  const dispatcher = new Dispatcher({
    world,
    notifications,
    adapters: mockInboxes(world),
    *raise(event) {
      projections.apply(event);
    },
  });
  const raise: RaiseNotificationEvent = function* (event) {
    projections.apply(event);
    if (event.type === 'NotificationCreated' || event.type === 'NotificationRetried') {
      yield* dispatcher.dispatch(event.notificationId);
    }
  };
  const notifier = new Notifier({
    world,
    node: engineNode,
    preferenceStore: connectStore(world, 'preferences', database),
    notifications,
    raise,
  });
  return { notifications, projections, dispatcher, notifier, raise };
}
