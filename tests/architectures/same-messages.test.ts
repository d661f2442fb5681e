import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/simulation';
import { messages, ofKind, play } from '../support/play';

/** Scenarios in which nothing is broken on purpose and nobody changes the shop while it runs. */
const undisturbed = scenarios.filter(({ acts }) => acts.every(({ kind }) => kind === 'command'));

/** What a scenario about it has to end with. */
const expectedFailures = ['NotificationNotFound'];

describe.each(undisturbed.map(({ id }) => id))('%s', (id) => {
  const eventSourced = play(id, 'event-sourced');
  const apiDriven = play(id, 'api-driven');

  it('puts the same messages into the same inboxes in both architectures', () => {
    expect(messages(apiDriven)).toEqual(messages(eventSourced));
  });

  it('gives whoever commanded it the same kind of answer in both architectures', () => {
    const kinds = (run: typeof apiDriven) => ofKind(run, 'concluded').map(({ name, ok }) => `${name} ${ok}`);
    expect(kinds(apiDriven)).toEqual(kinds(eventSourced));
  });

  it('leaves the shop in the same state in both architectures', () => {
    const writes = (run: typeof apiDriven) =>
      ofKind(run, 'changed')
        .filter(({ node }) => node === 'store')
        .map(({ machine, entity, from, to, event }) => ({ machine, entity, from, to, event }));
    expect(writes(apiDriven)).toEqual(writes(eventSourced));
  });

  it.each([
    ['event-sourced', eventSourced],
    ['api-driven', apiDriven],
  ] as const)('delivers each notification once and fails nowhere, %s', (_, run) => {
    const delivered = ofKind(run, 'received').map(({ notification }) => notification);
    expect(new Set(delivered).size).toBe(delivered.length);
    expect(ofKind(run, 'failed').filter(({ name }) => !expectedFailures.includes(name))).toEqual([]);
    expect(run.outcome.deadLetters).toEqual([]);
  });
});
