import { invariant } from '../engine/invariant';
import type { Process } from '../engine/process';
import type { Facts, NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { Customer, CustomerChannel } from '../shop/models';
import type { Store } from '../shop/store';
import type { RaiseNotificationEvent } from './notification-events';
import type { Notification, NotificationRepository } from './notification';
import { notificationTypes, type NotificationType, type NotificationTypeName } from './notification-types';
import { enabledChannels, quietHours, subscription } from './preferences';
import { decisionsAt } from './verdict';

/** Someone should be told of something. */
export interface NotificationRequest {
  readonly type: NotificationTypeName;
  readonly customer: Customer;
  /** What the type's template needs; who takes it from outside checks it first. */
  readonly context: Facts;
  /** What happened: asking twice for the same cause is a duplicate. */
  readonly cause: { readonly type: string; readonly id: string };
  /** Narrows the type's default channels. */
  readonly channels?: readonly CustomerChannel[] | undefined;
}

/** What became of a request: the notifications created, or the rule that stopped it. */
export type NotifyOutcome =
  | { readonly created: readonly Notification[] }
  | { readonly created: readonly []; readonly stoppedBy: string };

/** Only so often may a failed notification be tried again (domain.md). */
const maxRetries = 3;

export interface NotifierParts {
  readonly world: World;
  /** The node that runs the engine: the notification service, or the notification API. */
  readonly node: NodeId;
  /** The store as the preferences station reaches it. */
  readonly preferenceStore: Pick<Store, 'preferences'>;
  readonly notifications: NotificationRepository;
  readonly raise: RaiseNotificationEvent;
}

/** The part of the engine that turns a request into notifications: rules 2 to 6 of product.md, the same in both architectures. */
export class Notifier {
  constructor(private readonly parts: NotifierParts) {}

  /**
   * Runs the rules for one customer and creates a notification for each channel that is left.
   */
  *notify(request: NotificationRequest): Process<NotifyOutcome> {
    const { world, node, preferenceStore, notifications } = this.parts;
    const type: NotificationType = notificationTypes[request.type];
    const { customer } = request;
    const preferences = yield* preferenceStore.preferences(customer.id);
    const decide = decisionsAt(world, 'preferences');
    if (!decide(customer.id, subscription(request.type, preferences))) {
      return { created: [], stoppedBy: 'subscription' };
    }
    const enabled = enabledChannels(type.category, narrowed(type.channels, request.channels), preferences);
    if (!decide(customer.id, enabled)) return { created: [], stoppedBy: 'channels' };
    const quiet = quietHours(preferences, world.now, world.epochMs);
    decide(customer.id, quiet);

    const isFirst = notifications.claim(request.type, customer.id, request.cause.id);
    world.journal.decided(node, 'duplicate', customer.id, isFirst ? 'passed' : 'stopped', {
      notificationType: request.type,
      causeType: request.cause.type,
      cause: request.cause.id,
    });
    if (!isFirst) return { created: [], stoppedBy: 'duplicate' };

    const created = yield* world.inTurn(enabled.channels, (channel) =>
      this.#create(request, type, channel, quiet.heldUntil),
    );
    return { created };
  }

  /** Renders the message for one channel, creates its notification, and says so. */
  *#create(
    request: NotificationRequest,
    type: NotificationType,
    channel: CustomerChannel,
    heldUntil: number | null,
  ): Process<Notification> {
    const { world, node, notifications, raise } = this.parts;
    const { customer } = request;
    const render = type.template.render[channel];
    invariant(render !== undefined, `${request.type} has a template for ${channel}`);
    const content = render(request.context, customer);
    const recipient = addressOf(customer, channel);
    world.journal.rendered('templates', type.template.name, channel, recipient, content);
    const notification = notifications.create(node, {
      type: request.type,
      customerId: customer.id,
      channel,
      recipient,
      content,
      template: type.template.name,
      source: { type: request.cause.type, id: request.cause.id },
      context: request.context,
      scheduledFor: heldUntil,
      maxRetries,
    });
    if (heldUntil !== null) {
      notification.take(node, { type: 'HOLD', delayMs: heldUntil - world.now }, { scheduledFor: heldUntil });
    }
    yield* raise(createdEvent(notification));
    return notification;
  }
}

/** The channels of a type that a request leaves; it cannot add one. */
function narrowed(
  channels: readonly CustomerChannel[],
  wanted: readonly CustomerChannel[] | undefined,
): readonly CustomerChannel[] {
  return wanted === undefined ? channels : channels.filter((channel) => wanted.includes(channel));
}

/** Where a customer is reached through a channel; a push message goes to the device that belongs to the customer. */
export function addressOf(customer: Customer, channel: CustomerChannel): string {
  switch (channel) {
    case 'email':
      return customer.email;
    case 'sms':
      return customer.phone;
    case 'push':
      return `device of ${customer.id}`;
  }
}

function createdEvent(notification: Notification) {
  const { content, recipient, source, scheduledFor } = notification.details;
  return {
    type: 'NotificationCreated',
    ...notification.facts(),
    recipient,
    subject: content.subject ?? '',
    body: content.body,
    sourceEventType: source.type,
    sourceEventId: source.id,
    scheduledFor,
  } as const;
}
