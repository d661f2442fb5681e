import { describe, expect, it } from 'vitest';
import {
  NotificationApi,
  type BulkNotifyRequest,
  type NotifyRequest,
} from '../../src/architectures/api-driven/notification-api';
import { connectNotificationApi } from '../../src/architectures/api-driven/notification-api-client';
import { remoteCalls } from '../../src/architectures/api-driven/remote-call';
import type { Process } from '../../src/engine/process';
import type { Settlement } from '../../src/engine/settlement';
import { mockInboxes } from '../../src/notifications/channels';
import { Dispatcher } from '../../src/notifications/dispatcher';
import { NotificationRepository } from '../../src/notifications/notification';
import { Notifier } from '../../src/notifications/notifier';
import { defaultPreferences } from '../../src/notifications/preference-rules';
import { NotificationTypes, shippedTypeRows } from '../../src/notifications/type-catalogue';
import { withTypeRows, type TypeRow } from '../../src/notifications/type-rows';
import { decisionsAt } from '../../src/notifications/verdict';
import { DataStore } from '../../src/shop/data-store';
import { connectStore } from '../../src/shop/store';
import { shopData, type Scenario } from '../../src/simulation';
import { answers, deliveries, play, told } from '../support/play';
import { finish, recordsOf, runOut, smallWorld } from '../support/small-world';

const paymentFailed = {
  type: 'payment_failed',
  customerId: 'cust-001',
  context: { orderId: 'ord-001', amountCents: 30997, reason: 'Insufficient funds' },
} as const satisfies NotifyRequest;

const lowStock = {
  type: 'low_stock',
  customerId: null,
  context: { productId: 'prod-005', productName: 'Ergonomic Mouse Pro', stock: 3 },
} as const satisfies NotifyRequest;

/** The notification API with a shop behind it, and a way to ask it as a service would. */
function notificationApi(
  startsAt = '2026-03-02T09:00:00Z',
  { idempotency = true, rows = [] }: { idempotency?: boolean; rows?: readonly TypeRow[] } = {},
) {
  const node = 'notification-api';
  const ways = ['email', 'sms', 'push', 'mailbox'].map((channel) => ['dispatcher', channel, 25] as const);
  const world = smallWorld(
    [['billing', node, 15], [node, 'store', 4], ['preferences', 'store', 4], ...ways],
    {
      epochMs: Date.parse(startsAt),
    },
  );
  const database = new DataStore(shopData);
  const notifications = new NotificationRepository(world, idempotency);
  const adapters = mockInboxes({ world, idempotency, deliveryReceipts: false, *report() {} });
  const dispatcher = new Dispatcher({
    world,
    notifications,
    adapters: () => adapters,
    *raise() {},
    autoRetry: false,
    autoRetryDelayMs: 5_000,
  });
  const types = new NotificationTypes(withTypeRows(shippedTypeRows, rows));
  const notifier = new Notifier({
    world,
    node,
    types,
    preferenceStore: connectStore(world, 'preferences', database),
    notifications,
    *raise({ type, notificationId }) {
      if (type === 'NotificationCreated') yield* dispatcher.dispatch(notificationId);
    },
  });
  const api = new NotificationApi(
    world,
    connectStore(world, node, database),
    notifier,
    types,
    decisionsAt(world, node),
  );

  const settle = <Answer>(process: Process<Answer>): Settlement<Answer> | undefined => {
    let answer: Settlement<Answer> | undefined;
    world.start(node, 'flow-1', 0, process, (settlement) => (answer = settlement));
    runOut(world);
    return answer;
  };
  const ask = (request: NotifyRequest, idempotencyKey = 'key-1') =>
    settle(api.notify(request, idempotencyKey));
  const askAll = (request: BulkNotifyRequest, idempotencyKey = 'key-1') =>
    settle(api.notifyAll(request, idempotencyKey));
  return { world, database, api, settle, ask, askAll };
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
    [
      'no customer for a type that goes to customers',
      { ...paymentFailed, customerId: null },
      '400',
      /^customerId: .*payment_failed/,
    ],
    [
      'a customer for a type that goes to the warehouse',
      { ...lowStock, customerId: 'cust-001' },
      '400',
      /^customerId: .*low_stock/,
    ],
    ['a time in parts of a ms', { ...paymentFailed, scheduledFor: 0.5 }, '400', /^scheduledFor: /],
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
    ask(paymentFailed, 'key-1');
    expect(recordsOf(world, 'received')).toHaveLength(2);
  });

  it('the same idempotency key twice is answered with what became of the first request', () => {
    const { ask } = notificationApi();
    ask(paymentFailed, 'key-1');
    expect(ask(paymentFailed, 'key-1')).toMatchObject({
      value: {
        results: [
          { channel: 'email', success: true },
          { channel: 'sms', success: true },
        ],
        stoppedBy: 'duplicate',
      },
    });
  });

  it('the same key twice notifies twice when idempotency is off', () => {
    const { world, ask } = notificationApi('2026-03-02T09:00:00Z', { idempotency: false });
    ask(paymentFailed, 'key-1');
    ask(paymentFailed, 'key-1');
    expect(recordsOf(world, 'received')).toHaveLength(4);
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

  it('what is scheduled for later is a success that says when it will be sent', () => {
    const { world, ask } = notificationApi();
    const tomorrow = 86_400_000;
    const answer = ask({ ...paymentFailed, channels: ['email'], scheduledFor: tomorrow });
    expect(answer).toMatchObject({ value: { results: [{ success: true, scheduledFor: tomorrow }] } });
    expect(recordsOf(world, 'received')).toEqual([]);
  });

  it('what is scheduled for a time that has passed is sent at once', () => {
    const { world, ask } = notificationApi();
    ask({ ...paymentFailed, channels: ['email'], scheduledFor: -1 });
    expect(recordsOf(world, 'received')).toHaveLength(1);
  });

  it('what is for the warehouse goes to its mailbox, whatever customers prefer', () => {
    const { world, ask } = notificationApi();
    const recipient = 'warehouse@signalbox.example';
    expect(ask(lowStock)).toMatchObject({
      ok: true,
      value: { results: [{ channel: 'mailbox', recipient, success: true }] },
    });
    expect(recordsOf(world, 'received')).toMatchObject([{ channel: 'mailbox', to: recipient }]);
    expect(recordsOf(world, 'query')).toEqual([]);
  });

  it('every request has an id of its own', () => {
    const { ask } = notificationApi();
    const ids = ['key-1', 'key-2', 'key-3'].map(
      (key) => (ask(paymentFailed, key) as unknown as { value: { requestId: string } }).value.requestId,
    );
    expect(new Set(ids).size).toBe(3);
  });
});

