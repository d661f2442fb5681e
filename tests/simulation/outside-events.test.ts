import { describe, expect, it } from 'vitest';
import { whyOf } from '../../src/analysis/why/why';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import {
  architectureNames,
  brokerNames,
  findScenario,
  type OutsideEvent,
  parseScenario,
  recordingOf,
  shopEventSchemas,
  simulate,
  type Act,
  type ArchitectureName,
  type Received,
  type Run,
} from '../../src/simulation';

const heard = (event: OutsideEvent, at = 0): Act => ({ at, kind: 'event', event });

/** A story in which nothing happens but what a system outside says. */
function runOf(
  architecture: ArchitectureName,
  acts: readonly Act[],
  choices: Parameters<typeof recordingOf>[2] = {},
): Run {
  const read = parseScenario({
    id: 'told-from-outside',
    title: 'Told from outside',
    group: 'Simple',
    story: 'Another system says what has happened.',
    ending: 'Whoever has to know is told.',
    acts,
  });
  if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
  return simulate(recordingOf(read.value, architecture, choices));
}

const received = ({ trace }: Run): readonly Received[] =>
  trace.filter((record) => record.kind === 'received');
const told = (run: Run) =>
  received(run)
    .map(({ channel, to }) => `${channel} ${to}`)
    .sort();

const [alice, aliceByPhone] = ['email alice.johnson@example.com', 'sms +1-555-0101'];
const ofAlice = { orderId: 'ord-001', customerId: 'cust-001' };

/** Whom domain.md says each event concerns, and by which channels. */
const audiences: readonly (readonly [name: string, event: OutsideEvent, told: readonly string[]])[] = [
  [
    'an order that was placed: its owner by email',
    {
      id: 'x-1',
      type: 'OrderCreated',
      ...ofAlice,
      items: [{ productId: 'prod-002', quantity: 1, priceCents: 7999 }],
      grandTotalCents: 7999,
      currency: 'USD',
    },
    [alice],
  ],
  [
    'an order that shipped: its owner by email and SMS',
    { id: 'x-1', type: 'OrderStatusChanged', ...ofAlice, from: 'PROCESSING', to: 'SHIPPED' },
    [alice, aliceByPhone],
  ],
  [
    'an order that was delivered: its owner by email and SMS',
    { id: 'x-1', type: 'OrderStatusChanged', ...ofAlice, from: 'SHIPPED', to: 'DELIVERED' },
    [alice, aliceByPhone],
  ],
  [
    'an order that was cancelled: its owner by email',
    { id: 'x-1', type: 'OrderStatusChanged', ...ofAlice, from: 'PROCESSING', to: 'CANCELLED' },
    [alice],
  ],
  [
    'an order that is in work: nobody',
    { id: 'x-1', type: 'OrderStatusChanged', ...ofAlice, from: 'PENDING', to: 'PROCESSING' },
    [],
  ],
  [
    'one line item of two that shipped: nobody',
    {
      id: 'x-1',
      type: 'LineItemStatusChanged',
      ...ofAlice,
      productId: 'prod-001',
      from: 'PENDING',
      to: 'SHIPPED',
    },
    [],
  ],
  [
    'a lower price: those with the product in the cart who are gold or platinum',
    {
      id: 'x-1',
      type: 'PriceChanged',
      productId: 'prod-001',
      productName: 'Wireless Router X500',
      oldPriceCents: 14999,
      newPriceCents: 11999,
    },
    ['email carol.williams@example.com', 'email eva.martinez@example.com', 'sms +1-555-0103'],
  ],
  [
    'a payment that failed: the payer by email and SMS',
    {
      id: 'x-1',
      type: 'PaymentFailed',
      ...ofAlice,
      paymentId: 'pay-x',
      amountCents: 30997,
      reason: 'Insufficient funds',
      attempt: 1,
    },
    [alice, aliceByPhone],
  ],
  [
    'a payment that came in: the payer by email',
    { id: 'x-1', type: 'PaymentReceived', ...ofAlice, paymentId: 'pay-x', amountCents: 30997 },
    [alice],
  ],
  [
    'stock that was set aside: the warehouse',
    {
      id: 'x-1',
      type: 'OrderAllocated',
      orderId: 'ord-001',
      productId: 'prod-001',
      quantity: 1,
      batchReference: 'batch-7',
    },
    ['mailbox warehouse@signalbox.example'],
  ],
  [
    'stock that ran low: the warehouse',
    { id: 'x-1', type: 'StockRanLow', productId: 'prod-005', productName: 'Ergonomic Mouse Pro', stock: 2 },
    ['mailbox warehouse@signalbox.example'],
  ],
  [
    'an allocation that failed: nobody',
    {
      id: 'x-1',
      type: 'AllocationFailed',
      orderId: 'ord-001',
      productId: 'prod-006',
      quantity: 1,
      reason: 'out of stock',
    },
    [],
  ],
  [
    'an allocation that was cancelled: nobody',
    {
      id: 'x-1',
      type: 'AllocationCancelled',
      orderId: 'ord-001',
      productId: 'prod-001',
      quantity: 1,
      batchReference: 'batch-7',
    },
    [],
  ],
  [
    'a customer who registered: a welcome by email',
    { id: 'x-1', type: 'CustomerRegistered', customerId: 'cust-006', name: 'Frank Miller' },
    ['email frank.miller@example.com'],
  ],
];

