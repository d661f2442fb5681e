import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/playback/pace';
import { recordingOf, simulate, type TraceRecord } from '../../src/simulation';

const quietHours = simulate(recordingOf('quiet-hours', 'event-sourced')).trace;
const atTimes = (...times: readonly number[]) =>
  times.map((at, index) => ({ at, seq: index + 1 }) as TraceRecord);

describe('the pace of playing', () => {
  it('every step is reached, in order, with time to look at each', () => {
    const pace = new Pace(quietHours);
    for (let step = 1; step <= quietHours.length; step += 1) {
      expect(pace.reachedAt(step) - pace.reachedAt(step - 1)).toBeGreaterThanOrEqual(0.4);
    }
  });

  it('a night of waiting is cut short', () => {
    const pace = new Pace(quietHours);
    expect(quietHours.at(-1)?.at).toBeGreaterThan(9 * 3_600_000);
    expect(pace.duration).toBeLessThan(90);
  });

  it('between two steps simulated time runs on evenly', () => {
    const pace = new Pace(atTimes(0, 20));
    const [from, to] = [pace.reachedAt(1), pace.reachedAt(2)];
    expect(pace.momentAt(from)).toEqual({ step: 1, now: 0 });
    expect(pace.momentAt((from + to) / 2)).toEqual({ step: 1, now: 10 });
    expect(pace.momentAt(to)).toEqual({ step: 2, now: 20 });
  });

  it('time never runs backwards, and never past the record to come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5000), { minLength: 1, maxLength: 30 }),
        fc.array(fc.double({ min: 0, max: 60, noNaN: true })),
        (gaps, looks) => {
          let at = 0;
          const trace = atTimes(...gaps.map((gap) => (at += gap)));
          const pace = new Pace(trace);
          const moments = [...looks].sort((a, b) => a - b).map((seconds) => pace.momentAt(seconds));
          moments.forEach(({ step, now }, index) => {
            const before = moments[index - 1] ?? { step: 0, now: 0 };
            expect(step).toBeGreaterThanOrEqual(before.step);
            expect(now).toBeGreaterThanOrEqual(before.now);
            expect(now).toBeLessThanOrEqual(trace[Math.min(step, trace.length - 1)]?.at ?? 0);
          });
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it('after the end it stays at the end', () => {
    const pace = new Pace(atTimes(0, 5));
    expect(pace.momentAt(1e6)).toEqual({ step: 2, now: 5 });
  });
});
