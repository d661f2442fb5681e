import { describe, expect, it } from 'vitest';
import { architectureNames, type ArchitectureName, type Command, type Run } from '../../src/simulation';
import { answers, deliveries, messages, ofKind, playInTurn } from '../support/play';

const warehouse = 'mailbox warehouse@signalbox.example';

const order = (productId: string, quantity: number): Command => ({
  type: 'PlaceOrder',
  customerId: 'cust-001',
  items: [{ productId, quantity }],
});
const allocate = (productId: string, quantity: number, orderId = 'ord-001'): Command => ({
  type: 'AllocateOrder',
  orderId,
  productId,
  quantity,
});
const cancel = (productId: string, orderId = 'ord-001'): Command => ({
  type: 'CancelAllocation',
  orderId,
  productId,
});

/** How the stock of products changed: `prod-001 50 → 48`, in order. */
const stockChanges = (run: Run) =>
  ofKind(run, 'changed')
    .filter(({ machine }) => machine === 'product.stock')
    .map(({ entity, from, to }) => `${entity} ${from} → ${to}`);

/** Names of the events that Inventory published, in order. */
const publishedByInventory = (run: Run) =>
  ofKind(run, 'sent')
    .filter(({ form, node }) => form === 'event' && node === 'inventory')
    .map(({ name }) => name);

describe.each(architectureNames)('stock and new orders, %s', (architecture) => {
  it('an order of 2 × prod-001 lowers it from 50 to 48', () => {
    expect(stockChanges(playInTurn(architecture, [order('prod-001', 2)]))).toEqual(['prod-001 50 → 48']);
  });

  it('an order of more than there is leaves 0, says so, and is confirmed all the same', () => {
    const run = playInTurn(architecture, [order('prod-005', 4)]);
    expect(stockChanges(run)).toEqual(['prod-005 3 → 0']);
    expect(run.outcome.decisions.filter(({ rule }) => rule === 'stock')).toMatchObject([
      { subject: 'prod-005', outcome: 'short', because: { ordered: 4, stock: 3 } },
    ]);
    expect(deliveries(run)).toEqual(['email alice.johnson@example.com']);
  });

  it('the warehouse hears once that a product runs low, and what is left', () => {
    const run = playInTurn(architecture, [order('prod-004', 6), order('prod-004', 1)]);
    expect(stockChanges(run)).toEqual(['prod-004 10 → 4', 'prod-004 4 → 3']);
    const letters = run.outcome.inbox.filter(({ channel }) => channel === 'mailbox');
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toMatch(/4K Webcam Ultra.* 4 /);
  });

  it('internal letters are in nobody’s feed', () => {
    const run = playInTurn(architecture, [allocate('prod-001', 10)]);
    expect(run.outcome.projections.log).toMatchObject([{ customerId: null, channel: 'mailbox' }]);
    expect(run.outcome.projections.feed).toEqual({});
  });
});

describe.each(architectureNames)('AllocateOrder, %s', (architecture) => {
  it('of 10 × prod-001 answers with a batch reference and has the warehouse told', () => {
    const run = playInTurn(architecture, [allocate('prod-001', 10)]);
    expect(answers(run)).toEqual([
      { orderId: 'ord-001', productId: 'prod-001', batchReference: 'batch-001' },
    ]);
    expect(stockChanges(run)).toEqual(['prod-001 50 → 40']);
    expect(deliveries(run)).toEqual([warehouse]);
    const [letter] = run.outcome.inbox;
    for (const part of ['ord-001', 'prod-001', 'batch-001']) expect(letter?.body).toContain(part);
  });

  it('of prod-006, of which there is none, is the error OutOfStock, and nobody is told', () => {
    const run = playInTurn(architecture, [allocate('prod-006', 1)]);
    expect(answers(run)).toEqual(['OutOfStock: prod-006 is out of stock: 1 wanted, 0 there']);
    expect(stockChanges(run)).toEqual([]);
    expect(run.outcome.inbox).toEqual([]);
  });

  it('of an SKU that does not exist is the error InvalidSku; nothing changes or is published', () => {
    const run = playInTurn(architecture, [allocate('prod-999', 1)]);
    expect(answers(run)).toEqual(['InvalidSku: Invalid sku prod-999']);
    expect(ofKind(run, 'changed')).toEqual([]);
    expect(publishedByInventory(run)).toEqual([]);
  });

  it('twice of the same product for the same order is an error; for another order it is not', () => {
    const run = playInTurn(architecture, [
      allocate('prod-001', 1),
      allocate('prod-001', 1),
      allocate('prod-001', 1, 'ord-004'),
    ]);
    expect(answers(run)).toMatchObject([
      { batchReference: 'batch-001' },
      expect.stringMatching(/^AlreadyAllocated: .*batch-001/),
      { batchReference: 'batch-002' },
    ]);
    expect(stockChanges(run)).toEqual(['prod-001 50 → 49', 'prod-001 49 → 48']);
  });

  it('that is cancelled gives the stock back; cancelling twice is an error', () => {
    const run = playInTurn(architecture, [allocate('prod-001', 10), cancel('prod-001'), cancel('prod-001')]);
    expect(stockChanges(run)).toEqual(['prod-001 50 → 40', 'prod-001 40 → 50']);
    expect(answers(run).at(-1)).toMatch(/^AllocationNotFound: .*prod-001.*ord-001/);
  });
});

