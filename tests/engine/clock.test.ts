import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../src/engine/clock';
import { InvariantViolation } from '../../src/engine/invariant';
import { holdsForAll, propertySeed } from '../support/properties';

function runOut(clock: Clock): void {
  while (clock.runNext());
}

describe('the clock', () => {
  it(`runs actions by time, then in the order of scheduling (seed ${propertySeed})`, () => {
    holdsForAll(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const clock = new Clock();
      const ran: { at: number; order: number }[] = [];
      times.forEach((at, order) => {
        clock.schedule(at, () => {
          expect(clock.now).toBe(at);
          ran.push({ at, order });
        });
      });
      runOut(clock);
      const expected = times
        .map((at, order) => ({ at, order }))
        .sort((a, b) => a.at - b.at || a.order - b.order);
      expect(ran).toEqual(expected);
    });
  });

  it('runs what an action schedules for the same ms after what was due then already', () => {
    const clock = new Clock();
    const ran: string[] = [];
    clock.schedule(5, () => {
      ran.push('first');
      clock.schedule(5, () => ran.push('scheduled by first'));
    });
    clock.schedule(5, () => ran.push('second'));
    runOut(clock);
    expect(ran).toEqual(['first', 'second', 'scheduled by first']);
  });

  it('does one action at a time and says when nothing is left', () => {
    const clock = new Clock();
    clock.schedule(1, () => undefined);
    clock.schedule(2, () => undefined);
    expect(clock.nextAt).toBe(1);
    expect(clock.runNext()).toBe(true);
    expect([clock.now, clock.nextAt]).toEqual([1, 2]);
    expect(clock.runNext()).toBe(true);
    expect([clock.now, clock.nextAt]).toEqual([2, undefined]);
    expect(clock.runNext()).toBe(false);
    expect(clock.now).toBe(2);
  });

  it.each([
    ['the past', 9],
    ['parts of a ms', 10.5],
    ['no time at all', NaN],
    ['never', Infinity],
  ])('refuses to schedule for %s', (_, at) => {
    const clock = new Clock();
    clock.moveTo(10);
    expect(() => {
      clock.schedule(at, () => undefined);
    }).toThrow(InvariantViolation);
  });

  it('schedules for now', () => {
    const clock = new Clock();
    clock.moveTo(10);
    clock.schedule(10, () => undefined);
    expect(clock.nextAt).toBe(10);
  });

  it('passes over no due action, and never goes back', () => {
    const clock = new Clock();
    clock.schedule(10, () => undefined);
    expect(() => {
      clock.moveTo(11);
    }).toThrow(InvariantViolation);
    clock.moveTo(10);
    expect(clock.now).toBe(10);
    expect(() => {
      clock.moveTo(9);
    }).toThrow(InvariantViolation);
  });
});