describe.each(architectureNames)('what another system says has happened, %s', (architecture) => {
  it.each(audiences)('%s', (_, event, expected) => {
    const run = runOf(architecture, [heard(event)]);
    expect(told(run)).toEqual([...expected].sort());
    expect(run.trace.filter(({ kind }) => kind === 'failed')).toEqual([]);
  });

  it('tells of the whole order once its second item has shipped as well', () => {
    const item = (id: string, productId: string): OutsideEvent => ({
      id,
      type: 'LineItemStatusChanged',
      ...ofAlice,
      productId,
      from: 'PENDING',
      to: 'SHIPPED',
    });
    const acts = [heard(item('x-1', 'prod-001')), heard(item('x-2', 'prod-002'), 1000)];
    expect(told(runOf(architecture, acts))).toEqual([alice, aliceByPhone]);
  });

  it('schedules the recovery of a cart that was left, a day later', () => {
    const event: OutsideEvent = {
      id: 'x-1',
      type: 'CartLeft',
      customerId: 'cust-005',
      items: [{ productId: 'prod-003', quantity: 1 }],
    };
    const { trace } = runOf(architecture, [heard(event)]);
    const states = trace.flatMap((record) =>
      record.kind === 'changed' && record.machine === 'notification'
        ? [[record.to, record.at >= 86_400_000]]
        : [],
    );
    expect(states).toContainEqual(['pending.scheduled', false]);
    expect(states).toContainEqual(['pending.ready', true]);
  });

  it('is begun by the service that owns it, without an actor and without a write to its data', () => {
    const [, event] = audiences[1] ?? [];
    if (event === undefined) throw new Error('there is such an event');
    const { trace } = runOf(architecture, [heard(event)]);
    expect(trace[0]).toMatchObject({
      node: 'ordering',
      cause: 0,
      kind: 'changed',
      machine: 'outside-event',
      entity: 'x-1',
      to: 'heard',
    });
    expect(trace.some((record) => record.kind === 'sent' && record.form === 'command')).toBe(false);
    expect(trace.some((record) => record.kind === 'changed' && record.machine === 'order')).toBe(false);
  });

  it('is done once when it is told twice under one id, and twice without idempotency', () => {
    const [, event] = audiences[8] ?? [];
    if (event === undefined) throw new Error('there is such an event');
    const acts = [heard(event), heard(event, 5000)];
    expect(told(runOf(architecture, acts))).toEqual([alice]);
    const settings = { idempotency: false };
    expect(told(runOf(architecture, acts, { settings }))).toEqual([alice, alice]);
    const sameMoment = [heard(event), heard(event, 1)];
    expect(told(runOf(architecture, sameMoment))).toEqual([alice]);
  });

  it('is missed, and not told to anybody, while the service is away', () => {
    const [, event] = audiences[1] ?? [];
    if (event === undefined) throw new Error('there is such an event');
    const down: Act = { at: 0, kind: 'fault', fault: { type: 'down', node: 'ordering' } };
    const run = runOf(architecture, [down, heard(event, 10)]);
    expect(told(run)).toEqual([]);
    expect(run.trace.at(-1)).toMatchObject({ kind: 'failed', node: 'ordering', name: 'NobodyThere' });
  });

  it('goes wrong visibly when it is about an order that nobody knows', () => {
    const run = runOf(architecture, [
      heard({
        id: 'x-1',
        type: 'OrderStatusChanged',
        orderId: 'ord-999',
        customerId: 'cust-001',
        from: 'PENDING',
        to: 'SHIPPED',
      }),
    ]);
    expect(told(run)).toEqual([]);
    expect(run.trace).toContainEqual(expect.objectContaining({ kind: 'failed', name: 'OrderNotFound' }));
  });

  it('can be asked why, for those who were told and those who were not', () => {
    const [, event] = audiences[6] ?? [];
    if (event === undefined) throw new Error('there is such an event');
    const { rows } = whyOf(runOf(architecture, [heard(event)]));
    const outcomeOf = (who: string) =>
      rows.find(
        ({ type, recipient, channel }) =>
          type.name === 'price_drop' && recipient === who && channel === 'email',
      )?.outcomes;
    expect(outcomeOf('cust-003')).toEqual(['sent']);
    expect(outcomeOf('cust-002')).toEqual(['skipped']);
    expect(outcomeOf('cust-001')).toEqual(['never considered']);
  });

  it('has a sentence that names what has happened', () => {
    const [, event] = audiences[1] ?? [];
    if (event === undefined) throw new Error('there is such an event');
    const { recording, trace } = runOf(architecture, [heard(event)]);
    const [first] = trace;
    if (first === undefined) throw new Error('there is a first record');
    expect(narrate(first, trace, namesOf(recording, trace))).toMatch(
      /^Ordering hears from a system outside: OrderStatusChanged, .*ord-001/,
    );
  });
});

