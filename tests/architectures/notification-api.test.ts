import { describe, expect, it } from 'vitest';
import { NotificationApi, type NotifyRequest } from '../../src/architectures/api-driven/notification-api';
import type { Settlement } from '../../src/engine/world';
import { mockInboxes } from '../../src/notifications/channels';
import { Dispatcher } from '../../src/notifications/dispatcher';
import { NotificationRepository } from '../../src/notifications/notification';
import { Notifier } from '../../src/notifications/notifier';
import { DataStore } from '../../src/shop/data-store';
import { connectStore } from '../../src/shop/store';
import { shopData, type Scenario } from '../../src/simulation';
import { answers, deliveries, play, told } from '../support/play';
import { recordsOf, runOut, smallWorld } from '../support/small-world';

const paymentFailed = {
  type: 'payment_failed',
  customerId: 'cust-001',
  context: { orderId: 'ord-001', amountCents: 30997, reason: 'Insufficient funds' },
} as const satisfies NotifyRequest;

/** The notification API with a shop behind it, and a way to ask it as a service would. */
function notificationApi(startsAt = '2026-03-02T09:00:00Z') {
  const nodes = ['email', 'sms', 'push'].map((channel) => ['dispatcher', channel, 25] as const);
  const world = smallWorld([['notification-api', 'store', 4], ['preferences', 'store', 4], ...nodes], {
    epochMs: Date.parse(startsAt),
  });
  const database = new DataStore(shopData);
  const notifications = new NotificationRepository(world);
  const dispatcher = new Dispatcher({ world, notifications, adapters: mockInboxes(world), *raise() {} });
  const notifier = new Notifier({
    world,
    node: 'notification-api',
    preferenceStore: connectStore(world, 'preferences', database),
    notifications,
    *raise({ type, notificationId }) {
      if (type === 'NotificationCreated') yield* dispatcher.dispatch(notificationId);
    },
  });
  const api = new NotificationApi(world, connectStore(world, 'notification-api', database), notifier);

  const ask = (request: NotifyRequest, idempotencyKey = 'key-1') => {
    let answer: Settlement<unknown> | undefined;
    world.start('flow-1', 0, api.notify(request, idempotencyKey), (settlement) => (answer = settlement));
    runOut(world);
    return answer;
  };
  return { world, ask };
}

