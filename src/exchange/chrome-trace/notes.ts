import type { TraceRecord } from '../../simulation';

/** An instant of the trace. */
export interface Note {
  readonly cat: 'decision' | 'received' | 'fault' | 'error' | 'lost' | 'limit';
  /** The same for all of its kind, so that a tool can count them. */
  readonly name: string;
}

/** What takes no time and is worth a mark; undefined for all else, which shows as a slice, as a flow, or not at all. */
export function noteOf(record: TraceRecord): Note | undefined {
  switch (record.kind) {
    case 'decision':
      return { cat: 'decision', name: `${record.rule}: ${record.outcome}` };
    case 'received':
      return { cat: 'received', name: `${record.channel} received` };
    case 'fault':
      return record.phase === 'begins' ? { cat: 'fault', name: `fault: ${record.fault}` } : undefined;
    case 'failed':
      return { cat: 'error', name: record.name };
    case 'timed-out':
      return { cat: 'error', name: `${record.name} timed out` };
    case 'lost':
      return { cat: 'lost', name: `${record.name} lost: ${record.reason}` };
    case 'limit-reached':
      return { cat: 'limit', name: `limit reached: ${record.limit}` };
    case 'sent':
    case 'duplicated':
    case 'disturbed':
    case 'arrived':
    case 'handled':
    case 'query':
    case 'reply':
    case 'concluded':
    case 'changed':
    case 'ignored':
    case 'rendered':
    case 'node-down':
    case 'node-up':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return undefined;
  }
}
