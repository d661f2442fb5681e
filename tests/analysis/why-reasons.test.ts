import { describe, expect, it } from 'vitest';
import { whyOf } from '../../src/analysis/why/why';
import { architectureNames, recordingOf, simulate } from '../../src/simulation';
import { playOver } from '../support/endings';
import { play, playInTurn, told } from '../support/play';
import { answersOf, rowOf } from '../support/why';

describe('Bob, whose cart holds what got cheaper', () => {
  it('was not notified because of his segment, which Pricing decided where it has to know the rules', () => {
    expect(answersOf(play('price-drop', 'api-driven'), 'price_drop cust-002 email')).toEqual([
      'skipped: Bob was not notified because Bob’s segment is silver; price drop messages go to gold and platinum. Decided by Pricing.',
    ]);
  });

  it('was not notified because of his segment, which the notification service decided where it knows all rules', () => {
    expect(answersOf(play('price-drop', 'event-sourced'), 'price_drop cust-002 email')).toEqual([
      'skipped: Bob was not notified because Bob’s segment is silver; price drop messages go to gold and platinum. Decided by Notification service.',
    ]);
  });
});

/** Whatever the architecture: the scenario, the row, and how its last answer begins. */
const reasons: readonly (readonly [scenario: string, row: string, answer: string])[] = [
  ['price-drop', 'price_drop cust-003 email', 'sent: Carol was notified: Email delivers'],
  [
    'price-drop',
    'price_drop cust-003 push',
    'skipped: Carol was not notified by push because push is not wanted for price alerts. Decided by Preferences.',
  ],
  [
    'price-drop',
    'price_drop cust-001 email',
    'never considered: Alice was not considered: Wireless Router X500 is not in Alice’s cart.',
  ],
  [
    'price-drop',
    'order_shipped cust-002 email',
    'never considered: Bob was not considered: in this run no order was shipped as a whole.',
  ],
  [
    'order-confirmed',
    'order_confirmed cust-001 sms',
    'never considered: Alice was not considered: order confirmed messages go by email, not by SMS.',
  ],
  [
    'price-rise',
    'price_drop cust-003 email',
    'skipped: Carol was not notified because the price of Wireless Router X500 went from $149.99 to $199.99, and only a drop is worth a message.',
  ],
  [
    'price-drop-in-no-cart',
    'price_drop cust-003 email',
    'never considered: Carol was not considered: nobody has USB-C Hub Pro in a cart.',
  ],
  [
    'unsubscribed',
    'order_confirmed cust-007 email',
    'skipped: Grace was not notified because Grace has unsubscribed from order confirmed messages. Decided by Preferences.',
  ],
  [
    'all-channels-disabled',
    'order_confirmed cust-008 email',
    'skipped: Henry was not notified by email because email is switched off. Decided by Preferences.',
  ],
  [
    'retries-run-out',
    'order_confirmed cust-001 email',
    'dead-lettered: Alice was not notified: Notification ntf-1 has failed for good, no retry is left',
  ],
  [
    'adapter-throws',
    'order_shipped cust-001 email',
    'failed: Alice was not notified: Notification ntf-1 has failed and can be retried: Connection reset by peer.',
  ],
  ['delivered-and-bounced', 'order_shipped cust-001 sms', 'delivered: Alice was notified: SMS delivers'],
  ['delivered-and-bounced', 'order_shipped cust-001 email', 'bounced: Alice was not notified'],
  [
    'called-off-in-time',
    'order_confirmed cust-009 email',
    'called off: Iris was not notified: Notification ntf-1 is now cancelled: Iris has called and knows already.',
  ],
  [
    'invalid-sku',
    'stock_allocated warehouse@signalbox.example mailbox',
    'never considered: The warehouse was not considered: in this run no stock was allocated; Warehouse learns that AllocateOrder was refused: Invalid sku prod-999.',
  ],
  [
    'stock-allocated',
    'stock_allocated warehouse@signalbox.example mailbox',
    'sent: The warehouse was notified: Warehouse mailbox delivers',
  ],
  [
    'partial-success-of-a-bulk',
    'price_drop cust-002 email',
    'never considered: Bob was not considered: it was asked for Carol Williams, cust-999 and Eva Martinez.',
  ],
  ['partial-success-of-a-bulk', 'price_drop cust-999 email', 'failed: Cust-999 was not notified'],
];

describe.each(architectureNames)('the reason (%s)', (architecture) => {
  it.each(reasons)('in %s of %s', (scenario, row, answer) => {
    expect(answersOf(play(scenario, architecture), row).at(-1)).toContain(answer);
  });

  it('of who set no preferences: other channels than email are not used', () => {
    const run = playInTurn(architecture, [
      { type: 'PlaceOrder', customerId: 'cust-006', items: [{ productId: 'prod-002', quantity: 1 }] },
      { type: 'ShipOrder', orderId: 'ord-005' },
    ]);
    expect(rowOf(whyOf(run), 'order_shipped cust-006 email').outcomes).toEqual(['sent']);
    expect(answersOf(run, 'order_shipped cust-006 sms')).toEqual([
      'skipped: Frank was not notified by SMS because no preferences are set, so it goes by email only. Decided by Preferences.',
    ]);
  });

  it('of a message that quiet hours hold back, as long as they do', () => {
    const whole = recordingOf('quiet-hours', architecture);
    const [answer] = answersOf(simulate({ ...whole, until: 3_600_000 }), 'order_confirmed cust-009 email');
    expect(answer).toBe(
      'scheduled: Iris is not notified yet: Quiet hours: 23:00 is within Iris Novak’s 22:00–08:00, so it is held until 08:00. Decided by Preferences.',
    );
  });

  it('of what nobody decided before the run ended: it waits', () => {
    const run = simulate({ ...recordingOf('order-confirmed', architecture), until: 35 });
    expect(rowOf(whyOf(run), 'order_confirmed cust-001 email').outcomes).toEqual(['waiting']);
  });

  it('of a crash before anyone was told: who crashed', () => {
    const run = play('crash-between-commit-and-publish', architecture);
    const key = 'order_confirmed cust-001 email';
    expect(answersOf(run, key)).toEqual([
      'lost: Alice was not notified: Ordering crashes; what it was doing is gone.',
    ]);
    expect(rowOf(whyOf(run), key).entries[0]?.deciding).toMatchObject({
      kind: 'node-down',
      node: 'ordering',
    });
  });

  it('of the others, when telling the first of them failed', () => {
    const story = told([[0, { type: 'UpdatePrice', productId: 'prod-001', priceCents: 11_999 }]]);
    const recording = recordingOf(story, architecture);
    const away = { kind: 'fault', at: 0, fault: { type: 'down', node: 'notifications' } } as const;
    const run = simulate({ ...recording, acts: [away] });
    const outcomes = ['cust-003', 'cust-005'].map(
      (id) => rowOf(whyOf(run), `price_drop ${id} email`).outcomes,
    );
    const expected = architecture === 'event-sourced' ? 'lost' : 'failed';
    expect(outcomes).toEqual([[expected], [expected]]);
  });
});

