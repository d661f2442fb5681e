import { describe, expect, it } from 'vitest';
import type { OrderCreated } from '../../src/shop/events';
import { lift } from '../../src/shop/upcasters';

const first: OrderCreated = {
  id: 'evt-1',
  type: 'OrderCreated',
  version: 1,
  orderId: 'ord-005',
  customerId: 'cust-001',
  items: [{ productId: 'prod-001', quantity: 2, priceCents: 14999 }],
  grandTotalCents: 29998,
  currency: 'USD',
};
const second: OrderCreated = { ...first, version: 2, salesChannel: 'phone' };

describe('an event of an old version', () => {
  it('is lifted for a consumer that needs the new one: all orders were placed on the web then', () => {
    expect(lift(first, 2, true)).toEqual({ ...first, version: 2, salesChannel: 'web' });
  });

  it('stays in the log as it was', () => {
    lift(first, 2, true);
    expect(first.version).toBe(1);
    expect(first).not.toHaveProperty('salesChannel');
  });

  it('is read as it is by a consumer that needs no more', () => {
    expect(lift(first, 1, true)).toBe(first);
    expect(lift(first, 1, false)).toBe(first);
  });

  it('without upcasting is refused with its type, its version and the one that is needed', () => {
    expect(() => lift(first, 2, false)).toThrow(
      expect.objectContaining({
        name: 'UnsupportedVersion',
        message: 'OrderCreated is of version 1; version 2 is needed',
      }),
    );
  });

  it('that no upcaster lifts so far is refused', () => {
    expect(() => lift(first, 3, true)).toThrow(/OrderCreated is of version 1; version 3 is needed/);
    expect(() => lift({ ...first, type: 'PriceChanged' }, 2, true)).toThrow(/PriceChanged/);
  });
});

describe('an event of a new version', () => {
  it.each([true, false])(
    'is read by a consumer that needs an older one, upcasting or not (%s)',
    (upcasting) => {
      expect(lift(second, 1, upcasting)).toBe(second);
      expect(lift(second, 2, upcasting)).toBe(second);
    },
  );
});

describe('the body of a request', () => {
  it('is lifted like an event', () => {
    const body = { type: 'POST /orders', version: 1, orderId: 'ord-005', totalCents: 29998 };
    expect(lift(body, 2, true)).toEqual({ ...body, version: 2, salesChannel: 'web' });
  });
});
