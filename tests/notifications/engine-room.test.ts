import { describe, expect, it } from 'vitest';
import type { Process } from '../../src/engine/process';
import type { NodeId } from '../../src/engine/trace';
import { buildEngine, type EngineOptions } from '../../src/notifications/engine-room';
import type { NotificationEvent } from '../../src/notifications/notification-events';
import type { NotificationRequest } from '../../src/notifications/notifier';
import { NotificationTypes } from '../../src/notifications/type-catalogue';
import { DataStore } from '../../src/shop/data-store';
import type { Unpublished } from '../../src/shop/events';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { finish, recordsOf, runOut, smallWorld, strike } from '../support/small-world';

const allOff: EngineOptions = {
  types: new NotificationTypes(),
  idempotency: true,
  autoSend: false,
  autoRetry: false,
  autoRetryDelayMs: 5_000,
  deliveryReceipts: false,
};

/** An engine whose parts hear of each other at once, and where each event was raised. */
function engineWith(options: Partial<EngineOptions> = {}) {
  const world = smallWorld(
    [
      ['engine', 'store', 4],
      ['engine', 'projections', 4],
      ['preferences', 'store', 4],
      ['dispatcher', 'email', 25],
      ['dispatcher', 'sms', 25],
    ],
    { hosts: { preferences: 'engine' } },
  );
  const database = new DataStore(shopData);
  const raised: string[] = [];
  const raiseAt = (node: NodeId) =>
    function* (event: Unpublished<NotificationEvent>): Process {
      raised.push(`${event.type} at ${node}`);
      engine.projecting.take(event);
      if (event.type === 'NotificationCreated' || event.type === 'NotificationRetried') {
        yield* engine.dispatcher.dispatch(event.notificationId);
      }
    };
  const engine: ReturnType<typeof buildEngine> = buildEngine({
    world,
    node: 'engine',
    storeOf: (node) => connectStore(world, node, database),
    options: { ...allOff, ...options },
    raiseAt,
    dispatcherHost: 'dispatcher',
  });
  const customer = database.customer('cust-001');
  if (customer === undefined) throw new Error('cust-001 does not exist');
  const request: NotificationRequest = {
    type: 'payment_failed',
    customer,
    context: { orderId: 'ord-001', amountCents: 30997, reason: 'Insufficient funds' },
    cause: { type: 'PaymentFailed', id: 'evt-1' },
    channels: ['email'],
  };
  const notify = (difference: Partial<NotificationRequest> = {}) => {
    finish(world, 'engine', engine.notifier.notify({ ...request, ...difference }));
  };
  const states = () => engine.notifications.all().map(({ state }) => state);
  return { world, engine, raised, notify, states };
}

describe('the notification engine', () => {
  it('brings a request through rules, templates, dispatcher and channel to a person', () => {
    const { world, raised, notify, states } = engineWith();
    notify();
    expect(states()).toEqual(['sent']);
    expect(recordsOf(world, 'received')).toMatchObject([{ channel: 'email', notification: 'ntf-1' }]);
    expect(raised).toEqual(['NotificationCreated at engine', 'NotificationSent at dispatcher']);
  });

  it('keeps its projections, and writes down what each event changed about them', () => {
    const { world, engine, notify } = engineWith();
    notify();
    expect(engine.projecting.projections.stats).toMatchObject([{ channel: 'email', sentCount: 1 }]);
    const changes = recordsOf(world, 'changed').filter(({ machine }) => machine === 'projection');
    expect(changes.map(({ node, from, to, event }) => `${node}: ${from} → ${to} by ${event}`)).toEqual([
      'projections: null → pending by NotificationCreated',
      'projections: pending → sent by NotificationSent',
    ]);
  });

  it('hears of deliveries when receipts are switched on', () => {
    const { raised, notify, states } = engineWith({ deliveryReceipts: true });
    notify();
    expect(states()).toEqual(['delivered']);
    expect(raised.at(-1)).toBe('NotificationDelivered at dispatcher');
  });

  it('sends by itself what is due, when that is switched on', () => {
    const on = engineWith({ autoSend: true });
    on.notify({ scheduledFor: 60_000 });
    expect(on.states()).toEqual(['sent']);
    const off = engineWith();
    off.notify({ scheduledFor: 60_000 });
    expect(off.states()).toEqual(['pending.ready']);
  });

  it('retries by itself what failed, when that is switched on', () => {
    const { world, raised, notify, states } = engineWith({ autoRetry: true });
    strike(world, { type: 'adapter-fail', channel: 'email', count: 1, reason: 'Mailbox full', late: false });
    notify();
    runOut(world);
    expect(states()).toEqual(['sent']);
    expect(raised).toEqual([
      'NotificationCreated at engine',
      'NotificationFailed at dispatcher',
      'NotificationRetried at dispatcher',
      'NotificationSent at dispatcher',
    ]);
  });

  it('sends nobody the same twice, also after a send that nobody knows the end of', () => {
    const { world, engine, notify, states } = engineWith({ autoRetry: true });
    strike(world, { type: 'drop', from: 'email', to: 'dispatcher', count: 1 });
    notify();
    expect(states()).toEqual(['sent']);
    expect(engine.notifications.find('ntf-1')?.attemptCount).toBe(2);
    expect(recordsOf(world, 'received')).toHaveLength(1);
  });

  it('sends it twice without idempotency', () => {
    const { world, notify } = engineWith({ autoRetry: true, idempotency: false });
    strike(world, { type: 'drop', from: 'email', to: 'dispatcher', count: 1 });
    notify();
    expect(recordsOf(world, 'received')).toHaveLength(2);
  });

  it('answers who looks into a feed from the projections', () => {
    const { world, engine, notify } = engineWith();
    notify();
    const { ReadFeed: readFeed } = engine.commands;
    const feed = finish(world, 'engine', readFeed({ type: 'ReadFeed', customerId: 'cust-001' }));
    expect(feed).toMatchObject([{ notificationId: 'ntf-1', status: 'sent' }]);
    expect(recordsOf(world, 'query').at(-1)).toMatchObject({ to: 'projections', entity: 'feed' });
  });

  it('forgets its projections when they are to be made anew, and says so', () => {
    const { world, engine, notify } = engineWith();
    notify();
    expect(engine.projecting.projections.log).toHaveLength(1);
    engine.projecting.startAnew();
    expect(engine.projecting.projections.log).toEqual([]);
    expect(recordsOf(world, 'changed').at(-1)).toMatchObject({
      node: 'projections',
      entity: 'all',
      to: 'empty',
      event: 'REBUILD',
    });
  });
});
