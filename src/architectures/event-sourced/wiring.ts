import { EventBus } from '../../brokers/event-bus';
import type { World } from '../../engine/world';
import { mockInboxes } from '../../notifications/channels';
import { EventCorrelator } from '../../notifications/correlator';
import { Dispatcher } from '../../notifications/dispatcher';
import { NotificationRepository } from '../../notifications/notification';
import { notificationCommands } from '../../notifications/notification-commands';
import type { NotificationEvent } from '../../notifications/notification-events';
import { Notifier } from '../../notifications/notifier';
import { Projections } from '../../notifications/projections';
import { decisionsAt } from '../../notifications/verdict';
import { CommandBus } from '../../shop/command-bus';
import type { DataStore } from '../../shop/data-store';
import type { EventHandlers, ShopEvent } from '../../shop/events';
import { connectStore } from '../../shop/store';
import type { RunningShop } from '../architecture';
import { billing } from './billing';
import { notificationService } from './notification-service';
import { ordering } from './ordering';
import { pricing } from './pricing';

type BusEvent = ShopEvent | NotificationEvent;

/** Where the notification engine runs. */
const engineNode = 'notification-service';

/** Builds the shop around an event bus: services publish; the notification service and its parts subscribe. */
export function buildEventSourced(world: World, database: DataStore): RunningShop {
  const bus = new EventBus<BusEvent>(world);
  const { notifications, projections, dispatcher, notifier } = buildEngine(world, database, bus);

  const service = notificationService({
    store: connectStore(world, engineNode, database),
    notifier,
    correlator: new EventCorrelator(world, connectStore(world, 'correlator', database)),
    decide: decisionsAt(world, engineNode),
    inTurn: world.inTurn.bind(world),
  });
  subscribeEach(bus, engineNode, service);

  const commands = new CommandBus();
  const portsOf = (node: string) => ({
    store: connectStore(world, node, database),
    bus: bus.publisher(node),
  });
  commands.register('ordering', ordering(portsOf('ordering')));
  commands.register('pricing', pricing(portsOf('pricing')));
  commands.register('billing', billing(portsOf('billing')));
  const { publish: raise } = bus.publisher(engineNode);
  commands.register(
    engineNode,
    notificationCommands({ world, node: engineNode, notifications, dispatcher, projections, raise }),
  );
  return { commands, notifications, projections };
}

/** The notification engine: what happens to a notification is published, and its parts hear of it from the bus. */
function buildEngine(world: World, database: DataStore, bus: EventBus<BusEvent>) {
  const notifications = new NotificationRepository(world);
  const projections = new Projections(world.epochMs);
  const dispatcher = new Dispatcher({
    world,
    notifications,
    adapters: mockInboxes(world),
    raise: bus.publisher('dispatcher').publish,
  });
  const notifier = new Notifier({
    world,
    node: engineNode,
    preferenceStore: connectStore(world, 'preferences', database),
    notifications,
    raise: bus.publisher(engineNode).publish,
  });

  subscribeEach(bus, 'dispatcher', {
    NotificationCreated: ({ notificationId }) => dispatcher.dispatch(notificationId),
    NotificationRetried: ({ notificationId }) => dispatcher.dispatch(notificationId),
  });
  function* project(event: NotificationEvent) {
    projections.apply(event);
  }
  subscribeEach(bus, 'projections', {
    NotificationCreated: project,
    NotificationSent: project,
    NotificationDelivered: project,
    NotificationBounced: project,
    NotificationFailed: project,
    NotificationRetried: project,
    NotificationCancelled: project,
  });
  return { notifications, projections, dispatcher, notifier };
}

/** Subscribes a node to each type of event that it has a handler for. */
function subscribeEach(bus: EventBus<BusEvent>, node: string, handlers: EventHandlers<BusEvent>): void {
  for (const [type, handle] of Object.entries(handlers)) {
    bus.subscribe(type as BusEvent['type'], node, handle as Parameters<typeof bus.subscribe>[2]);
  }
}
