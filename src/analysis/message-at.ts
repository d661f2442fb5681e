import type { Duplicated, Sent, TraceRecord } from '../simulation';

/**
 * The message that a record names by its `seq`: as it was sent, or a copy of it. What a broker could not pass on is named by
 * its arrival.
 */
export function messageAt(trace: readonly TraceRecord[], seq: number): Sent | Duplicated | undefined {
  const record = trace[seq - 1];
  if (record?.kind === 'sent' || record?.kind === 'duplicated') return record;
  return record?.kind === 'arrived' && record.message < seq ? messageAt(trace, record.message) : undefined;
}