describe('POST /notify', () => {
  it('answers with one result for each channel that was used, and with whom it reached', () => {
    const { ask } = notificationApi();
    expect(ask(paymentFailed)).toEqual({
      ok: true,
      value: {
        requestId: 'req-1',
        results: [
          { channel: 'email', recipient: 'alice.johnson@example.com', success: true },
          { channel: 'sms', recipient: '+1-555-0101', success: true },
        ],
      },
    });
  });

  it('uses only the channels that the caller asks for, as far as the customer wants them', () => {
    const { ask } = notificationApi();
    expect(ask({ ...paymentFailed, channels: ['sms'] })).toMatchObject({
      value: { results: [{ channel: 'sms' }] },
    });
    expect(ask({ ...paymentFailed, customerId: 'cust-002', channels: ['sms'] }, 'key-2')).toMatchObject({
      value: { results: [], stoppedBy: 'channels' },
    });
  });

  it('cannot be talked into a channel that the type of notification does not have', () => {
    const { ask } = notificationApi();
    expect(ask({ ...paymentFailed, channels: ['push'] })).toMatchObject({ ok: true, value: { results: [] } });
    const confirmed = { orderId: 'ord-001', totalCents: 0, items: [] };
    // Alice wants SMS about her orders, but a confirmation goes by email alone.
    const request = { type: 'order_confirmed', customerId: 'cust-001', context: confirmed };
    expect(ask({ ...request, channels: ['sms'] }, 'key-2')).toMatchObject({
      ok: true,
      value: { results: [], stoppedBy: 'channels' },
    });
    expect(ask({ ...request, channels: ['email', 'sms'] }, 'key-3')).toMatchObject({
      ok: true,
      value: { results: [{ channel: 'email', success: true }] },
    });
  });

  it.each<[string, NotifyRequest, string, RegExp]>([
    ['an unknown customer', { ...paymentFailed, customerId: 'cust-999' }, '404', /customerId.*cust-999/],
    ['an unknown type', { ...paymentFailed, type: 'birthday' }, '400', /^type\b.*birthday/],
    [
      'a type that every object has',
      { ...paymentFailed, type: 'constructor' },
      '400',
      /^type\b.*constructor/,
    ],
    [
      'missing context',
      { ...paymentFailed, context: { orderId: 'ord-001', amountCents: 30997 } },
      '400',
      /context\.reason/,
    ],
    [
      'context of the wrong kind',
      { ...paymentFailed, context: { ...paymentFailed.context, amountCents: '309.97' } },
      '400',
      /context\.amountCents/,
    ],
    ['no context at all', { ...paymentFailed, context: {} }, '400', /orderId.*amountCents.*reason/],
  ])('%s is a 4xx answer that names the field, and nothing is sent', (_, request, status, field) => {
    const { world, ask } = notificationApi();
    const answer = ask(request);
    if (answer?.ok !== false) throw new Error('the API accepted it');
    expect(answer.error.name).toMatch(new RegExp(`^${status} `));
    expect(answer.error.message).toMatch(field);
    expect(recordsOf(world, 'received')).toEqual([]);
  });

  it('the same idempotency key twice notifies once', () => {
    const { world, ask } = notificationApi();
    ask(paymentFailed, 'key-1');
    expect(ask(paymentFailed, 'key-1')).toMatchObject({ value: { results: [], stoppedBy: 'duplicate' } });
    expect(recordsOf(world, 'received')).toHaveLength(2);
  });

  it('two keys are two intentions', () => {
    const { world, ask } = notificationApi();
    ask(paymentFailed, 'key-1');
    ask(paymentFailed, 'key-2');
    expect(recordsOf(world, 'received')).toHaveLength(4);
  });

  it('what quiet hours hold back is a success that says when it will be sent', () => {
    const { world, ask } = notificationApi('2026-03-02T23:00:00Z');
    const nineHours = 9 * 3_600_000;
    const answer = ask({ ...paymentFailed, customerId: 'cust-009', channels: ['email'] });
    expect(answer).toMatchObject({
      value: { results: [{ channel: 'email', success: true, scheduledFor: nineHours }] },
    });
    expect(recordsOf(world, 'received')).toEqual([]);
  });

  it('every request has an id of its own', () => {
    const { ask } = notificationApi();
    const ids = ['key-1', 'key-2', 'key-3'].map(
      (key) => (ask(paymentFailed, key) as { value: { requestId: string } }).value.requestId,
    );
    expect(new Set(ids).size).toBe(3);
  });
});

describe('GET /notifications/{customerId}', () => {
  it('lists what the customer got, newest first', () => {
    const run = play(
      told([
        [0, { type: 'ShipOrder', orderId: 'ord-001' }],
        [1000, { type: 'DeliverOrder', orderId: 'ord-001' }],
        [2000, { type: 'ReadFeed', customerId: 'cust-001' }],
      ]),
      'api-driven',
    );
    const types = (answers(run)[2] as { notificationType: string; channel: string }[]).map(
      ({ notificationType, channel }) => `${notificationType} ${channel}`,
    );
    expect(types).toEqual([
      'order_delivered sms',
      'order_delivered email',
      'order_shipped sms',
      'order_shipped email',
    ]);
  });
});

describe('an order of someone who is no customer', () => {
  it('is shipped, but the service that has to notify is told 404', () => {
    // No scenario file may say this; the services do not rely on it.
    const scenario: Scenario = {
      ...told([[0, { type: 'ShipOrder', orderId: 'ord-100' }]]),
      shop: {
        orders: [
          {
            id: 'ord-100',
            customerId: 'cust-999',
            status: 'PROCESSING',
            items: [{ productId: 'prod-001', quantity: 1, priceCents: 14999, status: 'PENDING' }],
            totalCents: 14999,
          },
        ],
      },
    };
    const run = play(scenario, 'api-driven');
    expect(answers(run)).toEqual([expect.stringMatching(/^404 CustomerNotFound: .*cust-999/)]);
    expect(deliveries(run)).toEqual([]);
  });
});
