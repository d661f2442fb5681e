import { busNode, type TraceRecord } from '../simulation';

/**
 * The steps at which something becomes known to others: a service publishes an event, or, where there is no bus, calls
 * another service. What the bus passes on is the same event once more and does not count.
 */
export function isDomainEvent(record: TraceRecord): boolean {
  if (record.kind !== 'sent') return false;
  return record.form === 'call' || (record.form === 'event' && record.node !== busNode);
}

/** The steps at which a person receives something. */
export function isNotification(record: TraceRecord): boolean {
  return record.kind === 'received';
}

/** What a timeline marks, with the word for it. */
export type LandmarkKind = 'command' | 'event' | 'call' | 'received' | 'stopped' | 'error';

/** The kind of landmark that a record is, if it is one. */
export function landmarkOf(record: TraceRecord): LandmarkKind | undefined {
  if (record.kind === 'sent' && record.form === 'command') return 'command';
  if (isDomainEvent(record)) return record.kind === 'sent' && record.form === 'call' ? 'call' : 'event';
  if (isNotification(record)) return 'received';
  if (record.kind === 'decision' && record.outcome === 'stopped') return 'stopped';
  if (record.kind === 'failed' || (record.kind === 'reply' && !record.ok)) return 'error';
  return undefined;
}
