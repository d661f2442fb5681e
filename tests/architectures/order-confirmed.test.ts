import { describe, expect, it } from 'vitest';
import { architectureNames, type Command } from '../../src/simulation';
import {
  answers,
  deliveries,
  ofKind,
  play,
  playInTurn,
  publishedByServices,
  told,
  verdictsOn,
} from '../support/play';

const order = (customerId: string, productId = 'prod-001', quantity = 2): Command => ({
  type: 'PlaceOrder',
  customerId,
  items: [{ productId, quantity }],
});

describe.each(architectureNames)('a new order, %s', (architecture) => {
  it('is confirmed by email only, although Alice wants SMS as well', () => {
    const run = play('order-confirmed', architecture);
    expect(deliveries(run)).toEqual(['email alice.johnson@example.com']);
    expect(run.outcome.inbox[0]?.subject).toContain('ord-005');
    expect(run.outcome.inbox[0]?.body).toContain('$299.98');
  });

  it('gets the next number and the sum of its items at the prices of the day', () => {
    const run = playInTurn(architecture, [
      { type: 'UpdatePrice', productId: 'prod-002', priceCents: 5999 },
      {
        type: 'PlaceOrder',
        customerId: 'cust-001',
        items: [
          { productId: 'prod-001', quantity: 2 },
          { productId: 'prod-002', quantity: 3 },
        ],
      },
      order('cust-001'),
    ]);
    expect(answers(run).slice(1)).toEqual([
      { orderId: 'ord-005', totalCents: 2 * 14999 + 3 * 5999 },
      { orderId: 'ord-006', totalCents: 29998 },
    ]);
  });

  it('is known to log, feed and daily statistics, and the feed shows it to Alice', () => {
    const run = play('order-confirmed', architecture);
    const { log, feed, stats, failed } = run.outcome.projections;
    expect(log.map(({ history }) => history.map(({ status }) => status))).toEqual([['pending', 'sent']]);
    expect(stats).toEqual([
      { day: '2026-03-02', notificationType: 'order_confirmed', channel: 'email', sentCount: 1 },
    ]);
    expect(failed).toEqual([]);
    expect(Object.keys(feed)).toEqual(['cust-001']);
    expect(answers(run)[1]).toEqual(feed['cust-001']);
    expect(feed['cust-001']).toMatchObject([
      { notificationType: 'order_confirmed', channel: 'email', status: 'sent' },
    ]);
  });

  it('shows Alice in her feed what is true when she looks, whatever comes later', () => {
    const sentAt = play('order-confirmed', architecture).outcome.projections.log[0]?.history[1]?.at ?? NaN;
    const run = play(
      told([
        [0, order('cust-001')],
        [sentAt - 20, { type: 'ReadFeed', customerId: 'cust-001' }],
        [sentAt + 1000, { type: 'ReadFeed', customerId: 'cust-001' }],
      ]),
      architecture,
    );
    expect(answers(run).slice(-1)).toMatchObject([[{ notificationId: 'ntf-1', status: 'sent' }]]);
    const early = ofKind(run, 'concluded').find(({ flow }) => flow === 'flow-2');
    expect(early?.payload).toMatchObject([{ notificationId: 'ntf-1', status: 'pending' }]);
  });

  it('Frank, who has no preferences at all, has an email', () => {
    const run = play('no-preferences', architecture);
    expect(deliveries(run)).toEqual(['email frank.miller@example.com']);
    const channels = run.outcome.decisions.find(({ rule }) => rule === 'channels');
    expect(channels?.because['preferences']).toBe('none: email only');
  });

  it('Frank has an email only, even of what goes to all channels', () => {
    const run = playInTurn(architecture, [order('cust-006'), { type: 'ShipOrder', orderId: 'ord-005' }]);
    expect(deliveries(run)).toEqual(['email frank.miller@example.com', 'email frank.miller@example.com']);
  });

  it('Grace, who unsubscribed from confirmations, gets nothing, and the trace says why', () => {
    const run = play('unsubscribed', architecture);
    expect(run.outcome.notifications).toEqual([]);
    expect(run.outcome.inbox).toEqual([]);
    const verdicts = verdictsOn(run, 'cust-007');
    expect(verdicts.at(-1)).toBe('subscription: stopped');
    expect(run.outcome.decisions.at(-1)?.because).toEqual({
      notificationType: 'order_confirmed',
      unsubscribedTypes: ['order_confirmed'],
    });
  });

  it('Grace still hears of her shipped order: by email, SMS and push', () => {
    const run = playInTurn(architecture, [order('cust-007'), { type: 'ShipOrder', orderId: 'ord-005' }]);
    expect(deliveries(run)).toEqual([
      'email grace.lee@example.com',
      'sms +1-555-0107',
      'push device of cust-007',
    ]);
  });

  it('Henry, who switched every channel off, gets nothing, and the trace says why', () => {
    const run = play('all-channels-disabled', architecture);
    expect(run.outcome.notifications).toEqual([]);
    const decision = run.outcome.decisions.at(-1);
    expect(decision).toMatchObject({ rule: 'channels', subject: 'cust-008', outcome: 'stopped' });
    expect(decision?.because).toMatchObject({ switchedOff: ['email', 'sms', 'push'], channels: [] });
  });

  it('Iris’s confirmation at 23:00 is held until 08:00 of the next day and sent by ProcessScheduledNotifications', () => {
    const run = play('quiet-hours', architecture);
    const nineHoursMs = 9 * 3_600_000;
    expect(ofKind(run, 'timer-set').map(({ dueAt }) => dueAt)).toEqual([nineHoursMs]);
    expect(deliveries(run)).toEqual(['email iris.novak@example.com']);
    expect(run.outcome.inbox[0]?.at).toBeGreaterThan(nineHoursMs);
    expect(answers(run)[1]).toEqual({ dispatched: ['ntf-1'] });
  });

  it('Iris’s confirmation stays pending when nobody processes what is scheduled', () => {
    const run = play(told([[0, order('cust-009')]], { startsAt: '2026-03-02T23:00:00Z' }), architecture);
    expect(run.outcome.notifications).toMatchObject([{ status: 'pending', attempts: 0 }]);
    expect(run.outcome.inbox).toEqual([]);
  });

  it('ProcessScheduledNotifications sends nothing before its time', () => {
    const run = play(
      told(
        [
          [0, order('cust-009')],
          [60_000, { type: 'ProcessScheduledNotifications' }],
        ],
        { startsAt: '2026-03-02T23:00:00Z' },
      ),
      architecture,
    );
    expect(answers(run)[1]).toEqual({ dispatched: [] });
    expect(run.outcome.inbox).toEqual([]);
  });

  it('Iris’s confirmation by day is sent at once', () => {
    expect(deliveries(playInTurn(architecture, [order('cust-009')]))).toEqual([
      'email iris.novak@example.com',
    ]);
  });

  it.each([
    ['a customer', order('cust-999'), /^CustomerNotFound: .*cust-999/],
    ['a product', order('cust-001', 'prod-999'), /^ProductNotFound: .*prod-999/],
  ])(
    'of %s that does not exist is an error at the caller; nothing is stored, published or sent',
    (_, command, error) => {
      const run = playInTurn(architecture, [command]);
      expect(answers(run)).toEqual([expect.stringMatching(error)]);
      expect(ofKind(run, 'changed')).toEqual([]);
      expect(publishedByServices(run)).toEqual([]);
      expect(run.outcome.inbox).toEqual([]);
    },
  );
});

