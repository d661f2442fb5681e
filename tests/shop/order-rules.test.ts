import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/engine/process';
import { orderStatuses, type Order, type OrderStatus } from '../../src/shop/models';
import {
  priceOrder,
  requireFilledCart,
  requireLineItem,
  requireStatusChange,
  summarizeCart,
  summarizeOrder,
  withItemStatus,
} from '../../src/shop/order-rules';
import { shopData } from '../../src/simulation';

function order(status: OrderStatus, itemStatus: OrderStatus = 'PENDING'): Order {
  return {
    id: 'ord-100',
    customerId: 'cust-001',
    status,
    items: [
      { productId: 'prod-001', quantity: 1, priceCents: 14999, status: itemStatus },
      { productId: 'prod-002', quantity: 2, priceCents: 7999, status: 'PENDING' },
    ],
    totalCents: 30997,
  };
}

/** Where an order may go from each status: only on, and out until it has shipped. */
const onward: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: ['PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED'],
  PROCESSING: ['SHIPPED', 'DELIVERED', 'CANCELLED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: [],
  CANCELLED: [],
};
const moves = orderStatuses.flatMap((from) =>
  orderStatuses.map((to) => ({ from, to, verdict: onward[from].includes(to) ? 'allowed' : 'refused' })),
);

describe('the status of an order', () => {
  it.each(moves)('$from → $to is $verdict', ({ from, to, verdict }) => {
    const attempt = () => {
      requireStatusChange(order(from), to);
    };
    if (verdict === 'allowed') expect(attempt).not.toThrow();
    else expect(attempt).toThrow(DomainError);
  });

  it('is refused with the order, its status and the one that it cannot get', () => {
    expect(() => {
      requireStatusChange(order('DELIVERED'), 'SHIPPED');
    }).toThrow(/ord-100.*DELIVERED.*SHIPPED/);
  });
});

describe('a line item', () => {
  it.each([
    ['PROCESSING', 'PENDING', 'SHIPPED'],
    ['PENDING', 'PENDING', 'SHIPPED'],
    ['PROCESSING', 'PENDING', 'CANCELLED'],
    // The warehouse may scan an item twice.
    ['PROCESSING', 'SHIPPED', 'SHIPPED'],
  ] as const)('of a %s order that is %s can become %s', (status, itemStatus, to) => {
    const item = requireLineItem(order(status, itemStatus), 'prod-001', to);
    expect(item).toMatchObject({ productId: 'prod-001', status: itemStatus });
  });

  it.each([
    ['PROCESSING', 'SHIPPED', 'CANCELLED'],
    ['PROCESSING', 'CANCELLED', 'SHIPPED'],
    ['PROCESSING', 'CANCELLED', 'CANCELLED'],
    ['SHIPPED', 'PENDING', 'SHIPPED'],
    ['DELIVERED', 'PENDING', 'CANCELLED'],
    ['CANCELLED', 'PENDING', 'SHIPPED'],
  ] as const)('of a %s order that is %s cannot become %s', (status, itemStatus, to) => {
    expect(() => requireLineItem(order(status, itemStatus), 'prod-001', to)).toThrow(/prod-001 in ord-100/);
  });

  it('must be in the order', () => {
    expect(() => requireLineItem(order('PROCESSING'), 'prod-009', 'SHIPPED')).toThrow(/ord-100.*prod-009/);
  });

  it('changes alone, in a copy of the order', () => {
    const before = order('PROCESSING');
    const after = withItemStatus(before, 'prod-001', 'SHIPPED');
    expect(after.items.map(({ status }) => status)).toEqual(['SHIPPED', 'PENDING']);
    expect(before).toEqual(order('PROCESSING'));
  });
});

describe('a new order', () => {
  it('has today’s prices and the sum of its items', () => {
    const wanted = [
      { productId: 'prod-001', quantity: 2 },
      { productId: 'prod-006', quantity: 1 },
    ];
    expect(priceOrder('cust-001', wanted, shopData.products)).toEqual({
      customerId: 'cust-001',
      status: 'PENDING',
      items: [
        { productId: 'prod-001', quantity: 2, priceCents: 14999, status: 'PENDING' },
        { productId: 'prod-006', quantity: 1, priceCents: 4999, status: 'PENDING' },
      ],
      totalCents: 2 * 14999 + 4999,
    });
  });

  it('cannot be made of what the shop does not have', () => {
    expect(() => priceOrder('cust-001', [{ productId: 'prod-009', quantity: 1 }], shopData.products)).toThrow(
      /prod-009 does not exist/,
    );
  });
});

describe('the summary of an order', () => {
  const namesIn = (summed: Order) => summarizeOrder(summed, shopData.products).items.map(({ name }) => name);

  it('has the names of its products', () => {
    expect(namesIn(order('PROCESSING'))).toEqual(['Wireless Router X500', 'USB-C Hub Pro']);
  });

  it('leaves cancelled items out, unless the whole order is cancelled', () => {
    expect(namesIn(order('PROCESSING', 'CANCELLED'))).toEqual(['USB-C Hub Pro']);
    expect(namesIn(order('CANCELLED', 'CANCELLED'))).toEqual(['Wireless Router X500', 'USB-C Hub Pro']);
  });

  it('calls a product that is gone by its id', () => {
    expect(summarizeOrder(order('PROCESSING'), []).items.map(({ name }) => name)).toEqual([
      'prod-001',
      'prod-002',
    ]);
  });
});

describe('a cart that is left', () => {
  it('must have something in it', () => {
    const cart = { customerId: 'cust-003', items: [{ productId: 'prod-001', quantity: 2 }] };
    expect(requireFilledCart('cust-003', cart)).toBe(cart);
    for (const empty of [undefined, { customerId: 'cust-003', items: [] }]) {
      expect(() => requireFilledCart('cust-003', empty)).toThrow(
        expect.objectContaining({
          name: 'CartEmpty',
          message: expect.stringContaining('cust-003') as string,
        }),
      );
    }
  });

  it('is summed up with the names and prices of today, without what is gone', () => {
    const items = [
      { productId: 'prod-001', quantity: 2 },
      { productId: 'prod-999', quantity: 1 },
    ];
    expect(summarizeCart(items, shopData.products)).toEqual({
      items: [{ name: 'Wireless Router X500', quantity: 2, priceCents: 14999 }],
    });
  });
});
