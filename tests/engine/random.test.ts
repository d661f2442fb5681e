import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/engine/random';
import { holdsForAll, propertySeed } from '../support/properties';

const draws = (random: RandomStreams, stream: string, count: number) =>
  Array.from({ length: count }, () => random.draw(stream));

describe('the random streams', () => {
  it(`give the same numbers for the same seed and name, all in [0, 1) (seed ${propertySeed})`, () => {
    holdsForAll(fc.tuple(fc.integer(), fc.string()), ([seed, stream]) => {
      const numbers = draws(new RandomStreams(seed), stream, 20);
      expect(draws(new RandomStreams(seed), stream, 20)).toEqual(numbers);
      for (const number of numbers) {
        expect(number).toBeGreaterThanOrEqual(0);
        expect(number).toBeLessThan(1);
      }
    });
  });

  it(`are independent: draws from one stream change no other (seed ${propertySeed})`, () => {
    const names = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 });
    holdsForAll(fc.tuple(names, fc.array(fc.boolean())), ([[one = '', other = ''], order]) => {
      const alone = new RandomStreams(1);
      const mixed = new RandomStreams(1);
      for (const isOne of order) {
        if (isOne) expect(mixed.draw(one)).toBe(alone.draw(one));
        else mixed.draw(other);
      }
    });
  });

  it('differ by name and by seed', () => {
    const numbers = draws(new RandomStreams(1), 'link a > b', 5);
    expect(draws(new RandomStreams(1), 'link b > a', 5)).not.toEqual(numbers);
    expect(draws(new RandomStreams(2), 'link a > b', 5)).not.toEqual(numbers);
  });

  it('are even: of 10,000 numbers about a tenth falls into each tenth', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const number of draws(new RandomStreams(7), 'link a > b', 10_000)) {
      const tenth = Math.floor(number * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    // Four standard deviations (30 each) around 1,000.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