describe.each(architectureNames)('a scheduled notification, %s', (architecture) => {
  const heldOrder = [0, order('cust-009')] as const;
  const atNight = { startsAt: '2026-03-02T23:00:00Z' };

  it('can be cancelled with a reason, and is not sent when its time has come', () => {
    const run = play(
      told(
        [
          heldOrder,
          [60_000, { type: 'CancelNotification', notificationId: 'ntf-1', reason: 'The order is void' }],
          [9 * 3_600_000 + 1000, { type: 'ProcessScheduledNotifications' }],
        ],
        atNight,
      ),
      architecture,
    );
    expect(answers(run).slice(1)).toEqual([{ notificationId: 'ntf-1' }, { dispatched: [] }]);
    expect(run.outcome.notifications).toMatchObject([{ status: 'cancelled' }]);
    expect(run.outcome.projections.log[0]?.history).toMatchObject([
      { status: 'pending' },
      { status: 'cancelled', reason: 'The order is void' },
    ]);
    expect(ofKind(run, 'timer-cancelled')).toHaveLength(1);
    expect(run.outcome.inbox).toEqual([]);
  });

  it('cannot be retried: only failed notifications can', () => {
    const run = play(
      told([heldOrder, [60_000, { type: 'RetryNotification', notificationId: 'ntf-1' }]], atNight),
      architecture,
    );
    expect(answers(run)[1]).toMatch(/^CannotRetry: ntf-1 is pending/);
    expect(ofKind(run, 'ignored')).toMatchObject([
      { entity: 'ntf-1', state: 'pending.scheduled', event: 'RETRY' },
    ]);
  });
});

describe.each(architectureNames)('a notification that was sent, %s', (architecture) => {
  it.each<[string, Command, string]>([
    [
      'cancelled',
      { type: 'CancelNotification', notificationId: 'ntf-1', reason: 'Too late' },
      'CannotCancel',
    ],
    ['retried', { type: 'RetryNotification', notificationId: 'ntf-1' }, 'CannotRetry'],
  ])('cannot be %s', (_, command, error) => {
    const run = playInTurn(architecture, [order('cust-001'), command]);
    expect(answers(run)[1]).toMatch(new RegExp(`^${error}: ntf-1 is sent`));
    expect(run.outcome.notifications).toMatchObject([{ status: 'sent', attempts: 1 }]);
  });

  it.each<Command>([
    { type: 'CancelNotification', notificationId: 'ntf-9', reason: 'Never was' },
    { type: 'RetryNotification', notificationId: 'ntf-9' },
  ])('must exist for $type', (command) => {
    expect(answers(playInTurn(architecture, [command]))).toEqual([
      'NotificationNotFound: There is no notification ntf-9',
    ]);
  });
});

describe.each(architectureNames)('a notification that its channel is delivering, %s', (architecture) => {
  it('cannot be called off any more: the customer has it, and aggregate and projections say so', () => {
    const sent = ofKind(play(told([[0, order('cust-001')]]), architecture), 'sent').find(
      ({ form }) => form === 'delivery',
    );
    const run = play(
      told([
        [0, order('cust-001')],
        [sent?.at ?? 0, { type: 'CancelNotification', notificationId: 'ntf-1', reason: 'Changed my mind' }],
      ]),
      architecture,
    );
    const [notification] = run.outcome.notifications;
    expect(answers(run)).toContain('CannotCancel: ntf-1 is being sent and cannot be called off any more');
    expect(run.outcome.inbox).toHaveLength(1);
    expect(notification?.status).toBe('sent');
    expect(run.outcome.projections.log[0]?.history.at(-1)?.status).toBe(notification?.status);
    expect(run.outcome.projections.feed['cust-001']?.[0]?.status).toBe(notification?.status);
  });
});
