import { describe, expect, it } from 'vitest';
import { formatCents } from '../../src/shop/money';
import { parseShopData, withChanges } from '../../src/shop/shop-data';
import { shopData } from '../../src/simulation';

const notificationTypes = ['order_confirmed', 'price_drop'];

const letters = { email: 'e', sms: 's', push: 'p' } as const;
const short = (channels: readonly (keyof typeof letters)[]) =>
  channels.map((name) => letters[name]).join(' ') || '–';

describe('the shop as shipped', () => {
  it('has these customers', () => {
    expect(
      shopData.customers.map(
        ({ id, name, email, phone, segment }) => `${id} | ${name} | ${email} | ${phone} | ${segment}`,
      ),
    ).toEqual([
      'cust-001 | Alice Johnson | alice.johnson@example.com | +1-555-0101 | gold',
      'cust-002 | Bob Smith | bob.smith@example.com | +1-555-0102 | silver',
      'cust-003 | Carol Williams | carol.williams@example.com | +1-555-0103 | platinum',
      'cust-004 | David Brown | david.brown@example.com | +1-555-0104 | bronze',
      'cust-005 | Eva Martinez | eva.martinez@example.com | +1-555-0105 | gold',
      'cust-006 | Frank Miller | frank.miller@example.com | +1-555-0106 | silver',
      'cust-007 | Grace Lee | grace.lee@example.com | +1-555-0107 | gold',
      'cust-008 | Henry Wilson | henry.wilson@example.com | +1-555-0108 | gold',
      'cust-009 | Iris Novak | iris.novak@example.com | +1-555-0109 | platinum',
    ]);
  });

  it('has these products', () => {
    expect(
      shopData.products.map(
        ({ id, name, priceCents, stock }) => `${id} | ${name} | ${formatCents(priceCents)} | ${stock}`,
      ),
    ).toEqual([
      'prod-001 | Wireless Router X500 | $149.99 | 50',
      'prod-002 | USB-C Hub Pro | $79.99 | 50',
      'prod-003 | Mechanical Keyboard Elite | $159.99 | 20',
      'prod-004 | 4K Webcam Ultra | $199.99 | 10',
      'prod-005 | Ergonomic Mouse Pro | $89.99 | 3',
      'prod-006 | Monitor Stand Deluxe | $49.99 | 0',
    ]);
  });

  it('has these products in carts', () => {
    const holders = (productId: string) =>
      shopData.carts.flatMap(({ customerId, items }) =>
        items
          .filter((item) => item.productId === productId)
          .map(({ quantity }) => `${customerId} (${quantity})`),
      );
    expect(shopData.products.map(({ id }) => `${id} | ${holders(id).join(', ') || 'nobody'}`)).toEqual([
      'prod-001 | cust-002 (1), cust-003 (2), cust-005 (1)',
      'prod-002 | nobody',
      'prod-003 | cust-005 (1)',
      'prod-004 | cust-002 (1)',
      'prod-005 | nobody',
      'prod-006 | cust-005 (2)',
    ]);
  });

  it('has these orders', () => {
    expect(
      shopData.orders.map(({ id, customerId, status, items, totalCents }) => {
        const lines = items.map(
          ({ quantity, productId, priceCents, status: itemStatus }) =>
            `${quantity} × ${productId} at ${formatCents(priceCents)}: ${itemStatus}`,
        );
        return `${id} | ${customerId} | ${status} | ${lines.join('; ')} | ${formatCents(totalCents)}`;
      }),
    ).toEqual([
      'ord-001 | cust-001 | PROCESSING | 1 × prod-001 at $149.99: PENDING; 2 × prod-002 at $79.99: PENDING | $309.97',
      'ord-002 | cust-002 | PROCESSING | 1 × prod-003 at $159.99: SHIPPED; 1 × prod-005 at $89.99: PENDING; 1 × prod-006 at $49.99: PENDING | $299.97',
      'ord-003 | cust-003 | SHIPPED | 1 × prod-004 at $199.99: SHIPPED | $199.99',
      'ord-004 | cust-004 | PENDING | 1 × prod-001 at $149.99: PENDING | $149.99',
    ]);
  });

  it('has orders whose totals are the sums of their items', () => {
    for (const { id, items, totalCents } of shopData.orders) {
      expect(
        items.reduce((sum, { quantity, priceCents }) => sum + quantity * priceCents, 0),
        id,
      ).toBe(totalCents);
    }
  });

  it('has one payment: the first attempt to pay for ord-004, which failed', () => {
    expect(shopData.payments).toEqual([
      {
        id: 'pay-004',
        orderId: 'ord-004',
        amountCents: 14999,
        status: 'failed',
        reason: 'Insufficient funds',
        attempt: 1,
      },
    ]);
  });

  it('has these preferences by category; Frank has none at all', () => {
    expect(
      shopData.preferences.map(({ customerId, categories }) => {
        const { order_updates, price_alerts, promotions, payment_alerts } = categories;
        return [customerId, ...[order_updates, price_alerts, promotions, payment_alerts].map(short)].join(
          ' | ',
        );
      }),
    ).toEqual([
      'cust-001 | e s | e | e | e s',
      'cust-002 | e | e s | – | e',
      'cust-003 | e s | e s | e s | e s',
      'cust-004 | e | – | e | e',
      'cust-005 | e s | e | e | e s',
      'cust-007 | e s p | e s p | e | e s',
      expect.stringMatching(/^cust-008/),
      'cust-009 | e s p | e s p | e | e s',
    ]);
  });

  it('has every channel switched on, except for Henry, who switched all off', () => {
    for (const { customerId, channels } of shopData.preferences) {
      const on = customerId !== 'cust-008';
      expect(channels, customerId).toEqual({ email: on, sms: on, push: on });
    }
  });

  it('has one customer who unsubscribed, Grace, and one with quiet hours, Iris', () => {
    const unsubscribed = shopData.preferences.filter(({ unsubscribedTypes }) => unsubscribedTypes.length > 0);
    expect(unsubscribed.map(({ customerId, unsubscribedTypes }) => [customerId, unsubscribedTypes])).toEqual([
      ['cust-007', ['order_confirmed']],
    ]);
    const quiet = shopData.preferences.filter(({ quietHours }) => quietHours !== null);
    expect(quiet.map(({ customerId, quietHours }) => [customerId, quietHours])).toEqual([
      ['cust-009', { from: '22:00', to: '08:00' }],
    ]);
  });

  it('sends price drops to gold and platinum, and everything else to all segments', () => {
    expect(shopData.segments).toEqual([{ notificationType: 'price_drop', segments: ['gold', 'platinum'] }]);
  });
});

