import { describe, expect, it } from 'vitest';
import {
  architectureNames,
  recordingOf,
  shopData,
  simulate,
  type ArchitectureName,
  type Command,
  type NotificationTypeChanges,
  type Run,
} from '../../src/simulation';
import { answers, messages, ofKind, told, verdictsOn } from '../support/play';

/** A run of commands in a shop with these kinds of notification over those that ship. */
function playWith(
  architecture: ArchitectureName,
  notificationTypes: NotificationTypeChanges,
  commands: readonly Command[],
  { shop = {}, settings = {} }: { readonly shop?: object; readonly settings?: object } = {},
): Run {
  const scenario = told(
    commands.map((command, index) => [index * 10_000, command]),
    { shop, settings },
  );
  return simulate(recordingOf(scenario, architecture, { notificationTypes }));
}

/** What was created, as `type to whom by channel`. */
function created({ outcome }: Run): readonly string[] {
  return outcome.notifications.map(
    ({ type, customerId, channel }) => `${type} to ${customerId ?? 'the warehouse'} by ${channel}`,
  );
}

const cancel: Command = { type: 'CancelOrder', orderId: 'ord-001' };
const ship: Command = { type: 'ShipOrder', orderId: 'ord-001' };
const drop: Command = { type: 'UpdatePrice', productId: 'prod-001', priceCents: 11_999 };

const refundPromise: NotificationTypeChanges[number] = {
  name: 'refund_promise',
  category: 'payment_alerts',
  channels: ['sms'],
  trigger: 'order-cancelled',
  template: { sms: { body: 'Dear {customerName}: {total} for {orderId} will be back soon' } },
};
const refundDue: NotificationTypeChanges[number] = {
  name: 'refund_due',
  audience: 'internal',
  trigger: 'order-cancelled',
  template: { mailbox: { subject: 'Refund for {orderId}', body: 'Pay back {total}:\n{items}' } },
};

