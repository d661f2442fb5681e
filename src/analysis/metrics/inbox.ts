import type { TraceRecord } from '../../simulation';

/** How long it took from an act until a person had what came of it. */
export interface TimeToInbox {
  /** The record of the receiving. */
  readonly seq: number;
  readonly notification: string;
  readonly to: string;
  readonly channel: string;
  /** From the act that the notification was written for, in ms. */
  readonly ms: number;
}

/** How some lengths of time lie, in ms; undefined for none. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/**
 * Everything that was received, the quickest first. The time runs from the first record of the story in which the notification
 * was written, whichever act sent it in the end.
 */
export function timesToInbox(trace: readonly TraceRecord[]): readonly TimeToInbox[] {
  const begunAt = new Map<string, number>();
  const writtenIn = new Map<string, string>();
  const times: TimeToInbox[] = [];
  for (const record of trace) {
    const { flow, at, seq, kind } = record;
    if (!begunAt.has(flow)) begunAt.set(flow, at);
    if (kind === 'changed' && record.machine === 'notification' && record.from === null) {
      writtenIn.set(record.entity, flow);
    }
    if (kind !== 'received') continue;
    const { notification, to, channel } = record;
    const ms = at - (begunAt.get(writtenIn.get(notification) ?? flow) ?? at);
    times.push({ seq, notification, to, channel, ms });
  }
  return times.sort((a, b) => a.ms - b.ms);
}

/** The middle, the 95th percentile (the nearest rank) and the longest of times that ascend. */
export function spreadOf(times: readonly TimeToInbox[]): Spread | undefined {
  const rank = (percent: number) => times[Math.ceil((times.length * percent) / 100) - 1]?.ms;
  const [median, p95, max] = [rank(50), rank(95), rank(100)];
  if (median === undefined || p95 === undefined || max === undefined) return undefined;
  return { median, p95, max };
}

/** What can become of a notification, in the order in which it is shown. */
export const outcomes = [
  'sent',
  'delivered',
  'scheduled',
  'pending',
  'cancelled',
  'bounced',
  'failed',
  'dead-lettered',
] as const;
export type NotificationOutcome = (typeof outcomes)[number];

/** How many notifications have come to what by the end of a run. */
export function outcomeCounts(trace: readonly TraceRecord[]): ReadonlyMap<NotificationOutcome, number> {
  const states = new Map<string, string>();
  for (const record of trace) {
    if (record.kind === 'changed' && record.machine === 'notification')
      states.set(record.entity, String(record.to));
  }
  const counts = new Map<NotificationOutcome, number>();
  for (const state of states.values()) {
    const outcome = outcomeOf(state);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

function outcomeOf(state: string): NotificationOutcome {
  if (state === 'failed.exhausted') return 'dead-lettered';
  if (state === 'pending.scheduled') return 'scheduled';
  const status = state.split('.', 1)[0];
  return outcomes.find((outcome) => outcome === status) ?? 'pending';
}
