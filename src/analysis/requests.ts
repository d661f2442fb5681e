import type { Query, Sent, TraceRecord } from '../simulation';

/** A record that its node waits after, until it is answered or gives up. */
type Request = Query | Sent;

/** A question to a store, or a message of a form that is answered. The copy that a fault makes is nobody's request. */
export function isRequest(record: TraceRecord): record is Request {
  if (record.kind === 'query') return true;
  return record.kind === 'sent' && record.form !== 'event' && record.form !== 'acknowledgement';
}