describe('what gets lost', () => {
  it('ends the chain at the lost event with Redis Pub/Sub, and says that the bus keeps no copy', () => {
    const run = playOver('notification-service-down', 'event-sourced', { broker: 'redis-pubsub' });
    const key = 'order_confirmed cust-001 email';
    expect(answersOf(run, key)).toEqual([
      'lost: Alice was not notified: OrderCreated for ord-005 is lost for Notification service, which is not there: Event bus keeps no copy.',
    ]);
    expect(rowOf(whyOf(run), key).entries[0]?.steps.at(-1)).toMatchObject({
      kind: 'lost',
      name: 'OrderCreated',
    });
  });

  it.each(['redis-streams', 'rabbitmq', 'kafka'] as const)(
    'is nothing with %s, which keeps the event',
    (broker) => {
      const run = playOver('notification-service-down', 'event-sourced', { broker });
      expect(rowOf(whyOf(run), 'order_confirmed cust-001 email').outcomes).toEqual(['sent']);
    },
  );

  it('is known to the caller of an API: it failed, after each attempt', () => {
    const run = play('notification-service-down', 'api-driven');
    const [entry] = rowOf(whyOf(run), 'order_confirmed cust-001 email').entries;
    expect(entry?.outcome).toBe('failed');
    const kinds = entry?.steps.map(({ kind }) => kind);
    expect(kinds?.filter((kind) => kind === 'timed-out')).toHaveLength(3);
    expect(kinds?.at(-1)).toBe('concluded');
  });

  it('is an event that lies in the dead letters, until someone puts it back', () => {
    const whole = recordingOf('poison-message', 'event-sourced');
    const run = simulate({ ...whole, until: 5_000 });
    expect(rowOf(whyOf(run), 'order_confirmed cust-001 email').outcomes).toEqual(['dead-lettered']);
  });
});

describe('what has not gone further', () => {
  const story = told([[100, { type: 'ShipOrder', orderId: 'ord-001' }]], { settings: { outbox: true } });

  it('waits in the outbox as long as the relay is away', () => {
    const away = { kind: 'fault', at: 0, fault: { type: 'down', node: 'relay' } } as const;
    const run = simulate({ ...recordingOf(story, 'event-sourced'), acts: [away] });
    const [entry] = rowOf(whyOf(run), 'order_shipped cust-001 email').entries;
    expect(entry?.outcome).toBe('waiting');
    expect(entry?.deciding).toMatchObject({ kind: 'changed', machine: 'outbox' });
  });

  it('is never considered by a notification side that does not listen', () => {
    const gone = {
      kind: 'operation',
      at: 0,
      operation: { type: 'remove-consumer', consumer: 'notifications' },
    } as const;
    const run = simulate({ ...recordingOf(story, 'event-sourced'), acts: [gone] });
    const [entry] = rowOf(whyOf(run), 'order_shipped cust-001 email').entries;
    expect(entry?.outcome).toBe('never considered');
    expect(entry?.deciding).toMatchObject({ kind: 'arrived', node: 'bus', name: 'OrderStatusChanged' });
  });

  it('never reaches who took the product out of the cart before it was looked at', () => {
    const cheaper = told([[0, { type: 'UpdatePrice', productId: 'prod-001', priceCents: 11_999 }]]);
    const emptied = {
      kind: 'edit',
      at: 25,
      edit: { type: 'set-cart', cart: { customerId: 'cust-003', items: [] } },
    } as const;
    const run = simulate({ ...recordingOf(cheaper, 'event-sourced'), acts: [emptied] });
    expect(answersOf(run, 'price_drop cust-003 email')).toEqual([
      'never considered: Carol was not considered: Wireless Router X500 was not in Carol’s cart any more when it was looked at. Decided by Notification service.',
    ]);
  });
});

describe('a duplicate', () => {
  it('is suppressed by whoever has seen the event before', () => {
    expect(answersOf(play('replay-the-log', 'event-sourced'), 'order_confirmed cust-001 email').at(-1)).toBe(
      'suppressed: Alice was not notified again because Notification service has processed this OrderCreated before. Decided by Notification service.',
    );
  });

  it('is suppressed by the API for a request that it has served', () => {
    expect(answersOf(play('duplicate-delivery', 'api-driven'), 'order_confirmed cust-001 email').at(-1)).toBe(
      'suppressed: Alice was not notified again because “order confirmed” was told before for this request. Decided by Notification API.',
    );
  });
});
