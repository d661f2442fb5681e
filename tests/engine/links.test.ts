import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantViolation } from '../../src/engine/invariant';
import { Links } from '../../src/engine/links';
import { RandomStreams } from '../../src/engine/random';
import { holdsForAll, propertySeed } from '../support/properties';

const links = (jitterMs: number, seed = 1) =>
  new Links(
    {
      nodes: [],
      links: [
        { from: 'a', to: 'b', latencyMs: 10 },
        { from: 'a', to: 'c', latencyMs: 25 },
      ],
    },
    new RandomStreams(seed),
    jitterMs,
  );

describe('a link', () => {
  it('takes its latency, there and back', () => {
    const steady = links(0);
    expect(steady.arrivalAt('a', 'b', 100)).toBe(110);
    expect(steady.arrivalAt('b', 'a', 100)).toBe(110);
    expect(steady.arrivalAt('a', 'c', 100)).toBe(125);
  });

  it(`keeps the order of what it carries, and is late by the jitter at most (seed ${propertySeed})`, () => {
    const inputs = fc.record({
      jitterMs: fc.integer({ min: 0, max: 200 }),
      seed: fc.integer(),
      pauses: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }),
    });
    holdsForAll(inputs, ({ jitterMs, seed, pauses }) => {
      const shaky = links(jitterMs, seed);
      let now = 0;
      let last = 0;
      for (const pause of pauses) {
        now += pause;
        const arrival = shaky.arrivalAt('a', 'b', now);
        expect(Number.isInteger(arrival)).toBe(true);
        expect(arrival).toBeGreaterThanOrEqual(Math.max(last, now + 10));
        expect(arrival).toBeLessThanOrEqual(now + 10 + jitterMs);
        last = arrival;
      }
    });
  });

  it('uses the whole of its jitter, both ends included', () => {
    const seen = new Set(
      Array.from({ length: 200 }, (_, index) => links(3, index).arrivalAt('a', 'b', 0) - 10),
    );
    expect([...seen].sort()).toEqual([0, 1, 2, 3]);
  });

  it('has its own luck: traffic on one link leaves the latencies of another as they were', () => {
    const quiet = links(100);
    const busy = links(100);
    const arrivals = [0, 1000, 2000].map((now) => {
      busy.arrivalAt('a', 'c', now);
      busy.arrivalAt('b', 'a', now);
      return [quiet.arrivalAt('a', 'b', now), busy.arrivalAt('a', 'b', now)];
    });
    for (const [alone, among] of arrivals) expect(among).toBe(alone);
  });

  it('lets what travels apart be overtaken, and lets it overtake nobody', () => {
    const steady = links(0);
    expect(steady.arrivalAt('a', 'b', 50)).toBe(60);
    expect(steady.arrivalApart('a', 'b', 0)).toBe(60);
    expect(steady.arrivalApart('a', 'b', 100)).toBe(110);
    expect(steady.arrivalAt('a', 'b', 60)).toBe(70);
  });

  it('says whether there is a way, in either direction', () => {
    const steady = links(0);
    expect([steady.has('a', 'b'), steady.has('b', 'a')]).toEqual([true, true]);
    expect([steady.has('b', 'c'), steady.has('a', 'a'), steady.has('d', 'a')]).toEqual([false, false, false]);
  });

  it.each([
    ['a', 'd'],
    ['d', 'a'],
    ['b', 'c'],
    ['a', 'a'],
  ])('that the topology lacks breaks a promise: %s to %s', (from, to) => {
    expect(() => links(0).arrivalAt(from, to, 0)).toThrow(InvariantViolation);
  });
});
