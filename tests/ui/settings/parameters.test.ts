import { describe, expect, it } from 'vitest';
import { recordingOf, scenarios } from '../../../src/simulation';
import { figureGroups, problemWith, readFigure, switches, wordFor } from '../../../src/ui/settings/fields';
import { changesIn, parametersOf, withoutChanges, withParameter } from '../../../src/ui/settings/parameters';

const plain = recordingOf('price-drop', 'event-sourced');
const first = scenarios[0];
if (first === undefined) throw new Error('there are no scenarios');
const particular = { ...first, broker: 'kafka', settings: { outbox: true, latencyMs: { bus: 9 } } } as const;

describe('the parameters of a run', () => {
  it('each have a field of their own', () => {
    const figures = figureGroups.flatMap((group) => group.figures);
    const fields = ['broker', ...[...switches, ...figures].map(({ name }) => name)];
    expect([...fields].sort()).toEqual([...parametersOf(plain).keys()].sort());
    const titles = [...switches, ...figures].map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('are not changed where they are as the scenario has them', () => {
    for (const scenario of [...scenarios, particular])
      expect(changesIn(recordingOf(scenario, 'event-sourced'))).toEqual([]);
  });

  it('are changed against the scenario, not against the defaults', () => {
    const settings = { outbox: false, latencyMs: { bus: 5, api: 1 } };
    const recording = recordingOf(particular, 'api-driven', { broker: 'in-memory', seed: 4, settings });
    expect(changesIn(recording)).toEqual([
      { name: 'broker', chosen: 'in-memory' },
      { name: 'seed', chosen: 4 },
      { name: 'latencyMs.bus', chosen: 5 },
      { name: 'latencyMs.api', chosen: 1 },
      { name: 'outbox', chosen: false },
    ]);
    expect(withoutChanges(recording)).toEqual(recordingOf(particular, 'api-driven'));
  });

  it('take a value, and leave the others as they are', () => {
    const one = withParameter(plain, 'latencyMs.bus', 50);
    if (!one.ok) throw new Error('refused');
    const two = withParameter(one.value, 'outbox', true);
    if (!two.ok) throw new Error('refused');
    expect(changesIn(two.value).map(({ name }) => name)).toEqual(['latencyMs.bus', 'outbox']);
  });

  it.each([
    ['jitterMs', 60_001, 'must be at most 60000 ms'],
    ['jitterMs', 1.5, 'must be whole ms'],
    ['latencyMs.bus', 'soon', 'must be a number'],
    ['retryPolicy.maxAttempts', 0, 'must be at least 1'],
    ['seed', 4_294_967_296, 'must be at most 4294967295'],
    ['broker', 'pigeon', expect.stringContaining('must be one of') as string],
    ['outbox', 1, 'must be true or false'],
    ['ghost', 1, 'is not known here'],
  ])('%s cannot be %j: it %s', (name, value, message) => {
    expect(withParameter(plain, name, value)).toMatchObject({ ok: false, problems: [{ message }] });
  });
});

describe('the words of the settings', () => {
  it.each([
    [true, '', 'on'],
    [false, '', 'off'],
    [5, 'ms', '5 ms'],
    [3, '', '3'],
    ['redis-pubsub', '', 'Redis Pub/Sub'],
  ])('%j with unit %j is %s', (value, unit, words) => {
    expect(wordFor(value, unit)).toBe(words);
  });

  it.each([
    [' 12 ', 12],
    ['-3', -3],
    ['1.5', 1.5],
    ['', ''],
    ['1e3', '1e3'],
    ['soon', 'soon'],
  ])('what is typed as %j is read as %j', (text, figure) => {
    expect(readFigure(text)).toBe(figure);
  });

  it('a problem is a sentence that names its field', () => {
    expect(problemWith('Jitter', 'must be whole ms')).toBe(
      'Jitter must be whole ms. The run stays as it was.',
    );
  });
});
