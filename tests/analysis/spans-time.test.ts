import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShownTime } from '../../src/analysis/spans/time';

const night = 9 * 3_600_000;
const busy = [
  { from: 0, to: 60 },
  { from: night, to: night + 40 },
];

describe('shown time', () => {
  it('cuts a night short, and keeps what happens as long as it is', () => {
    const time = new ShownTime(busy, night + 40);
    expect(time.gaps).toMatchObject([{ from: 60, to: night, shownFrom: 60 }]);
    expect(time.shownAt(30)).toBe(30);
    expect(time.shownAt(night + 40) - time.shownAt(night)).toBeCloseTo(40, 6);
    expect(time.length).toBeLessThan(100 * 1.5);
    expect(time.stretches).toEqual([
      { from: 0, to: 60 },
      { from: night, to: night + 40 },
    ]);
  });

  it('changes nothing where nobody is idle for long', () => {
    const time = new ShownTime(
      [
        { from: 0, to: 40 },
        { from: 45, to: 100 },
      ],
      100,
    );
    expect(time.gaps).toEqual([]);
    expect([time.length, time.shownAt(42)]).toEqual([100, 42]);
  });

  it('has room even where nothing takes time', () => {
    const time = new ShownTime([], 0);
    expect(time.length).toBe(1);
    expect(time.shownAt(0)).toBe(0);
  });

  it('goes only forwards, and back to where it came from', () => {
    const interval = fc
      .tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 5_000 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(
        fc.array(interval, { minLength: 1, maxLength: 30 }),
        fc.nat(1000),
        fc.nat(1000),
        (intervals, a, b) => {
          const until = Math.max(1, ...intervals.map(({ to }) => to));
          const time = new ShownTime(intervals, until);
          const [early, late] = [(Math.min(a, b) / 1000) * until, (Math.max(a, b) / 1000) * until];
          expect(time.shownAt(late)).toBeGreaterThanOrEqual(time.shownAt(early) - 1e-6);
          expect(time.momentAt(time.shownAt(early))).toBeCloseTo(early, 3);
          expect(time.shownAt(until)).toBeCloseTo(time.length, 3);
          const idle = time.gaps.reduce((sum, { shownFrom, shownTo }) => sum + shownTo - shownFrom, 0);
          expect(idle).toBeLessThanOrEqual(time.length / 2 + 1);
        },
      ),
      { seed: 20260302, numRuns: 200 },
    );
  });
});
