import { describe, expect, it } from 'vitest';
import { dispatching, failed, sent } from '../support/dispatching';
import { at, finish, recordsOf, runOut, strike } from '../support/small-world';

describe('dispatching', () => {
  it('gives a pending notification to its channel and marks it sent, with the time', () => {
    const { adapter, create, dispatch, events } = dispatching([sent]);
    const notification = create();
    dispatch(notification.id);
    expect(adapter.delivered).toEqual([
      {
        notificationId: 'ntf-1',
        to: 'alice.johnson@example.com',
        content: { subject: 'Shipped', body: 'On its way' },
      },
    ]);
    expect(notification).toMatchObject({ status: 'sent', sentAt: 50, attemptCount: 1, failureReason: null });
    expect(events).toMatchObject([{ type: 'NotificationSent', notificationId: 'ntf-1', occurredAt: 50 }]);
  });

  it('marks a notification failed with the error that its channel reports', () => {
    const { create, dispatch, events } = dispatching([failed]);
    const notification = create();
    dispatch(notification.id);
    expect(notification).toMatchObject({ status: 'failed', failureReason: 'Mailbox full', sentAt: null });
    expect(events).toMatchObject([{ type: 'NotificationFailed', reason: 'Mailbox full', retryCount: 0 }]);
  });

  it('marks a notification failed with the message of the exception that its channel throws', () => {
    const { create, dispatch } = dispatching([new Error('The mail server is on fire')]);
    const notification = create();
    dispatch(notification.id);
    expect(notification).toMatchObject({ status: 'failed', failureReason: 'The mail server is on fire' });
  });

  it('marks a notification failed that no channel can take', () => {
    const { create, dispatch } = dispatching([sent]);
    const notification = create('pigeon');
    dispatch(notification.id);
    expect(notification.status).toBe('failed');
    expect(notification.failureReason).toContain('pigeon');
  });

  it('leaves a scheduled notification alone and says so', () => {
    const { world, adapter, create, dispatch } = dispatching([sent]);
    const notification = create('email', 60_000);
    dispatch(notification.id);
    expect(adapter.delivered).toEqual([]);
    expect(recordsOf(world, 'decision')).toMatchObject([
      { rule: 'schedule', subject: 'ntf-1', outcome: 'held', because: { scheduledFor: 60_000 } },
    ]);
  });

  it('logs an error for a notification that is not there, and goes on with the others', () => {
    const { world, create, dispatch } = dispatching([sent]);
    const notification = create();
    dispatch('ntf-404');
    dispatch(notification.id);
    expect(recordsOf(world, 'failed')).toMatchObject([
      {
        node: 'dispatcher',
        name: 'NotificationNotFound',
        message: expect.stringContaining('ntf-404') as string,
      },
    ]);
    expect(notification.status).toBe('sent');
  });

  it('skips a notification that was dispatched already, and says so', () => {
    const { world, adapter, create, dispatch } = dispatching([sent]);
    const { id } = create();
    dispatch(id);
    dispatch(id);
    expect(adapter.delivered).toHaveLength(1);
    expect(recordsOf(world, 'ignored')).toMatchObject([{ entity: id, state: 'sent', event: 'DISPATCH' }]);
  });

  it('sends one that is being sent no second time', () => {
    const { world, adapter, create, commands, begin } = dispatching([sent]);
    const { id } = create('email', 1000);
    runOut(world);
    const twice = [commands, commands].map(({ ProcessScheduledNotifications: processDue }) =>
      processDue({ type: 'ProcessScheduledNotifications' }),
    );
    for (const process of twice) begin(process);
    runOut(world);
    expect(adapter.delivered.map(({ notificationId }) => notificationId)).toEqual([id]);
  });

  it('one channel’s failure stops no other notification', () => {
    const { create, dispatch } = dispatching([failed, sent]);
    const [first, second] = [create(), create()];
    dispatch(first.id);
    dispatch(second.id);
    expect([first.status, second.status]).toEqual(['failed', 'sent']);
  });
});

