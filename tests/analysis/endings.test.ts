import { describe, expect, it } from 'vitest';
import { endingsAt, fateWords } from '../../src/analysis/endings';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import { Replay } from '../../src/analysis/view';
import { shopOf, architectureNames, type ArchitectureName } from '../../src/simulation';
import { play } from '../support/play';

/** What became of everyone, each as one line: who, the channels that brought something, what did not come, why nothing. */
function endings(scenario: string, architecture: ArchitectureName): readonly string[] {
  const { recording, trace } = play(scenario, architecture);
  const names = namesOf(recording, trace);
  const people = endingsAt(trace, new Replay(trace).at(trace.length), shopOf(recording));
  return people.map(({ name, received, undelivered, hindrance }) =>
    [
      name,
      ...received.map(({ channel }) => channel),
      ...undelivered.map((fate) => fateWords(fate, names)),
      ...(hindrance === undefined ? [] : [narrate(hindrance, trace, names)]),
    ].join(' | '),
  );
}

describe.each(architectureNames)('what became of everyone (%s)', (architecture) => {
  it.each([
    ['new-customer', ['Nina Park | email']],
    ['stock-allocated', ['Warehouse | mailbox']],
    ['adapter-throws', ['Alice Johnson | sms | Email: failed – Connection reset by peer']],
    ['called-off-in-time', ['Iris Novak | Email: called off: Iris has called and knows already']],
    ['delivered-and-bounced', ['Alice Johnson | sms | Email: bounced – Mailbox unavailable']],
    [
      'crash-between-commit-and-publish',
      ['Alice Johnson | Ordering crashes; what it was doing is gone', 'Carol Williams | email'],
    ],
  ])('%s', (scenario, expected) => {
    expect([...endings(scenario, architecture)].sort()).toEqual(expected);
  });
});

describe('who got nothing because something went wrong', () => {
  it('has the event that was lost', () => {
    expect(endings('notification-service-down', 'event-sourced')).toContain(
      'Alice Johnson | OrderCreated for ord-005 is lost for Notification service, which is not there: Event bus keeps no copy',
    );
  });

  it('has the call that was lost', () => {
    expect(endings('notification-service-down', 'api-driven')).toContain(
      'Alice Johnson | POST /notify for Alice Johnson is lost: Notification API is not there',
    );
  });

  it('has the call that was answered with an error', () => {
    const alice = endings('poison-message', 'api-driven').find((line) => line.startsWith('Alice Johnson'));
    expect(alice).toContain('The items of the order are missing');
  });

  it('got it after all when the dead letter was put back', () => {
    expect(endings('poison-message', 'event-sourced')).toContain('Alice Johnson | email');
  });
});
