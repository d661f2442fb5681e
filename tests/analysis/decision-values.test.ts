import { describe, expect, it } from 'vitest';
import { decidingValues } from '../../src/analysis/decision-values';
import { namesOf } from '../../src/analysis/names';
import { recordingOf, scenarios, type Decision } from '../../src/simulation';
import { ofKind, play } from '../support/play';

const names = namesOf(recordingOf('price-drop', 'event-sourced'));

function valuesOf(scenario: string, rule: string, subject: string) {
  const decision = ofKind(play(scenario, 'event-sourced'), 'decision').find(
    (made) => made.rule === rule && made.subject === subject,
  );
  if (decision === undefined) throw new Error(`${rule} did not decide about ${subject}`);
  const ownNames = namesOf(recordingOf(scenario, 'event-sourced'));
  return Object.fromEntries(decidingValues(decision, ownNames).map(({ label, value }) => [label, value]));
}

describe('the values that decided', () => {
  it('are people by name and money in dollars', () => {
    expect(valuesOf('price-drop', 'audience', 'prod-001')).toEqual({
      'In the cart of': 'Bob Smith, Carol Williams and Eva Martinez',
    });
    expect(valuesOf('price-drop', 'price-drop', 'prod-001')).toEqual({
      'Old price': '$149.99',
      'New price': '$119.99',
    });
  });

  it('say what a customer wants and what is left of it', () => {
    expect(valuesOf('all-channels-disabled', 'channels', 'cust-008')).toMatchObject({
      'Channels switched off': 'email, SMS and push',
      'Channels left': 'none',
    });
  });

  it('say quiet hours and until when something is held by the clock', () => {
    expect(valuesOf('quiet-hours', 'quiet-hours', 'cust-009')).toEqual({
      'Quiet hours': '22:00–08:00',
      'Time now': '23:00',
      'Held until': '08:00 on 2026-03-03',
    });
  });

  it('say each value of each decision in words, in every scenario', () => {
    for (const { id } of scenarios) {
      for (const decision of ofKind(play(id, 'event-sourced'), 'decision')) {
        for (const { label, value } of decidingValues(decision, names)) {
          expect(label).toMatch(/^[A-Z][^_]+$/);
          expect(value).toMatch(/^[^[\]{}]+$/);
        }
      }
    }
  });

  it('have plain words for values of rules that are not known here', () => {
    const decision: Decision = {
      kind: 'decision',
      seq: 1,
      at: 0,
      cause: 0,
      flow: 'flow-1',
      node: 'x',
      rule: 'new',
      subject: 's',
      outcome: 'passed',
      because: { retryCount: 2, isLast: false, tags: ['a', 'b'], nothing: null },
    };
    expect(decidingValues(decision, names)).toEqual([
      { label: 'Retry count', value: '2' },
      { label: 'Is last', value: 'false' },
      { label: 'Tags', value: 'a and b' },
      { label: 'Nothing', value: 'none' },
    ]);
  });
});
