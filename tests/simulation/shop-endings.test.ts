import { describe, expect, it } from 'vitest';
import { architectureNames, type Run } from '../../src/simulation';
import { changes, firstOf, oneOrder, salesOf } from '../support/endings';
import { answers, ofKind, play, verdictsOn } from '../support/play';

/** Names of the events about allocations and stock that a run published, in order. */
function published(run: Run): readonly string[] {
  return ofKind(run, 'sent')
    .filter(({ form, to }) => form === 'event' && to === 'bus')
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('Notification'));
}

describe.each(architectureNames)('stock, %s', (architecture) => {
  const isEventSourced = architecture === 'event-sourced';

  it('an allocation answers with a batch reference, and the warehouse email names it', () => {
    const run = play('stock-allocated', architecture);
    const [{ batchReference }] = answers(run) as [{ batchReference: string }];
    expect(batchReference).not.toBe('');
    expect(run.outcome.inbox[0]?.subject).toBe(`Order ord-001 allocated to ${batchReference}`);
    expect(published(run)).toEqual(isEventSourced ? ['OrderAllocated'] : []);
  });

  it('that is out is an error at the caller, and AllocationFailed says “out of stock”', () => {
    const run = play('out-of-stock', architecture);
    expect(answers(run)).toEqual(['OutOfStock: prod-006 is out of stock: 1 wanted, 0 there']);
    const events = ofKind(run, 'sent').filter(({ name }) => name === 'AllocationFailed');
    expect(events).toHaveLength(isEventSourced ? 1 : 0);
    for (const { payload } of events) {
      expect(payload).toMatchObject({ orderId: 'ord-002', productId: 'prod-006', reason: 'out of stock' });
    }
  });

  it('of an unknown SKU is the error “Invalid sku”, and nothing is published', () => {
    const run = play('invalid-sku', architecture);
    expect(answers(run)).toEqual(['InvalidSku: Invalid sku prod-999']);
    expect(published(run)).toEqual([]);
    expect(ofKind(run, 'changed')).toEqual([]);
  });

  it('that is put back is there again; putting it back twice is an error', () => {
    const run = play('allocation-cancelled', architecture);
    expect(changes(run, 'product.stock')).toEqual(['prod-001: 50 → 40', 'prod-001: 40 → 50']);
    expect(answers(run)[2]).toMatch(/^AllocationNotFound: /);
    expect(published(run)).toEqual(isEventSourced ? ['OrderAllocated', 'AllocationCancelled'] : []);
  });

  it('that runs low is told to the warehouse once', () => {
    const run = play('stock-runs-low', architecture);
    const subjects = run.outcome.inbox.map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === '4K Webcam Ultra is running low')).toHaveLength(1);
    expect(changes(run, 'product.stock')).toEqual(['prod-004: 10 → 4', 'prod-004: 4 → 3']);
  });
});

