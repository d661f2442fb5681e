import { describe, expect, it } from 'vitest';
import { readBusLog } from '../../src/exchange/bus-log';
import { recordingOf, scenarios, simulate, type Act, type Run } from '../../src/simulation';
import { holdsForAll, propertySeed } from '../support/properties';
import { anyTroubledRecording } from '../support/stories';
import { playWatched } from '../support/watched-bus';

const read = (run: Pick<Run, 'trace' | 'recording'>) => {
  const reading = readBusLog(run);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
    expect(value.text).toBe('');
  }
};
const faults = (...list: Extract<Act, { kind: 'fault' }>['fault'][]): readonly Act[] =>
  list.map((fault) => ({ kind: 'fault', at: 0, fault }));

describe('the log of the bus, read from the records', () => {
  it.each(scenarios.map(({ id }) => id))('is the one that the bus itself has kept in %s', (id) => {
    const { run, log } = playWatched(recordingOf(id, 'event-sourced'));
    expect(read(run).map(({ event }) => event)).toEqual(log);
  });

  it(`is the one that the bus itself has kept in any story (seed ${propertySeed})`, () => {
    holdsForAll(
      anyTroubledRecording,
      (recording) => {
        const { run, log } = playWatched({ ...recording, architecture: 'event-sourced' });
        const entries = read(run);
        expect(entries.map(({ event }) => event)).toEqual(log);
        expect(entries.map(({ offset }) => offset)).toEqual(entries.map((_, index) => index));
        for (const [index, { at, since }] of entries.entries()) {
          expect(at).toBeGreaterThanOrEqual(entries[index - 1]?.at ?? 0);
          expect(since).toBeGreaterThanOrEqual(entries[index - 1]?.since ?? 0);
        }
      },
      60,
    );
  });

  it('has an event of a slow bus from when the bus got to it', () => {
    const acts = faults({ type: 'slow', node: 'bus', delayMs: 500 });
    const { run, log } = playWatched(recordingOf('order-shipped', 'event-sourced', { acts }));
    const [entry] = read(run);
    const arrival = run.trace[(entry?.arrival ?? 0) - 1];
    expect(entry?.at).toBe((arrival?.at ?? 0) + 500);
    expect(read(run)).toHaveLength(log.length);
  });

  it('has nothing that a slow bus took down with it', () => {
    const acts = faults({ type: 'slow', node: 'bus', delayMs: 500 });
    const down: Act = { kind: 'fault', at: 200, fault: { type: 'down', node: 'bus', durationMs: 10 } };
    const recording = recordingOf('order-shipped', 'event-sourced', { acts: [...acts, down] });
    const { run, log } = playWatched(recording);
    expect(log).toEqual([]);
    expect(read(run)).toEqual([]);
  });

  it('has nothing on whose arrival the bus crashed', () => {
    const acts = faults({ type: 'crash', node: 'bus', after: 'arrival', durationMs: 10 });
    const { run, log } = playWatched(recordingOf('order-shipped', 'event-sourced', { acts }));
    expect(log).toEqual([]);
    expect(read(run)).toEqual([]);
  });

  it('knows which events were spoiled on their way', () => {
    const acts = faults({ type: 'corrupt', from: 'pricing', to: 'bus', count: 1 });
    const run = simulate(recordingOf('price-drop', 'event-sourced', { acts }));
    expect(read(run).map(({ isIntact }) => isIntact)).toEqual([false]);
  });

  it('is empty where there is no bus, and in an empty run', () => {
    expect(read(simulate(recordingOf('order-shipped', 'api-driven')))).toEqual([]);
    expect(read({ ...simulate(recordingOf('order-shipped', 'event-sourced')), trace: [] })).toEqual([]);
  });
});