/** The tables of the shop, with one of them changed. */
function broken(table: keyof typeof shopData, change: (rows: Row[]) => unknown): Record<string, unknown> {
  return {
    ...structuredClone(shopData),
    [table]: change(structuredClone(shopData[table]) as unknown as Row[]),
  };
}
type Row = Record<string, unknown>;
const firstWith = (values: Row) => (rows: Row[]) => [{ ...rows[0], ...values }, ...rows.slice(1)];

describe('a broken fixture', () => {
  it('is none when it is the shop as shipped', () => {
    expect(parseShopData({ ...shopData }, 'fixtures/data/', notificationTypes)).toEqual({
      ok: true,
      value: shopData,
    });
  });

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    [
      'a price as text',
      broken('products', firstWith({ priceCents: '149.99' })),
      'products[0].priceCents',
      /number/,
    ],
    [
      'a price in parts of a cent',
      broken('products', firstWith({ priceCents: 149.99 })),
      'products[0].priceCents',
      /whole cents/,
    ],
    ['a negative stock', broken('products', firstWith({ stock: -1 })), 'products[0].stock', /negative/],
    [
      'an unknown segment',
      broken('customers', firstWith({ segment: 'wood' })),
      'customers[0].segment',
      /platinum/,
    ],
    ['no email address', broken('customers', firstWith({ email: 'alice' })), 'customers[0].email', /email/],
    [
      'a missing name',
      broken('customers', firstWith({ name: undefined })),
      'customers[0].name',
      /^is missing$/,
    ],
    [
      'a field that nobody knows',
      broken('customers', firstWith({ hobby: 'chess' })),
      'customers[0].hobby',
      /^is not known here$/,
    ],
    ['an id of another kind', broken('orders', firstWith({ id: 'cust-001' })), 'orders[0].id', /ord-001/],
    ['an order without items', broken('orders', firstWith({ items: [] })), 'orders[0].items', /at least one/],
    ['an unknown status', broken('orders', firstWith({ status: 'LOST' })), 'orders[0].status', /PENDING/],
    [
      'quiet hours that are no times',
      broken('preferences', firstWith({ quietHours: { from: '25:00', to: '08:00' } })),
      'preferences[0].quietHours.from',
      /22:00/,
    ],
    ['no list at all', broken('carts', () => ({})), 'carts', /^must be a list$/],
    [
      'an order of a customer who does not exist',
      broken('orders', firstWith({ customerId: 'cust-999' })),
      'orders[0].customerId',
      /cust-999 does not exist/,
    ],
    [
      'a cart with a product that does not exist',
      broken('carts', firstWith({ items: [{ productId: 'prod-999', quantity: 1 }] })),
      'carts[0].items[0].productId',
      /prod-999 does not exist/,
    ],
    [
      'a payment for an order that does not exist',
      broken('payments', firstWith({ orderId: 'ord-999' })),
      'payments[0].orderId',
      /ord-999 does not exist/,
    ],
    [
      'preferences of a customer who does not exist',
      broken('preferences', firstWith({ customerId: 'cust-999' })),
      'preferences[0].customerId',
      /cust-999 does not exist/,
    ],
    [
      'quiet hours that end when they begin',
      broken('preferences', firstWith({ quietHours: { from: '08:00', to: '08:00' } })),
      'preferences[0].quietHours',
      /^must begin and end at different times of day/,
    ],
    [
      'an order whose total is not the sum of its line items',
      broken('orders', firstWith({ totalCents: 30996 })),
      'orders[0].totalCents',
      /^must be 30997, the sum of the line items .*, and is 30996$/,
    ],
    [
      'a customer who unsubscribed from a type of notification that there is not',
      broken('preferences', firstWith({ unsubscribedTypes: ['birthday'] })),
      'preferences[0].unsubscribedTypes[0]',
      /"birthday"; known are order_confirmed, price_drop$/,
    ],
    [
      'a segment rule on a type of notification that there is not',
      broken('segments', firstWith({ notificationType: 'birthday' })),
      'segments[0].notificationType',
      /"birthday"; known are order_confirmed, price_drop$/,
    ],
  ])('with %s is told with file, path and reason', (_, tables, path, reason) => {
    const parsed = parseShopData(tables, 'fixtures/data/', notificationTypes);
    if (parsed.ok) throw new Error('it was accepted');
    const table = path.split('[')[0] ?? '';
    expect(parsed.problems).toHaveLength(1);
    expect(parsed.problems[0]?.path).toBe(`fixtures/data/${table}.json: ${path}`);
    expect(parsed.problems[0]?.message).toMatch(reason);
  });

  it.each(['customers', 'products', 'orders', 'carts', 'payments', 'preferences', 'segments'] as const)(
    'with the same row twice in %s is told with the place of the second',
    (table) => {
      const parsed = parseShopData(
        broken(table, (rows) => [...rows, ...rows.slice(0, 1)]),
        'fixtures/data/',
        notificationTypes,
      );
      if (parsed.ok) throw new Error('it was accepted');
      expect(parsed.problems).toEqual([
        {
          path: `fixtures/data/${table}.json: ${table}[${shopData[table].length}]`,
          message: expect.stringMatching(/stands there twice/) as string,
        },
      ]);
    },
  );

  it('that is missing is told', () => {
    const { orders: _, ...rest } = shopData;
    const parsed = parseShopData(rest, 'fixtures/data/', notificationTypes);
    expect(parsed).toMatchObject({ ok: false, problems: [{ path: 'fixtures/data/orders.json: orders' }] });
  });

  it('has all of its problems told at once', () => {
    const parsed = parseShopData(
      { ...broken('products', firstWith({ stock: -1, name: '' })), customers: 7 },
      'fixtures/data/',
      notificationTypes,
    );
    if (parsed.ok) throw new Error('it was accepted');
    expect(parsed.problems.map(({ path }) => path.split(': ')[1]).sort()).toEqual([
      'customers',
      'products[0].name',
      'products[0].stock',
    ]);
  });
});

describe('what a scenario changes about the shop', () => {
  it('replaces rows with the same id and adds the others', () => {
    const [router] = shopData.products;
    if (router === undefined) throw new Error('there are no products');
    const cheap = { ...router, priceCents: 1 };
    const cable = { id: 'prod-100', name: 'Cable', priceCents: 499, stock: 9 };
    const changed = withChanges(shopData, { products: [cheap, cable] });
    expect(changed.products).toEqual([cheap, ...shopData.products.slice(1), cable]);
    expect(changed.customers).toEqual(shopData.customers);
  });

  it('replaces a customer’s cart and preferences as a whole', () => {
    const changed = withChanges(shopData, { carts: [{ customerId: 'cust-002', items: [] }] });
    expect(changed.carts.find(({ customerId }) => customerId === 'cust-002')?.items).toEqual([]);
    expect(changed.carts).toHaveLength(shopData.carts.length);
  });

  it('leaves the shop as shipped untouched', () => {
    const before = structuredClone(shopData);
    withChanges(shopData, { products: [], orders: [], segments: [] });
    expect(shopData).toEqual(before);
  });
});