describe('POST /notify for several customers', () => {
  const { customerId: _, ...aboutPayment } = paymentFailed;
  const bulk = (...customerIds: readonly string[]) => ({ ...aboutPayment, customerIds });

  it('answers with the results of each customer, in their order', () => {
    const { askAll } = notificationApi();
    expect(askAll(bulk('cust-002', 'cust-001'))).toEqual({
      ok: true,
      value: {
        requestId: 'req-1',
        results: [
          {
            customerId: 'cust-002',
            results: [{ channel: 'email', recipient: 'bob.smith@example.com', success: true }],
          },
          {
            customerId: 'cust-001',
            results: [
              { channel: 'email', recipient: 'alice.johnson@example.com', success: true },
              { channel: 'sms', recipient: '+1-555-0101', success: true },
            ],
          },
        ],
      },
    });
  });

  it('an unknown customer does not fail the others', () => {
    const { world, askAll } = notificationApi();
    expect(askAll(bulk('cust-999', 'cust-002'))).toMatchObject({
      ok: true,
      value: {
        results: [
          { customerId: 'cust-999', error: expect.stringMatching(/^CustomerNotFound.*cust-999/) as string },
          { customerId: 'cust-002', results: [{ success: true }] },
        ],
      },
    });
    expect(recordsOf(world, 'received')).toHaveLength(1);
  });

  it('a channel that fails for one customer does not fail the others', () => {
    const { world, askAll } = notificationApi();
    world.faults.armNode({
      type: 'adapter-fail',
      node: 'email',
      count: 1,
      details: { reason: 'SMTP error 451', late: false },
    });
    expect(askAll(bulk('cust-002', 'cust-003'))).toMatchObject({
      ok: true,
      value: {
        results: [
          {
            customerId: 'cust-002',
            results: [{ channel: 'email', success: false, error: 'SMTP error 451' }],
          },
          { customerId: 'cust-003', results: [{ success: true }, { success: true }] },
        ],
      },
    });
  });

  describe('of a type that is for some segments, a while later', () => {
    const rows = [
      { name: 'payment_failed', channels: ['email'], segments: ['gold'], delayMs: 60_000 },
    ] as const;
    const isGold = (id: string) => shopData.customers.find((row) => row.id === id)?.segment === 'gold';
    const pair = [
      shopData.customers.find(({ id }) => !isGold(id))?.id ?? '',
      shopData.customers.find(({ id }) => isGold(id))?.id ?? '',
    ] as const;

    it('decides for each, and schedules it for who is in one of them', () => {
      const { world, askAll } = notificationApi(undefined, { rows });
      const answer = askAll(bulk(...pair));
      expect(answer).toMatchObject({
        value: {
          results: [
            { customerId: pair[0], results: [], stoppedBy: 'segment' },
            { customerId: pair[1], results: [{ channel: 'email', success: true, scheduledFor: 60_000 }] },
          ],
        },
      });
      const segments = recordsOf(world, 'decision').filter(({ rule }) => rule === 'segment');
      expect(segments.map(({ node, subject, outcome }) => [node, subject, outcome])).toEqual([
        ['notification-api', pair[0], 'stopped'],
        ['notification-api', pair[1], 'passed'],
      ]);
    });

    it.each([
      ['another time', 5_000, { scheduledFor: 5_000 }],
      ['a time that has come', 0, { success: true }],
    ])('goes by the time of the request when it names %s', (__, scheduledFor, result) => {
      const { askAll } = notificationApi(undefined, { rows });
      const answer = askAll({ ...bulk(pair[1]), scheduledFor });
      expect(answer).toMatchObject({ value: { results: [{ results: [result] }] } });
      expect(JSON.stringify(answer).includes('scheduledFor')).toBe(scheduledFor > 0);
    });
  });

  it('whom a rule stops is told with the rule, and stops none of the others', () => {
    const { askAll } = notificationApi();
    expect(askAll(bulk('cust-008', 'cust-002'))).toMatchObject({
      value: {
        results: [
          { customerId: 'cust-008', results: [], stoppedBy: 'channels' },
          { customerId: 'cust-002', results: [{ success: true }] },
        ],
      },
    });
  });

  it.each<[string, object, RegExp]>([
    ['an unknown type', { type: 'birthday' }, /^type\b.*birthday/],
    ['a type for the warehouse', { type: 'low_stock', context: lowStock.context }, /^type\b.*low_stock/],
    ['missing context', { context: {} }, /context\.orderId/],
  ])('%s is refused as a whole with 400', (__, changes, field) => {
    const { world, askAll } = notificationApi();
    const answer = askAll({ ...bulk('cust-001', 'cust-002'), ...changes });
    if (answer?.ok !== false) throw new Error('the API accepted it');
    expect(answer.error.name).toMatch(/^400 /);
    expect(answer.error.message).toMatch(field);
    expect(recordsOf(world, 'received')).toEqual([]);
  });

  it('the same idempotency key twice notifies each once', () => {
    const { world, askAll } = notificationApi();
    askAll(bulk('cust-001', 'cust-002'), 'key-1');
    askAll(bulk('cust-001', 'cust-002'), 'key-1');
    expect(recordsOf(world, 'received')).toHaveLength(3);
  });
});

