import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discounted, formatCents } from '../../src/shop/money';
import { holdsForAll, propertySeed } from '../support/properties';

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [5, '$0.05'],
    [99, '$0.99'],
    [100, '$1.00'],
    [11999, '$119.99'],
    [100_000_000, '$1000000.00'],
    [-3000, '−$30.00'],
  ])('%i cents are %s', (cents, text) => {
    expect(formatCents(cents)).toBe(text);
  });

  it(`is shown to the cent: nothing is lost (seed ${propertySeed})`, () => {
    holdsForAll(fc.integer({ min: 0, max: 10 ** 12 }), (cents) => {
      const text = formatCents(cents);
      expect(text).toMatch(/^\$\d+\.\d\d$/);
      expect(Number(text.replace(/\D/g, ''))).toBe(cents);
    });
  });

  it.each([
    [14999, 20, 11999],
    [14999, 100, 0],
    [10000, 33, 6700],
    [999, 50, 500],
    [1, 1, 1],
  ])('%i cents less %i %% are %i cents', (cents, percent, expected) => {
    expect(discounted(cents, percent)).toBe(expected);
  });

  it(`is never more with a discount, and in whole cents (seed ${propertySeed})`, () => {
    const inputs = fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 1, max: 100 }));
    holdsForAll(inputs, ([cents, percent]) => {
      const price = discounted(cents, percent);
      expect(Number.isInteger(price)).toBe(true);
      expect(price).toBeLessThanOrEqual(cents);
      expect(price).toBeGreaterThanOrEqual(0);
      // Rounded by half a cent at most.
      expect(Math.abs(price - (cents * (100 - percent)) / 100)).toBeLessThanOrEqual(0.5);
    });
  });
});
