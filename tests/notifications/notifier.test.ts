import { describe, expect, it } from 'vitest';
import { pause } from '../../src/engine/process';
import { NotificationRepository } from '../../src/notifications/notification';
import type { NotificationEvent } from '../../src/notifications/notification-events';
import {
  Notifier,
  type InternalRequest,
  type NotificationRequest,
  type NotifyOutcome,
} from '../../src/notifications/notifier';
import { NotificationTypes } from '../../src/notifications/type-catalogue';
import { DataStore } from '../../src/shop/data-store';
import type { Unpublished } from '../../src/shop/events';
import type { Customer } from '../../src/shop/models';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { at, finish, recordsOf, runOut, smallWorld } from '../support/small-world';

function customer(id: string): Customer {
  const found = shopData.customers.find((row) => row.id === id);
  if (found === undefined) throw new Error(`${id} does not exist`);
  return found;
}

const request: NotificationRequest = {
  type: 'payment_failed',
  customer: customer('cust-001'),
  context: { orderId: 'ord-001', amountCents: 30997, reason: 'Insufficient funds' },
  cause: { type: 'PaymentFailed', id: 'evt-1' },
};

/** A notifier in the notification service; raising an event takes as long as the test says. */
function notifying({ idempotency = true, raiseMs = 0 } = {}) {
  const world = smallWorld([
    ['preferences', 'store', 4],
    ['notification-service', 'preferences', 4],
  ]);
  const notifications = new NotificationRepository(world, idempotency);
  const events: Unpublished<NotificationEvent>[] = [];
  const notifier = new Notifier({
    world,
    node: 'notification-service',
    types: new NotificationTypes(),
    preferenceStore: connectStore(world, 'preferences', new DataStore(shopData)),
    notifications,
    *raise(event) {
      events.push(event);
      if (raiseMs > 0) yield* pause(raiseMs);
    },
  });
  const notify = (wanted: NotificationRequest): NotifyOutcome =>
    finish(world, 'notification-service', notifier.notify(wanted));
  return { world, notifier, notifications, events, notify };
}

