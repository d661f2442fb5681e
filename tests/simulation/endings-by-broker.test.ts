import { describe, expect, it } from 'vitest';
import { brokerNames, type BrokerName, type Run } from '../../src/simulation';
import { expectEnding, oneOrder, playOver, salesOf, type Ending } from '../support/endings';
import { ofKind } from '../support/play';

/** Whether an event that its consumer does not acknowledge comes again; if not, it is gone. */
const keepsUntilAcknowledged: Readonly<Record<BrokerName, boolean>> = {
  'in-memory': false,
  'redis-pubsub': false,
  'redis-streams': true,
  rabbitmq: true,
  kafka: true,
};

/** Whether who subscribes late gets what was published before. */
const keepsItsLog: Readonly<Record<BrokerName, boolean>> = {
  'in-memory': false,
  'redis-pubsub': false,
  'redis-streams': true,
  rabbitmq: false,
  kafka: true,
};

const alice = 'Alice order_confirmed email sent';
const carol = 'Carol order_confirmed email sent';
const eva = 'Eva order_confirmed email sent';
const oneOfTwo = { 'prod-001': 48 };
const both = { 'prod-001': 48, 'prod-002': 49 };
const twoOrders = { orderCount: 2, revenueCents: 37997 };

/** When an email arrived in the inbox of someone, in ms; undefined when none did. */
function arrivalAt({ outcome }: Run, name: string): number | undefined {
  return outcome.inbox.find(({ to }) => to.startsWith(name))?.at;
}

