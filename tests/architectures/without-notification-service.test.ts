import { describe, expect, it } from 'vitest';
import { accounts } from '../../src/architectures/event-sourced/accounts';
import { billing } from '../../src/architectures/event-sourced/billing';
import { inventory } from '../../src/architectures/event-sourced/inventory';
import { ordering } from '../../src/architectures/event-sourced/ordering';
import { pricing } from '../../src/architectures/event-sourced/pricing';
import { EventBus } from '../../src/brokers/event-bus';
import { inMemory } from '../../src/brokers/in-memory';
import { commitThenPublish } from '../../src/brokers/outbox';
import type { Settlement } from '../../src/engine/settlement';
import { CommandBus } from '../../src/shop/command-bus';
import { DataStore } from '../../src/shop/data-store';
import type { ShopEvent } from '../../src/shop/events';
import { connectStore } from '../../src/shop/store';
import { shopData, type Command } from '../../src/simulation';
import { runOut, smallWorld } from '../support/small-world';

/** The domain services of the event-sourced shop on a bus that nobody listens to. */
function shopOnItsOwn() {
  const services = ['ordering', 'pricing', 'billing', 'inventory', 'accounts'];
  const world = smallWorld(
    services.flatMap((service) => [
      ['someone', service, 8] as const,
      [service, 'bus', 5] as const,
      [service, 'store', 4] as const,
    ]),
  );
  const broker = inMemory({
    world,
    attempts: { maxAttempts: 1, firstDelayMs: 1, factor: 1 },
    redeliverAfterMs: 3_000,
    prefetch: 1,
    partitions: 3,
  });
  const bus = new EventBus<ShopEvent>(world, broker);
  const database = new DataStore(shopData);
  const portsOf = (node: string) => ({
    store: connectStore(world, node, database),
    bus: bus.publisher(node),
    unitOfWork: commitThenPublish(bus.publisher(node)),
  });
  const commands = new CommandBus();
  const schema = { orderCreatedVersion: () => 2 as const };
  commands.register('ordering', ordering({ ...portsOf('ordering'), schema }));
  commands.register('pricing', pricing(portsOf('pricing')));
  commands.register('billing', billing(portsOf('billing')));
  commands.register('inventory', inventory(portsOf('inventory')));
  commands.register('accounts', accounts(portsOf('accounts')));

  const give = (command: Command): Settlement<unknown> | undefined => {
    let settled: Settlement<unknown> | undefined;
    const obeyed = commands.send('someone', command);
    world.start('someone', 'flow-1', 0, obeyed, (settlement) => (settled = settlement));
    runOut(world);
    return settled;
  };
  return { bus, database, give };
}

describe('the domain services when the notification service is not there', () => {
  it.each<[Command, ShopEvent['type']]>([
    [
      { type: 'PlaceOrder', customerId: 'cust-001', items: [{ productId: 'prod-001', quantity: 2 }] },
      'OrderCreated',
    ],
    [{ type: 'ShipOrder', orderId: 'ord-001' }, 'OrderStatusChanged'],
    [{ type: 'DeliverOrder', orderId: 'ord-001' }, 'OrderStatusChanged'],
    [{ type: 'CancelOrder', orderId: 'ord-001' }, 'OrderStatusChanged'],
    [{ type: 'ShipLineItem', orderId: 'ord-001', productId: 'prod-001' }, 'LineItemStatusChanged'],
    [{ type: 'CancelLineItem', orderId: 'ord-001', productId: 'prod-001' }, 'LineItemStatusChanged'],
    [{ type: 'UpdatePrice', productId: 'prod-001', priceCents: 11999 }, 'PriceChanged'],
    [{ type: 'DiscountPrice', productId: 'prod-001', percent: 20 }, 'PriceChanged'],
    [{ type: 'FailPayment', orderId: 'ord-001', reason: 'Insufficient funds' }, 'PaymentFailed'],
    [{ type: 'ReceivePayment', orderId: 'ord-001' }, 'PaymentReceived'],
    [{ type: 'LeaveCart', customerId: 'cust-003' }, 'CartLeft'],
    [
      { type: 'RegisterCustomer', name: 'Jo Doe', email: 'jo@example.com', phone: '+1-555-0110' },
      'CustomerRegistered',
    ],
    [{ type: 'AllocateOrder', orderId: 'ord-001', productId: 'prod-001', quantity: 10 }, 'OrderAllocated'],
  ])('$type succeeds, and its event is published and logged', (command, type) => {
    const { bus, give } = shopOnItsOwn();
    expect(bus.isSubscribed('notification-service')).toBe(false);
    expect(give(command)).toMatchObject({ ok: true });
    expect(bus.log.map((event) => event.type)).toEqual([type]);
  });

  it('a command that is refused publishes nothing', () => {
    const { bus, database, give } = shopOnItsOwn();
    expect(give({ type: 'ShipOrder', orderId: 'ord-999' })).toMatchObject({ ok: false });
    expect(bus.log).toEqual([]);
    expect(database.order('ord-999')).toBeUndefined();
  });

  it('an allocation that fails is published, and its error is the caller’s', () => {
    const { bus, give } = shopOnItsOwn();
    const settled = give({ type: 'AllocateOrder', orderId: 'ord-002', productId: 'prod-006', quantity: 1 });
    expect(settled).toMatchObject({ ok: false, error: { name: 'OutOfStock' } });
    expect(bus.log).toMatchObject([{ type: 'AllocationFailed', reason: 'out of stock' }]);
  });

  it('an event says what happened, to what, and from what to what', () => {
    const { bus, give } = shopOnItsOwn();
    give({ type: 'ShipLineItem', orderId: 'ord-001', productId: 'prod-001' });
    expect(bus.log).toEqual([
      {
        id: 'evt-1',
        type: 'LineItemStatusChanged',
        version: 1,
        orderId: 'ord-001',
        customerId: 'cust-001',
        productId: 'prod-001',
        from: 'PENDING',
        to: 'SHIPPED',
      },
    ]);
  });
});
