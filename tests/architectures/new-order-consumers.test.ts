import { describe, expect, it } from 'vitest';
import { AnalyticsApi, type NewOrderRequest } from '../../src/architectures/api-driven/analytics';
import { connectAnalyticsApi } from '../../src/architectures/api-driven/analytics-api-client';
import { InventoryApi } from '../../src/architectures/api-driven/inventory';
import { connectInventoryApi } from '../../src/architectures/api-driven/inventory-api-client';
import type { NotifyRequest } from '../../src/architectures/api-driven/notification-api';
import { remoteCalls } from '../../src/architectures/api-driven/remote-call';
import { Telling } from '../../src/architectures/api-driven/telling';
import { analyticsConsumer, analyticsVersions } from '../../src/architectures/event-sourced/analytics';
import { inventoryConsumer } from '../../src/architectures/event-sourced/inventory';
import { NotificationTypes } from '../../src/notifications/type-catalogue';
import { decisionsAt } from '../../src/notifications/verdict';
import { DataStore } from '../../src/shop/data-store';
import type { OrderCreated } from '../../src/shop/events';
import { SalesFigures } from '../../src/shop/sales-figures';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { fakeBus, returning } from '../support/alone';
import { finish, recordsOf, runOut, smallWorld } from '../support/small-world';

const order = (
  items: readonly (readonly [productId: string, quantity: number])[],
  id = 'evt-1',
): OrderCreated => ({
  id,
  type: 'OrderCreated',
  version: 2,
  orderId: 'ord-005',
  customerId: 'cust-001',
  items: items.map(([productId, quantity]) => ({ productId, quantity, priceCents: 100 })),
  grandTotalCents: 29998,
  currency: 'USD',
  salesChannel: 'web',
});

interface Circumstances {
  readonly idempotency?: boolean;
  readonly upcasting?: boolean;
}

/** A world with what is beside Ordering, built both ways. */
function besideOrdering({ idempotency = true, upcasting = true }: Circumstances = {}) {
  const world = smallWorld([
    ['inventory', 'store', 4],
    ['ordering', 'inventory', 15],
    ['ordering', 'analytics', 15],
  ]);
  const database = new DataStore(shopData);
  const store = connectStore(world, 'inventory', database);
  const decide = decisionsAt(world, 'inventory');
  const inTurn = world.inTurn.bind(world);
  const stockOf = (productId: string) => database.product(productId)?.stock;
  const sales = new SalesFigures(world.journal);

  const { published, unitOfWork } = fakeBus();
  const inventory = inventoryConsumer({ store, unitOfWork, decide, inTurn, idempotency });
  const analytics = analyticsConsumer({ sales, idempotency });
  const hear = (node: 'inventory' | 'analytics', event: OrderCreated) => {
    const handle = { inventory, analytics }[node].OrderCreated;
    if (handle === undefined) throw new Error(`${node} does not listen`);
    finish(world, node, handle(event));
  };

  const requests: NotifyRequest[] = [];
  const api = {
    notify: (request: NotifyRequest) => {
      requests.push(request);
      return returning({ requestId: 'req-1', results: [] });
    },
    putPreferences: () => {
      throw new Error('Inventory knows no preferences');
    },
  };
  const types = new NotificationTypes();
  const telling = new Telling({ store, api, decide, inTurn, clock: world.clock, types });
  const inventoryApi = new InventoryApi({ store, telling, decide, inTurn, idempotency });
  const analyticsApi = new AnalyticsApi({ sales, upcasting, idempotency });
  return { world, stockOf, sales, published, hear, requests, inventoryApi, analyticsApi };
}