describe('what Inventory publishes, event-sourced', () => {
  it.each<[readonly Command[], readonly string[]]>([
    [[allocate('prod-001', 10)], ['OrderAllocated']],
    [[allocate('prod-006', 1)], ['AllocationFailed']],
    [
      [allocate('prod-001', 10), cancel('prod-001'), cancel('prod-001')],
      ['OrderAllocated', 'AllocationCancelled'],
    ],
    [[order('prod-004', 6)], ['StockRanLow']],
    [[order('prod-001', 2)], []],
  ])('of %j: %j', (commands, expected) => {
    expect(publishedByInventory(playInTurn('event-sourced', commands))).toEqual(expected);
  });
});

describe('who knows of whom when an order is placed', () => {
  const sentByOrdering = (architecture: ArchitectureName, analytics: boolean) =>
    ofKind(playInTurn(architecture, [order('prod-001', 2)], { settings: { analytics } }), 'sent')
      .filter(({ node }) => node === 'ordering')
      .map(({ to, name }) => `${to} ${name}`);

  it('event-sourced, Ordering says it once, whoever listens', () => {
    expect(sentByOrdering('event-sourced', false)).toEqual(['bus OrderCreated']);
    expect(sentByOrdering('event-sourced', true)).toEqual(['bus OrderCreated']);
  });

  it('API-driven, Ordering calls each of them, and one more when Analytics is there', () => {
    const calls = ['inventory POST /stock/reservations', 'notification-api POST /notify'];
    expect(sentByOrdering('api-driven', false)).toEqual(calls);
    expect(sentByOrdering('api-driven', true)).toEqual([calls[0], 'analytics POST /orders', calls[1]]);
  });
});

describe.each(architectureNames)('Analytics, %s', (architecture) => {
  it('counts one order and 299.98 for 2 × prod-001', () => {
    const run = playInTurn(architecture, [order('prod-001', 2)], { settings: { analytics: true } });
    const counted = ofKind(run, 'changed').filter(({ machine }) => machine === 'sales');
    expect(counted).toMatchObject([
      {
        node: 'analytics',
        from: 0,
        to: 1,
        facts: {
          orderCount: 1,
          revenueCents: 29998,
          byChannel: { web: { orderCount: 1, revenueCents: 29998 } },
        },
      },
    ]);
  });

  it('changes nothing about who gets which message', () => {
    const [without, withAnalytics] = [false, true].map((analytics) =>
      messages(playInTurn(architecture, [order('prod-001', 2)], { settings: { analytics } })),
    );
    expect(withAnalytics).toEqual(without);
  });

  it('refuses orders of the first version when nothing lifts them', () => {
    const settings = { analytics: true, upcasting: false, retries: false };
    const run = playInTurn(architecture, [order('prod-001', 2)], { settings });
    expect(ofKind(run, 'changed').filter(({ machine }) => machine === 'sales')).toEqual([]);
    const refusal = /UnsupportedVersion/;
    // Event-sourced it is the consumer's own trouble; API-driven it is the caller's.
    if (architecture === 'api-driven') expect(answers(run)).toEqual([expect.stringMatching(refusal)]);
    else
      expect(ofKind(run, 'failed').map(({ node, name }) => `${node} ${name}`)).toEqual([
        'analytics UnsupportedVersion',
      ]);
  });
});
