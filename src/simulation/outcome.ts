import type { DeadLetter } from '../brokers/broker';
import type { RunningShop } from '../architectures/architecture';
import type { Decision, Facts, Received, TraceRecord } from '../engine/trace';
import type { DailyCount, FailedEntry, FeedEntry, LogEntry } from '../notifications/projections';

/** What became of a run, for tests and for comparing. */
export interface Outcome {
  readonly notifications: readonly NotificationOutcome[];
  /** What people received, in order. */
  readonly inbox: readonly InboxMessage[];
  readonly decisions: readonly DecisionOutcome[];
  /** Notifications that no retry is left for, and events that their consumers could not process. */
  readonly deadLetters: readonly DeadLetterOutcome[];
  readonly projections: {
    readonly log: readonly LogEntry[];
    readonly feed: { readonly [customerId: string]: readonly FeedEntry[] };
    readonly stats: readonly DailyCount[];
    readonly failed: readonly FailedEntry[];
  };
}

export type DeadLetterOutcome =
  ({ readonly kind: 'notification' } & NotificationOutcome) | ({ readonly kind: 'event' } & DeadLetter);

export interface NotificationOutcome {
  readonly id: string;
  readonly type: string;
  readonly customerId: string | null;
  readonly channel: string;
  readonly status: string;
  /** Why it failed, if it did. */
  readonly reason?: string;
  readonly attempts: number;
}

export interface InboxMessage {
  readonly channel: string;
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  /** Simulated ms. */
  readonly at: number;
}

export interface DecisionOutcome {
  readonly rule: string;
  readonly subject: string;
  readonly outcome: string;
  readonly because: Facts;
}

/** Reads the outcome off a trace and the shop that it left behind. */
export function outcomeOf(
  trace: readonly TraceRecord[],
  { notifications, projections, deadLetters }: RunningShop,
): Outcome {
  const inbox: InboxMessage[] = [];
  const decisions: DecisionOutcome[] = [];
  for (const record of trace) {
    if (record.kind === 'received') inbox.push(messageOf(record));
    else if (record.kind === 'decision') decisions.push(decisionOf(record));
  }
  const all = notifications.all();
  const outcomes = all.map(({ id, details, status, failureReason, attemptCount }): NotificationOutcome => {
    const { type, customerId, channel } = details;
    const reason = failureReason === null ? {} : { reason: failureReason };
    return { id, type, customerId, channel, status, ...reason, attempts: attemptCount };
  });
  return {
    notifications: outcomes,
    inbox,
    decisions,
    deadLetters: [
      ...outcomes
        .filter((_, index) => all[index]?.state === 'failed.exhausted')
        .map((exhausted) => ({ kind: 'notification', ...exhausted }) as const),
      ...deadLetters().map((letter) => ({ kind: 'event', ...letter }) as const),
    ],
    projections: {
      log: projections.log,
      feed: projections.feeds,
      stats: projections.stats,
      failed: projections.failed,
    },
  };
}

function messageOf({ channel, to, subject, body, at }: Received): InboxMessage {
  return { channel, to, ...(subject === undefined ? {} : { subject }), body, at };
}

function decisionOf({ rule, subject, outcome, because }: Decision): DecisionOutcome {
  return { rule, subject, outcome, because };
}
