import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordingOf, simulate, type Act, type Run } from '../../../src/simulation';
import {
  actPlaces,
  chipsOf,
  landingTime,
  neighbouringTime,
  withActAt,
} from '../../../src/ui/transport/act-places';

const shipAt = (at: number): Act => ({
  at,
  kind: 'command',
  command: { type: 'ShipOrder', orderId: 'ord-001' },
});

function runOf(...acts: readonly Act[]): Run {
  return simulate(recordingOf('price-drop', 'event-sourced', { acts }));
}

describe('acts on the timeline', () => {
  it('stand at their first record', () => {
    const run = runOf(shipAt(20));
    const own = actPlaces(run).find(({ of }) => of === 'person');
    expect(own).toMatchObject({ key: 'person 0', index: 0 });
    expect(run.trace[(own?.step ?? 0) - 1]).toMatchObject({ name: 'ShipOrder', kind: 'sent', at: 20 });
  });

  it('that the run did not come to stand last, without a step; the scenario’s are not missed', () => {
    const elsewhere: Act = { ...shipAt(1), only: 'api-driven' };
    const run = simulate({
      ...recordingOf('price-drop', 'event-sourced', { acts: [elsewhere, shipAt(5000), shipAt(10)] }),
      until: 100,
    });
    expect(actPlaces(run).map(({ key, step }) => [key, step === undefined])).toEqual([
      ['scenario 0', false],
      ['person 2', false],
      ['person 0', true],
      ['person 1', true],
    ]);
  });

  it('share a chip when there is no room for two, and none of them is left out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }),
        fc.integer({ min: 100, max: 2000 }),
        (times, width) => {
          const run = runOf(...times.map(shipAt));
          const places = actPlaces(run);
          const chips = chipsOf(places, run.trace.length, width);
          expect(chips.flatMap(({ acts }) => acts)).toEqual(places);
          chips.slice(1).forEach(({ place }, index) => {
            expect((place - (chips[index]?.place ?? 0)) * width).toBeGreaterThanOrEqual(24);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('moving an act', () => {
  it('lands 1 ms after the record before it, and at 0 before the first', () => {
    const { trace } = runOf();
    expect(landingTime(trace, 0)).toBe(0);
    expect(landingTime(trace, 7)).toBe((trace[6]?.at ?? 0) + 1);
    expect(landingTime(trace, 1e6)).toBe((trace.at(-1)?.at ?? 0) + 1);
  });

  it('later and later passes one record of the others after another, up to the last', () => {
    let run = runOf(shipAt(0));
    let passed = 0;
    for (let moves = 0; moves < 1000; moves += 1) {
      const own = actPlaces(run).find(({ of }) => of === 'person');
      if (own === undefined) throw new Error('the act is there');
      const at = neighbouringTime(run.trace, own, 1);
      const flow = run.trace[(own.step ?? 0) - 1]?.flow;
      const others = run.trace.filter((record) => record.flow !== flow);
      const now = others.filter((record) => record.at < own.act.at).length;
      expect(now).toBeGreaterThanOrEqual(passed);
      passed = now;
      if (at === undefined) {
        expect(passed).toBe(others.length);
        return;
      }
      expect(at).toBeGreaterThan(own.act.at);
      run = runOf(...withActAt(run.recording.acts, 0, at));
    }
    throw new Error('it never comes to the end');
  });

  it('earlier and earlier comes to the very beginning', () => {
    let at: number | undefined = 500;
    const seen: number[] = [];
    while (at !== undefined) {
      seen.push(at);
      const run = runOf(shipAt(at));
      const own = actPlaces(run).find(({ of }) => of === 'person');
      at = own === undefined ? undefined : neighbouringTime(run.trace, own, -1);
    }
    expect(seen.at(-1)).toBe(0);
    expect([...seen].sort((a, b) => b - a)).toEqual(seen);
  });

  it('changes nothing but the time of that act', () => {
    const acts = [shipAt(1), shipAt(2)];
    expect(withActAt(acts, 1, 9)).toEqual([shipAt(1), shipAt(9)]);
  });
});
