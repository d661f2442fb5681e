import { invariant } from '../engine/invariant';
import type { Process } from '../engine/process';
import type { Facts, NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import { warehouseAddress, type Channel, type Customer, type CustomerChannel } from '../shop/models';
import type { Store } from '../shop/store';
import type { RaiseNotificationEvent } from './notification-events';
import type { Notification, NotificationRepository } from './notification';
import { enabledChannels, quietHours, subscription } from './preferences';
import { render, templateName, warehouseTeam, type Addressee } from './template';
import type { NotificationType, NotificationTypes } from './type-catalogue';
import { decisionsAt } from './verdict';

/** What happened: asking twice for the same cause is a duplicate. */
interface Cause {
  readonly type: string;
  readonly id: string;
}

/** Someone should be told of something. */
export interface NotificationRequest {
  /** Name of a type for customers. */
  readonly type: string;
  readonly customer: Customer;
  /** What the type's template needs; who takes it from outside checks it first. */
  readonly context: Facts;
  readonly cause: Cause;
  /** Narrows the type's default channels. */
  readonly channels?: readonly CustomerChannel[] | undefined;
  /** Simulated ms; left out: at once. */
  readonly scheduledFor?: number | undefined;
}

/** The warehouse should be told of something. */
export interface InternalRequest {
  /** Name of an internal type. */
  readonly type: string;
  readonly context: Facts;
  readonly cause: Cause;
  /** Simulated ms; left out: at once. */
  readonly scheduledFor?: number | undefined;
}

/** What became of a request. */
export interface NotifyOutcome {
  readonly created: readonly Notification[];
  /** Those that were there already, from the same cause. */
  readonly known: readonly Notification[];
  /** The rule that stopped it, when nothing was created. */
  readonly stoppedBy?: string;
}

/** Only so often may a failed notification be tried again (domain.md). */
const maxRetries = 3;

export interface NotifierParts {
  readonly world: World;
  /** The node that runs the engine: the notification service, or the notification API. */
  readonly node: NodeId;
  readonly types: Pick<NotificationTypes, 'require' | 'requireCustomerType'>;
  /** The store as the preferences station reaches it. */
  readonly preferenceStore: Pick<Store, 'preferences'>;
  readonly notifications: NotificationRepository;
  readonly raise: RaiseNotificationEvent;
}

/** One message that is to be created. */
interface Draft {
  readonly type: NotificationType;
  readonly customerId: string | null;
  readonly addressee: Addressee;
  readonly channel: Channel;
  readonly recipient: string;
  readonly context: Facts;
  readonly cause: Cause;
  readonly scheduledFor: number | null;
}

/** The part of the engine that turns a request into notifications: rules 2 to 6 of product.md, the same in both architectures. */
export class Notifier {
  constructor(private readonly parts: NotifierParts) {}

  /**
   * Runs the rules for one customer and creates a notification for each channel that is left.
   * @throws DomainError UnknownNotificationType.
   */
  *notify(request: NotificationRequest): Process<NotifyOutcome> {
    const { world, types, preferenceStore } = this.parts;
    const { customer, context, cause, scheduledFor } = request;
    const type = types.requireCustomerType(request.type);
    const preferences = yield* preferenceStore.preferences(customer.id);
    const decide = decisionsAt(world, 'preferences');
    if (!decide(customer.id, subscription(request.type, preferences))) return stopped('subscription');
    const enabled = enabledChannels(type.category, narrowed(type.channels, request.channels), preferences);
    if (!decide(customer.id, enabled)) return stopped('channels');
    const dueAt = scheduledFor ?? world.now;
    const quiet = quietHours(preferences, dueAt, world.epochMs);
    decide(customer.id, quiet);

    const { channels } = enabled;
    const known = this.#known(request.type, customer.id, channels, cause);
    if (known.length === channels.length) return stopped('duplicate', known);
    const created = yield* world.inTurn(missing(channels, known), (channel) =>
      this.#createOnce({
        type,
        customerId: customer.id,
        addressee: customer,
        channel,
        recipient: addressOf(customer, channel),
        context,
        cause,
        scheduledFor: quiet.heldUntil ?? scheduledFor ?? null,
      }),
    );
    return { created, known };
  }

  /**
   * Writes to the warehouse mailbox; no preferences apply (domain.md).
   * @throws DomainError UnknownNotificationType.
   */
  *notifyWarehouse({ type, context, cause, scheduledFor }: InternalRequest): Process<NotifyOutcome> {
    const known = this.#known(type, null, ['mailbox'], cause);
    if (known.length > 0) return stopped('duplicate', known);
    const created = yield* this.#create({
      type: this.parts.types.require(type),
      customerId: null,
      addressee: warehouseTeam,
      channel: 'mailbox',
      recipient: warehouseAddress,
      context,
      cause,
      scheduledFor: scheduledFor ?? null,
    });
    return { created: [created], known };
  }

  /** Which of the notifications are there already (rule 5: duplicates), with the decision on it. */
  #known(
    type: string,
    customerId: string | null,
    channels: readonly Channel[],
    cause: Cause,
  ): readonly Notification[] {
    const { world, node, notifications } = this.parts;
    const known = channels
      .map((channel) => notifications.existing(type, customerId, channel, cause.id))
      .filter((notification) => notification !== undefined);
    const outcome = known.length === channels.length ? 'stopped' : 'passed';
    world.journal.decided(node, 'duplicate', customerId ?? 'warehouse', outcome, {
      notificationType: type,
      causeType: cause.type,
      cause: cause.id,
      ...(notifications.idempotency ? {} : { idempotency: 'off' }),
      ...(known.length > 0 ? { known: known.map(({ id }) => id) } : {}),
    });
    return known;
  }

  /** A repetition that came while the first request was under way may have created it meanwhile. */
  *#createOnce(draft: Draft): Process<Notification> {
    const { type, customerId, channel, cause } = draft;
    return (
      this.parts.notifications.existing(type.name, customerId, channel, cause.id) ??
      (yield* this.#create(draft))
    );
  }

  /** Renders the message for one channel, creates its notification, and says so. */
  *#create(draft: Draft): Process<Notification> {
    const { world, node, notifications, raise } = this.parts;
    const { type, customerId, addressee, channel, recipient, context, cause } = draft;
    // The rules take their time: what has come due meanwhile is sent at once.
    const isDue = draft.scheduledFor === null || draft.scheduledFor <= world.now;
    const scheduledFor = isDue ? null : draft.scheduledFor;
    const template = templateName(type);
    const content = render(type, channel, context, addressee);
    invariant(content !== undefined, `${type.name} has words for ${channel}`);
    world.journal.rendered('templates', template, channel, recipient, content);
    const notification = notifications.create(node, {
      type: type.name,
      customerId,
      channel,
      recipient,
      content,
      template,
      source: { type: cause.type, id: cause.id },
      context,
      scheduledFor,
      maxRetries,
    });
    if (scheduledFor !== null) {
      notification.take(node, { type: 'HOLD', delayMs: scheduledFor - world.now }, { scheduledFor });
    }
    yield* raise(createdEvent(notification));
    return notification;
  }
}

function stopped(stoppedBy: string, known: readonly Notification[] = []): NotifyOutcome {
  return { created: [], known, stoppedBy };
}

function missing<Name extends Channel>(
  channels: readonly Name[],
  known: readonly Notification[],
): readonly Name[] {
  if (known.length === 0) return channels;
  return channels.filter((channel) => !known.some(({ details }) => details.channel === channel));
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
