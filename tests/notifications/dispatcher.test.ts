import { describe, expect, it } from 'vitest';
import type { Process } from '../../src/engine/process';
import type { Settlement } from '../../src/engine/world';
import type { ChannelAdapter, Delivery, DeliveryReceipt } from '../../src/notifications/channels';
import { Dispatcher } from '../../src/notifications/dispatcher';
import { NotificationRepository, type Notification } from '../../src/notifications/notification';
import { notificationCommands } from '../../src/notifications/notification-commands';
import type { NotificationEvent } from '../../src/notifications/notification-events';
import { Projections } from '../../src/notifications/projections';
import type { Unpublished } from '../../src/shop/events';
import { recordsOf, runOut, smallWorld } from '../support/small-world';

/** A channel that does what the test says, attempt after attempt; the last answer is the answer from then on. */
class ScriptedAdapter implements ChannelAdapter {
  readonly delivered: Delivery[] = [];

  constructor(private readonly script: readonly (DeliveryReceipt | Error)[]) {}

  *deliver(delivery: Delivery): Process<DeliveryReceipt> {
    const answer = this.script[this.delivered.length] ?? this.script.at(-1);
    this.delivered.push(delivery);
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('There is no answer');
    return answer;
  }
}

const sent: DeliveryReceipt = { status: 'sent' };
const failed: DeliveryReceipt = { status: 'failed', error: 'Mailbox full' };

/** A dispatcher with one email channel, and the commands that tend its notifications. */
function dispatching(...script: readonly (DeliveryReceipt | Error)[]) {
  const world = smallWorld([['dispatcher', 'email', 25]]);
  const notifications = new NotificationRepository(world);
  const projections = new Projections(world.epochMs);
  const events: Unpublished<NotificationEvent>[] = [];
  const adapter = new ScriptedAdapter(script);
  const dispatcher = new Dispatcher({
    world,
    notifications,
    adapters: new Map([['email', adapter]]),
    *raise(event) {
      events.push(event);
      projections.apply(event);
    },
  });
  const commands = notificationCommands({
    world,
    node: 'notification-service',
    notifications,
    dispatcher,
    projections,
    *raise(event) {
      events.push(event);
      projections.apply(event);
      if (event.type === 'NotificationRetried') yield* dispatcher.dispatch(event.notificationId);
    },
  });

  const finish = <Result>(process: Process<Result>): Settlement<Result> => {
    let settled: Settlement<Result> | undefined;
    world.start('flow-1', 0, process, (settlement) => (settled = settlement));
    runOut(world);
    if (settled === undefined) throw new Error('the process never ended');
    return settled;
  };
  const create = (channel = 'email', scheduledFor: number | null = null): Notification => {
    const notification = notifications.create('dispatcher', {
      type: 'order_shipped',
      customerId: 'cust-001',
      channel,
      recipient: 'alice.johnson@example.com',
      content: { subject: 'Shipped', body: 'On its way' },
      template: 'order-shipped',
      source: { type: 'OrderStatusChanged', id: 'evt-1' },
      context: {},
      scheduledFor,
      maxRetries: 3,
    });
    if (scheduledFor !== null) {
      notification.take('dispatcher', { type: 'HOLD', delayMs: scheduledFor - world.now });
    }
    return notification;
  };
  const dispatch = (id: string) => finish(dispatcher.dispatch(id));
  const retry = (notificationId: string) =>
    finish(commands.RetryNotification({ type: 'RetryNotification', notificationId }));
  return { world, adapter, create, dispatch, retry, commands, finish, events, projections };
}

