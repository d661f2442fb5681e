import { describe, expect, it } from 'vitest';
import {
  fellShort,
  lowStockMark,
  outOfStock,
  ranLow,
  requireAllocation,
  requireSku,
  requireUnallocated,
  stockShortage,
} from '../../src/shop/stock-rules';
import type { Allocation } from '../../src/shop/models';
import { shopData } from '../../src/simulation';

const taken = (before: number, after: number, isRepeated = false) => ({
  productId: 'prod-004',
  productName: '4K Webcam Ultra',
  before,
  after,
  isRepeated,
});

describe('stock runs low', () => {
  it.each([
    ['when it falls to the mark', 10, lowStockMark, true],
    ['when it falls past the mark', 10, 0, true],
    ['not while it stays above the mark', 10, lowStockMark + 1, false],
    ['not again when it was at the mark before', lowStockMark, 1, false],
    ['not when there was nothing and nothing is left', 0, 0, false],
  ])('%s', (_, before, after, expected) => {
    expect(ranLow(taken(before, after))).toBe(expected);
  });

  it('not again when the same withdrawal is told twice', () => {
    expect(ranLow(taken(10, 2, true))).toBe(false);
  });
});

describe('an order for more than there is', () => {
  it.each([
    ['more than there was', 3, 4, false, true],
    ['all that there was', 3, 3, false, false],
    ['more than there was, told twice', 3, 4, true, false],
  ])('is one of %s', (_, before, ordered, isRepeated, expected) => {
    expect(fellShort(taken(before, Math.max(0, before - ordered), isRepeated), ordered)).toBe(expected);
  });

  it('is told with what was ordered and what there was, and stops nobody', () => {
    const verdict = stockShortage(4, 3);
    expect(verdict).toEqual({ rule: 'stock', outcome: 'short', because: { ordered: 4, stock: 3 } });
  });
});

describe('an allocation', () => {
  const allocation: Allocation = {
    batchReference: 'batch-001',
    orderId: 'ord-001',
    productId: 'prod-001',
    quantity: 10,
    status: 'allocated',
  };

  it('needs a product of that SKU', () => {
    expect(requireSku('prod-001', shopData.products[0])).toBe(shopData.products[0]);
    expect(() => requireSku('prod-999', undefined)).toThrow(
      expect.objectContaining({ name: 'InvalidSku', message: 'Invalid sku prod-999' }),
    );
  });

  it('is made once for an order and a product', () => {
    expect(() => {
      requireUnallocated(undefined);
    }).not.toThrow();
    expect(() => {
      requireUnallocated(allocation);
    }).toThrow(
      expect.objectContaining({
        name: 'AlreadyAllocated',
        message: expect.stringMatching(/prod-001.*ord-001.*batch-001/) as string,
      }),
    );
  });

  it('must be there to be cancelled', () => {
    expect(requireAllocation('ord-001', 'prod-001', allocation)).toBe(allocation);
    expect(() => requireAllocation('ord-001', 'prod-001', undefined)).toThrow(
      expect.objectContaining({ name: 'AllocationNotFound' }),
    );
  });

  it('of more than there is names the product, what is wanted and what is there', () => {
    const [router] = shopData.products;
    if (router === undefined) throw new Error('there are no products');
    expect(outOfStock(router, 51)).toMatchObject({
      name: 'OutOfStock',
      message: 'prod-001 is out of stock: 51 wanted, 50 there',
    });
  });
});
