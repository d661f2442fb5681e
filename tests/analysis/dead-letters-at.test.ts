import { describe, expect, it } from 'vitest';
import { deadLettersAt, exhaustedAt } from '../../src/analysis/dead-letters-at';
import { unpublishedAt } from '../../src/analysis/outbox-at';
import { Replay } from '../../src/analysis/view';
import { recordingOf, simulate, type Act, type Command } from '../../src/simulation';
import { holdsForAll } from '../support/properties';
import { anyTroubledRecording } from '../support/stories';

const command = (at: number, given: Command): Act => ({ at, kind: 'command', command: given });

describe('the dead letters at a step', () => {
  it('are at the end of a run those that its brokers have', () => {
    holdsForAll(anyTroubledRecording, (recording) => {
      const { trace, outcome } = simulate(recording);
      const view = new Replay(trace).at(trace.length);
      const letters = deadLettersAt(view).flatMap(({ consumer, letters }) =>
        letters.map(({ id: _, ...letter }) => ({ kind: 'event', consumer, ...letter })),
      );
      const exhausted = exhaustedAt(view).map(({ id }) => id);
      const known = outcome.deadLetters;
      expect(new Set(letters.map((letter) => JSON.stringify(sorted(letter))))).toEqual(
        new Set(known.filter(({ kind }) => kind === 'event').map((letter) => JSON.stringify(sorted(letter)))),
      );
      expect(exhausted).toEqual(
        known.flatMap((letter) => (letter.kind === 'notification' ? [letter.id] : [])),
      );
    });
  });

  it('are gone once they are redriven', () => {
    const acts: readonly Act[] = [
      {
        at: 0,
        kind: 'fault',
        fault: { type: 'throw', node: 'dispatcher', count: 3, error: 'Out of memory' },
      },
      command(60_000, { type: 'RedriveDeadLetters', consumer: 'dispatcher' }),
    ];
    const { trace } = simulate(
      recordingOf('order-shipped-email-only', 'event-sourced', { broker: 'kafka', acts }),
    );
    const replay = new Replay(trace);
    const redriven = trace.find((record) => record.kind === 'changed' && record.event === 'REDRIVEN');
    const [queue] = deadLettersAt(replay.at((redriven?.seq ?? 0) - 1));
    expect(queue).toMatchObject({ consumer: 'dispatcher' });
    expect(queue?.letters).toMatchObject([{ eventType: 'NotificationCreated', attempts: 3 }]);
    expect(deadLettersAt(replay.at(trace.length))).toEqual([]);
  });
});

describe('the outbox at a step', () => {
  it('holds a row from the change until the relay has marked it', () => {
    const settings = { outbox: true };
    const { trace } = simulate(recordingOf('order-shipped-email-only', 'event-sourced', { settings }));
    const replay = new Replay(trace);
    const stored = trace.find((record) => record.kind === 'changed' && record.machine === 'outbox');
    expect(unpublishedAt(replay.at(stored?.seq ?? 0))).toMatchObject([
      { eventType: 'OrderStatusChanged', stored },
    ]);
    expect(unpublishedAt(replay.at(trace.length))).toEqual([]);
  });
});

/** With its fields in the order of the alphabet, to be compared as text. */
function sorted(letter: object): object {
  return Object.fromEntries(Object.entries(letter).sort(([a], [b]) => (a < b ? -1 : 1)));
}