describe('who works on a new order, and who waits', () => {
  it('event-sourced, one OrderCreated reaches three consumers, and the answer waits for none', () => {
    const run = play('order-created-fans-out', 'event-sourced');
    const reached = ofKind(run, 'sent').filter(({ name, node }) => name === 'OrderCreated' && node === 'bus');
    expect(reached.map(({ to }) => to).sort()).toEqual(['analytics', 'inventory', 'notification-service']);
    const handled = ofKind(run, 'handled').filter(({ name }) => name === 'OrderCreated');
    expect(handled.map(({ node }) => node).sort()).toEqual([
      'analytics',
      'inventory',
      'notification-service',
    ]);
    const answer = firstOf(run, 'reply', ({ name }) => name === 'PlaceOrder');
    for (const { at } of handled) expect(answer.at).toBeLessThan(at);
  });

  it('API-driven, Ordering calls all three in turn and answers after the last', () => {
    const run = play('order-created-fans-out', 'api-driven');
    const calls = ofKind(run, 'sent').filter(({ node, form }) => node === 'ordering' && form === 'call');
    expect(calls.map(({ to }) => to)).toEqual(['inventory', 'analytics', 'notification-api']);
    const answer = firstOf(run, 'reply', ({ name }) => name === 'PlaceOrder');
    for (const { at } of calls) expect(answer.at).toBeGreaterThan(at);
  });

  it.each([
    ['event-sourced', true],
    ['api-driven', false],
  ] as const)(
    'a slow consumer, %s: the email comes before the stock is lowered: %s',
    (architecture, before) => {
      const run = play('slow-consumer', architecture);
      const lowered = firstOf(run, 'changed', ({ machine }) => machine === 'product.stock');
      expect(lowered.at).toBeGreaterThan(2000);
      expect((run.outcome.inbox[0]?.at ?? NaN) < lowered.at).toBe(before);
      const answered = firstOf(run, 'concluded', () => true);
      expect(answered.at < lowered.at).toBe(before);
      const [, second] = ofKind(run, 'concluded');
      expect((second?.at ?? NaN) - 6000).toBeLessThan(500);
    },
  );

  it.each(architectureNames)('a filter keeps from Analytics what it does not want, %s', (architecture) => {
    const run = play('filtering-consumer', architecture);
    expect(salesOf(run)).toEqual(oneOrder);
    expect(
      ofKind(run, 'arrived').filter(({ node, form }) => node === 'analytics' && form !== 'command'),
    ).toHaveLength(1);
  });
});

describe.each(architectureNames)('messages and crashes, %s', (architecture) => {
  it('of a bulk: the customer who does not exist is named in the answer', () => {
    const [answer] = answers(play('partial-success-of-a-bulk', architecture));
    expect(answer).toMatchObject({
      results: [
        { customerId: 'cust-003' },
        { customerId: 'cust-999', error: expect.stringContaining('CustomerNotFound') as string },
        { customerId: 'cust-005' },
      ],
    });
  });

  it('out of order: the second line item is known before the first', () => {
    const run = play('out-of-order', architecture);
    const at = architecture === 'event-sourced' ? 'notification-service' : 'ordering';
    const name = architecture === 'event-sourced' ? 'LineItemStatusChanged' : 'ShipLineItem';
    const arrivals = ofKind(run, 'arrived').filter((record) => record.node === at && record.name === name);
    expect(arrivals.map(({ flow }) => flow)).toEqual(['flow-3', 'flow-2']);
    expect(
      verdictsOn(run, 'ord-001').filter((verdict) => verdict === 'order-complete: complete'),
    ).toHaveLength(1);
  });

  it('a crash after the commit leaves the order stored', () => {
    for (const id of ['crash-between-commit-and-publish', 'crash-with-outbox']) {
      const run = play(id, architecture);
      expect(changes(run, 'order')).toEqual(['ord-005: null → PENDING', 'ord-006: null → PENDING']);
      expect(ofKind(run, 'node-down')).toMatchObject([{ node: 'ordering', reason: 'crashed' }]);
    }
  });
});

describe('versions of OrderCreated', () => {
  it('are published one after the other, and Inventory, which knows the first, handles both', () => {
    const run = play('event-schema-v2', 'event-sourced');
    const events = ofKind(run, 'sent').filter(
      ({ name, to }) => name === 'OrderCreated' && to === 'inventory',
    );
    expect(events.map(({ payload }) => [payload['version'], payload['salesChannel']])).toEqual([
      [1, undefined],
      [2, 'web'],
    ]);
    const handled = ofKind(run, 'handled').filter(({ node }) => node === 'inventory');
    expect(handled.map(({ name }) => name)).toEqual(['OrderCreated', 'OrderCreated']);
  });

  it.each(architectureNames)('without an upcaster the first one fails visibly, %s', (architecture) => {
    const run = play('event-schema-without-upcaster', architecture);
    const [message] =
      architecture === 'event-sourced'
        ? ofKind(run, 'failed').map((failed) => failed.message)
        : answers(run).map(String);
    expect(message).toContain('version 1; version 2 is needed');
  });
});
