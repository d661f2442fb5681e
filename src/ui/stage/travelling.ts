import type { TraceRecord, Travelling } from '../../simulation';

export function isTravelling(record: TraceRecord | undefined): record is Travelling {
  return record !== undefined && 'arrivesAt' in record;
}

/** The message with that `seq`; undefined where the record is none. */
export function travellingAt(seq: number, trace: readonly TraceRecord[]): Travelling | undefined {
  const record = trace[seq - 1];
  return isTravelling(record) ? record : undefined;
}

/** The message that a record is about: the one that leaves, arrives, is lost, or meets with something on its way. */
export function messageOf(
  record: TraceRecord | undefined,
  trace: readonly TraceRecord[],
): Travelling | undefined {
  if (isTravelling(record)) return record;
  if (record?.kind !== 'arrived' && record?.kind !== 'disturbed' && record?.kind !== 'lost') return undefined;
  // Where nobody listens, it is what has come to the bus that is lost on the way from there.
  const message = trace[record.message - 1];
  return message?.kind === 'arrived' ? messageOf(message, trace) : travellingAt(record.message, trace);
}