describe.each(brokerNames)('event-sourced with %s', (broker) => {
  const run = (id: string) => playOver(id, 'event-sourced', { broker });
  const isKept = keepsUntilAcknowledged[broker];
  const isLogged = keepsItsLog[broker];

  it(`an event for a service that is down is ${isKept ? 'kept until the service is back' : 'lost'}; the others finish`, () => {
    const down = run('notification-service-down');
    expectEnding(down, { notifications: isKept ? [alice, carol] : [carol], stock: both, sales: twoOrders });
    const backAt = ofKind(down, 'node-up').find(({ node }) => node === 'notification-service')?.at;
    expect(backAt).toBe(8000);
    if (isKept) expect(arrivalAt(down, 'alice')).toBeGreaterThan(8000);
    const counted = ofKind(down, 'changed').find(({ machine }) => machine === 'sales');
    const lowered = ofKind(down, 'changed').find(({ machine }) => machine === 'product.stock');
    expect(counted?.at).toBeLessThan(2000);
    expect(lowered?.at).toBeLessThan(2000);
  });

  it('whoever places an order while a service is down is answered as ever', () => {
    const [order] = ofKind(run('notification-service-down'), 'concluded');
    expect(order).toMatchObject({ ok: true, payload: { orderId: 'ord-005', totalCents: 29998 } });
    expect(order?.at).toBeLessThan(1200);
  });

  it(`a late subscriber ${isLogged ? 'catches up with what was before' : 'has missed what was before'}`, () => {
    const sales = isLogged ? { orderCount: 3, revenueCents: 53996 } : { orderCount: 1, revenueCents: 15999 };
    const stock = { ...both, 'prod-003': 19 };
    expectEnding(run('late-subscriber'), { notifications: [alice, carol, eva], stock, sales });
  });

  it(`an event that is lost on its way ${isKept ? 'comes again' : 'is lost for good'}`, () => {
    const lost = run('lost-message');
    expect(ofKind(lost, 'lost')).toMatchObject([{ name: 'OrderCreated', reason: 'dropped' }]);
    expectEnding(lost, { notifications: isKept ? [alice] : [], stock: oneOfTwo });
  });

  it(`a garbled event ${isKept ? 'is delivered again, intact' : 'ends with the dead letters'}`, () => {
    const ending: Ending = isKept
      ? { notifications: [alice] }
      : { deadLetters: ['notification-service OrderCreated MalformedMessage'] };
    expectEnding(run('corrupt-message'), { ...ending, stock: oneOfTwo });
  });

  it('an acknowledgement that is lost leads to one notification, however often the event comes', () => {
    const unanswered = run('no-answer');
    expectEnding(unanswered, { notifications: [alice], stock: oneOfTwo });
    const deliveries = ofKind(unanswered, 'arrived').filter(
      ({ name, node }) => name === 'OrderCreated' && node === 'notification-service',
    );
    expect(deliveries).toHaveLength(isKept ? 2 : 1);
    const skipped = unanswered.outcome.decisions.filter(({ rule }) => rule === 'idempotency');
    expect(skipped.map(({ outcome }) => outcome)).toEqual(isKept ? ['stopped'] : []);
  });

  it('a duplicate is acted on once, and twice when nobody remembers', () => {
    expectEnding(run('duplicate-delivery'), { notifications: [alice], stock: oneOfTwo });
    expectEnding(run('duplicate-without-idempotency'), {
      notifications: [alice, alice],
      stock: { 'prod-001': 46 },
    });
  });

  it('line items out of order complete an order once', () => {
    expectEnding(run('out-of-order'), {
      notifications: ['Alice order_complete email sent', 'Alice order_complete sms sent'],
    });
  });

  it('a poison message is tried three times and dead-lettered with its reason; the rest goes on', () => {
    const poisoned = playOver('poison-message', 'event-sourced', { broker, until: 9999 });
    expectEnding(poisoned, {
      notifications: ['Bob order_shipped email sent', carol],
      stock: both,
      deadLetters: ['notification-service OrderCreated Error'],
    });
    expect(poisoned.outcome.deadLetters).toMatchObject([
      { attempts: 3, reason: 'Error: The items of the order are missing' },
    ]);
    expect(ofKind(poisoned, 'concluded').filter(({ ok }) => !ok)).toEqual([]);
  });

  it('a dead letter that is put back is processed', () => {
    const repaired = run('poison-message');
    expectEnding(repaired, { notifications: ['Bob order_shipped email sent', carol, alice], stock: both });
    expect(arrivalAt(repaired, 'alice')).toBeGreaterThan(10_000);
    expect(ofKind(repaired, 'concluded').at(-1)?.payload).toEqual({
      consumer: 'notification-service',
      redriven: 1,
    });
  });

  it(`an event for a consumer that is stopped ${isKept ? 'waits for it' : 'is missed'}`, () => {
    const sales = isKept ? twoOrders : { orderCount: 1, revenueCents: 7999 };
    expectEnding(run('stop-and-start-consumer'), { notifications: [alice, carol], stock: both, sales });
  });

  it(`Analytics that is added counts ${isLogged ? 'both orders' : 'the order after it came'}, and no service changes`, () => {
    const added = run('add-analytics');
    expect(salesOf(added)).toEqual(isLogged ? { orderCount: 2, revenueCents: 59996 } : oneOrder);
    expect(ofKind(added, 'changed').filter(({ machine }) => machine === 'integration')).toEqual([]);
    expect(ofKind(added, 'changed').filter(({ machine }) => machine === 'subscription')).toMatchObject([
      { node: 'bus', entity: 'analytics', from: null, to: 'subscribed' },
    ]);
  });

  it('what crashes between commit and publish is lost, unless there is an outbox', () => {
    expectEnding(run('crash-between-commit-and-publish'), {
      notifications: [carol],
      refusals: ['PlaceOrder TimedOut'],
      stock: { 'prod-002': 49 },
    });
    expectEnding(run('crash-with-outbox'), {
      notifications: [alice, carol],
      refusals: ['PlaceOrder TimedOut'],
      stock: both,
    });
  });

  it('an event in an old version is read where it can be lifted, and dead-lettered where it cannot', () => {
    const notifications = [alice, carol];
    expectEnding(run('event-schema-v2'), { notifications, stock: both, sales: twoOrders });
    expectEnding(run('event-schema-without-upcaster'), {
      notifications,
      stock: both,
      sales: { orderCount: 1, revenueCents: 7999 },
      deadLetters: ['analytics OrderCreated UnsupportedVersion'],
    });
  });

  it('replaying the log leaves projections and inboxes as they were', () => {
    const before = playOver('replay-the-log', 'event-sourced', { broker, until: 1999 }).outcome;
    const after = run('replay-the-log').outcome;
    expect(after.projections).toEqual(before.projections);
    expect(after.inbox).toEqual(before.inbox);
    expect(after.notifications).toEqual(before.notifications);
  });
});

