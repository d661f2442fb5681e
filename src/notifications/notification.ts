import type { Content } from '../engine/journal';
import { Lifecycle } from '../engine/lifecycle';
import type { Facts, NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { NotificationFacts } from './notification-events';
import { notificationChart, type NotificationMachineEvent } from './notification.machine';

/** What a notification is told at its birth and keeps for life. */
export type NotificationDetails = {
  readonly type: string;
  readonly customerId: string | null;
  readonly channel: string;
  /** Address in the channel: an email address, a phone number, a device. */
  readonly recipient: string;
  readonly content: Content;
  readonly template: string;
  readonly source: { readonly type: string; readonly id: string };
  readonly context: Facts;
  /** Simulated ms, or null: at once. */
  readonly scheduledFor: number | null;
  /** Only so often may it be tried again when it failed. */
  readonly maxRetries: number;
};

/** The aggregate of seed 002: one message to one recipient through one channel, and its life so far. */
export class Notification {
  readonly lifecycle: Lifecycle<NotificationMachineEvent>;
  readonly createdAt: number;
  updatedAt: number;
  sentAt: number | null = null;
  deliveredAt: number | null = null;
  failureReason: string | null = null;
  retryCount = 0;
  /** How often it was given to its channel. */
  attemptCount = 0;

  constructor(
    readonly id: string,
    readonly details: NotificationDetails,
    private readonly world: World,
  ) {
    this.lifecycle = new Lifecycle(id, notificationChart, world);
    this.createdAt = world.now;
    this.updatedAt = world.now;
  }

  /** The status that people see; `state` tells its parts apart. */
  get status(): string {
    return this.lifecycle.state.status;
  }

  get state(): string {
    return this.lifecycle.state.path;
  }

  /** Offers an event to the lifecycle; false when the state refuses it. */
  take(node: NodeId, event: NotificationMachineEvent, facts?: Facts): boolean {
    const accepted = this.lifecycle.take(node, event, facts);
    if (accepted) this.updatedAt = this.world.now;
    return accepted;
  }

  /** The facts that every event about it carries. */
  facts(): NotificationFacts {
    const { type, customerId, channel } = this.details;
    return {
      notificationId: this.id,
      notificationType: type,
      customerId,
      channel,
      occurredAt: this.world.now,
    };
  }
}

/** All notifications of a run, by id; the dispatcher's repository. */
export class NotificationRepository {
  readonly #byId = new Map<string, Notification>();
  readonly #causes = new Set<string>();

  constructor(private readonly world: World) {}

  /** Creates a pending notification and records its birth at `node`. */
  create(node: NodeId, details: NotificationDetails): Notification {
    const notification = new Notification(this.world.mint('ntf'), details, this.world);
    this.#byId.set(notification.id, notification);
    notification.lifecycle.begin(node, 'created', details);
    return notification;
  }

  find(notificationId: string): Notification | undefined {
    return this.#byId.get(notificationId);
  }

  all(): readonly Notification[] {
    return [...this.#byId.values()];
  }

  /**
   * Takes note that someone is being notified of something. Returns false when that happened before: the same type for
   * the same cause and customer is a duplicate.
   */
  claim(type: string, customerId: string, causeId: string): boolean {
    const key = `${type} ${customerId} ${causeId}`;
    if (this.#causes.has(key)) return false;
    this.#causes.add(key);
    return true;
  }
}