describe.each(architectureNames)('a type of one’s own, %s', (architecture) => {
  it('is told to the customer and to the warehouse, beside those that ship', () => {
    const run = playWith(architecture, [refundPromise, refundDue], [cancel]);
    expect(created(run)).toEqual([
      'order_cancelled to cust-001 by email',
      'refund_promise to cust-001 by sms',
      'refund_due to the warehouse by mailbox',
    ]);
    expect(run.outcome.inbox.slice(1).map(({ to, subject, body }) => [to, subject, body])).toEqual([
      ['+1-555-0101', undefined, 'Dear Alice Johnson: $309.97 for ord-001 will be back soon'],
      [
        'warehouse@signalbox.example',
        'Refund for ord-001',
        'Pay back $309.97:\n1 × Wireless Router X500 at $149.99\n2 × USB-C Hub Pro at $79.99',
      ],
    ]);
    expect(verdictsOn(run, 'ord-001')).toEqual(['audience: passed']);
  });

  it('obeys what the customer prefers for its category, and who unsubscribed from it gets none', () => {
    const unsubscribe: Command = {
      type: 'Unsubscribe',
      customerId: 'cust-001',
      notificationType: 'refund_promise',
    };
    const run = playWith(architecture, [refundPromise], [unsubscribe, cancel]);
    expect(created(run)).toEqual(['order_cancelled to cust-001 by email']);
    expect(verdictsOn(run, 'cust-001')).toContain('subscription: stopped');
  });

  it('for some segments goes to these only; who is in another has the reason in the trace', () => {
    const toGold = { ...refundPromise, segments: ['gold'] } as const;
    const orders = ['ord-001', 'ord-002'].map((orderId): Command => ({ type: 'CancelOrder', orderId }));
    const run = playWith(architecture, [toGold], orders);
    const segments = ofKind(run, 'decision').filter(({ rule }) => rule === 'segment');
    expect(segments.map(({ because }) => because['notificationType'])).toEqual([
      'refund_promise',
      'refund_promise',
    ]);
    const promised = created(run).filter((line) => line.startsWith('refund_promise'));
    const eligible = segments.filter(({ because }) => because['segment'] === 'gold');
    expect(segments.map(({ outcome }) => outcome === 'passed')).toEqual(
      segments.map(({ because }) => because['segment'] === 'gold'),
    );
    expect(eligible).toHaveLength(1);
    expect(promised).toEqual([`refund_promise to ${eligible[0]?.subject ?? ''} by sms`]);
  });

  it('that the shop’s own table restricts is asked about too', () => {
    const shop = { segments: [{ notificationType: 'order_shipped', segments: ['platinum'] }] };
    const run = playWith(architecture, [], [ship], { shop });
    expect(created(run)).toEqual([]);
    expect(verdictsOn(run, 'cust-001')).toEqual(['audience: passed', 'segment: stopped']);
  });

  it('that is for all is never asked about', () => {
    const run = playWith(architecture, [refundPromise, refundDue], [cancel]);
    expect(ofKind(run, 'query').filter(({ name }) => name === 'eligible segments')).toEqual([]);
  });

  it('with other channels goes there', () => {
    const run = playWith(architecture, [{ name: 'order_shipped', channels: ['sms'] }], [ship]);
    expect(created(run)).toEqual(['order_shipped to cust-001 by sms']);
  });

  it('without a moment is told by nobody, but when someone asks for it', () => {
    const notify: Command = {
      type: 'NotifyCustomers',
      notificationType: 'order_shipped',
      customerIds: ['cust-001'],
      context: { orderId: 'ord-001', items: [{ name: 'Lamp', quantity: 1, priceCents: 100 }] },
    };
    const rows: NotificationTypeChanges = [{ name: 'order_shipped', trigger: 'none', channels: ['email'] }];
    const run = playWith(architecture, rows, [ship, notify]);
    expect(created(run)).toEqual(['order_shipped to cust-001 by email']);
    expect(verdictsOn(run, 'cust-001')).not.toContain('audience: passed');
    expect(run.outcome.inbox[0]?.body).toContain('1 × Lamp at $1.00');
  });

  it('that is asked for by name goes to its own segments, after its delay', () => {
    const rows: NotificationTypeChanges = [
      {
        ...refundPromise,
        trigger: 'none',
        channels: ['email'],
        segments: ['platinum'],
        delayMs: 86_400_000,
        template: { email: { subject: 'Refund', body: 'Soon.' } },
      },
    ];
    const members = shopData.customers.slice(0, 5);
    const notify: Command = {
      type: 'NotifyCustomers',
      notificationType: 'refund_promise',
      customerIds: members.map(({ id }) => id),
      context: {},
    };
    const run = playWith(architecture, rows, [notify], { settings: { autoSend: true } });
    const platinum = members.filter(({ segment }) => segment === 'platinum');
    expect(platinum).toHaveLength(1);
    const segments = ofKind(run, 'decision').filter(({ rule }) => rule === 'segment');
    expect(segments.map(({ subject, outcome }) => [subject, outcome])).toEqual(
      members.map(({ id, segment }) => [id, segment === 'platinum' ? 'passed' : 'stopped']),
    );
    expect(created(run)).toEqual(platinum.map(({ id }) => `refund_promise to ${id} by email`));
    const [received] = ofKind(run, 'received');
    const askedAt = segments[0]?.at ?? 0;
    expect(received?.at).toBeGreaterThanOrEqual(86_400_000);
    expect(received?.at).toBeLessThan(askedAt + 86_400_000 + 1_000);
  });

  it('that nobody asks for by the right name is not known', () => {
    const notify: Command = {
      type: 'NotifyCustomers',
      notificationType: 'refund_due',
      customerIds: ['cust-001'],
      context: {},
    };
    const run = playWith(architecture, [refundDue], [notify]);
    expect(answers(run)).toEqual([expect.stringMatching(/^UnknownNotificationType: .*warehouse/)]);
  });

  it('with a delay is sent that much later, to customers and to the warehouse', () => {
    const delayed = [
      { ...refundPromise, delayMs: 60_000 },
      { ...refundDue, delayMs: 120_000 },
    ];
    const run = playWith(architecture, delayed, [cancel], { settings: { autoSend: true } });
    const [cancelled, promised, due] = ofKind(run, 'received');
    expect([cancelled?.channel, promised?.channel, due?.channel]).toEqual(['email', 'sms', 'mailbox']);
    const created = ofKind(run, 'changed').filter(
      ({ machine, from }) => machine === 'notification' && from === null,
    );
    // A minute and two from when each was asked for, within the time that the ways take.
    const waits = created.map(({ at, facts }) => Number(facts['scheduledFor'] ?? at) - at);
    expect(waits[0]).toBe(0);
    expect(waits[1]).toBeGreaterThan(59_000);
    expect(waits[1]).toBeLessThanOrEqual(60_000);
    expect(waits[2]).toBeGreaterThan(119_000);
    expect(waits[2]).toBeLessThanOrEqual(120_000);
  });

  it('on a price that drops goes to whose cart it is in, once to the warehouse, and checks segments for each', () => {
    const rows: NotificationTypeChanges = [
      {
        name: 'bargain',
        category: 'promotions',
        channels: ['email'],
        trigger: 'price-dropped',
        segments: ['bronze', 'silver', 'gold', 'platinum'],
        template: { email: { subject: '{productName}', body: '{oldPrice}, now {newPrice}: {saving}' } },
      },
      {
        name: 'relabel',
        audience: 'internal',
        trigger: 'price-dropped',
        template: { mailbox: { subject: 'Relabel {productId}', body: '{newPrice}' } },
      },
    ];
    const run = playWith(architecture, rows, [drop]);
    const shipped = playWith(architecture, [], [drop]);
    const holders = ofKind(run, 'decision').filter(
      ({ rule, because }) => rule === 'segment' && because['notificationType'] === 'bargain',
    );
    expect(holders.length).toBeGreaterThan(2);
    expect(holders.map(({ outcome }) => outcome)).toEqual(holders.map(() => 'passed'));
    expect(created(run).filter((line) => line.startsWith('price_drop'))).toEqual(created(shipped));
    expect(created(run).filter((line) => line.startsWith('relabel'))).toEqual([
      'relabel to the warehouse by mailbox',
    ]);
    expect(created(run).some((line) => line.startsWith('bargain'))).toBe(true);
  });

  it.each<[string, string, Command]>([
    [
      'a payment that failed',
      'payment_failed',
      { type: 'FailPayment', orderId: 'ord-001', reason: 'Expired' },
    ],
    ['a payment that was received', 'payment_received', { type: 'ReceivePayment', orderId: 'ord-001' }],
    ['a cart that was left', 'cart_recovery', { type: 'LeaveCart', customerId: 'cust-003' }],
    ['a shipped order', 'order_shipped', ship],
    [
      'who registers',
      'welcome',
      { type: 'RegisterCustomer', name: 'Nora Quist', email: 'nora@example.com', phone: '+1-555-0110' },
    ],
  ])('on %s that nobody is told of asks and decides nothing', (_, name, command) => {
    const told = playWith(architecture, [], [command]);
    const silent = playWith(architecture, [{ name, trigger: 'none' }], [command]);
    const audience = (run: Run) => ofKind(run, 'decision').filter(({ rule }) => rule === 'audience');
    expect(audience(told)).not.toEqual([]);
    expect(audience(silent)).toEqual([]);
    expect(silent.outcome.notifications).toEqual([]);
    const products = (run: Run) => ofKind(run, 'query').filter(({ name: asked }) => asked === 'products');
    expect(products(silent)).toEqual([]);
  });

  it('on a price that nobody is told of leaves carts alone', () => {
    const run = playWith(architecture, [{ name: 'price_drop', trigger: 'none' }], [drop]);
    expect(created(run)).toEqual([]);
    expect(ofKind(run, 'query').filter(({ name }) => name === 'carts holding')).toEqual([]);
  });

  it('of the warehouse can be for a new customer, a cart and a payment, and one who registers keeps the defaults', () => {
    const toWarehouse = (
      trigger: 'customer-registered' | 'cart-left' | 'payment-received',
      name: string,
    ) => ({
      name,
      audience: 'internal' as const,
      trigger,
      template: { mailbox: { subject: name, body: 'So it is.' } },
    });
    const run = playWith(
      architecture,
      [
        { name: 'welcome', trigger: 'none' },
        toWarehouse('customer-registered', 'newcomer'),
        toWarehouse('cart-left', 'left'),
        toWarehouse('payment-received', 'paid'),
      ],
      [
        { type: 'RegisterCustomer', name: 'Nora Quist', email: 'nora@example.com', phone: '+1-555-0110' },
        { type: 'LeaveCart', customerId: 'cust-003' },
        { type: 'ReceivePayment', orderId: 'ord-001' },
      ],
    );
    expect(created(run).filter((line) => line.includes('warehouse'))).toEqual([
      'newcomer to the warehouse by mailbox',
      'left to the warehouse by mailbox',
      'paid to the warehouse by mailbox',
    ]);
    expect(ofKind(run, 'changed').some(({ event }) => event === 'CreatePreferences')).toBe(true);
  });
});

describe('both architectures', () => {
  it('give the same messages for types of one’s own', () => {
    const rows: NotificationTypeChanges = [
      refundPromise,
      refundDue,
      {
        name: 'order_shipped',
        channels: ['push', 'email'],
        template: { push: { subject: 'Go', body: '{total}' } },
      },
      { name: 'payment_received', segments: ['gold', 'platinum'] },
      {
        name: 'restock',
        audience: 'internal',
        trigger: 'stock-low',
        template: { mailbox: { subject: '{productName}', body: '{stock} left' } },
      },
    ];
    const commands: readonly Command[] = [
      { type: 'ShipOrder', orderId: 'ord-003' },
      cancel,
      { type: 'ReceivePayment', orderId: 'ord-002' },
      { type: 'ReceivePayment', orderId: 'ord-004' },
      { type: 'PlaceOrder', customerId: 'cust-001', items: [{ productId: 'prod-004', quantity: 5 }] },
    ];
    const [first, second] = architectureNames.map((architecture) =>
      messages(playWith(architecture, rows, commands)),
    );
    expect(first?.length).toBeGreaterThan(5);
    expect(first).toEqual(second);
  });
});
