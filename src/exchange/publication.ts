import { busNode, type Sent, type TraceRecord } from '../simulation';

/** Whether a record is an event that a part sends of its own: to the bus, or as a channel reports. The bus hands on what others have sent. */
export function isOwnEvent(record: TraceRecord): record is Sent {
  return record.kind === 'sent' && record.form === 'event' && record.node !== busNode;
}

/** Whether a record publishes an event: it leaves its publisher for the bus. */
export function isPublication(record: TraceRecord): record is Sent {
  return isOwnEvent(record) && record.to === busNode;
}
