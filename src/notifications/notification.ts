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
  /** The story that changed it last. */
  flow = '';
  /** `seq` of the record of that change. */
  lastChange = 0;
  /** The node in which the attempt under way runs. */
  sendingAt: NodeId | null = null;

  constructor(
    readonly id: string,
    readonly details: NotificationDetails,
    private readonly world: World,
    onTime: (notification: Notification) => void,
  ) {
    this.lifecycle = new Lifecycle(id, notificationChart, world, {
      afterTimer: () => {
        onTime(this);
      },
    });
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
    if (accepted) {
      const { thread } = this.world.journal;
      this.updatedAt = this.world.now;
      this.flow = thread.flow;
      this.lastChange = thread.cause;
    }
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

/** All notifications of a run, by id: the engine's own database. */
export class NotificationRepository {
  readonly #byId = new Map<string, Notification>();
  readonly #byCause = new Map<string, Notification[]>();
  #onTime: (notification: Notification) => void = () => {};

  /** @param idempotency whether it is asked for what is there already, before something is created for the same cause. */
  constructor(
    private readonly world: World,
    readonly idempotency: boolean,
  ) {}

  /** Sets what is told when a notification's wait is over: until it is due, or until it is tried again. */
  whenTimeHasCome(onTime: (notification: Notification) => void): void {
    this.#onTime = onTime;
  }

  /** Creates a pending notification and records its birth at `node`. */
  create(node: NodeId, details: NotificationDetails): Notification {
    const notification = new Notification(this.world.mint('ntf'), details, this.world, (due) => {
      this.#onTime(due);
    });
    this.#byId.set(notification.id, notification);
    const { id: causeId } = details.source;
    const siblings = this.#byCause.get(causeId);
    if (siblings === undefined) this.#byCause.set(causeId, [notification]);
    else siblings.push(notification);
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
   * The notification that was created before for the same type, recipient, channel and cause: another one would be a
   * duplicate. Undefined also when idempotency is off.
   */
  existing(
    type: string,
    customerId: string | null,
    channel: string,
    causeId: string,
  ): Notification | undefined {
    if (!this.idempotency) return undefined;
    return this.#byCause
      .get(causeId)
      ?.find(
        ({ details }) =>
          details.channel === channel && details.customerId === customerId && details.type === type,
      );
  }
}
