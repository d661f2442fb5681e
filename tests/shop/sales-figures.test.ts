import { describe, expect, it } from 'vitest';
import { SalesFigures } from '../../src/shop/sales-figures';
import { recordsOf, smallWorld } from '../support/small-world';

const order = { orderId: 'ord-005', totalCents: 29998, salesChannel: 'web' } as const;

function counting() {
  const world = smallWorld([['bus', 'analytics', 5]]);
  return { world, sales: new SalesFigures(world.journal) };
}

describe('the sales figures', () => {
  it('count orders and revenue, in all and by sales channel', () => {
    const { world, sales } = counting();
    sales.count(order);
    sales.count({ orderId: 'ord-006', totalCents: 7999, salesChannel: 'phone' });
    sales.count({ orderId: 'ord-007', totalCents: 1, salesChannel: 'web' });
    expect(recordsOf(world, 'changed').map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(recordsOf(world, 'changed').at(-1)).toMatchObject({
      node: 'analytics',
      machine: 'sales',
      entity: 'orders',
      event: 'OrderCreated',
      facts: {
        orderId: 'ord-007',
        orderCount: 3,
        revenueCents: 37998,
        byChannel: {
          web: { orderCount: 2, revenueCents: 29999 },
          phone: { orderCount: 1, revenueCents: 7999 },
        },
      },
    });
  });

  it('count the same key once, and say that they knew it', () => {
    const { world, sales } = counting();
    sales.count(order, 'evt-1');
    sales.count(order, 'evt-1');
    sales.count({ ...order, orderId: 'ord-006' }, 'evt-2');
    expect([sales.orderCount, sales.revenueCents]).toEqual([2, 59996]);
    expect(recordsOf(world, 'decision')).toMatchObject([
      { node: 'analytics', rule: 'idempotency', subject: 'evt-1', outcome: 'stopped' },
    ]);
  });

  it('count each time when there is no key', () => {
    const { sales } = counting();
    sales.count(order);
    sales.count(order);
    expect(sales.orderCount).toBe(2);
  });

  it('begin at nothing when the log is replayed, and count anew what they knew', () => {
    const { world, sales } = counting();
    sales.count(order, 'evt-1');
    sales.startAnew();
    expect([sales.orderCount, sales.revenueCents]).toEqual([0, 0]);
    sales.count(order, 'evt-1');
    expect(recordsOf(world, 'changed').at(-1)?.facts).toEqual({
      orderId: 'ord-005',
      orderCount: 1,
      revenueCents: 29998,
      byChannel: { web: { orderCount: 1, revenueCents: 29998 } },
    });
  });
});
