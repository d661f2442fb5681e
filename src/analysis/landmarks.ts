import { busNode, type TraceRecord } from '../simulation';
import { entryOf } from './facts';

/**
 * The steps at which something becomes known to others: a service publishes an event, or, where there is no bus, calls
 * another service. What the bus passes on is the same event once more and does not count, nor does what channels report.
 */
export function isDomainEvent(record: TraceRecord): boolean {
  if (record.kind !== 'sent') return false;
  return record.form === 'call' || (record.form === 'event' && record.to === busNode);
}

/** The steps at which a person receives something. */
export function isNotification(record: TraceRecord): boolean {
  return record.kind === 'received';
}

/** The steps at which someone changes the shop's data by hand, past every service. */
export function isEdit(record: TraceRecord): boolean {
  return record.kind === 'changed' && record.event === 'EDIT';
}

/** The steps at which a system outside says that something has happened. */
function isHeard(record: TraceRecord): boolean {
  return record.kind === 'changed' && record.machine === 'outside-event';
}

/** What a timeline marks, with the word for it. */
export type LandmarkKind =
  /** Someone acts: a command is given, data is changed by hand, or a system outside says what has happened. */
  | 'command'
  | 'event'
  | 'call'
  | 'received'
  | 'stopped'
  | 'error'
  /** A fault begins, or does something to a message other than losing it. */
  | 'fault'
  /** A part of the shop goes away or comes back. */
  | 'outage'
  /** A message is lost. */
  | 'lost'
  /** Nobody could process an event, or send a notification. */
  | 'dead-letter';

/** The kind of landmark that a record is, if it is one. */
export function landmarkOf(record: TraceRecord): LandmarkKind | undefined {
  if (isEdit(record) || isHeard(record) || (record.kind === 'sent' && record.form === 'command')) {
    return 'command';
  }
  if (isDomainEvent(record)) return record.kind === 'sent' && record.form === 'call' ? 'call' : 'event';
  if (isNotification(record)) return 'received';
  if (record.kind === 'decision' && record.outcome === 'stopped') return 'stopped';
  if (isDeadLetter(record)) return 'dead-letter';
  return troubles(record);
}

/** The steps at which something is tried no more: it lies there until someone looks at it. */
function isDeadLetter(record: TraceRecord): boolean {
  if (record.kind !== 'changed') return false;
  const { machine, from, to } = record;
  return from !== to && (machine === 'delivery' ? to === 'deadLettered' : to === 'failed.exhausted');
}

function troubles(record: TraceRecord): LandmarkKind | undefined {
  if (record.kind === 'reply') return record.ok ? undefined : 'error';
  if (record.kind === 'fault') return record.phase === 'begins' ? 'fault' : undefined;
  return entryOf(troubleKinds, record.kind);
}

const troubleKinds: { readonly [kind: string]: LandmarkKind } = {
  failed: 'error',
  'timed-out': 'error',
  duplicated: 'fault',
  disturbed: 'fault',
  'node-down': 'outage',
  'node-up': 'outage',
  lost: 'lost',
};
