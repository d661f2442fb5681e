import { describe, expect, it } from 'vitest';
import {
  parseRecording,
  recordingOf,
  shopData,
  withChanges,
  type ShopDataChanges,
} from '../../src/simulation';
import { keyOf } from '../../src/shop/shop-data';

/** What is wrong with a recording that has these rows. */
function problems(shop: ShopDataChanges): readonly string[] {
  const parsed = parseRecording({ ...recordingOf('order-shipped', 'event-sourced'), shop });
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
}

const [customer] = shopData.customers;
const [rule] = shopData.segments;
const [payment] = shopData.payments;
if (customer === undefined || rule === undefined || payment === undefined) throw new Error('no rows');

describe('a row that is left out', () => {
  it.each<[string, string, ShopDataChanges]>([
    ['customers', customer.id, { customers: [customer], without: { customers: [customer.id] } }],
    ['payments', payment.id, { payments: [payment], without: { payments: [payment.id] } }],
    ['segments', rule.notificationType, { segments: [rule], without: { segments: [rule.notificationType] } }],
  ])('of %s must not be given as well', (table, key, changes) => {
    expect(problems(changes)).toEqual([
      `shop.without.${table}[0]: ${key} also stands in ${table}; leave it out here to have it, or there to be without it`,
    ]);
  });

  it.each<[keyof typeof keyOf, ShopDataChanges]>([
    ['customers', { customers: [customer], without: { customers: [customer.id] } }],
    ['payments', { payments: [payment], without: { payments: [payment.id] } }],
    ['segments', { segments: [rule], without: { segments: [rule.notificationType] } }],
  ])('of %s is there nonetheless when it is given', (table, changes) => {
    const key = keyOf[table] as (row: object) => string;
    const keys = withChanges(shopData, changes)[table].map(key);
    expect([...keys].sort()).toEqual(shopData[table].map(key).sort());
  });

  it('of segments is not there any more', () => {
    const changes = { without: { segments: [rule.notificationType] } };
    expect(problems(changes)).toEqual([]);
    expect(withChanges(shopData, changes).segments).toEqual(shopData.segments.filter((row) => row !== rule));
  });
});
