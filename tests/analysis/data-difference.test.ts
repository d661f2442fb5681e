import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changesOver,
  fieldDifferences,
  isSame,
  rowDifferences,
  tableNames,
} from '../../src/analysis/data-difference';
import { keyOf, shopData, withChanges, type ShopData } from '../../src/simulation';
import { holdsForAll, propertySeed } from '../support/properties';

/** A shop from which rows went, in which rows changed, and to which rows came. */
const anyShop: fc.Arbitrary<ShopData> = fc.record({
  customers: table('customers', (row, n) => ({ ...row, name: `Customer ${n}` }), 'cust'),
  products: table('products', (row, n) => ({ ...row, priceCents: n }), 'prod'),
  orders: table('orders', (row, n) => ({ ...row, totalCents: n }), 'ord'),
  payments: table('payments', (row, n) => ({ ...row, attempt: n + 1 }), 'pay'),
  carts: table('carts', (row, n) => ({
    ...row,
    items: [...row.items, { productId: 'prod-002', quantity: n + 1 }],
  })),
  preferences: table('preferences', (row, n) => ({ ...row, unsubscribedTypes: [`type ${n}`] })),
  segments: fc.subarray([
    ...shopData.segments,
    { notificationType: 'welcome', segments: [] },
    { notificationType: 'price_drop', segments: ['gold' as const] },
  ]),
});

function table<Name extends keyof ShopData>(
  name: Name,
  change: (row: ShopData[Name][number], n: number) => ShopData[Name][number],
  prefix?: string,
): fc.Arbitrary<ShopData[Name]> {
  const rows: readonly ShopData[Name][number][] = shopData[name];
  const kept = fc
    .subarray([...rows])
    .chain((some) =>
      fc.tuple(
        ...some.map((row) => fc.option(fc.nat(9), { nil: -1 }).map((n) => (n < 0 ? row : change(row, n)))),
      ),
    );
  const first = rows[0];
  const added = fc
    .nat(prefix === undefined || first === undefined ? 0 : 2)
    .map((count) => Array.from({ length: count }, (_, index) => ({ ...first, id: `${prefix}-9${index}` })));
  // Both are rows of that table.
  return fc.tuple(kept, added).map(([some, more]) => [...some, ...more] as unknown as ShopData[Name]);
}

const sorted = (shop: ShopData) =>
  Object.fromEntries(
    tableNames.map((name) => {
      const keyOfRow = keyOf[name] as (row: object) => string;
      return [name, [...shop[name]].sort((a, b) => (keyOfRow(a) < keyOfRow(b) ? -1 : 1))];
    }),
  );

describe('what is put over a shop', () => {
  it(`to get another one gives that one, but for the order of its rows (seed ${propertySeed})`, () => {
    holdsForAll(fc.tuple(anyShop, anyShop), ([base, wanted]) => {
      const changes = changesOver(base, wanted);
      expect(sorted(changes === undefined ? base : withChanges(base, changes))).toEqual(sorted(wanted));
    });
  });

  it(`is nothing where nothing differs (seed ${propertySeed})`, () => {
    holdsForAll(anyShop, (shop) => {
      expect(changesOver(shop, JSON.parse(JSON.stringify(shop)) as ShopData)).toBeUndefined();
    });
  });

  it('is only the rows that differ, and the keys of those that went', () => {
    const [router, ...others] = shopData.products;
    if (router === undefined) throw new Error('no product');
    const cheap = { ...router, priceCents: 1 };
    const payments: ShopData['payments'] = [];
    expect(changesOver(shopData, { ...shopData, products: [cheap, ...others], payments })).toEqual({
      products: [cheap],
      without: { payments: ['pay-004'] },
    });
  });

  it('is the whole list of segments, also when it is empty', () => {
    expect(changesOver(shopData, { ...shopData, segments: [] })).toEqual({ segments: [] });
  });
});

describe('the difference of two lists of rows', () => {
  const key = ({ id }: { id: string }) => id;

  it('tells what changed, went and came', () => {
    const before = [{ id: 'a', n: 1 }, { id: 'b', n: 1 }, { id: 'c' }];
    const after = [{ id: 'd' }, { id: 'c' }, { id: 'a', n: 2 }];
    expect(rowDifferences(before, after, key)).toEqual([
      { kind: 'changed', key: 'a', fields: [{ path: 'n', before: 1, after: 2 }] },
      { kind: 'removed', key: 'b', fields: [] },
      { kind: 'added', key: 'd', fields: [] },
    ]);
  });

  it(`is none exactly when the two are the same (seed ${propertySeed})`, () => {
    holdsForAll(fc.tuple(anyShop, anyShop), ([{ orders: before }, { orders: after }]) => {
      expect(rowDifferences(before, after, keyOf.orders).length === 0).toBe(
        isSame(sortedById(before), sortedById(after)),
      );
    });
  });
});

const sortedById = (rows: ShopData['orders']) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

describe('the difference of two rows', () => {
  it('is told field by field, with its place', () => {
    expect(
      fieldDifferences(
        { name: 'A', items: [{ productId: 'x', quantity: 1 }], hours: null },
        { name: 'A', items: [{ productId: 'x', quantity: 2 }, { productId: 'y' }], hours: { from: '22:00' } },
      ),
    ).toEqual([
      { path: 'items[0].quantity', before: 1, after: 2 },
      { path: 'items[1]', before: undefined, after: { productId: 'y' } },
      { path: 'hours', before: null, after: { from: '22:00' } },
    ]);
  });

  it('takes a list of words as one value', () => {
    expect(fieldDifferences({ channels: ['email', 'sms'] }, { channels: ['sms'] })).toEqual([
      { path: 'channels', before: ['email', 'sms'], after: ['sms'] },
    ]);
  });

  it('counts a field that is undefined as none', () => {
    expect(fieldDifferences({ reason: undefined }, {})).toEqual([]);
  });
});
