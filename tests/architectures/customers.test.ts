import { describe, expect, it } from 'vitest';
import { architectureNames, type Command } from '../../src/simulation';
import { answers, deliveries, messages, ofKind, play, playInTurn, told, verdictsOn } from '../support/play';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const process: Command = { type: 'ProcessScheduledNotifications' };
const register: Command = {
  type: 'RegisterCustomer',
  name: 'Jo Doe',
  email: 'jo.doe@example.com',
  phone: '+1-555-0110',
};

describe.each(architectureNames)('a customer who registers, %s', (architecture) => {
  it('is stored, gets the default preferences and is welcomed by email', () => {
    const run = playInTurn(architecture, [register]);
    expect(answers(run)).toEqual([{ customerId: 'cust-010' }]);
    const changes = ofKind(run, 'changed').filter(({ node }) => node === 'store');
    expect(changes.map(({ machine, entity, from, to }) => [machine, entity, from, to])).toEqual([
      ['customer', 'cust-010', null, 'registered'],
      ['preferences', 'cust-010', null, 'version 1'],
    ]);
    expect(changes[1]?.facts['preferences']).toMatchObject({
      channels: { email: true, sms: false, push: false },
    });
    expect(deliveries(run)).toEqual(['email jo.doe@example.com']);
    expect(run.outcome.inbox[0]?.body).toContain('Jo Doe');
  });

  it('is then a customer like any other', () => {
    const run = playInTurn(architecture, [
      register,
      { type: 'PlaceOrder', customerId: 'cust-010', items: [{ productId: 'prod-001', quantity: 1 }] },
      { type: 'ShipOrder', orderId: 'ord-005' },
    ]);
    expect(deliveries(run)).toEqual(Array(3).fill('email jo.doe@example.com'));
  });
});

describe.each(architectureNames)('preferences, %s', (architecture) => {
  const ship = (orderId: string): Command => ({ type: 'ShipOrder', orderId });

  it('apply from the moment at which they are changed', () => {
    const run = playInTurn(architecture, [
      { type: 'UpdatePreferences', customerId: 'cust-001', channels: { sms: false } },
      ship('ord-001'),
    ]);
    expect(deliveries(run)).toEqual(['email alice.johnson@example.com']);
  });

  it('leave a notification that was created before on its channels', () => {
    const at = ofKind(play(told([[0, ship('ord-001')]]), architecture), 'changed')
      .filter(({ machine, to }) => machine === 'notification' && to === 'pending.ready')
      .map((change) => change.at);
    const off: Command = { type: 'UpdatePreferences', customerId: 'cust-001', channels: { sms: false } };
    const run = play(
      told([
        [0, ship('ord-001')],
        [Math.max(...at), off],
      ]),
      architecture,
    );
    expect([...deliveries(run)].sort()).toEqual(['email alice.johnson@example.com', 'sms +1-555-0101']);
  });

  it('who has none and changes something starts from the defaults', () => {
    const run = playInTurn(architecture, [
      { type: 'UpdatePreferences', customerId: 'cust-006', channels: { sms: true } },
    ]);
    expect(answers(run)).toMatchObject([
      { customerId: 'cust-006', channels: { email: true, sms: true, push: false } },
    ]);
  });

  it('who unsubscribes hears nothing of that type, and does again after resubscribing', () => {
    const about = { customerId: 'cust-001', notificationType: 'order_shipped' };
    const run = playInTurn(architecture, [
      { type: 'Unsubscribe', ...about },
      ship('ord-001'),
      { type: 'Unsubscribe', ...about },
      { type: 'Resubscribe', ...about },
      { type: 'Resubscribe', ...about },
      { type: 'DeliverOrder', orderId: 'ord-001' },
    ]);
    expect(answers(run)[2]).toMatch(/^AlreadyUnsubscribed: /);
    expect(answers(run)[4]).toMatch(/^NotUnsubscribed: /);
    expect(run.outcome.notifications.map(({ type }) => type)).not.toContain('order_shipped');
    expect(verdictsOn(run, 'cust-001')).toContain('subscription: stopped');
  });

  it('quiet hours that are no times are refused with a sentence that says how they look', () => {
    const run = playInTurn(architecture, [
      { type: 'SetQuietHours', customerId: 'cust-001', from: '22 h', to: '08:00' },
    ]);
    expect(answers(run)).toEqual([
      expect.stringMatching(/^InvalidQuietHours: .*must be HH:MM-HH:MM such as 22:00-08:00/),
    ]);
  });

  it('quiet hours hold what comes while they last', () => {
    const run = playInTurn(architecture, [
      { type: 'SetQuietHours', customerId: 'cust-001', from: '08:00', to: '10:00' },
      ship('ord-001'),
    ]);
    expect(run.outcome.inbox).toEqual([]);
    expect(ofKind(run, 'timer-set').map(({ dueAt }) => dueAt)).toEqual([hourMs, hourMs]);
  });
});