describe('what a channel reports of a notification that it had taken', () => {
  const about = { notificationId: 'ntf-1' } as const;
  const full = { ...about, reason: 'Mailbox full' } as const;

  it.each([
    [{ type: 'DeliveryConfirmed', ...about }, 'delivered', 'NotificationDelivered'],
    [{ type: 'Bounced', ...full }, 'bounced', 'NotificationBounced'],
    [{ type: 'DeliveryFailed', ...full }, 'failed.retryable', 'NotificationFailed'],
  ] as const)('becomes its state: %o', (report, state, raised) => {
    const { world, create, dispatch, dispatcher, events } = dispatching([sent]);
    const notification = create();
    dispatch(notification.id);
    finish(world, 'dispatcher', dispatcher.report(report));
    expect(notification.state).toBe(state);
    expect(events.at(-1)).toMatchObject({ type: raised, notificationId: 'ntf-1' });
    expect(notification.failureReason).toBe('reason' in report ? 'Mailbox full' : null);
    expect(notification.deliveredAt).toBe(state === 'delivered' ? world.now : null);
  });

  it('is refused when it comes twice, or before the notification was sent', () => {
    const { world, create, dispatch, dispatcher, events } = dispatching([sent]);
    const { id } = create();
    const report = { type: 'DeliveryConfirmed', notificationId: id } as const;
    finish(world, 'dispatcher', dispatcher.report(report));
    dispatch(id);
    finish(world, 'dispatcher', dispatcher.report(report));
    finish(world, 'dispatcher', dispatcher.report(report));
    expect(events.map(({ type }) => type)).toEqual(['NotificationSent', 'NotificationDelivered']);
    expect(recordsOf(world, 'ignored').map(({ state }) => state)).toEqual(['pending.ready', 'delivered']);
  });

  it('of a notification that is not there is an error in the trace', () => {
    const { world, dispatcher, events } = dispatching([sent]);
    finish(world, 'dispatcher', dispatcher.report({ type: 'DeliveryConfirmed', notificationId: 'ntf-404' }));
    expect(recordsOf(world, 'failed')).toMatchObject([{ name: 'NotificationNotFound' }]);
    expect(events).toEqual([]);
  });
});

describe('a channel that does not answer', () => {
  it('is not waited for for ever: the notification failed, and may have been sent all the same', () => {
    const { world, adapter, create, dispatch } = dispatching([sent]);
    const notification = create();
    strike(world, { type: 'drop', from: 'email', to: 'dispatcher', count: 1 });
    dispatch(notification.id);
    expect(adapter.delivered).toHaveLength(1);
    expect(notification).toMatchObject({
      status: 'failed',
      failureReason: 'email did not answer ntf-1 within 2000 ms',
    });
  });
});

describe('a dispatcher that crashes while its channel is at work', () => {
  it('does not know whether it was sent: the notification fails when the dispatcher is back', () => {
    const { world, adapter, create, dispatcher, begin, events } = dispatching([sent]);
    const notification = create();
    begin(dispatcher.dispatch(notification.id));
    at(world, 30, () => {
      strike(world, { type: 'down', node: 'dispatcher', durationMs: 100 });
    });
    at(world, 60, () => {
      expect(notification.state).toBe('pending.sending');
    });
    runOut(world);
    expect(adapter.delivered).toHaveLength(1);
    expect(notification).toMatchObject({
      state: 'failed.retryable',
      failureReason: 'The dispatcher stopped before it knew whether it was sent',
    });
    expect(events).toMatchObject([{ type: 'NotificationFailed', occurredAt: 130 }]);
    expect(recordsOf(world, 'changed').at(-1)?.flow).toBe('flow-1');
  });

  it('can send it when someone retries it', () => {
    const { world, create, dispatcher, begin, retry } = dispatching([sent]);
    const notification = create();
    begin(dispatcher.dispatch(notification.id));
    at(world, 30, () => {
      strike(world, { type: 'down', node: 'dispatcher', durationMs: 100 });
    });
    runOut(world);
    expect(retry(notification.id)).toMatchObject({ ok: true });
    expect(notification).toMatchObject({ status: 'sent', attemptCount: 2, retryCount: 1 });
  });

  it('fails it once, however often it crashes before it is back', () => {
    const { world, create, dispatcher, begin, events } = dispatching([sent]);
    create();
    begin(dispatcher.dispatch('ntf-1'));
    for (const when of [30, 60]) {
      at(world, when, () => {
        strike(world, { type: 'down', node: 'dispatcher', durationMs: 100 });
      });
    }
    runOut(world);
    expect(events.map(({ type }) => type)).toEqual(['NotificationFailed']);
  });

  it('has nothing in doubt that is done, or that runs elsewhere', () => {
    const { world, create, dispatch, dispatcher, events } = dispatching([sent]);
    const [done, elsewhere] = [create(), create()];
    dispatch(done.id);
    const process = dispatcher.dispatch(elsewhere.id, 'notification-service');
    world.start('notification-service', 'flow-1', 0, process, () => undefined);
    at(world, world.now + 10, () => {
      strike(world, { type: 'down', node: 'dispatcher', durationMs: 5 });
    });
    runOut(world);
    expect([done.status, elsewhere.status]).toEqual(['sent', 'sent']);
    expect(events.map(({ type }) => type)).toEqual(['NotificationSent', 'NotificationSent']);
  });

  it('that is stopped in good order knows: it finishes what it does', () => {
    const { world, create, dispatcher, begin } = dispatching([sent]);
    const notification = create();
    begin(dispatcher.dispatch(notification.id));
    at(world, 30, () => {
      world.outages.goDown('dispatcher', 'stopped');
    });
    runOut(world);
    expect(notification.status).toBe('sent');
  });
});
