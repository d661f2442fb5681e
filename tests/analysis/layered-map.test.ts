import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LayeredMap } from '../../src/analysis/layered-map';

const entries = fc.array(fc.tuple(fc.nat(20), fc.nat()), { maxLength: 30 });
const given = { seed: 20260302 };

describe('a map in layers', () => {
  it('has what one map would have, in the same order', () => {
    fc.assert(
      fc.property(entries, entries, (below, above) => {
        const layered = new LayeredMap(new Map(below));
        const one = new Map(below);
        for (const [key, value] of above) {
          layered.set(key, value);
          one.set(key, value);
        }
        for (const map of [layered, layered.flattened(), layered.copied()]) {
          expect([...map]).toEqual([...one]);
          expect([...map.keys()]).toEqual([...one.keys()]);
          expect([...map.values()]).toEqual([...one.values()]);
          expect(map.size).toBe(one.size);
          for (let key = 0; key <= 20; key += 1) {
            expect(map.get(key)).toBe(one.get(key));
            expect(map.has(key)).toBe(one.has(key));
          }
        }
      }),
      given,
    );
  });

  it('takes no notice of what is set in a copy of it', () => {
    const map = new LayeredMap(new Map([['a', 1]]));
    map.set('b', 2);
    const copy = map.copied();
    copy.set('a', 5);
    copy.set('c', 3);
    expect([...map]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('goes through all as any map does', () => {
    const seen: [string, number][] = [];
    new LayeredMap(new Map([['a', 1]])).forEach((value, key) => seen.push([key, value]));
    expect(seen).toEqual([['a', 1]]);
  });
});
