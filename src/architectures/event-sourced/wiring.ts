import type { Subscription } from 'rxjs';
import { makeBroker } from '../../brokers';
import { busNode, type BusEvent } from '../../brokers/broker';
import { busCommands } from '../../brokers/bus-commands';
import { EventBus } from '../../brokers/event-bus';
import { commitThenPublish, Outbox } from '../../brokers/outbox';
import type { Process } from '../../engine/process';
import type { NodeId } from '../../engine/trace';
import type { World } from '../../engine/world';
import { EventCorrelator } from '../../notifications/correlator';
import { buildEngine, projectedEvents } from '../../notifications/engine-room';
import type { NotificationEvent } from '../../notifications/notification-events';
import { decisionsAt } from '../../notifications/verdict';
import { CommandBus } from '../../shop/command-bus';
import type { DataStore } from '../../shop/data-store';
import type { EventHandlers, ShopEvent, Unpublished } from '../../shop/events';
import { ownerOf, type OutsideEvent } from '../../shop/outside-events';
import { SalesFigures } from '../../shop/sales-figures';
import { connectStore } from '../../shop/store';
import { lift } from '../../shop/upcasters';
import type { RunningShop, ShopOperation, ShopOptions } from '../architecture';
import type { ConsumerName, OrderFilter } from '../operations';
import { accounts } from './accounts';
import { analyticsConsumer, analyticsVersions } from './analytics';
import { billing } from './billing';
import { inventory, inventoryConsumer } from './inventory';
import { notificationService } from './notification-service';
import { ordering } from './ordering';
import { pricing } from './pricing';
import { engineNode } from './topology';

type ShopBusEvent = ShopEvent | NotificationEvent;

