import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import { recordingOf, type Facts, type Json, type MessageForm, type TraceRecord } from '../../src/simulation';

/** Sentences that the shipped scenarios do not need yet stand here too; the others are in fixtures/traces as well. */

const names = namesOf(recordingOf('price-drop', 'event-sourced'));
const say = (record: TraceRecord, ...before: TraceRecord[]) => narrate(record, before, names);
const at = (node: string) => ({ seq: 1, at: 0, cause: 0, flow: 'flow-1', node });

describe('messages', () => {
  const priceChanged = { productName: 'Wireless Router X500', oldPriceCents: 14999, newPriceCents: 11999 };
  const failure = {
    notificationId: 'ntf-1',
    notificationType: 'price_drop',
    customerId: 'cust-003',
    channel: 'sms',
  };

  it.each<[string, TraceRecord]>([
    [
      'Pricing publishes PriceChanged: Wireless Router X500 from $149.99 to $119.99',
      sent('pricing', 'bus', 'event', 'PriceChanged', priceChanged),
    ],
    [
      'Event bus passes PriceChanged for Wireless Router X500 on to Notification service',
      sent('bus', 'notification-service', 'event', 'PriceChanged', priceChanged),
    ],
    [
      'Dispatcher publishes NotificationFailed: ntf-1, price drop SMS for Carol Williams, mailbox full',
      sent('dispatcher', 'bus', 'event', 'NotificationFailed', { ...failure, reason: 'mailbox full' }),
    ],
    [
      'Inventory publishes AllocationFailed: 1 × Monitor Stand Deluxe for order ord-001, out of stock',
      sent('inventory', 'bus', 'event', 'AllocationFailed', {
        orderId: 'ord-001',
        productId: 'prod-006',
        quantity: 1,
        reason: 'out of stock',
      }),
    ],
    [
      'Support sends CancelNotification for ntf-1 to Dispatcher: sent by mistake',
      sent('support', 'dispatcher', 'command', 'CancelNotification', {
        notificationId: 'ntf-1',
        reason: 'sent by mistake',
      }),
    ],
    [
      'Pricing calls notification-api and waits: POST /notify, price drop, for Eva Martinez',
      sent('pricing', 'notification-api', 'call', 'POST /notify', {
        type: 'price_drop',
        customerId: 'cust-005',
      }),
    ],
    [
      'Dispatcher gives ntf-1 to Email for Carol Williams',
      sent('dispatcher', 'email', 'delivery', 'ntf-1', { to: 'carol.williams@example.com' }),
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });

  it('arrive with what the sent message was about', () => {
    const ship = sent('warehouse', 'ordering', 'command', 'ShipOrder', { orderId: 'ord-001' });
    const arrived = {
      ...at('ordering'),
      kind: 'arrived',
      from: 'warehouse',
      form: 'command',
      name: 'ShipOrder',
    } as const;
    expect(say({ ...arrived, message: 1 }, ship)).toBe('Ordering receives ShipOrder for ord-001');
    expect(say({ ...arrived, message: 7 })).toBe('Ordering receives ShipOrder');
  });
});

describe('answers', () => {
  const answer = (name: string, ok: boolean, payload: Json, node = 'ordering'): TraceRecord => ({
    ...at(node),
    kind: 'reply',
    to: 'merchandiser',
    name,
    request: 1,
    ok,
    payload,
    arrivesAt: 9,
  });
  const delivery = sent('dispatcher', 'email', 'delivery', 'ntf-1', {});
  const results = [
    { channel: 'email', recipient: 'a@example.com', success: true },
    { channel: 'sms', recipient: '+1', success: false, error: 'no route' },
  ];

  it.each<[string, TraceRecord]>([
    [
      'Ordering answers Merchandiser with an error: Order ord-999 does not exist',
      answer('ShipOrder', false, { name: 'OrderNotFound', message: 'Order ord-999 does not exist' }),
    ],
    [
      'Ordering answers Merchandiser with an error: Order ord-001 has no line item 4K Webcam Ultra',
      answer('ShipLineItem', false, {
        name: 'ProductNotInOrder',
        message: 'Order ord-001 has no line item prod-004',
      }),
    ],
    [
      'Ordering answers Merchandiser: nothing is sent, the subscription rule stopped it',
      answer('POST /notify', true, { results: [], stoppedBy: 'subscription' }),
    ],
    [
      'Ordering answers Merchandiser: email accepted; SMS failed, no route',
      answer('POST /notify', true, { results }),
    ],
    [
      'Ordering answers Merchandiser: nothing was due',
      answer('ProcessScheduledNotifications', true, { dispatched: [] }),
    ],
    ['Ordering answers Merchandiser: FoldParcel is done', answer('FoldParcel', true, { parcel: 'p-1' })],
    [
      'The data store answers Merchandiser that Frank Miller has set no preferences',
      answer('preferences', true, null, 'store'),
    ],
  ])('%s', (sentence, record) => {
    const asked = { ...at('preferences'), kind: 'query', to: 'store', access: 'read', entity: '' } as const;
    const frank = { ...asked, name: 'preferences', parameters: { customerId: 'cust-006' }, arrivesAt: 4 };
    expect(say(record, ...(record.node === 'store' ? [frank] : []))).toBe(sentence);
  });

  it('of a channel tell whether it could send', () => {
    expect(say(answer('ntf-1', true, { status: 'sent' }, 'email'), delivery)).toBe(
      'Email answers Merchandiser: ntf-1 is sent',
    );
    expect(say(answer('ntf-1', true, { status: 'failed', error: 'mailbox full' }, 'email'), delivery)).toBe(
      'Email answers Merchandiser: ntf-1 could not be sent, mailbox full',
    );
  });

  it('end a command at the one who gave it', () => {
    const payload = {
      name: 'CannotRetry',
      message: 'ntf-1 is sent; only failed notifications can be retried',
    };
    expect(
      say({ ...at('merchandiser'), kind: 'concluded', name: 'RetryNotification', ok: false, payload }),
    ).toBe(
      'Merchandiser learns that RetryNotification was refused: ntf-1 is sent; only failed notifications can be retried',
    );
  });
});

describe('decisions', () => {
  const quietHours = { from: '22:00', to: '08:00' };
  const channels = {
    defaults: ['email', 'sms', 'push'],
    category: 'order_updates',
    switchedOff: [],
    preferences: 'set',
    channels: ['email', 'sms'],
  };

  it.each<[string, string, string, string, Facts]>([
    [
      'Segment rule: Bob Smith is silver; price drop messages go to gold and platinum, so Bob gets none',
      ...(['segment', 'cust-002', 'stopped'] as const),
      { notificationType: 'price_drop', segment: 'silver', eligible: ['gold', 'platinum'] },
    ],
    [
      'Channels for Alice Johnson: email and SMS (push is not wanted for order updates)',
      ...(['channels', 'cust-001', 'passed'] as const),
      channels,
    ],
    [
      'Channels for Henry Wilson: no enabled channel is left; email is switched off',
      ...(['channels', 'cust-008', 'stopped'] as const),
      { ...channels, defaults: ['email'], switchedOff: ['email', 'sms', 'push'], channels: [] },
    ],
    [
      'Channels for Frank Miller: email (no preferences are set, so email only)',
      ...(['channels', 'cust-006', 'passed'] as const),
      { ...channels, preferences: 'none: email only', channels: ['email'] },
    ],
    [
      'Subscription: Grace Lee has unsubscribed from order confirmed messages, so nothing is sent',
      ...(['subscription', 'cust-007', 'stopped'] as const),
      { notificationType: 'order_confirmed' },
    ],
    [
      'Quiet hours: 23:00 is within Iris Novak’s 22:00–08:00, so it is held until 08:00',
      ...(['quiet-hours', 'cust-009', 'held'] as const),
      { quietHours, time: '23:00', heldUntil: 32_400_000 },
    ],
    [
      'Quiet hours: 09:00 is outside Iris Novak’s 22:00–08:00, so nothing is held back',
      ...(['quiet-hours', 'cust-009', 'passed'] as const),
      { quietHours, time: '09:00', heldUntil: null },
    ],
    [
      'Not a duplicate: it is the first “order shipped” to Alice Johnson for this event',
      ...(['duplicate', 'cust-001', 'passed'] as const),
      { notificationType: 'order_shipped', cause: 'evt-1' },
    ],
    [
      'Duplicate: Alice Johnson was told “order shipped” for this event before, so nothing is sent',
      ...(['duplicate', 'cust-001', 'stopped'] as const),
      { notificationType: 'order_shipped', cause: 'evt-1' },
    ],
    [
      'Order ord-001 has nothing left to ship, so there is nothing to tell',
      ...(['order-complete', 'ord-001', 'nothing to ship'] as const),
      { shipped: [], open: [] },
    ],
    [
      'Rule credit limit on Alice Johnson: refused',
      ...(['credit-limit', 'cust-001', 'refused'] as const),
      {},
    ],
  ])('%s', (sentence, rule, subject, outcome, because) => {
    expect(say({ ...at('preferences'), kind: 'decision', rule, subject, outcome, because })).toBe(sentence);
  });
});

function sent(node: string, to: string, form: MessageForm, name: string, payload: Facts): TraceRecord {
  return { ...at(node), kind: 'sent', to, form, name, payload, arrivesAt: 5 };
}
