import { factsOf, textOf } from '../../analysis/facts';
import type { Facts, Json, TraceRecord } from '../../simulation';

/** The records that hold a message's payload. */
type Message = Extract<TraceRecord, { readonly kind: 'sent' | 'duplicated' }>;

/** The message that a record is, or tells of; undefined where there is none. @param trace where the record stands. */
export function messageOf(record: TraceRecord, trace: readonly TraceRecord[]): Message | undefined {
  if (record.kind === 'sent' || record.kind === 'duplicated') return record;
  if ('request' in record) return messageAt(record.request, trace);
  if (record.kind === 'failed')
    return record.handling === undefined ? undefined : messageAt(record.handling, trace);
  return 'message' in record ? messageAt(record.message, trace) : undefined;
}

/** The message with that `seq`, or to which the record with that `seq` led: its arrival, its reply. */
function messageAt(seq: number, trace: readonly TraceRecord[]): Message | undefined {
  let record = trace[seq - 1];
  // Each names an earlier record, so that this ends.
  while (record?.kind === 'arrived' || record?.kind === 'reply') {
    record = trace[(record.kind === 'arrived' ? record.message : record.request) - 1];
  }
  return record?.kind === 'sent' || record?.kind === 'duplicated' ? record : undefined;
}

/** The id of what a record is about: an order, a product, a notification, a customer …; undefined where there is none. */
export function subjectOf(record: TraceRecord, trace: readonly TraceRecord[]): string | undefined {
  switch (record.kind) {
    case 'decision':
      return record.subject;
    case 'changed':
    case 'ignored':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return record.entity;
    case 'rendered':
      return record.recipient;
    case 'received':
      return record.notification;
    case 'query':
      return idIn(record.parameters);
    case 'reply':
      return subjectOfReply(record.request, record.payload, trace);
    case 'concluded':
      return idIn(factsOf(record.payload)) ?? subjectOfCause(record, trace);
    case 'fault':
      return textOf(record.details['node']);
    case 'sent':
    case 'duplicated':
    case 'disturbed':
    case 'lost':
    case 'timed-out':
    case 'arrived':
    case 'handled':
    case 'failed': {
      const message = messageOf(record, trace);
      return message === undefined ? undefined : idIn(message.payload);
    }
    case 'node-down':
    case 'node-up':
    case 'limit-reached':
      return undefined;
  }
}

/** A reply is about what was asked for, or else about what came of it. */
function subjectOfReply(request: number, payload: Json, trace: readonly TraceRecord[]): string | undefined {
  const asked = trace[request - 1];
  const about =
    asked?.kind === 'query' ? idIn(asked.parameters) : idIn(messageAt(request, trace)?.payload ?? {});
  return about ?? idIn(factsOf(payload));
}

/** The answer to a command is caused by the reply to it. */
function subjectOfCause({ cause }: TraceRecord, trace: readonly TraceRecord[]): string | undefined {
  const reply = trace[cause - 1];
  return reply?.kind === 'reply' ? subjectOf(reply, trace) : undefined;
}

/** What facts are about, the narrowest first. */
const idFields = [
  'notificationId',
  'orderId',
  'productId',
  'paymentId',
  'customerId',
  'batchReference',
] as const;

function idIn(facts: Facts): string | undefined {
  for (const field of idFields) {
    const id = textOf(facts[field]);
    if (id !== undefined) return id;
  }
  return undefined;
}
