import { describe, expect, it } from 'vitest';
import { billing } from '../../src/architectures/event-sourced/billing';
import { ordering } from '../../src/architectures/event-sourced/ordering';
import { pricing } from '../../src/architectures/event-sourced/pricing';
import { EventBus } from '../../src/brokers/event-bus';
import type { Settlement } from '../../src/engine/world';
import { CommandBus } from '../../src/shop/command-bus';
import { DataStore } from '../../src/shop/data-store';
import type { ShopEvent } from '../../src/shop/events';
import { connectStore } from '../../src/shop/store';
import { shopData, type Command } from '../../src/simulation';
import { runOut, smallWorld } from '../support/small-world';

/** The domain services of the event-sourced shop on a bus that nobody listens to. */
function shopOnItsOwn() {
  const services = ['ordering', 'pricing', 'billing'];
  const world = smallWorld(
    services.flatMap((service) => [
      ['someone', service, 8] as const,
      [service, 'bus', 5] as const,
      [service, 'store', 4] as const,
    ]),
  );
  const bus = new EventBus<ShopEvent>(world);
  const database = new DataStore(shopData);
  const portsOf = (node: string) => ({
    store: connectStore(world, node, database),
    bus: bus.publisher(node),
  });
  const commands = new CommandBus();
  commands.register('ordering', ordering(portsOf('ordering')));
  commands.register('pricing', pricing(portsOf('pricing')));
  commands.register('billing', billing(portsOf('billing')));

  const give = (command: Command): Settlement<unknown> | undefined => {
    let settled: Settlement<unknown> | undefined;
    world.start('flow-1', 0, commands.send('someone', command), (settlement) => (settled = settlement));
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
  ])('$type succeeds, and its event is published and logged', (command, type) => {
    const { bus, give } = shopOnItsOwn();
    expect(bus.subscriberCount(type)).toBe(0);
    expect(give(command)).toMatchObject({ ok: true });
    expect(bus.log.map((event) => event.type)).toEqual([type]);
  });

  it('a command that is refused publishes nothing', () => {
    const { bus, database, give } = shopOnItsOwn();
    expect(give({ type: 'ShipOrder', orderId: 'ord-999' })).toMatchObject({ ok: false });
    expect(bus.log).toEqual([]);
    expect(database.order('ord-999')).toBeUndefined();
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
