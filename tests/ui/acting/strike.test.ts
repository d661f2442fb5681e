import { describe, expect, it } from 'vitest';
import {
  scenarios,
  recordingOf,
  simulate,
  type Act,
  type Recording,
  type Travelling,
} from '../../../src/simulation';
import { strikeOn, type LinkEffect } from '../../../src/ui/acting/strike';
import { isTravelling } from '../../../src/ui/stage/travelling';

const effects: readonly LinkEffect[] = ['drop', 'delay', 'duplicate', 'reorder', 'corrupt'];

/** The messages that a fault strikes in the run with it, oldest first. */
function struckBy(recording: Recording, act: Act): readonly Travelling[] {
  const { trace, performed } = simulate({ ...recording, acts: [...recording.acts, act] });
  const fault = performed.find(({ of, index }) => of === 'person' && index === recording.acts.length)?.seq;
  return trace.flatMap((record) => {
    const isStruck =
      (record.kind === 'lost' || record.kind === 'disturbed' || record.kind === 'duplicated') &&
      record.fault === fault;
    if (!isStruck) return [];
    const message = trace[(record.kind === 'duplicated' ? record.original : record.message) - 1];
    return isTravelling(message) ? [message] : [];
  });
}

/** The same message, whatever its number is in another run. */
function what({ kind, at, node, to, name }: Travelling) {
  return { kind, at, node, to, name };
}

describe('a fault that is meant for a message', () => {
  it.each(
    scenarios.flatMap(({ id }) =>
      (['event-sourced', 'api-driven'] as const).map((architecture) => [id, architecture] as const),
    ),
  )('strikes that very message: %s, %s', (id, architecture) => {
    const recording = recordingOf(id, architecture);
    const run = simulate(recording);
    const { trace } = run;
    // Each message meets one of the effects, so that all are tried and the test stays short.
    trace.filter(isTravelling).forEach((message, index) => {
      const effect = effects[index % effects.length] ?? 'drop';
      const strike = strikeOn(message, effect, run);
      if (!strike.possible) return;
      const { node: from, to, name } = message;
      const fault = { type: effect, from, to, message: name, count: strike.before + 1 } as const;
      const struck = struckBy(recording, {
        at: strike.at,
        kind: 'fault',
        fault:
          effect === 'delay' || effect === 'reorder'
            ? { ...fault, type: effect, delayMs: 20 }
            : (fault as never),
      });
      expect({ seq: message.seq, struck: struck.map(what) }).toEqual({
        seq: message.seq,
        struck: expect.arrayContaining([what(message)]) as unknown,
      });
      expect(struck).toHaveLength(strike.before + 1);
    });
  });

  it('is possible for whatever leaves after the first moment, but for copies and doubled questions', () => {
    const run = simulate(recordingOf('duplicate-delivery', 'event-sourced'));
    const messages = run.trace.filter(isTravelling);
    const refused = messages.filter((message) => !strikeOn(message, 'drop', run).possible);
    expect(messages.length).toBeGreaterThan(20);
    expect(refused.map(({ kind, at }) => [kind, at])).toEqual(
      messages
        .filter(({ at, kind, seq }) => {
          const hasCopy = run.trace.some((record) => record.kind === 'duplicated' && record.original === seq);
          return at === 0 || kind === 'duplicated' || hasCopy;
        })
        .map(({ kind, at }) => [kind, at]),
    );
    const question = messages.find(({ kind }) => kind === 'query');
    if (question === undefined) throw new Error('nobody asks the store');
    expect(strikeOn(question, 'duplicate', run).possible).toBe(false);
    expect(strikeOn(question, 'drop', run).possible).toBe(true);
  });
});