describe('a new order and the stock, event-sourced', () => {
  it('of 2 × prod-001 lowers it from 50 to 48', () => {
    const { hear, stockOf, published } = besideOrdering();
    hear('inventory', order([['prod-001', 2]]));
    expect(stockOf('prod-001')).toBe(48);
    expect(published).toEqual([]);
  });

  it('of more than there is takes what there is, and the trace says so', () => {
    const { world, hear, stockOf } = besideOrdering();
    hear(
      'inventory',
      order([
        ['prod-005', 4],
        ['prod-006', 1],
        ['prod-001', 1],
      ]),
    );
    expect(['prod-005', 'prod-006', 'prod-001'].map(stockOf)).toEqual([0, 0, 49]);
    expect(
      recordsOf(world, 'decision').map(({ rule, subject, because }) => [rule, subject, because]),
    ).toEqual([
      ['stock', 'prod-005', { ordered: 4, stock: 3 }],
      ['stock', 'prod-006', { ordered: 1, stock: 0 }],
    ]);
  });

  it('that takes it to the low mark is told once, with what is left', () => {
    const { hear, published } = besideOrdering();
    hear('inventory', order([['prod-004', 4]]));
    expect(published).toEqual([]);
    hear('inventory', order([['prod-004', 1]], 'evt-2'));
    hear('inventory', order([['prod-004', 1]], 'evt-3'));
    expect(published).toEqual([
      { type: 'StockRanLow', productId: 'prod-004', productName: '4K Webcam Ultra', stock: 5 },
    ]);
  });

  it('that is told twice counts once with idempotency, twice without', () => {
    for (const [idempotency, stock, lowCount] of [
      [true, 4, 1],
      [false, 0, 1],
    ] as const) {
      const { hear, stockOf, published } = besideOrdering({ idempotency });
      hear('inventory', order([['prod-004', 6]]));
      hear('inventory', order([['prod-004', 6]]));
      expect(stockOf('prod-004')).toBe(stock);
      expect(published).toHaveLength(lowCount);
    }
  });
});

describe('POST /stock/reservations', () => {
  it('lowers the stock of each item and answers with what is left', () => {
    const { world, inventoryApi, stockOf, requests } = besideOrdering();
    const items = [
      { productId: 'prod-001', quantity: 2 },
      { productId: 'prod-005', quantity: 9 },
    ];
    expect(finish(world, 'inventory', inventoryApi.reserve({ orderId: 'ord-005', items }, 'key-1'))).toEqual({
      orderId: 'ord-005',
      stock: [
        { productId: 'prod-001', left: 48 },
        { productId: 'prod-005', left: 0 },
      ],
    });
    expect(stockOf('prod-001')).toBe(48);
    expect(requests).toEqual([]);
    expect(recordsOf(world, 'decision')).toMatchObject([{ rule: 'stock', subject: 'prod-005' }]);
  });

  it('has the warehouse told of what runs low', () => {
    const { world, inventoryApi, requests } = besideOrdering();
    const request = { orderId: 'ord-005', items: [{ productId: 'prod-004', quantity: 7 }] };
    finish(world, 'inventory', inventoryApi.reserve(request, 'key-1'));
    expect(requests).toEqual([
      {
        type: 'low_stock',
        customerId: null,
        context: { productId: 'prod-004', productName: '4K Webcam Ultra', stock: 3 },
      },
    ]);
  });

  it.each([
    [true, 8, 'once'],
    [false, 6, 'twice'],
  ])('with the same key twice, idempotency %s: stock of 10 is then %i, lowered %s', (idempotency, stock) => {
    const { world, inventoryApi, stockOf } = besideOrdering({ idempotency });
    const request = { orderId: 'ord-005', items: [{ productId: 'prod-004', quantity: 2 }] };
    const answers = ['key-1', 'key-1'].map((key) =>
      finish(world, 'inventory', inventoryApi.reserve(request, key)),
    );
    expect(stockOf('prod-004')).toBe(stock);
    if (idempotency) expect(answers[1]).toEqual(answers[0]);
  });

  it('with the same key at the same time lowers stock once', () => {
    const { world, inventoryApi, stockOf, requests } = besideOrdering();
    const request = { orderId: 'ord-005', items: [{ productId: 'prod-004', quantity: 6 }] };
    for (const flow of ['flow-1', 'flow-2']) {
      world.start('inventory', flow, 0, inventoryApi.reserve(request, 'key-1'), () => undefined);
    }
    runOut(world);
    expect(stockOf('prod-004')).toBe(4);
    expect(requests).toHaveLength(1);
  });

  it('of a product that does not exist is answered with 404', () => {
    const { world, inventoryApi } = besideOrdering();
    const request = { orderId: 'ord-005', items: [{ productId: 'prod-999', quantity: 1 }] };
    expect(() => finish(world, 'inventory', inventoryApi.reserve(request, 'key-1'))).toThrow(
      expect.objectContaining({ name: '404 ProductNotFound' }),
    );
  });
});