describe.each(architectureNames)('a cart that was left, %s', (architecture) => {
  const leave: Command = { type: 'LeaveCart', customerId: 'cust-003' };

  it('brings Carol an email that names what is in it, 24 hours later', () => {
    const run = play(
      told([
        [0, leave],
        [dayMs - 1, process],
        [dayMs + 1000, process],
      ]),
      architecture,
    );
    expect(answers(run)).toContainEqual({ dispatched: [] });
    const { inbox } = run.outcome;
    expect(inbox.map(({ to }) => to)).toEqual(['carol.williams@example.com']);
    expect(inbox[0]?.body).toContain('2 × Wireless Router X500');
    expect(inbox[0]?.at).toBeGreaterThan(dayMs);
  });

  it('brings Bob nothing: he wants no promotions', () => {
    const run = playInTurn(architecture, [{ type: 'LeaveCart', customerId: 'cust-002' }]);
    expect(run.outcome.notifications).toEqual([]);
    expect(verdictsOn(run, 'cust-002').at(-1)).toBe('channels: stopped');
  });

  it.each([
    ['cust-001', /^CartEmpty: .*cust-001/],
    ['cust-999', /^CustomerNotFound: .*cust-999/],
  ])('of %s is an error', (customerId, error) => {
    const run = playInTurn(architecture, [{ type: 'LeaveCart', customerId }]);
    expect(answers(run)).toEqual([expect.stringMatching(error)]);
    expect(run.outcome.notifications).toEqual([]);
  });
});

describe.each(architectureNames)('a delivered order, %s', (architecture) => {
  it('asks Alice by email for a review, seven days later', () => {
    const run = play(
      told([
        [0, { type: 'DeliverOrder', orderId: 'ord-001' }],
        [7 * dayMs + 1000, process],
      ]),
      architecture,
    );
    const review = run.outcome.inbox.at(-1);
    expect(review).toMatchObject({ channel: 'email', to: 'alice.johnson@example.com' });
    expect(review?.subject).toContain('ord-001');
    expect(review?.body).toContain('USB-C Hub Pro');
    expect(review?.at).toBeGreaterThan(7 * dayMs);
    expect(run.outcome.inbox).toHaveLength(3);
  });

  it('asks nobody for a review before its time', () => {
    const run = playInTurn(architecture, [{ type: 'DeliverOrder', orderId: 'ord-001' }, process]);
    expect(run.outcome.inbox).toHaveLength(2);
    const review = run.outcome.notifications.find(({ type }) => type === 'review_prompt');
    expect(review).toMatchObject({ status: 'pending', attempts: 0 });
  });
});

describe.each(architectureNames)('a payment that is received, %s', (architecture) => {
  it('brings David an email that names the order and the amount', () => {
    const run = playInTurn(architecture, [{ type: 'ReceivePayment', orderId: 'ord-004' }]);
    expect(answers(run)).toEqual([{ paymentId: 'pay-004-2', attempt: 2 }]);
    expect(deliveries(run)).toEqual(['email david.brown@example.com']);
    const [{ subject = '', body } = { body: '' }] = run.outcome.inbox;
    expect(`${subject} ${body}`).toMatch(/ord-004.*\$149\.99/s);
  });

  it('for an order that does not exist is an error, and nothing is recorded or sent', () => {
    const run = playInTurn(architecture, [{ type: 'ReceivePayment', orderId: 'ord-999' }]);
    expect(answers(run)).toEqual(['OrderNotFound: Order ord-999 does not exist']);
    expect(ofKind(run, 'changed')).toEqual([]);
    expect(run.outcome.inbox).toEqual([]);
  });
});

describe.each(architectureNames)('several customers told the same, %s', (architecture) => {
  it('get their messages, although one of them does not exist', () => {
    const run = playInTurn(architecture, [
      {
        type: 'NotifyCustomers',
        notificationType: 'payment_failed',
        customerIds: ['cust-001', 'cust-999', 'cust-002'],
        context: { orderId: 'ord-001', amountCents: 30997, reason: 'Card expired' },
      },
    ]);
    expect(answers(run)).toMatchObject([
      {
        results: [
          { customerId: 'cust-001', notifications: [{ channel: 'email' }, { channel: 'sms' }] },
          { customerId: 'cust-999', error: expect.stringContaining('CustomerNotFound') as string },
          { customerId: 'cust-002', notifications: [{ channel: 'email' }] },
        ],
      },
    ]);
    expect([...deliveries(run)].sort()).toEqual([
      'email alice.johnson@example.com',
      'email bob.smith@example.com',
      'sms +1-555-0101',
    ]);
  });
});

describe.each<[string, readonly Command[]]>([
  ['a registration', [register]],
  ['a cart that is left', [{ type: 'LeaveCart', customerId: 'cust-005' }]],
  ['a received payment', [{ type: 'ReceivePayment', orderId: 'ord-001' }]],
  ['a delivered order', [{ type: 'DeliverOrder', orderId: 'ord-001' }]],
])('%s', (_, commands) => {
  it('puts the same messages into the same inboxes in both architectures', () => {
    const [first, second] = architectureNames.map((architecture) =>
      playInTurn(architecture, [...commands, process]),
    );
    if (first === undefined || second === undefined) throw new Error('there are two architectures');
    expect(messages(second)).toEqual(messages(first));
    const statuses = ({ outcome }: typeof first) =>
      outcome.notifications.map(({ type, channel, status }) => `${type} ${channel} ${status}`);
    expect(statuses(second)).toEqual(statuses(first));
  });
});
