/** The edge cases of notification dispatch (seed 002), one rule each, in both architectures. */
import { describe, expect, it } from 'vitest';
import { architectureNames, type Run } from '../../src/simulation';
import { playOver } from '../support/endings';
import { answers, deliveries, ofKind, play, verdictsOn } from '../support/play';

/** The statuses of the first notification, in order, as the notification log has them. */
function history(run: Run): readonly string[] {
  return run.outcome.projections.log[0]?.history.map(({ status }) => status) ?? [];
}

describe.each(architectureNames)('dispatch, %s', (architecture) => {
  it('of a customer who has no preferences falls back to email only', () => {
    const run = play('no-preferences', architecture);
    expect(deliveries(run)).toEqual(['email frank.miller@example.com']);
    expect(run.outcome.decisions.find(({ rule }) => rule === 'channels')).toMatchObject({
      subject: 'cust-006',
      outcome: 'passed',
      because: { preferences: 'none: email only', channels: ['email'] },
    });
  });

  it('of what a customer has unsubscribed from creates no notification, and the decision says so', () => {
    const run = play('unsubscribed', architecture);
    expect(run.outcome.notifications).toEqual([]);
    expect(verdictsOn(run, 'cust-007').at(-1)).toBe('subscription: stopped');
  });

  it('with all channels disabled creates no notification, and the decision says that none is enabled', () => {
    const run = play('all-channels-disabled', architecture);
    expect(run.outcome.notifications).toEqual([]);
    expect(run.outcome.decisions.at(-1)).toMatchObject({
      rule: 'channels',
      outcome: 'stopped',
      because: { channels: [] },
    });
  });

  it('through an adapter that fails marks the notification failed and puts it into the failed queue', () => {
    const failed = playOver('email-adapter-fails', architecture, { until: 2999 });
    expect(failed.outcome.notifications).toMatchObject([
      { status: 'failed', reason: 'SMTP error 451: try again later', attempts: 1 },
    ]);
    expect(failed.outcome.projections.failed).toEqual([
      { notificationId: 'ntf-1', reason: 'SMTP error 451: try again later', retryCount: 0 },
    ]);
    expect(failed.outcome.inbox).toEqual([]);
  });

  it('through an adapter that failed is tried again by RetryNotification, which empties the failed queue', () => {
    const run = play('email-adapter-fails', architecture);
    expect(answers(run)[1]).toEqual({ notificationId: 'ntf-1', retryCount: 1 });
    expect(history(run)).toEqual(['pending', 'failed', 'pending', 'sent']);
    expect(run.outcome.projections.failed).toEqual([]);
    expect(deliveries(run)).toEqual(['email alice.johnson@example.com']);
  });

  it('through an adapter that throws marks the notification failed with the exception’s message', () => {
    const run = play('adapter-throws', architecture);
    expect(run.outcome.notifications).toMatchObject([
      { channel: 'email', status: 'failed', reason: 'Connection reset by peer' },
      { channel: 'sms', status: 'sent' },
    ]);
    expect(run.outcome.projections.failed).toMatchObject([{ reason: 'Connection reset by peer' }]);
    expect(answers(run)).toEqual([{ orderId: 'ord-001', status: 'SHIPPED' }]);
  });

  it('of a notification that is not pending skips it and says in which status it is', () => {
    const run = play('already-dispatched', architecture);
    expect(answers(run)[1]).toEqual({ notificationId: 'ntf-1', status: 'sent' });
    expect(ofKind(run, 'ignored')).toMatchObject([
      { machine: 'notification', entity: 'ntf-1', state: 'sent', event: 'DISPATCH' },
    ]);
    expect(run.outcome.notifications).toMatchObject([{ status: 'sent', attempts: 1 }]);
    expect(deliveries(run)).toEqual(['email alice.johnson@example.com']);
  });

  it('of a notification that is not there logs an error, and everything else goes on', () => {
    const run = play('notification-not-found', architecture);
    expect(ofKind(run, 'failed')).toMatchObject([
      { node: 'dispatcher', name: 'NotificationNotFound', message: 'There is no notification ntf-99' },
    ]);
    expect(answers(run)).toContainEqual({ notificationId: 'ntf-99', status: 'not found' });
    expect(answers(run)).toContainEqual({ orderId: 'ord-005', totalCents: 7999 });
    expect(deliveries(run)).toEqual(['email alice.johnson@example.com']);
  });

  it('of a scheduled notification leaves it pending; ProcessScheduledNotifications sends it later', () => {
    const early = playOver('scheduled-review-prompt', architecture, { until: 2 * 86_400_000 });
    const prompt = early.outcome.notifications.find(({ type }) => type === 'review_prompt');
    expect(prompt).toMatchObject({ id: 'ntf-3', status: 'pending', attempts: 0 });
    expect(early.outcome.decisions).toContainEqual(
      expect.objectContaining({ rule: 'schedule', subject: 'ntf-3', outcome: 'held' }),
    );
    const run = play('scheduled-review-prompt', architecture);
    expect(answers(run).at(-1)).toEqual({ dispatched: ['ntf-3'] });
    expect(run.outcome.notifications.at(-1)).toMatchObject({ status: 'sent', attempts: 1 });
  });
});
