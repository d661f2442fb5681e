import { describe, expect, it } from 'vitest';
import { dispatching, failed, sent } from '../support/dispatching';
import { at, recordsOf, runOut, strike } from '../support/small-world';

describe('a scheduled notification whose time has come', () => {
  it('is sent by itself, if that is switched on', () => {
    const { world, create, adapter } = dispatching([sent], { autoSend: true });
    const notification = create('email', 60_000);
    runOut(world);
    expect(adapter.delivered).toHaveLength(1);
    expect(notification).toMatchObject({ status: 'sent', sentAt: 60_050 });
  });

  it('waits for someone to process it, if not', () => {
    const { world, create, adapter } = dispatching([sent]);
    const notification = create('email', 60_000);
    runOut(world);
    expect(adapter.delivered).toEqual([]);
    expect(notification.state).toBe('pending.ready');
  });

  it('is sent when the dispatcher is back that was away then', () => {
    const { world, create } = dispatching([sent], { autoSend: true });
    const notification = create('email', 1_000);
    strike(world, { type: 'down', node: 'dispatcher', durationMs: 5_000 });
    runOut(world);
    expect(notification).toMatchObject({ status: 'sent', sentAt: 5_050 });
  });

  it('is not sent when it was called off before', () => {
    const { world, create, commands, run, adapter } = dispatching([sent], { autoSend: true });
    const notification = create('email', 1_000);
    run(commands.CancelNotification({ type: 'CancelNotification', notificationId: 'ntf-1', reason: 'Void' }));
    runOut(world);
    expect(notification.status).toBe('cancelled');
    expect(adapter.delivered).toEqual([]);
  });
});

describe('a failed notification', () => {
  /** When the attempts began, in ms. */
  const attempts = (world: ReturnType<typeof dispatching>['world']) =>
    recordsOf(world, 'changed')
      .filter(({ to }) => to === 'pending.sending')
      .map(({ at: when }) => when);

  it('retries itself with doubling delay, if that is switched on, until no retry is left', () => {
    const { world, create, dispatch, adapter, events } = dispatching([failed], { autoRetry: true });
    const notification = create();
    dispatch(notification.id);
    // Each attempt takes 50 ms.
    expect(attempts(world)).toEqual([0, 5_050, 15_100, 35_150]);
    expect(adapter.delivered).toHaveLength(4);
    expect(notification).toMatchObject({ state: 'failed.exhausted', retryCount: 3, attemptCount: 4 });
    expect(events.filter(({ type }) => type === 'NotificationRetried')).toMatchObject([
      { retryCount: 1 },
      { retryCount: 2 },
      { retryCount: 3 },
    ]);
  });

  it('is done when a retry succeeds', () => {
    const { create, dispatch, world } = dispatching([failed, failed, sent], { autoRetry: true });
    const notification = create();
    dispatch(notification.id);
    expect(notification).toMatchObject({ status: 'sent', retryCount: 2 });
    expect(recordsOf(world, 'timer-fired')).toHaveLength(2);
  });

  it('waits for someone, if not', () => {
    const { create, dispatch, adapter } = dispatching([failed]);
    const notification = create();
    dispatch(notification.id);
    expect(notification.state).toBe('failed.retryable');
    expect(adapter.delivered).toHaveLength(1);
  });

  it('that someone retries before its time does not retry itself as well', () => {
    const { world, create, dispatcher, begin, commands, adapter } = dispatching([failed, sent], {
      autoRetry: true,
    });
    const notification = create();
    begin(dispatcher.dispatch(notification.id));
    at(world, 1_000, () => {
      begin(commands.RetryNotification({ type: 'RetryNotification', notificationId: 'ntf-1' }));
    });
    runOut(world);
    expect(adapter.delivered).toHaveLength(2);
    expect(notification).toMatchObject({ status: 'sent', retryCount: 1 });
    expect(recordsOf(world, 'timer-cancelled')).toMatchObject([{ event: 'retryDelay' }]);
  });

  it('retries itself when the dispatcher is back that was away then', () => {
    const { world, create, dispatcher, begin } = dispatching([failed, sent], { autoRetry: true });
    const notification = create();
    begin(dispatcher.dispatch(notification.id));
    at(world, 1_000, () => {
      strike(world, { type: 'down', node: 'dispatcher', durationMs: 9_000 });
    });
    runOut(world);
    expect(attempts(world)).toEqual([0, 10_000]);
    expect(notification).toMatchObject({ status: 'sent', retryCount: 1 });
  });

  it('that was called off while the dispatcher was away is not retried: it stays cancelled', () => {
    const { world, create, dispatcher, begin, commands, events, projections } = dispatching([failed, sent], {
      autoRetry: true,
    });
    const notification = create();
    begin(dispatcher.dispatch(notification.id));
    at(world, 1_000, () => {
      strike(world, { type: 'down', node: 'dispatcher', durationMs: 9_000 });
    });
    at(world, 8_000, () => {
      const cancel = { type: 'CancelNotification', notificationId: 'ntf-1', reason: 'Void' } as const;
      world.start('notification-service', 'flow-9', 0, commands.CancelNotification(cancel), () => undefined);
    });
    runOut(world);
    expect(notification.status).toBe('cancelled');
    expect(events.map(({ type }) => type)).toEqual(['NotificationFailed', 'NotificationCancelled']);
    expect(projections.statusOf('ntf-1')).toBe('cancelled');
  });
});