/** Builds the shop around an event bus: services publish; whoever wants to know subscribes. */
export function buildEventSourced(world: World, database: DataStore, options: ShopOptions): RunningShop {
  const bus = new EventBus<ShopBusEvent>(world, makeBroker(options.broker, { world, ...options }));
  const outbox = options.outbox
    ? new Outbox(world, bus, options.outboxDelayMs, options.redeliverAfterMs)
    : undefined;
  const storeOf = (node: NodeId) => connectStore(world, node, database);
  const publisherOf = (node: NodeId) => outbox?.publisher(node) ?? bus.publisher(node);
  const inTurn = world.inTurn.bind(world);

  const {
    notifications,
    projecting,
    dispatcher,
    notifier,
    commands: engineCommands,
  } = buildEngine({
    world,
    node: engineNode,
    storeOf,
    options,
    raiseAt: (node) => publisherOf(node).publish,
    dispatcherHost: 'dispatcher',
  });

  let orderCreatedVersion: 1 | 2 = 1;
  const portsOf = (node: NodeId) => ({
    store: storeOf(node),
    unitOfWork: outbox?.unitOfWork ?? commitThenPublish(bus.publisher(node)),
    bus: publisherOf(node),
  });
  const commands = new CommandBus();
  const schema = { orderCreatedVersion: () => orderCreatedVersion };
  commands.register('ordering', ordering({ ...portsOf('ordering'), schema }));
  commands.register('pricing', pricing(portsOf('pricing')));
  commands.register('billing', billing(portsOf('billing')));
  commands.register('inventory', inventory(portsOf('inventory')));
  commands.register('accounts', accounts(portsOf('accounts')));
  commands.register(engineNode, engineCommands);
  commands.register(busNode, busCommands(bus));

  const { idempotency, upcasting } = options;
  const sales = new SalesFigures(world.journal);
  const consumers: Readonly<Record<ConsumerName, Listener>> = {
    notifications: {
      node: engineNode,
      handlers: notificationService({
        store: storeOf(engineNode),
        notifier,
        types: options.types,
        correlator: new EventCorrelator(world, storeOf('correlator')),
        decide: decisionsAt(world, engineNode),
        inTurn,
        clock: world.clock,
      }),
    },
    inventory: {
      node: 'inventory',
      handlers: inventoryConsumer({
        ...portsOf('inventory'),
        decide: decisionsAt(world, 'inventory'),
        inTurn,
        idempotency,
      }),
    },
    analytics: {
      node: 'analytics',
      handlers: analyticsConsumer({ sales, idempotency }),
      versions: analyticsVersions,
      startAnew: () => {
        sales.startAnew();
      },
    },
  };
  const listening = new Map<ConsumerName, Subscription>();
  const left = new Set<ConsumerName>();
  const listen = (name: ConsumerName, filter?: OrderFilter) => {
    const { node, handlers, versions = {}, startAnew } = consumers[name];
    const read = (event: BusEvent) => lift(event, versions[event.type] ?? 1, upcasting);
    const wants = (event: BusEvent) => filter === undefined || passes(event, filter);
    listening.set(name, bus.subscribe(node, handlers, { idempotency, read, wants, startAnew }));
  };

  listen('notifications');
  bus.subscribe(
    'dispatcher',
    {
      NotificationCreated: ({ notificationId }) => dispatcher.dispatch(notificationId),
      NotificationRetried: ({ notificationId }) => dispatcher.dispatch(notificationId),
    },
    { idempotency },
  );
  function* project(event: NotificationEvent): Process {
    projecting.take(event);
  }
  bus.subscribe('projections', Object.fromEntries(projectedEvents.map((type) => [type, project])), {
    idempotency,
    startAnew: () => {
      projecting.startAnew();
    },
  });
  listen('inventory');
  if (options.analytics) listen('analytics');

  return {
    commands,
    notifications,
    projections: projecting.projections,
    deadLetters: () => bus.deadLetters,
    hear: (event) => publisherOf(ownerOf[event.type]).publish(inItsVersion(event)),
    operate(operation: ShopOperation) {
      const { journal } = world;
      if (operation.type === 'publish-version') {
        const { version } = operation;
        journal.changed('ordering', 'schema', 'OrderCreated', orderCreatedVersion, version, 'DEPLOY');
        orderCreatedVersion = version;
        return;
      }
      const { consumer } = operation;
      const subscription = listening.get(consumer);
      const absent = left.has(consumer) ? 'unsubscribed' : null;
      const from = subscription === undefined ? absent : 'subscribed';
      if (operation.type === 'add-consumer') {
        const filter = operation.filter ?? {};
        journal.changed(busNode, 'subscription', consumer, from, 'subscribed', 'SUBSCRIBE', { filter });
        if (subscription === undefined) listen(consumer, operation.filter);
        else bus.changeWishes(consumers[consumer].node, (event) => passes(event, filter));
      } else {
        journal.changed(busNode, 'subscription', consumer, from, 'unsubscribed', 'UNSUBSCRIBE');
        subscription?.unsubscribe();
        listening.delete(consumer);
        left.add(consumer);
      }
    },
  };
}

/** A part of the shop that listens, and the versions of events that it needs. */
interface Listener {
  readonly node: NodeId;
  readonly handlers: EventHandlers<ShopEvent>;
  readonly versions?: { readonly [type: string]: number };
  /** Forgets what it has made of the events, which are about to be replayed. */
  readonly startAnew?: () => void;
}

/** An event from outside as the bus carries it: where an order was placed is said since version 2. */
function inItsVersion(event: OutsideEvent): Unpublished<ShopEvent> {
  return event.type === 'OrderCreated' && event.salesChannel !== undefined ? { ...event, version: 2 } : event;
}

/** Whether an event is about an order that a consumer wants to hear of. */
function passes(event: BusEvent, { customerIds, minTotalCents }: OrderFilter): boolean {
  const { customerId, grandTotalCents } = event;
  if (customerIds !== undefined && !(typeof customerId === 'string' && customerIds.includes(customerId)))
    return false;
  return (
    minTotalCents === undefined || (typeof grandTotalCents === 'number' && grandTotalCents >= minTotalCents)
  );
}
