import { dayNumber, isoDay } from '../engine/calendar';
import type { Unpublished } from '../shop/events';
import type { NotificationEvent } from './notification-events';

/** Every notification with every status that it has had: the audit trail. */
export interface LogEntry {
  readonly notificationId: string;
  readonly notificationType: string;
  readonly customerId: string | null;
  readonly channel: string;
  readonly history: readonly Change[];
}

interface Change {
  readonly status: string;
  readonly at: number;
  readonly reason?: string;
}

/** One line of a customer's feed. */
export interface FeedEntry {
  readonly notificationId: string;
  readonly notificationType: string;
  readonly channel: string;
  readonly subject: string;
  readonly body: string;
  readonly status: string;
  readonly createdAt: number;
}

/** How many notifications of a type left through a channel on a simulated day. */
export interface DailyCount {
  readonly day: string;
  readonly notificationType: string;
  readonly channel: string;
  readonly sentCount: number;
}

/** A notification that waits for a retry or for someone to give up on it. */
export interface FailedEntry {
  readonly notificationId: string;
  readonly reason: string;
  readonly retryCount: number;
}

/** What a projection keeps, as only the projection itself may change it. */
type Writable<Row> = { -readonly [Column in keyof Row]: Row[Column] };

const statusAfter: Readonly<Record<NotificationEvent['type'], string>> = {
  NotificationCreated: 'pending',
  NotificationSent: 'sent',
  NotificationDelivered: 'delivered',
  NotificationBounced: 'bounced',
  NotificationFailed: 'failed',
  NotificationRetried: 'pending',
  NotificationCancelled: 'cancelled',
};

/**
 * The four read models of seed 002, each a fold over the notification events and rebuildable from them alone: the
 * notification log, the customers' feeds, the daily statistics, and the queue of failed notifications.
 */
export class Projections {
  readonly #log = new Map<string, LogEntry & { readonly history: Change[] }>();
  readonly #feeds = new Map<string, Map<string, Writable<FeedEntry>>>();
  readonly #dailyCounts = new Map<string, Writable<DailyCount>>();
  readonly #failed = new Map<string, FailedEntry>();
  /** The event that happened last to each notification, in whichever order they come. */
  readonly #latest = new Map<string, Unpublished<NotificationEvent>>();

  /** @param epochMs wall-clock time at simulated 0, which says what day it is. */
  constructor(private readonly epochMs: number) {}

  get log(): readonly LogEntry[] {
    return [...this.#log.values()].map((entry) => ({ ...entry, history: [...entry.history] }));
  }

  get stats(): readonly DailyCount[] {
    return [...this.#dailyCounts.values()].map((count) => ({ ...count }));
  }

  get failed(): readonly FailedEntry[] {
    return [...this.#failed.values()];
  }

  /** Feeds of all customers who have one. */
  get feeds(): { readonly [customerId: string]: readonly FeedEntry[] } {
    return Object.fromEntries(
      [...this.#feeds.keys()].map((customerId) => [customerId, this.feedOf(customerId)]),
    );
  }

  /** What a customer sees, newest first. Internal notifications are in nobody's feed. */
  feedOf(customerId: string): readonly FeedEntry[] {
    const entries = [...(this.#feeds.get(customerId)?.values() ?? [])]
      .map((entry) => ({ ...entry }))
      .reverse();
    return entries.sort((a, b) => b.createdAt - a.createdAt);
  }

  /** The status that a notification has by what is known here; null before anything is. */
  statusOf(notificationId: string): string | null {
    const latest = this.#latest.get(notificationId);
    return latest === undefined ? null : statusAfter[latest.type];
  }

  /** Forgets everything, to be built anew from the events. */
  clear(): void {
    this.#log.clear();
    this.#feeds.clear();
    this.#dailyCounts.clear();
    this.#failed.clear();
    this.#latest.clear();
  }

  /**
   * Takes an event in. Events of a notification may come in any order: what happened last decides on its status, and at the
   * same ms nothing happens to a notification before it is created.
   */
  apply(event: Unpublished<NotificationEvent>): void {
    const latest = this.#latest.get(event.notificationId);
    const isFirst = event.type === 'NotificationCreated';
    const laterBy = latest === undefined ? 1 : event.occurredAt - latest.occurredAt;
    if (laterBy > 0 || (laterBy === 0 && !isFirst)) {
      this.#latest.set(event.notificationId, event);
    }
    this.#keepLog(event);
    this.#keepFeed(event);
    this.#countSent(event);
    this.#keepFailed(event);
  }

  #keepLog(event: Unpublished<NotificationEvent>): void {
    const { notificationId, notificationType, customerId, channel } = event;
    let entry = this.#log.get(notificationId);
    if (entry === undefined) {
      entry = { notificationId, notificationType, customerId, channel, history: [] };
      this.#log.set(notificationId, entry);
    }
    const { history } = entry;
    const change = { status: statusAfter[event.type], at: event.occurredAt };
    if (event.type === 'NotificationCreated') history.unshift(change);
    else history.push('reason' in event ? { ...change, reason: event.reason } : change);
    history.sort((a, b) => a.at - b.at);
  }

  #keepFeed(event: Unpublished<NotificationEvent>): void {
    const { customerId, notificationId } = event;
    if (customerId === null) return;
    let feed = this.#feeds.get(customerId);
    if (feed === undefined) this.#feeds.set(customerId, (feed = new Map<string, Writable<FeedEntry>>()));
    const entry = feed.get(notificationId);
    if (event.type === 'NotificationCreated') {
      const { notificationType, channel, subject, body, occurredAt: createdAt } = event;
      const status = this.statusOf(notificationId) ?? 'pending';
      feed.set(notificationId, {
        notificationId,
        notificationType,
        channel,
        subject,
        body,
        status,
        createdAt,
      });
    } else if (entry !== undefined) {
      entry.status = this.statusOf(notificationId) ?? entry.status;
    }
  }

  #countSent(event: Unpublished<NotificationEvent>): void {
    if (event.type !== 'NotificationSent') return;
    const { notificationType, channel } = event;
    const sentAt = this.epochMs + event.occurredAt;
    const key = `${dayNumber(sentAt)} ${notificationType} ${channel}`;
    const count = this.#dailyCounts.get(key);
    if (count !== undefined) count.sentCount += 1;
    else this.#dailyCounts.set(key, { day: isoDay(sentAt), notificationType, channel, sentCount: 1 });
  }

  #keepFailed({ type, notificationId }: Unpublished<NotificationEvent>): void {
    if (type !== 'NotificationFailed' && this.#failed.size === 0) return;
    const latest = this.#latest.get(notificationId);
    if (latest?.type === 'NotificationFailed') {
      const { reason, retryCount } = latest;
      this.#failed.set(notificationId, { notificationId, reason, retryCount });
    } else {
      this.#failed.delete(notificationId);
    }
  }
}
