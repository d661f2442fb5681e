import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/playback/pace';
import { speeds, Transport } from '../../src/playback/transport';
import { recordingOf, simulate } from '../../src/simulation';

const { trace } = simulate(recordingOf('price-drop', 'event-sourced'));

/** Runs a test in virtual time with an animation frame every 10 ms, or at another interval. */
function withFrames(
  seconds: number,
  test: (transport: Transport, at: (ms: number, action: () => void) => void) => void,
  frameMs = 10,
) {
  new TestScheduler((actual, expected) => {
    expect(actual).toEqual(expected);
  }).run(({ animate, cold }) => {
    animate(`${frameMs}ms ${`x ${frameMs - 1}ms `.repeat((seconds * 1000) / frameMs)}`);
    const transport = new Transport();
    transport.load(trace, 0);
    test(transport, (ms, action) => cold(`${ms}ms (x|)`).subscribe({ next: action }));
  });
}

describe('the transport', () => {
  it('starts paused at the beginning', () => {
    const transport = new Transport();
    transport.load(trace, 0);
    expect([transport.playing, transport.moment]).toEqual([false, { step: 0, now: 0 }]);
  });

  it('plays as the pace says, in frames', () => {
    withFrames(5, (transport, at) => {
      transport.play();
      at(4010, () => {
        const watchedSeconds = 4010 / 1000;
        const { step } = new Pace(trace).momentAt(watchedSeconds);
        expect(Math.abs(transport.moment.step - step)).toBeLessThanOrEqual(1);
        expect(transport.moment.step).toBeGreaterThan(3);
      });
    });
  });

  it('at ten times the speed it gets as far in a tenth of the time', () => {
    const steps: number[] = [];
    withFrames(5, (transport, at) => {
      transport.play();
      at(4000, () => steps.push(transport.moment.step));
    });
    withFrames(5, (transport, at) => {
      transport.setSpeed(10);
      transport.play();
      at(400, () => steps.push(transport.moment.step));
    });
    expect(Math.abs((steps[0] ?? 0) - (steps[1] ?? 0))).toBeLessThanOrEqual(1);
  });

  it('pause stops everything', () => {
    withFrames(5, (transport, at) => {
      transport.play();
      let stoppedAt = {};
      at(2000, () => {
        transport.pause();
        stoppedAt = transport.moment;
      });
      at(4000, () => {
        expect(transport.playing).toBe(false);
        expect(transport.moment).toEqual(stoppedAt);
      });
    });
  });

  it('stops by itself at the end, and plays from the beginning when asked again', () => {
    withFrames(3, (transport, at) => {
      transport.jumpTo(trace.length - 1);
      transport.play();
      at(2500, () => {
        expect([transport.playing, transport.moment.step]).toEqual([false, trace.length]);
        transport.play();
        expect(transport.moment.step).toBe(0);
        transport.pause();
      });
    });
  });

  it('a step forward counts at once while messages glide to where it leaves them', () => {
    withFrames(2, (transport, at) => {
      transport.stepBy(1);
      transport.stepBy(1);
      expect(transport.moment).toEqual({ step: 2, now: 0 });
      at(120, () => {
        expect(transport.moment.now).toBeGreaterThan(0);
        expect(transport.moment.now).toBeLessThan(8);
      });
      at(600, () => {
        expect(transport.moment).toEqual({ step: 2, now: 8 });
      });
    });
  });

  it('a step back is there at once', () => {
    withFrames(1, (transport) => {
      transport.jumpTo(20);
      transport.stepBy(-1);
      expect(transport.moment).toEqual({ step: 19, now: trace[18]?.at });
    });
  });

  it('with reduced motion it takes the same steps without travel', () => {
    withFrames(3, (transport, at) => {
      transport.reducedMotion = true;
      transport.stepBy(1);
      transport.stepBy(1);
      expect(transport.moment).toEqual({ step: 2, now: 8 });
      transport.play();
      at(1500, () => {
        const { step, now } = transport.moment;
        expect(step).toBeGreaterThan(2);
        expect(now).toBe(trace[step - 1]?.at);
      });
    });
  });

  it('never leaves the trace', () => {
    const transport = new Transport();
    transport.load(trace, 0);
    transport.jumpTo(1e9);
    expect(transport.moment.step).toBe(trace.length);
    transport.stepBy(1);
    expect(transport.moment.step).toBe(trace.length);
    transport.jumpTo(-5);
    expect(transport.moment.step).toBe(0);
  });

  it.each(speeds)('pauses exactly at the first record that it is to pause at, at %s×', (speed) => {
    const target = trace.find(({ kind }) => kind === 'decision')?.seq ?? 0;
    const seconds = Math.ceil(new Pace(trace).reachedAt(target) / speed) + 1;
    withFrames(seconds, (transport, at) => {
      transport.pausesAt = ({ seq }) => seq >= target;
      transport.setSpeed(speed);
      transport.play();
      at(seconds * 1000 - 20, () => {
        expect(transport.playing).toBe(false);
        expect(transport.moment).toEqual(new Pace(trace).momentOf(target));
        expect(transport.heldAt).toBe(target);
      });
    });
  });

  it('pauses at the first of several records that one frame passes', () => {
    const instant = trace.map((record) => ({ ...record, at: 0 }));
    const stepsSeen = (pausesAt: Transport['pausesAt']) => {
      const steps = new Set<number>();
      withFrames(
        3,
        (transport, at) => {
          transport.load(instant, 0);
          transport.pausesAt = pausesAt;
          transport.changes.subscribe(() => steps.add(transport.moment.step));
          transport.setSpeed(10);
          transport.play();
          at(2900, () => {
            if (pausesAt !== undefined) expect(transport.heldAt).toBe(transport.moment.step);
          });
        },
        100,
      );
      return [...steps];
    };
    const seen = stepsSeen(undefined);
    const passed = Array.from({ length: 12 }, (_, index) => index + 1).filter((step) => !seen.includes(step));
    const [first = 0] = passed;
    expect(first).toBeGreaterThan(0);
    expect(stepsSeen(({ seq }) => seq >= first).at(-1)).toBe(first);
  });

  it('plays on from where it paused, to the next one', () => {
    withFrames(4, (transport, at) => {
      transport.pausesAt = ({ seq }) => seq === 3 || seq === 5;
      transport.setSpeed(10);
      transport.play();
      at(1500, () => {
        expect(transport.heldAt).toBe(3);
        transport.play();
        expect(transport.heldAt).toBeUndefined();
      });
      at(3000, () => {
        expect([transport.moment.step, transport.playing]).toEqual([5, false]);
      });
    });
  });

  it('steps and jumps go past where playing would pause', () => {
    withFrames(1, (transport, at) => {
      transport.pausesAt = () => true;
      transport.jumpTo(4);
      transport.stepBy(1);
      at(500, () => {
        expect([transport.moment.step, transport.heldAt]).toEqual([5, undefined]);
      });
    });
  });

  it('says when something changed', () => {
    const transport = new Transport();
    transport.load(trace, 0);
    let changeCount = 0;
    transport.changes.subscribe(() => (changeCount += 1));
    transport.jumpTo(3);
    transport.setSpeed(2);
    expect(changeCount).toBe(2);
  });
});
