import { describe, expect, it } from 'vitest';
import { Replay } from '../../../src/analysis/view';
import { recordingOf, simulate } from '../../../src/simulation';
import { whyNoRetry } from '../../../src/ui/projections/retry';
import { whyEmpty } from '../../../src/ui/projections/why-empty';

describe('an empty projection', () => {
  const emptiness = { step: 12, isOver: false, notificationCount: 0, isAway: false };

  it('says that the story has not come so far', () => {
    expect(whyEmpty('log', emptiness)).toBe(
      'The notification log has no entry at step 12. Press Play or Next step to go on.',
    );
  });

  it('says that it has not heard of what came about', () => {
    expect(whyEmpty('log', { ...emptiness, notificationCount: 2 })).toMatch(/not heard of it yet/);
    expect(whyEmpty('feed', { ...emptiness, notificationCount: 1, isAway: true })).toMatch(
      /The projections are away, and have not heard of 1 notification\./,
    );
  });

  it('says what else to look at when the story is over', () => {
    expect(whyEmpty('stats', { ...emptiness, isOver: true })).toMatch(/look into the Log/i);
  });
});

describe('a retry of a failed notification', () => {
  const acts = [
    {
      at: 0,
      kind: 'fault',
      fault: { type: 'adapter-fail', channel: 'email', count: 9, reason: 'no', late: false },
    },
    ...[1_000, 2_000, 3_000].map(
      (at) =>
        ({ at, kind: 'command', command: { type: 'RetryNotification', notificationId: 'ntf-1' } }) as const,
    ),
  ] as const;
  const { trace } = simulate(recordingOf('order-shipped-email-only', 'event-sourced', { acts }));
  const replay = new Replay(trace);
  const at = (accepts: (record: (typeof trace)[number]) => boolean) =>
    whyNoRetry(replay.at(trace.find(accepts)?.seq ?? 0), 'ntf-1');

  it('can be ordered while one is left', () => {
    expect(at((record) => record.kind === 'changed' && record.to === 'failed.retryable')).toBeUndefined();
  });

  it('cannot be ordered twice', () => {
    expect(at((record) => record.kind === 'sent' && record.name === 'RetryNotification')).toMatch(
      /on its way/,
    );
  });

  it('cannot be ordered when the notification is tried already, whatever the projection says', () => {
    expect(at((record) => record.kind === 'changed' && record.event === 'RETRY')).toMatch(
      /is pending again; the projection has not heard/,
    );
  });

  it('cannot be ordered when none is left', () => {
    expect(whyNoRetry(replay.at(trace.length), 'ntf-1')).toBe('No retry is left: 3 of 3 are used.');
  });
});
