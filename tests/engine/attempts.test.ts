import { describe, expect, it } from 'vitest';
import { delayAfter, type AttemptPolicy } from '../../src/engine/attempts';

const dayMs = 86_400_000;

/** The waits after the first attempts of a policy, in ms. */
function delaysOf(policy: Pick<AttemptPolicy, 'firstDelayMs' | 'factor'>, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => delayAfter(index + 1, { maxAttempts: 20, ...policy }));
}

describe('the wait before the next attempt', () => {
  it('grows by the factor', () => {
    expect(delaysOf({ firstDelayMs: 200, factor: 2 }, 5)).toEqual([200, 400, 800, 1600, 3200]);
    expect(delaysOf({ firstDelayMs: 10, factor: 10 }, 3)).toEqual([10, 100, 1000]);
  });

  it('stays as it is with a factor of 1', () => {
    expect(delaysOf({ firstDelayMs: 300, factor: 1 }, 3)).toEqual([300, 300, 300]);
  });

  it('never exceeds a day, and stays a whole number', () => {
    const delays = delaysOf({ firstDelayMs: 60_000, factor: 10 }, 20);
    expect(delays.slice(0, 5)).toEqual([60_000, 600_000, 6_000_000, 60_000_000, dayMs]);
    expect(new Set(delays.slice(4))).toEqual(new Set([dayMs]));
    expect(delaysOf({ firstDelayMs: 2 * dayMs, factor: 1 }, 1)).toEqual([dayMs]);
  });
});
