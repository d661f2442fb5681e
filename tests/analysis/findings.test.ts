import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordingOf, scenarios, simulate } from '../../src/simulation';
import { findingsPage } from '../findings/page';
import { measureScenario, middle, ways } from '../findings/measures';
import { told } from '../support/play';

/** A number of a scenario, by way: API-driven, and event-sourced over each broker. */
function valuesOf(id: string, title: string): Record<string, number | undefined> {
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario === undefined) throw new Error(`There is no scenario ${id}`);
  const { runs } = measureScenario(scenario);
  return Object.fromEntries(runs.map(({ way, values }) => [way.title, values.get(title)]));
}

it('the page of findings is what the runs say now', () => {
  const isFresh = readFileSync('docs/findings.md', 'utf8') === findingsPage();
  expect(isFresh, 'docs/findings.md is stale: run npm run findings, and read what changed').toBe(true);
});

describe('what the findings count', () => {
  it('brokers that forget lose what a service that is down misses; brokers that keep it do not', () => {
    const lost = valuesOf('notification-service-down', 'Lost');
    expect(lost['In-memory']).toBeGreaterThan(0);
    expect(lost['Redis Pub/Sub']).toBeGreaterThan(0);
    expect([lost['Redis Streams'], lost['RabbitMQ'], lost['Kafka']]).toEqual([0, 0, 0]);
  });

  it('a failure that is reported late, or missing idempotency, is what duplicates', () => {
    expect(valuesOf('duplicate-delivery', 'Duplicated')).toEqual(
      Object.fromEntries(ways.map(({ title }) => [title, 0])),
    );
    expect(valuesOf('duplicate-without-idempotency', 'Duplicated')['In-memory']).toBeGreaterThan(0);
  });

  it('a notification that no retry is left for is dead-lettered, whoever brought it about', () => {
    expect(valuesOf('retries-run-out', 'Dead-lettered')).toEqual(
      Object.fromEntries(ways.map(({ title }) => [title, 1])),
    );
  });

  it('the API-driven caller waits for the calls as well', () => {
    const callers = valuesOf('price-drop', 'Waited by whoever commands (ms)');
    const calls = valuesOf('price-drop', 'Waited for calls (ms)');
    expect(callers['API-driven']).toBeGreaterThan(calls['API-driven'] ?? Infinity);
    expect(callers['In-memory']).toBeLessThan(callers['API-driven'] ?? 0);
    expect(calls['In-memory']).toBe(0);
  });

  it('time to the inbox begins with the story, not with the run', () => {
    const scenario = told([[5000, { type: 'ShipOrder', orderId: 'ord-002' }]]);
    const { runs } = measureScenario(scenario);
    const [message] = simulate(recordingOf(scenario, 'api-driven')).outcome.inbox;
    expect(runs[0]?.inboxMs).toEqual([(message?.at ?? 0) - 5000]);
  });

  it('a command that is refused is one message and one question, in each way', () => {
    const { runs } = measureScenario(told([[0, { type: 'ShipOrder', orderId: 'ord-404' }]]));
    for (const { values, inboxMs, rulesKnown } of runs) {
      const found = [...values].filter(([, value]) => value !== 0).map(([title]) => title);
      expect(found).toEqual([
        'Messages',
        'Queries by domain services',
        'Waited by whoever commands (ms)',
        'Parts that took part',
      ]);
      expect(['Messages', 'Queries by domain services'].map((title) => values.get(title))).toEqual([1, 1]);
      expect([inboxMs.length, rulesKnown.size]).toEqual([0, 0]);
    }
  });
});

it.each([
  [[], undefined],
  [[7], 7],
  [[9, 1, 5], 5],
  [[4, 3, 2, 1], 2],
])('the middle of %j is %s', (values, expected) => {
  expect(middle(values)).toBe(expected);
});
