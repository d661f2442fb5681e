import { describe, expect, it } from 'vitest';
import { architectureNames } from '../../src/simulation';
import { changes, firstOf, playOver } from '../support/endings';
import { answers, ofKind, play, verdictsOn } from '../support/play';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe.each(architectureNames)('what is sent later, %s', (architecture) => {
  it('a review prompt waits for seven days: the next day nothing is due', () => {
    const run = play('scheduled-review-prompt', architecture);
    expect(answers(run).slice(1)).toEqual([{ dispatched: [] }, { dispatched: ['ntf-3'] }]);
    const prompt = run.outcome.inbox.at(-1);
    expect(prompt).toMatchObject({ to: 'alice.johnson@example.com' });
    expect(prompt?.subject).toContain('ord-001');
    expect(prompt?.at).toBeGreaterThan(7 * dayMs);
    const nextWeek = playOver('scheduled-review-prompt', architecture, { until: 2 * dayMs });
    expect(nextWeek.outcome.notifications.at(-1)).toMatchObject({ type: 'review_prompt', status: 'pending' });
  });

  it('a reminder of a cart waits for 24 hours and names what is in it', () => {
    const run = play('cart-left-behind', architecture);
    expect(answers(run).slice(2)).toEqual([{ dispatched: [] }, { dispatched: ['ntf-1'] }]);
    const [reminder] = run.outcome.inbox;
    expect(reminder?.at).toBeGreaterThan(dayMs);
    for (const name of ['Wireless Router X500', 'Mechanical Keyboard Elite', 'Monitor Stand Deluxe']) {
      expect(reminder?.body).toContain(name);
    }
    expect(verdictsOn(run, 'cust-002')).toContain('channels: stopped');
  });

  it('what is sent by itself is sent at the very moment at which it is due', () => {
    const run = play('sent-when-due', architecture);
    const sending = firstOf(
      run,
      'changed',
      ({ entity, to }) => entity === 'ntf-1' && to === 'pending.sending',
    );
    expect(sending.at).toBe(9 * hourMs);
    expect(ofKind(run, 'sent').map(({ name }) => name)).not.toContain('ProcessScheduledNotifications');
  });

  it('what is called off is never due; calling it off twice is refused with the reason', () => {
    const run = play('called-off-in-time', architecture);
    expect(answers(run).slice(1)).toEqual([
      { notificationId: 'ntf-1' },
      'CannotCancel: ntf-1 is cancelled; only pending notifications can be cancelled',
      { dispatched: [] },
    ]);
  });
});

describe.each(architectureNames)('what failed, %s', (architecture) => {
  it('by itself is tried again after five seconds, then after ten', () => {
    const run = play('automatic-retry', architecture);
    const waits = ofKind(run, 'timer-set').filter(({ entity }) => entity === 'ntf-1');
    expect(waits.map(({ at, dueAt }) => dueAt - at)).toEqual([5000, 10_000]);
    const [log] = run.outcome.projections.log;
    expect(log?.history.map(({ status }) => status)).toEqual([
      'pending',
      'failed',
      'pending',
      'failed',
      'pending',
      'sent',
    ]);
    expect(run.outcome.projections.failed).toEqual([]);
  });

  it('after it was sent goes from sent to failed, and by a retry to sent', () => {
    const run = play('failure-reported-late', architecture);
    const [log] = run.outcome.projections.log;
    expect(log?.history.map(({ status }) => status)).toEqual([
      'pending',
      'sent',
      'failed',
      'pending',
      'sent',
    ]);
    expect(run.outcome.notifications).toMatchObject([{ attempts: 2 }]);
  });

  it('four times lies with the dead letters, and one more retry is refused', () => {
    const run = play('retries-run-out', architecture);
    expect(run.outcome.notifications).toMatchObject([{ attempts: 4, status: 'failed' }]);
    expect(answers(run).slice(1, 4)).toEqual(
      [1, 2, 3].map((retryCount) => ({ notificationId: 'ntf-1', retryCount })),
    );
    expect(answers(run)[4]).toMatch(/^CannotRetry: ntf-1 /);
  });

  it('by bouncing, and what is delivered, can never be tried again', () => {
    const run = play('delivered-and-bounced', architecture);
    expect(answers(run).slice(1)).toEqual([
      'CannotRetry: ntf-1 is bounced; only failed notifications can be retried',
      'CannotRetry: ntf-2 is delivered; only failed notifications can be retried',
    ]);
  });
});

describe.each(architectureNames)('what customers prefer, %s', (architecture) => {
  it('whoever registers has the defaults: email on, SMS and push off', () => {
    const run = play('new-customer', architecture);
    const created = firstOf(run, 'changed', ({ machine }) => machine === 'preferences');
    expect(created.facts['preferences']).toMatchObject({
      customerId: 'cust-010',
      channels: { email: true, sms: false, push: false },
    });
    expect(answers(run)[1]).toMatchObject([
      { notificationType: 'welcome', channel: 'email', status: 'sent' },
    ]);
  });

  it('a change leaves what was created before it alone, and rules what comes after', () => {
    const { inbox } = play('preferences-change-meanwhile', architecture).outcome;
    const channelsOf = (orderId: string) =>
      inbox.filter(({ body }) => body.includes(orderId)).map(({ channel }) => channel);
    expect(channelsOf('ord-010')).toEqual(['email', 'sms', 'push']);
    expect(channelsOf('ord-011')).toEqual(['email']);
  });

  it('unsubscribing rules from the moment it is handled until resubscribing', () => {
    const run = play('unsubscribe-and-resubscribe', architecture);
    expect(run.outcome.inbox.map(({ subject }) => subject)).toEqual(['We have your order ord-006']);
  });

  it('quiet hours must be HH:MM–HH:MM, and the error says so', () => {
    const [error] = answers(play('quiet-hours-that-are-none', architecture));
    expect(error).toMatch(/^InvalidQuietHours: .*HH:MM-HH:MM/);
    expect(changes(play('quiet-hours-that-are-none', architecture), 'preferences')).toEqual([]);
  });
});