describe('a new order and Analytics', () => {
  it('event-sourced, counts one order and its total', () => {
    const { hear, sales } = besideOrdering();
    hear('analytics', order([['prod-001', 2]]));
    expect([sales.orderCount, sales.revenueCents]).toEqual([1, 29998]);
  });

  it.each([
    [true, 1],
    [false, 2],
  ])('event-sourced, told twice with idempotency %s counts %i', (idempotency, count) => {
    const { hear, sales } = besideOrdering({ idempotency });
    hear('analytics', order([['prod-001', 2]]));
    hear('analytics', order([['prod-001', 2]]));
    expect(sales.orderCount).toBe(count);
  });

  it('event-sourced, needs the second version, and does not guess what it lacks', () => {
    const { hear } = besideOrdering();
    expect(analyticsVersions).toEqual({ OrderCreated: 2 });
    const { salesChannel: _, ...first } = order([['prod-001', 2]]);
    expect(() => {
      hear('analytics', first);
    }).toThrow(/ord-005/);
  });

  const request: NewOrderRequest = { version: 2, orderId: 'ord-005', totalCents: 29998, salesChannel: 'web' };
  const { salesChannel: _, ...unversioned } = request;
  const first: NewOrderRequest = { ...unversioned, version: 1 };

  it('API-driven, answers with how many orders it has counted', () => {
    const { world, analyticsApi, sales } = besideOrdering();
    expect(finish(world, 'analytics', analyticsApi.addOrder(request, 'key-1'))).toEqual({ orderCount: 1 });
    expect(finish(world, 'analytics', analyticsApi.addOrder(request, 'key-2'))).toEqual({ orderCount: 2 });
    expect(sales.revenueCents).toBe(59996);
  });

  it.each([
    [true, 1],
    [false, 2],
  ])('API-driven, asked twice with the same key and idempotency %s counts %i', (idempotency, count) => {
    const { world, analyticsApi, sales } = besideOrdering({ idempotency });
    finish(world, 'analytics', analyticsApi.addOrder(request, 'key-1'));
    finish(world, 'analytics', analyticsApi.addOrder(request, 'key-1'));
    expect(sales.orderCount).toBe(count);
  });

  it('API-driven, lifts a body of the first version', () => {
    const { world, analyticsApi } = besideOrdering();
    finish(world, 'analytics', analyticsApi.addOrder(first, 'key-1'));
    expect(recordsOf(world, 'changed')[0]?.facts['byChannel']).toHaveProperty('web');
  });

  it('API-driven without upcasting, refuses a body of the first version with 400', () => {
    const { world, analyticsApi, sales } = besideOrdering({ upcasting: false });
    expect(() => finish(world, 'analytics', analyticsApi.addOrder(first, 'key-1'))).toThrow(
      expect.objectContaining({
        name: '400 UnsupportedVersion',
        message: 'POST /orders is of version 1; version 2 is needed',
      }),
    );
    expect(sales.orderCount).toBe(0);
  });
});

describe('Ordering calls Inventory and Analytics', () => {
  it('over the network, with a key for each call, and waits', () => {
    const { world, inventoryApi, analyticsApi } = besideOrdering();
    const call = remoteCalls(world, 'ordering', { maxAttempts: 1, firstDelayMs: 1, factor: 1 });
    const inventory = connectInventoryApi(call, inventoryApi);
    const analytics = connectAnalyticsApi(call, analyticsApi);
    const items = [{ productId: 'prod-001', quantity: 2 }];
    expect(finish(world, 'ordering', inventory.reserve({ orderId: 'ord-005', items }))).toEqual({
      orderId: 'ord-005',
      stock: [{ productId: 'prod-001', left: 48 }],
    });
    const body = { version: 1, orderId: 'ord-005', totalCents: 29998 } as const;
    expect(finish(world, 'ordering', analytics.addOrder(body))).toEqual({ orderCount: 1 });
    expect(recordsOf(world, 'sent').map(({ to, form, name, payload }) => [to, form, name, payload])).toEqual([
      [
        'inventory',
        'call',
        'POST /stock/reservations',
        { orderId: 'ord-005', items, idempotencyKey: 'key-1' },
      ],
      ['analytics', 'call', 'POST /orders', { ...body, idempotencyKey: 'key-2' }],
    ]);
  });
});
