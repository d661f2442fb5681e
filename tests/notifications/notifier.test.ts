import { describe, expect, it } from 'vitest';
import type { Settlement } from '../../src/engine/world';
import { NotificationRepository } from '../../src/notifications/notification';
import type { NotificationEvent } from '../../src/notifications/notification-events';
import { Notifier, type NotificationRequest, type NotifyOutcome } from '../../src/notifications/notifier';
import { DataStore } from '../../src/shop/data-store';
import type { Unpublished } from '../../src/shop/events';
import type { Customer } from '../../src/shop/models';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { recordsOf, runOut, smallWorld } from '../support/small-world';

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

function notifying() {
  const world = smallWorld([['preferences', 'store', 4]]);
  const notifications = new NotificationRepository(world);
  const events: Unpublished<NotificationEvent>[] = [];
  const notifier = new Notifier({
    world,
    node: 'notification-service',
    preferenceStore: connectStore(world, 'preferences', new DataStore(shopData)),
    notifications,
    *raise(event) {
      events.push(event);
    },
  });
  const notify = (wanted: NotificationRequest): Settlement<NotifyOutcome> => {
    let settled: Settlement<NotifyOutcome> | undefined;
    world.start('flow-1', 0, notifier.notify(wanted), (settlement) => (settled = settlement));
    runOut(world);
    if (settled === undefined) throw new Error('the process never ended');
    return settled;
  };
  return { world, notifications, events, notify };
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
    notify(request);
    expect(notify(request)).toEqual({ ok: true, value: { created: [], stoppedBy: 'duplicate' } });
    expect(notifications.all()).toHaveLength(2);
    expect(recordsOf(world, 'decision').at(-1)).toMatchObject({
      rule: 'duplicate',
      outcome: 'stopped',
      because: { notificationType: 'payment_failed', cause: 'evt-1' },
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
    expect(second.ok && second.value.created.length).toBeGreaterThan(0);
  });

  it('that a rule stopped does not count as sent: the same cause can be asked for again', () => {
    const { notify } = notifying();
    const bySms = { ...request, customer: customer('cust-002'), channels: ['sms'] as const };
    expect(notify(bySms)).toMatchObject({ value: { stoppedBy: 'channels' } });
    const again = notify({ ...request, customer: customer('cust-002') });
    expect(again.ok && again.value.created.length).toBe(1);
  });
});