describe('api-driven, where a caller waits and tries again', () => {
  const run = (id: string) => playOver(id, 'api-driven');

  it('a notification API that is down is an error at the caller after three attempts; the order stands', () => {
    const down = run('notification-service-down');
    const calls = ofKind(down, 'sent').filter(
      ({ name, flow }) => name === 'POST /notify' && flow === 'flow-2',
    );
    expect(calls).toHaveLength(3);
    const [order] = ofKind(down, 'concluded');
    expect(order).toMatchObject({ ok: false, payload: { name: 'TimedOut' } });
    expect(order?.at).toBeGreaterThan(7000);
    expect(ofKind(down, 'changed')).toContainEqual(
      expect.objectContaining({ machine: 'order', entity: 'ord-005', to: 'PENDING' }),
    );
  });

  it.each(['lost-message', 'no-answer', 'corrupt-message'])(
    '%s: the call is repeated with the same idempotency key, and notifies once',
    (id) => {
      const repeated = run(id);
      const calls = ofKind(repeated, 'sent').filter(({ name }) => name === 'POST /notify');
      expect(calls.map(({ payload }) => payload['idempotencyKey'])).toEqual(['key-2', 'key-2']);
      expectEnding(repeated, { notifications: [alice], stock: oneOfTwo });
      expect(ofKind(repeated, 'concluded')).toMatchObject([{ ok: true }]);
    },
  );

  it('no answer: the repeated call is told what the first one did', () => {
    const unanswered = run('no-answer');
    expect(ofKind(unanswered, 'timed-out')).toMatchObject([{ node: 'ordering', name: 'POST /notify' }]);
    const [, answer] = ofKind(unanswered, 'reply').filter(({ name }) => name === 'POST /notify');
    expect(answer?.payload).toMatchObject({
      stoppedBy: 'duplicate',
      results: [{ channel: 'email', recipient: 'alice.johnson@example.com', success: true }],
    });
  });

  it('a poison message is an error at the caller after three attempts, with its reason', () => {
    const poisoned = run('poison-message');
    const [order] = ofKind(poisoned, 'concluded');
    expect(order).toMatchObject({ ok: false, payload: { message: 'The items of the order are missing' } });
    expect(order?.at).toBeLessThan(2000);
    expect(poisoned.outcome.deadLetters).toEqual([]);
  });

  it('a consumer that is stopped makes the caller wait until it is back', () => {
    const [first, second] = ofKind(run('stop-and-start-consumer'), 'concluded');
    expect(first).toMatchObject({ ok: true });
    expect(first?.at).toBeGreaterThan(4000);
    expect((second?.at ?? NaN) - 8000).toBeLessThan(500);
  });

  it('Analytics that is added counts the order after it came, and Ordering has to change', () => {
    const added = run('add-analytics');
    expect(salesOf(added)).toEqual(oneOrder);
    expect(ofKind(added, 'changed').filter(({ machine }) => machine === 'integration')).toMatchObject([
      { node: 'ordering', entity: 'analytics', from: null, to: 'called' },
    ]);
  });

  it('replaying the log leaves projections and inboxes as they were', () => {
    const before = playOver('replay-the-log', 'api-driven', { until: 1999 }).outcome;
    const after = run('replay-the-log').outcome;
    expect(after.projections).toEqual(before.projections);
    expect(after.inbox).toEqual(before.inbox);
    expect(after.notifications).toEqual(before.notifications);
  });
});
