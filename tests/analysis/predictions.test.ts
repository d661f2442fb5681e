import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { outcomesOfRules } from '../../src/analysis/predictions/rules';
import { Predictions, type Question } from '../../src/analysis/predictions/predictions';
import { notificationMachine } from '../../src/notifications/notification.machine';
import { orderCompletionMachine } from '../../src/notifications/order-completion.machine';
import {
  architectureNames,
  deliveryMachine,
  recordingOf,
  scenarios,
  shopOf,
  simulate,
  type ArchitectureName,
  type Recording,
  type TraceRecord,
} from '../../src/simulation';
import { holdsForAll, propertySeed } from '../support/properties';
import { anyRecording } from '../support/stories';

const machines = new Map(
  [notificationMachine, orderCompletionMachine, deliveryMachine].map((machine) => [machine.id, machine]),
);

function questionsOf(recording: Recording): readonly { record: TraceRecord; question: Question }[] {
  const { trace } = simulate(recording);
  const context = { names: namesOf(recording, trace), machines, carts: shopOf(recording).carts };
  const predictions = new Predictions(trace, context);
  return trace.flatMap((record) => {
    const question = predictions.before(record);
    return question === undefined ? [] : [{ record, question }];
  });
}

const asked = (scenario: string, architecture: ArchitectureName = 'event-sourced') =>
  questionsOf(recordingOf(scenario, architecture));

function expectToBeFair({ record, question }: { record: TraceRecord; question: Question }): void {
  const { alternatives, right, seq, text } = question;
  const at = `step ${record.seq}: ${text}`;
  expect(seq, at).toBe(record.seq);
  expect(
    alternatives.map(({ id }) => id),
    at,
  ).toContain(right);
  expect(alternatives.length, at).toBeGreaterThanOrEqual(2);
  expect(alternatives.length, at).toBeLessThanOrEqual(4);
  expect(new Set(alternatives.map(({ id }) => id)).size, at).toBe(alternatives.length);
  expect(new Set(alternatives.map(({ label }) => label)).size, at).toBe(alternatives.length);
  expect(text, at).toMatch(/\?$/);
}

const everyRun = architectureNames.flatMap((architecture) =>
  scenarios.map(({ id }) => [id, architecture] as const),
);

describe('a question before a step', () => {
  it.each(everyRun)('has the right answer among two to four different ones (%s, %s)', (id, architecture) => {
    asked(id, architecture).forEach(expectToBeFair);
  });

  it(`is as fair in any story, with anything broken (seed ${propertySeed})`, () => {
    holdsForAll(anyRecording, (recording) => {
      questionsOf(recording).forEach(expectToBeFair);
    });
  });

  it('offers what its rule has decided in some scenario, all of that and nothing else', () => {
    const seen = new Map<string, Set<string>>();
    for (const [id, architecture] of everyRun) {
      for (const record of simulate(recordingOf(id, architecture)).trace) {
        if (record.kind !== 'decision' || outcomesOfRules[record.rule] === undefined) continue;
        seen.set(record.rule, (seen.get(record.rule) ?? new Set()).add(record.outcome));
      }
    }
    for (const [rule, outcomes] of Object.entries(outcomesOfRules)) {
      expect([...(seen.get(rule) ?? [])].sort(), rule).toEqual(Object.keys(outcomes).sort());
    }
  });

  it('does not say by its place which answer is right', () => {
    const places = everyRun.flatMap(([id, architecture]) =>
      asked(id, architecture).map(({ question: { alternatives, right } }) =>
        alternatives.findIndex((alternative) => alternative.id === right),
      ),
    );
    expect(new Set(places).size).toBeGreaterThan(1);
  });

  it('is asked of each customer whether the segment may be told', () => {
    const segments = asked('price-drop').filter(
      ({ record }) => record.kind === 'decision' && record.rule === 'segment',
    );
    expect(segments.map(({ question }) => question.text)).toContainEqual(
      'May Bob Smith get “price drop”, by segment?',
    );
    const bob = segments.find(({ question }) => question.text.includes('Bob'));
    expect(bob?.question.right).toBe('stopped');
  });

  it('offers whom other products in carts would concern, and nobody', () => {
    // The store’s answer tells it; the rule after it only says the same.
    const audience = asked('price-drop').find(({ question }) => question.text.startsWith('Whom does'));
    expect(audience?.record).toMatchObject({ kind: 'reply', name: 'carts holding' });
    const labels = audience?.question.alternatives.map(({ label }) => label) ?? [];
    expect(labels).toContain('Nobody');
    expect(labels.length).toBeGreaterThan(2);
  });

  it('asks of a channel whether it takes the message, before anything tells', () => {
    const receipts = asked('email-adapter-fails').filter(({ question }) => /at Email\?$/.test(question.text));
    expect(receipts.map(({ question }) => question.right)).toContain('failed');
    for (const { record } of receipts) expect(['received', 'reply']).toContain(record.kind);
  });

  it('offers what the chart of a notification leaves open after a failure', () => {
    const [failure] = asked('retries-run-out').filter(
      ({ record }) => record.kind === 'changed' && record.event === 'ADAPTER_FAILED',
    );
    expect(failure?.question.alternatives.map(({ id }) => id).sort()).toEqual([
      'failed.backingOff',
      'failed.exhausted',
      'failed.retryable',
    ]);
  });

  it('asks whether a message comes through only where something is lost in the run', () => {
    const comesThrough = (scenario: string) =>
      asked(scenario).filter(({ record: { kind } }) => kind === 'arrived' || kind === 'lost');
    expect(comesThrough('lost-message').map(({ question }) => question.right)).toContain('lost');
    expect(comesThrough('price-drop')).toEqual([]);
  });
});
