import type { Process } from '../../src/engine/process';
import type { ChannelAdapter, Delivery, DeliveryReceipt } from '../../src/notifications/channels';
import { Dispatcher } from '../../src/notifications/dispatcher';
import { tendWhatIsDue } from '../../src/notifications/due';
import { NotificationRepository, type Notification } from '../../src/notifications/notification';
import { notificationCommands } from '../../src/notifications/notification-commands';
import type { NotificationEvent } from '../../src/notifications/notification-events';
import { Projections } from '../../src/notifications/projections';
import type { Unpublished } from '../../src/shop/events';
import { finish, settle, smallWorld } from './small-world';

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

export const sent: DeliveryReceipt = { status: 'sent' };
export const failed: DeliveryReceipt = { status: 'failed', error: 'Mailbox full' };

interface Switches {
  readonly autoSend?: boolean;
  readonly autoRetry?: boolean;
  readonly autoRetryDelayMs?: number;
}

/** A dispatcher with one email channel 25 ms away, and the commands that tend its notifications. */
export function dispatching(
  script: readonly (DeliveryReceipt | Error)[],
  { autoSend = false, autoRetry = false, autoRetryDelayMs = 5_000 }: Switches = {},
) {
  const world = smallWorld([
    ['dispatcher', 'email', 25],
    ['notification-service', 'dispatcher', 5],
  ]);
  const notifications = new NotificationRepository(world, true);
  const projections = new Projections(world.epochMs);
  const events: Unpublished<NotificationEvent>[] = [];
  const adapter = new ScriptedAdapter(script);
  const raise = function* (event: Unpublished<NotificationEvent>): Process {
    events.push(event);
    projections.apply(event);
    if (event.type === 'NotificationRetried') yield* dispatcher.dispatch(event.notificationId);
  };
  const dispatcher: Dispatcher = new Dispatcher({
    world,
    notifications,
    adapters: () => new Map([['email', adapter]]),
    raise,
    autoRetry,
    autoRetryDelayMs,
  });
  dispatcher.watch('dispatcher');
  tendWhatIsDue({ world, node: 'dispatcher', notifications, dispatcher, raise, autoSend });
  const commands = notificationCommands({
    world,
    node: 'notification-service',
    notifications,
    dispatcher,
    projections,
    raise,
  });

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
  /** Begins without waiting for the end. */
  const begin = (process: Process<unknown>) => {
    world.start('dispatcher', world.mint('flow'), 0, process, () => undefined);
  };
  return {
    world,
    adapter,
    dispatcher,
    commands,
    events,
    projections,
    create,
    begin,
    /** Lets a process of the service run to its end. */
    run: <Result>(process: Process<Result>) => settle(world, 'notification-service', process),
    dispatch: (id: string) => {
      finish(world, 'dispatcher', dispatcher.dispatch(id));
    },
    retry: (notificationId: string) =>
      settle(
        world,
        'notification-service',
        commands.RetryNotification({ type: 'RetryNotification', notificationId }),
      ),
  };
}
