import { describe, expect, it } from 'vitest';
import { dispatching, failed, sent } from '../support/dispatching';
import { runOut } from '../support/small-world';

describe('a retry', () => {
  it('sends what had failed, and takes it out of the failed queue', () => {
    const { create, dispatch, retry, projections } = dispatching([failed, sent]);
    const notification = create();
    dispatch(notification.id);
    expect(projections.failed).toMatchObject([{ notificationId: 'ntf-1', reason: 'Mailbox full' }]);
    expect(retry(notification.id)).toEqual({ ok: true, value: { notificationId: 'ntf-1', retryCount: 1 } });
    expect(notification).toMatchObject({ status: 'sent', attemptCount: 2, retryCount: 1 });
    expect(projections.failed).toEqual([]);
  });

  it('is possible three times; then the notification lies with the dead letters', () => {
    const { adapter, create, dispatch, retry } = dispatching([failed]);
    const notification = create();
    dispatch(notification.id);
    for (const retryCount of [1, 2, 3]) {
      expect(notification.state).toBe('failed.retryable');
      expect(retry(notification.id)).toMatchObject({ ok: true, value: { retryCount } });
    }
    expect(notification).toMatchObject({ state: 'failed.exhausted', status: 'failed', attemptCount: 4 });
    expect(retry(notification.id)).toMatchObject({ ok: false, error: { name: 'CannotRetry' } });
    expect(adapter.delivered).toHaveLength(4);
  });

  it.each([
    ['pending', []],
    ['sent', ['dispatch']],
  ])('of a notification that is %s is refused, and nothing changes', (status, steps) => {
    const { create, dispatch, retry } = dispatching([sent]);
    const notification = create();
    if (steps.length > 0) dispatch(notification.id);
    expect(retry(notification.id)).toMatchObject({ ok: false, error: { name: 'CannotRetry' } });
    expect(notification).toMatchObject({ status, retryCount: 0 });
  });
});

describe('cancelling', () => {
  const cancel = (notificationId: string, reason = 'The order is void') =>
    ({ type: 'CancelNotification', notificationId, reason }) as const;

  it('calls a pending notification off, with the reason', () => {
    const { create, commands, run, dispatch, adapter, events } = dispatching([sent]);
    const notification = create();
    expect(run(commands.CancelNotification(cancel('ntf-1')))).toMatchObject({ ok: true });
    expect(events).toMatchObject([{ type: 'NotificationCancelled', reason: 'The order is void' }]);
    dispatch(notification.id);
    expect(notification.status).toBe('cancelled');
    expect(adapter.delivered).toEqual([]);
  });

  it.each([
    ['sent', sent],
    ['failed', failed],
  ])('a notification that is %s is refused', (status, receipt) => {
    const { create, commands, run, dispatch } = dispatching([receipt]);
    const notification = create();
    dispatch(notification.id);
    expect(run(commands.CancelNotification(cancel('ntf-1')))).toMatchObject({
      ok: false,
      error: { name: 'CannotCancel', message: expect.stringContaining(status) as string },
    });
    expect(notification.status).toBe(status);
  });

  it.each([
    ['took it', sent],
    ['refused it', failed],
  ])('while its channel is at work is refused, and the channel’s word stands: it %s', (_, receipt) => {
    const { world, create, commands, events, projections, begin } = dispatching([receipt]);
    const notification = create('email', 1000);
    runOut(world);
    begin(commands.ProcessScheduledNotifications({ type: 'ProcessScheduledNotifications' }));
    const answers: unknown[] = [];
    world.start('dispatcher', 'flow-9', 0, commands.CancelNotification(cancel('ntf-1')), (answer) =>
      answers.push(answer),
    );
    runOut(world);
    expect(answers).toMatchObject([
      {
        ok: false,
        error: { name: 'CannotCancel', message: 'ntf-1 is being sent and cannot be called off any more' },
      },
    ]);
    expect(notification.status).toBe(receipt === sent ? 'sent' : 'failed');
    expect(events.map(({ type }) => type)).not.toContain('NotificationCancelled');
    expect(projections.log[0]?.history.at(-1)?.status).toBe(notification.status);
  });
});

describe('what is scheduled', () => {
  it('becomes ready when its time has come, and is sent when someone processes it', () => {
    const { world, create, commands, run } = dispatching([sent]);
    const notification = create('email', 60_000);
    expect(notification.state).toBe('pending.scheduled');
    runOut(world);
    expect(world.now).toBe(60_000);
    expect(notification.state).toBe('pending.ready');
    const processed = run(commands.ProcessScheduledNotifications({ type: 'ProcessScheduledNotifications' }));
    expect(processed).toEqual({ ok: true, value: { dispatched: ['ntf-1'] } });
    expect(notification.status).toBe('sent');
  });

  it('is not processed twice, and what was never scheduled is not processed at all', () => {
    const { world, create, commands, run } = dispatching([sent]);
    create('email', 60_000);
    create();
    runOut(world);
    run(commands.ProcessScheduledNotifications({ type: 'ProcessScheduledNotifications' }));
    expect(run(commands.ProcessScheduledNotifications({ type: 'ProcessScheduledNotifications' }))).toEqual({
      ok: true,
      value: { dispatched: [] },
    });
  });
});