describe('dispatching', () => {
  it('gives a pending notification to its channel and marks it sent, with the time', () => {
    const { adapter, create, dispatch, events } = dispatching(sent);
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
    const { create, dispatch, events } = dispatching(failed);
    const notification = create();
    dispatch(notification.id);
    expect(notification).toMatchObject({ status: 'failed', failureReason: 'Mailbox full', sentAt: null });
    expect(events).toMatchObject([{ type: 'NotificationFailed', reason: 'Mailbox full', retryCount: 0 }]);
  });

  it('marks a notification failed with the message of the exception that its channel throws', () => {
    const { create, dispatch } = dispatching(new Error('The mail server is on fire'));
    const notification = create();
    expect(dispatch(notification.id)).toMatchObject({ ok: true });
    expect(notification).toMatchObject({ status: 'failed', failureReason: 'The mail server is on fire' });
  });

  it('marks a notification failed that no channel can take', () => {
    const { create, dispatch } = dispatching(sent);
    const notification = create('pigeon');
    dispatch(notification.id);
    expect(notification.status).toBe('failed');
    expect(notification.failureReason).toContain('pigeon');
  });

  it('leaves a scheduled notification alone and says so', () => {
    const { world, adapter, create, dispatch } = dispatching(sent);
    const notification = create('email', 60_000);
    dispatch(notification.id);
    expect(adapter.delivered).toEqual([]);
    expect(recordsOf(world, 'decision')).toMatchObject([
      { rule: 'schedule', subject: 'ntf-1', outcome: 'held', because: { scheduledFor: 60_000 } },
    ]);
  });

  it('logs an error for a notification that is not there, and goes on with the others', () => {
    const { world, create, dispatch } = dispatching(sent);
    const notification = create();
    expect(dispatch('ntf-404')).toMatchObject({ ok: true });
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
    const { world, adapter, create, dispatch } = dispatching(sent);
    const { id } = create();
    dispatch(id);
    dispatch(id);
    expect(adapter.delivered).toHaveLength(1);
    expect(recordsOf(world, 'ignored')).toMatchObject([{ entity: id, state: 'sent', event: 'DISPATCH' }]);
  });

  it('sends one that is being sent no second time', () => {
    const { world, adapter, create, commands } = dispatching(sent);
    const { id } = create('email', 1000);
    runOut(world);
    const twice = [commands, commands].map(({ ProcessScheduledNotifications: processDue }) =>
      processDue({ type: 'ProcessScheduledNotifications' }),
    );
    for (const process of twice) world.start('flow-1', 0, process, () => undefined);
    runOut(world);
    expect(adapter.delivered.map(({ notificationId }) => notificationId)).toEqual([id]);
  });

  it('one channel’s failure stops no other notification', () => {
    const { create, dispatch } = dispatching(failed, sent);
    const [first, second] = [create(), create()];
    dispatch(first.id);
    dispatch(second.id);
    expect([first.status, second.status]).toEqual(['failed', 'sent']);
  });
});

describe('a retry', () => {
  it('sends what had failed, and takes it out of the failed queue', () => {
    const { create, dispatch, retry, projections } = dispatching(failed, sent);
    const notification = create();
    dispatch(notification.id);
    expect(projections.failed).toMatchObject([{ notificationId: 'ntf-1', reason: 'Mailbox full' }]);
    expect(retry(notification.id)).toEqual({ ok: true, value: { notificationId: 'ntf-1', retryCount: 1 } });
    expect(notification).toMatchObject({ status: 'sent', attemptCount: 2, retryCount: 1 });
    expect(projections.failed).toEqual([]);
  });

  it('is possible three times; then the notification lies with the dead letters', () => {
    const { adapter, create, dispatch, retry } = dispatching(failed);
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
    const { create, dispatch, retry } = dispatching(sent);
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
    const { create, commands, finish, dispatch, adapter, events } = dispatching(sent);
    const notification = create();
    expect(finish(commands.CancelNotification(cancel('ntf-1')))).toMatchObject({ ok: true });
    expect(events).toMatchObject([{ type: 'NotificationCancelled', reason: 'The order is void' }]);
    dispatch(notification.id);
    expect(notification.status).toBe('cancelled');
    expect(adapter.delivered).toEqual([]);
  });

  it.each([
    ['sent', sent],
    ['failed', failed],
  ])('a notification that is %s is refused', (status, receipt) => {
    const { create, commands, finish, dispatch } = dispatching(receipt);
    const notification = create();
    dispatch(notification.id);
    expect(finish(commands.CancelNotification(cancel('ntf-1')))).toMatchObject({
      ok: false,
      error: { name: 'CannotCancel', message: expect.stringContaining(status) as string },
    });
    expect(notification.status).toBe(status);
  });

  it.each([
    ['took it', sent],
    ['refused it', failed],
  ])('while its channel is at work is refused, and the channel’s word stands: it %s', (_, receipt) => {
    const { world, create, commands, events, projections } = dispatching(receipt);
    const notification = create('email', 1000);
    runOut(world);
    world.start(
      'flow-1',
      0,
      commands.ProcessScheduledNotifications({ type: 'ProcessScheduledNotifications' }),
      () => undefined,
    );
    const answers: unknown[] = [];
    world.start('flow-2', 0, commands.CancelNotification(cancel('ntf-1')), (answer) => answers.push(answer));
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
    const { world, create, commands, finish } = dispatching(sent);
    const notification = create('email', 60_000);
    expect(notification.state).toBe('pending.scheduled');
    runOut(world);
    expect(world.now).toBe(60_000);
    expect(notification.state).toBe('pending.ready');
    const processed = finish(
      commands.ProcessScheduledNotifications({ type: 'ProcessScheduledNotifications' }),
    );
    expect(processed).toEqual({ ok: true, value: { dispatched: ['ntf-1'] } });
    expect(notification.status).toBe('sent');
  });

  it('is not processed twice, and what was never scheduled is not processed at all', () => {
    const { world, create, commands, finish } = dispatching(sent);
    create('email', 60_000);
    create();
    runOut(world);
    finish(commands.ProcessScheduledNotifications({ type: 'ProcessScheduledNotifications' }));
    expect(finish(commands.ProcessScheduledNotifications({ type: 'ProcessScheduledNotifications' }))).toEqual(
      {
        ok: true,
        value: { dispatched: [] },
      },
    );
  });
});