describe('a request to notify', () => {
  it('creates one pending notification for each channel, and says so for each', () => {
    const { notifications, events, notify } = notifying();
    notify(request);
    expect(
      notifications.all().map(({ status, details }) => [details.channel, details.recipient, status]),
    ).toEqual([
      ['email', 'alice.johnson@example.com', 'pending'],
      ['sms', '+1-555-0101', 'pending'],
    ]);
    expect(events.map(({ type, notificationId }) => `${type} ${notificationId}`)).toEqual([
      'NotificationCreated ntf-1',
      'NotificationCreated ntf-2',
    ]);
  });

  it('leaves its decisions in the order of the rules', () => {
    const { world, notify } = notifying();
    notify(request);
    expect(recordsOf(world, 'decision').map(({ rule, outcome }) => `${rule}: ${outcome}`)).toEqual([
      'subscription: passed',
      'channels: passed',
      'quiet-hours: passed',
      'duplicate: passed',
    ]);
  });

  it('keeps what it came from', () => {
    const { notifications, notify } = notifying();
    notify(request);
    expect(notifications.find('ntf-1')?.details).toMatchObject({
      type: 'payment_failed',
      customerId: 'cust-001',
      template: 'payment-failed',
      source: { type: 'PaymentFailed', id: 'evt-1' },
      context: request.context,
      scheduledFor: null,
      maxRetries: 3,
    });
  });

  it('of the same type for the same cause is a duplicate: nobody is notified again', () => {
    const { world, notifications, notify } = notifying();
    const { created } = notify(request);
    expect(notify(request)).toEqual({ created: [], known: created, stoppedBy: 'duplicate' });
    expect(notifications.all()).toHaveLength(2);
    expect(recordsOf(world, 'decision').at(-1)).toMatchObject({
      rule: 'duplicate',
      outcome: 'stopped',
      because: { notificationType: 'payment_failed', cause: 'evt-1', known: ['ntf-1', 'ntf-2'] },
    });
  });

  it('that had come to one channel before creates the others, and knows the one', () => {
    const { notify } = notifying();
    const { created: first } = notify({ ...request, channels: ['sms'] });
    const second = notify(request);
    expect(second.known).toEqual(first);
    expect(second.created.map(({ details }) => details.channel)).toEqual(['email']);
    expect(second.stoppedBy).toBeUndefined();
  });

  it('that comes twice at the same time notifies once through each channel', () => {
    const { world, notifier, notifications } = notifying({ raiseMs: 50 });
    for (const flow of ['flow-1', 'flow-2']) {
      world.start('notification-service', flow, 0, notifier.notify(request), () => undefined);
    }
    runOut(world);
    expect(notifications.all().map(({ details }) => details.channel)).toEqual(['email', 'sms']);
  });

  it('that is repeated while the first is half way through notifies once through each channel', () => {
    const { world, notifier, notifications } = notifying({ raiseMs: 50 });
    world.start('notification-service', 'flow-1', 0, notifier.notify(request), () => undefined);
    at(world, 20, () => {
      world.start('notification-service', 'flow-2', 0, notifier.notify(request), () => undefined);
    });
    runOut(world);
    expect(notifications.all().map(({ details }) => details.channel)).toEqual(['email', 'sms']);
  });

  it('without idempotency notifies again, and says that it does not look', () => {
    const { world, notifications, notify } = notifying({ idempotency: false });
    notify(request);
    expect(notify(request).created).toHaveLength(2);
    expect(notifications.all()).toHaveLength(4);
    expect(recordsOf(world, 'decision').at(-1)).toMatchObject({
      rule: 'duplicate',
      outcome: 'passed',
      because: { idempotency: 'off' },
    });
  });

  it.each<[string, Partial<NotificationRequest>]>([
    ['another cause', { cause: { type: 'PaymentFailed', id: 'evt-2' } }],
    ['another customer', { customer: customer('cust-003') }],
    [
      'another type',
      {
        type: 'price_drop',
        context: { productId: 'prod-001', productName: 'Router', oldPriceCents: 2, newPriceCents: 1 },
      },
    ],
  ])('with %s is no duplicate', (_, difference) => {
    const { notify } = notifying();
    notify(request);
    const second = notify({ ...request, ...difference });
    expect(second.created.length).toBeGreaterThan(0);
  });

  it('that a rule stopped does not count as sent: the same cause can be asked for again', () => {
    const { notify } = notifying();
    const bySms = { ...request, customer: customer('cust-002'), channels: ['sms'] as const };
    expect(notify(bySms)).toEqual({ created: [], known: [], stoppedBy: 'channels' });
    expect(notify({ ...request, customer: customer('cust-002') }).created).toHaveLength(1);
  });

  it('for later is held until then, and says so', () => {
    const { world, events, notify } = notifying();
    const { created } = notify({ ...request, channels: ['email'], scheduledFor: 60_000 });
    expect(created[0]?.details.scheduledFor).toBe(60_000);
    expect(events).toMatchObject([{ type: 'NotificationCreated', scheduledFor: 60_000 }]);
    expect(recordsOf(world, 'timer-set')).toMatchObject([{ event: 'untilDue', dueAt: 60_000 }]);
  });

  it('is not held for a time that has come while the rules were applied', () => {
    const { notify } = notifying();
    const { created } = notify({ ...request, channels: ['email'], scheduledFor: 1 });
    expect(created[0]?.details.scheduledFor).toBeNull();
    expect(created[0]?.state).toBe('pending.ready');
  });
});

describe('a request to tell the warehouse', () => {
  const lowStock: InternalRequest = {
    type: 'low_stock',
    context: { productId: 'prod-001', productName: 'Wireless Router X500', stock: 3 },
    cause: { type: 'StockRanLow', id: 'evt-7' },
  };

  it('goes to the mailbox there, whatever customers prefer', () => {
    const { world, notifier, events } = notifying();
    const { created } = finish(world, 'notification-service', notifier.notifyWarehouse(lowStock));
    expect(created.map(({ details }) => details)).toMatchObject([
      { customerId: null, channel: 'mailbox', recipient: 'warehouse@signalbox.example', scheduledFor: null },
    ]);
    expect(events).toMatchObject([{ type: 'NotificationCreated', customerId: null }]);
    expect(recordsOf(world, 'decision').map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([
      'duplicate warehouse',
    ]);
  });

  it('for the same cause is a duplicate', () => {
    const { world, notifier, notifications } = notifying();
    const tell = () => finish(world, 'notification-service', notifier.notifyWarehouse(lowStock));
    const { created } = tell();
    expect(tell()).toEqual({ created: [], known: created, stoppedBy: 'duplicate' });
    expect(notifications.all()).toHaveLength(1);
  });
});