describe('an event from outside on the bus', () => {
  it.each(brokerNames)(
    'keeps its id with the broker %s, and the bus gives that id to nothing else',
    (broker) => {
      const event: OutsideEvent = {
        id: 'evt-1',
        type: 'OrderStatusChanged',
        ...ofAlice,
        from: 'PROCESSING',
        to: 'SHIPPED',
      };
      const run = runOf('event-sourced', [heard(event)], { broker });
      const ids = run.trace.flatMap((record) =>
        record.kind === 'sent' && record.form === 'event' && record.to === 'bus'
          ? [record.payload['id']]
          : [],
      );
      expect(ids[0]).toBe('evt-1');
      expect(new Set(ids).size).toBe(ids.length);
      expect(told(run)).toEqual([alice, aliceByPhone]);
    },
  );

  it('goes through the outbox where there is one', () => {
    const [, event] = audiences[8] ?? [];
    if (event === undefined) throw new Error('there is such an event');
    const run = runOf('event-sourced', [heard(event)], { settings: { outbox: true } });
    expect(run.trace).toContainEqual(
      expect.objectContaining({ kind: 'changed', machine: 'outbox', entity: 'x-1', to: 'stored' }),
    );
    expect(told(run)).toEqual([alice]);
  });

  it('says in its second version where an order was placed', () => {
    const [, event] = audiences[0] ?? [];
    if (event?.type !== 'OrderCreated') throw new Error('there is such an event');
    const run = runOf('event-sourced', [heard({ ...event, salesChannel: 'phone' })], {
      settings: { analytics: true, upcasting: false },
    });
    expect(run.trace).toContainEqual(expect.objectContaining({ kind: 'changed', machine: 'sales' }));
  });
});

describe('without a bus', () => {
  it('says of an event that is no news that it does nothing', () => {
    const [, event] = audiences[11] ?? [];
    if (event === undefined) throw new Error('there is such an event');
    const { trace } = runOf('api-driven', [heard(event)]);
    expect(trace.slice(1)).toMatchObject([
      { kind: 'decision', node: 'inventory', rule: 'news', outcome: 'stopped' },
    ]);
  });
});

describe('the schemas of events', () => {
  it('accept every event that the shop publishes in any scenario of theirs', () => {
    for (const id of [
      'order-shipped',
      'price-drop',
      'new-customer',
      'cart-left-behind',
      'allocation-cancelled',
    ]) {
      expect(findScenario(id)).toBeDefined();
      const { trace } = simulate(recordingOf(id, 'event-sourced'));
      for (const record of trace) {
        if (record.kind !== 'sent' || record.form !== 'event' || !(record.name in shopEventSchemas)) continue;
        const { version: _, ...event } = record.payload;
        const read = parseScenario({ ...findScenario(id), acts: [{ at: 0, kind: 'event', event }] });
        expect(read.ok ? [] : read.problems).toEqual([]);
      }
    }
  });

  it.each([
    ['a fact too many', { id: 'x', type: 'CustomerRegistered', customerId: 'cust-1', name: 'A', age: 3 }],
    ['no id', { id: '', type: 'CustomerRegistered', customerId: 'cust-1', name: 'A' }],
    ['an id of another kind of thing', { id: 'x', type: 'CustomerRegistered', customerId: 'c1', name: 'A' }],
    ['a type that nobody knows', { id: 'x', type: 'OrderVanished', orderId: 'ord-1' }],
  ])('refuse %s', (_, event) => {
    const read = parseScenario({ ...findScenario('order-shipped'), acts: [{ at: 0, kind: 'event', event }] });
    expect(read.ok ? undefined : read.problems[0]?.path).toMatch(/^acts\[0\]\.event/);
  });
});
