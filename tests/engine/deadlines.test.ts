import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../src/engine/clock';
import { Deadlines } from '../../src/engine/deadlines';
import { holdsForAll, propertySeed } from '../support/properties';

/** Waits of 100 ms, and what expired when: `a at 100`. */
function waiting() {
  const clock = new Clock();
  const expired: string[] = [];
  const deadlines = new Deadlines(100, (wait: { readonly name: string; readonly andThen?: () => void }) => {
    expired.push(`${wait.name} at ${clock.now}`);
    wait.andThen?.();
  });
  clock.watch(deadlines);
  /** Begins a wait. Returns what meets it. */
  const begin = (name: string, andThen: () => void = () => undefined) => {
    const deadline = deadlines.begin(clock.now, { name, andThen });
    return () => {
      deadline.isMet = true;
    };
  };
  const beginAt = (at: number, name: string, andThen?: () => void) => {
    clock.schedule(at, () => begin(name, andThen));
  };
  const runOut = () => {
    while (clock.runNext());
  };
  return { clock, expired, begin, beginAt, runOut };
}

describe('a deadline', () => {
  it('expires when its time is over, once', () => {
    const { expired, beginAt, runOut } = waiting();
    beginAt(30, 'a');
    runOut();
    expect(expired).toEqual(['a at 130']);
  });

  it('that was met never expires, though it was met in the last ms', () => {
    const { clock, expired, begin, runOut } = waiting();
    clock.schedule(100, begin('a'));
    runOut();
    expect(expired).toEqual([]);
  });

  it('that was met twice, or after its end, is over all the same', () => {
    const { clock, expired, begin, runOut } = waiting();
    const [first, second] = [begin('a'), begin('b')];
    first();
    first();
    clock.schedule(150, second);
    runOut();
    expect(expired).toEqual(['b at 100']);
  });

  it('stands in nobody’s way when it was met: the next one keeps its time', () => {
    const { clock, expired, begin, beginAt, runOut } = waiting();
    clock.schedule(50, begin('a'));
    beginAt(20, 'b');
    beginAt(30, 'c');
    runOut();
    expect(expired).toEqual(['b at 120', 'c at 130']);
  });

  it('expires in the order in which the waits began, also within one ms', () => {
    const { expired, begin, runOut } = waiting();
    begin('a');
    begin('b');
    begin('c');
    runOut();
    expect(expired).toEqual(['a at 100', 'b at 100', 'c at 100']);
  });

  it('that another one met in its last ms does not expire', () => {
    const { expired, begin, runOut } = waiting();
    let meetB = () => {};
    begin('a', () => {
      meetB();
    });
    meetB = begin('b');
    runOut();
    expect(expired).toEqual(['a at 100']);
  });

  it('keeps its own time when another wait begins while one expires', () => {
    const { expired, begin, beginAt, runOut } = waiting();
    begin('a', () => {
      begin('after a');
    });
    beginAt(50, 'b');
    runOut();
    expect(expired).toEqual(['a at 100', 'b at 150', 'after a at 200']);
  });

  it('that was met leaves nothing to happen, however many there were', () => {
    const { clock, expired, begin } = waiting();
    for (let number = 0; number < 5_000; number += 1) begin(`met ${number}`)();
    begin('a');
    expect(clock.nextAt).toBe(100);
    clock.runNext();
    expect(expired).toEqual(['a at 100']);
    expect(clock.nextAt).toBeUndefined();
    expect(clock.runNext()).toBe(false);
  });

  it(`expires exactly at its time unless it was met before, whichever begin and are met (seed ${propertySeed})`, () => {
    const wait = fc.record({
      at: fc.integer({ min: 0, max: 300 }),
      metAfter: fc.option(fc.integer({ min: 0, max: 100 })),
      beginsAnother: fc.boolean(),
    });
    holdsForAll(fc.array(wait, { maxLength: 40 }), (waits) => {
      const { clock, expired, begin, runOut } = waiting();
      waits.forEach(({ at, metAfter, beginsAnother }, number) => {
        clock.schedule(at, () => {
          const met = begin(`${number}`, () => {
            if (beginsAnother) begin(`after ${number}`);
          });
          if (metAfter !== null) clock.schedule(at + metAfter, met);
        });
      });
      runOut();
      const expected = waits.flatMap(({ at, metAfter, beginsAnother }, number) => {
        if (metAfter !== null) return [];
        const first = `${number} at ${at + 100}`;
        return beginsAnother ? [first, `after ${number} at ${at + 200}`] : [first];
      });
      expect([...expired].sort()).toEqual(expected.sort());
    });
  });
});
