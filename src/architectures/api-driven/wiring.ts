import type { BrokerCommand } from '../../brokers/broker-commands';
import { DomainError } from '../../engine/process';
import type { NodeId } from '../../engine/trace';
import type { World } from '../../engine/world';
import { buildEngine } from '../../notifications/engine-room';
import type { NotificationEvent, RaiseNotificationEvent } from '../../notifications/notification-events';
import { OrderCompletion } from '../../notifications/order-completion';
import type { Projecting } from '../../notifications/projecting';
import { decisionsAt } from '../../notifications/verdict';
import { CommandBus } from '../../shop/command-bus';
import type { CommandHandlers } from '../../shop/commands';
import type { DataStore } from '../../shop/data-store';
import type { Unpublished } from '../../shop/events';
import { SalesFigures } from '../../shop/sales-figures';
import { connectStore } from '../../shop/store';
import type { RunningShop, ShopOperation, ShopOptions } from '../architecture';
import type { OrderFilter } from '../operations';
import { accounts, accountsNews } from './accounts';
import { AnalyticsApi } from './analytics';
import { connectAnalyticsApi } from './analytics-api-client';
import { billing, billingNews } from './billing';
import { Hearing } from './hearing';
import { inventory, InventoryApi, inventoryNews } from './inventory';
import { connectInventoryApi } from './inventory-api-client';
import { NotificationApi } from './notification-api';
import { connectNotificationApi } from './notification-api-client';
import { ordering, orderingNews, type Integrations } from './ordering';
import { pricing, pricingNews } from './pricing';
import { remoteCalls } from './remote-call';
import { Telling } from './telling';
import { engineNode } from './topology';

/** Builds the shop around a notification API: services call it, and each other, and wait for the answers. */
export function buildApiDriven(world: World, database: DataStore, options: ShopOptions): RunningShop {
  const storeOf = (node: NodeId) => connectStore(world, node, database);
  const inTurn = world.inTurn.bind(world);
  const log: Unpublished<NotificationEvent>[] = [];

  /** Who must know what happens to a notification is called, and waited for. */
  const raise: RaiseNotificationEvent = function* (event) {
    log.push(event);
    projecting.take(event);
    if (event.type === 'NotificationCreated' || event.type === 'NotificationRetried') {
      yield* dispatcher.dispatch(event.notificationId, engineNode);
    }
  };
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
    raiseAt: () => raise,
    dispatcherHost: engineNode,
  });
  const decide = decisionsAt(world, engineNode);
  const api = new NotificationApi(world, storeOf(engineNode), notifier, options.types, decide);

  const { idempotency, upcasting } = options;
  const portsOf = (node: NodeId) => {
    const ports = {
      store: storeOf(node),
      api: connectNotificationApi(remoteCalls(world, node, options.attempts), api),
      decide: decisionsAt(world, node),
      inTurn,
    };
    return { ...ports, telling: new Telling({ ...ports, clock: world.clock, types: options.types }) };
  };
  const callFromOrdering = remoteCalls(world, 'ordering', options.attempts);
  const inventoryApi = new InventoryApi({ ...portsOf('inventory'), idempotency });
  const sales = new SalesFigures(world.journal);
  const analyticsApi = new AnalyticsApi({ sales, upcasting, idempotency });

  let orderCreatedVersion: 1 | 2 = 1;
  const wanted = new Map<string, OrderFilter>([['inventory', {}]]);
  if (options.analytics) wanted.set('analytics', {});
  const left = new Set<string>();
  const wantsOrder: Integrations['wants'] = (consumer, order) => passes(order, wanted.get(consumer));
  const commands = new CommandBus();
  const orderingPorts = {
    ...portsOf('ordering'),
    completion: new OrderCompletion(world, 'ordering'),
    inventory: connectInventoryApi(callFromOrdering, inventoryApi),
    analytics: connectAnalyticsApi(callFromOrdering, analyticsApi),
    integrations: { wants: wantsOrder },
    schema: { orderCreatedVersion: () => orderCreatedVersion },
  };
  commands.register('ordering', ordering(orderingPorts));
  commands.register('pricing', pricing(portsOf('pricing')));
  commands.register('billing', billing(portsOf('billing')));
  commands.register('inventory', inventory(portsOf('inventory')));
  commands.register('accounts', accounts(portsOf('accounts')));
  commands.register(engineNode, engineCommands);
  commands.register(engineNode, logCommands(projecting, log));
  const hearing = new Hearing(
    world,
    {
      ...orderingNews(orderingPorts),
      ...pricingNews(portsOf('pricing')),
      ...billingNews(portsOf('billing')),
      ...inventoryNews(portsOf('inventory')),
      ...accountsNews(portsOf('accounts')),
    },
    idempotency,
  );

  return {
    commands,
    notifications,
    projections: projecting.projections,
    deadLetters: () => [],
    hear: (event) => hearing.hear(event),
    operate(operation: ShopOperation) {
      const { journal, outages } = world;
      if (operation.type === 'publish-version') {
        const { version } = operation;
        journal.changed('ordering', 'schema', 'OrderCreated', orderCreatedVersion, version, 'DEPLOY');
        orderCreatedVersion = version;
        return;
      }
      const { type, consumer } = operation;
      if (consumer === 'notifications') {
        if (type === 'add-consumer') outages.comeUp(engineNode);
        else outages.goDown(engineNode, 'stopped');
        return;
      }
      const absent = left.has(consumer) ? 'not called' : null;
      const from = wanted.has(consumer) ? 'called' : absent;
      if (type === 'add-consumer') {
        const filter = operation.filter ?? {};
        wanted.set(consumer, filter);
        journal.changed('ordering', 'integration', consumer, from, 'called', 'DEPLOY', { filter });
      } else {
        wanted.delete(consumer);
        left.add(consumer);
        journal.changed('ordering', 'integration', consumer, from, 'not called', 'DEPLOY');
      }
    },
  };
}

/** The API keeps the log of what happened to notifications; there are no events to redrive here. */
function logCommands(
  projecting: Projecting,
  log: readonly Unpublished<NotificationEvent>[],
): CommandHandlers<BrokerCommand, BrokerCommand['type']> {
  return {
    *ReplayLog({ fromOffset }) {
      const events = log.slice(fromOffset);
      if (fromOffset === 0) {
        projecting.startAnew();
        for (const event of events) projecting.take(event);
      }
      return { replayed: events.length };
    },

    *RedriveDeadLetters({ consumer }) {
      throw new DomainError(
        'NoDeadLetters',
        `consumer: ${consumer} has no dead-letter queue; whoever calls an API keeps what failed`,
      );
    },
  };
}

/** Whether an order is one that a consumer wants to hear of. */
function passes(
  { customerId, totalCents }: { readonly customerId: string; readonly totalCents: number },
  filter: OrderFilter | undefined,
): boolean {
  if (filter === undefined) return false;
  const { customerIds, minTotalCents = 0 } = filter;
  return (customerIds === undefined || customerIds.includes(customerId)) && totalCents >= minTotalCents;
}