describe('the preferences of the notification API', () => {
  it('GET answers with them, or with nothing when there are none', () => {
    const { api, settle } = notificationApi();
    expect(settle(api.preferencesOf('cust-009'))).toMatchObject({
      ok: true,
      value: { customerId: 'cust-009', quietHours: { from: '22:00', to: '08:00' } },
    });
    expect(settle(api.preferencesOf('cust-006'))).toEqual({ ok: true, value: null });
  });

  it('PUT creates the defaults when there are none, and overwrites nothing', () => {
    const { api, settle, database } = notificationApi();
    const iris = database.preferences('cust-009');
    expect(settle(api.putPreferences('cust-006'))).toEqual({
      ok: true,
      value: defaultPreferences('cust-006'),
    });
    expect(settle(api.putPreferences('cust-009'))).toEqual({ ok: true, value: iris });
    expect(database.preferences('cust-009')).toBe(iris);
  });

  it('PUT with a body changes what it names', () => {
    const { api, settle } = notificationApi();
    expect(settle(api.putPreferences('cust-006', { channels: { sms: true } }))).toMatchObject({
      value: { channels: { email: true, sms: true, push: false } },
    });
  });

  it.each(['GET', 'PUT'])('%s of a customer who does not exist is a 404 that names the field', (method) => {
    const { api, settle } = notificationApi();
    const answer = settle<unknown>(
      method === 'GET' ? api.preferencesOf('cust-999') : api.putPreferences('cust-999'),
    );
    expect(answer).toMatchObject({
      ok: false,
      error: {
        name: '404 CustomerNotFound',
        message: expect.stringMatching(/^customerId: .*cust-999/) as string,
      },
    });
  });
});

describe('the client of the notification API', () => {
  it('calls it over the network, with a key for each call, and waits for the answer', () => {
    const { world, api } = notificationApi();
    const call = remoteCalls(world, 'billing', { maxAttempts: 1, firstDelayMs: 1, factor: 1 });
    const client = connectNotificationApi(call, api);
    expect(finish(world, 'billing', client.notify(paymentFailed)).results).toHaveLength(2);
    finish(world, 'billing', client.putPreferences('cust-006'));
    const calls = recordsOf(world, 'sent').filter(({ form }) => form === 'call');
    expect(calls.map(({ node, to, name, payload }) => [node, to, name, payload])).toEqual([
      ['billing', 'notification-api', 'POST /notify', { ...paymentFailed, idempotencyKey: 'key-1' }],
      [
        'billing',
        'notification-api',
        'PUT /preferences',
        { customerId: 'cust-006', idempotencyKey: 'key-2' },
      ],
    ]);
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
      'review_prompt email',
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
