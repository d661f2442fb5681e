import { describe, expect, it } from 'vitest';
import {
  cartHolders,
  cartOwner,
  eligibleSegment,
  newCustomer,
  priceDropped,
  warehouse,
} from '../../src/notifications/audience';
import { NotificationTypes } from '../../src/notifications/type-catalogue';
import { segments, type Customer } from '../../src/shop/models';
import { shopData } from '../../src/simulation';

const types = new NotificationTypes();

describe('the audience of a price change', () => {
  it.each([
    [14999, 11999, 'passed'],
    [14999, 14998, 'passed'],
    [14999, 14999, 'stopped'],
    [14999, 19999, 'stopped'],
  ] as const)('from %i to %i cents: %s', (oldPriceCents, newPriceCents, outcome) => {
    expect(priceDropped(oldPriceCents, newPriceCents)).toEqual({
      rule: 'price-drop',
      outcome,
      because: { oldPriceCents, newPriceCents },
    });
  });

  it('is whoever has the product in the cart, and nobody when it is in no cart', () => {
    expect(cartHolders(shopData.carts)).toMatchObject({
      outcome: 'passed',
      because: { cartHolders: ['cust-002', 'cust-003', 'cust-005'] },
    });
    expect(cartHolders([]).outcome).toBe('stopped');
  });
});

describe('the segment of a customer', () => {
  const inSegment = (segment: (typeof segments)[number]) => ({ segment }) as Customer;

  it('decides when a type of notification goes to some segments only', () => {
    const outcomes = segments.map((segment) => [
      segment,
      eligibleSegment('price_drop', inSegment(segment), ['gold', 'platinum']).outcome,
    ]);
    expect(outcomes).toEqual([
      ['bronze', 'stopped'],
      ['silver', 'stopped'],
      ['gold', 'passed'],
      ['platinum', 'passed'],
    ]);
  });

  it('decides nothing when the type goes to all', () => {
    for (const segment of segments) {
      expect(eligibleSegment('order_shipped', inSegment(segment), undefined).outcome).toBe('passed');
    }
  });

  it('decides for nobody when the type goes to none', () => {
    expect(eligibleSegment('price_drop', inSegment('platinum'), []).outcome).toBe('stopped');
  });
});

describe('who is concerned', () => {
  it('by a cart that was left: the customer whose cart it is', () => {
    const cart = { customerId: 'cust-003', items: [{ productId: 'prod-001', quantity: 2 }] };
    expect(cartOwner(cart)).toEqual({
      rule: 'audience',
      outcome: 'passed',
      because: { cartOf: 'cust-003', items: ['prod-001'] },
    });
  });

  it('by a registration: the new customer', () => {
    expect(newCustomer('cust-010')).toMatchObject({ outcome: 'passed', because: { registered: 'cust-010' } });
  });

  it('by stock: the warehouse, at its mailbox', () => {
    const [lowStock] = types.toldOf('stock-low');
    if (lowStock?.audience !== 'internal') throw new Error('low_stock goes to the warehouse');
    expect(warehouse(lowStock)).toEqual({
      rule: 'audience',
      outcome: 'passed',
      because: { mailbox: 'warehouse@signalbox.example' },
    });
    expect(warehouse({ ...lowStock, name: 'refund_due', trigger: 'order-cancelled' })).toMatchObject({
      because: { mailbox: 'warehouse@signalbox.example', notificationType: 'refund_due' },
    });
  });
});

describe('what is sent later', () => {
  it('asks for a review seven days after delivery, and reminds of a cart 24 hours after it was left', () => {
    expect(types.require('review_prompt').delayMs).toBe(Date.UTC(2026, 2, 9) - Date.UTC(2026, 2, 2));
    expect(types.require('cart_recovery').delayMs).toBe(Date.UTC(2026, 2, 3) - Date.UTC(2026, 2, 2));
  });
});
