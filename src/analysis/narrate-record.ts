import type {
  Failed,
  NodeId,
  Received,
  Rendered,
  Sent,
  TimerCancelled,
  TimerFired,
  TimerSet,
  TraceRecord,
} from '../simulation';
import { entryOf } from './facts';
import { messageAt } from './message-at';
import type { Names } from './names';
import { narrateChanged, narrateIgnored } from './narrate-change';
import { narrateDecision } from './narrate-decision';
import { narrateDeliveryTimer } from './narrate-delivery';
import { narrateNothingToEdit } from './narrate-edit';
import {
  aboutMessage,
  narrateAnswer,
  narrateArrived,
  narrateConcluded,
  narrateHandled,
} from './narrate-message';
import { narrateTrouble } from './narrate-trouble';
import { isStoreQuestion, narrateQuery, narrateQueryReply } from './narrate-query';
import { messageNoun, plainText, quoted, spaced } from './words';

/** What a record tells, but for a message that sets out (`narrate-sent.ts`). */
export function narrateRecord(
  record: Exclude<TraceRecord, Sent>,
  trace: readonly TraceRecord[],
  names: Names,
): string {
  switch (record.kind) {
    case 'arrived':
      return narrateArrived(record, trace, names);
    case 'handled':
      return narrateHandled(record, trace, names);
    case 'query':
      return narrateQuery(record, names);
    case 'reply': {
      const request = trace[record.request - 1];
      const isFromStore = request === undefined ? isStoreQuestion(record.name) : request.kind === 'query';
      return isFromStore ? narrateQueryReply(record, request, names) : narrateAnswer(record, trace, names);
    }
    case 'concluded':
      return narrateConcluded(record, names);
    case 'decision':
      return narrateDecision(record, names);
    case 'changed':
      return narrateChanged(record, trace, names);
    case 'ignored':
      return narrateIgnored(record, trace, names);
    case 'rendered':
      return narrateRendered(record, names);
    case 'received':
      return narrateReceived(record, names);
    case 'failed':
      return narrateFailed(record, trace, names);
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return narrateTimer(record, trace, names);
    case 'fault':
    case 'duplicated':
    case 'disturbed':
    case 'lost':
    case 'timed-out':
    case 'node-down':
    case 'node-up':
      return narrateTrouble(record, trace, names);
    case 'limit-reached':
      return `The run stops here: it has reached its limit of ${record.value} ${spaced(record.limit)}`;
    default:
      return laterKind(record, names);
  }
}

function narrateRendered({ node, channel, recipient, subject, body }: Rendered, names: Names): string {
  const text = `${messageNoun(channel)} ${quoted(subject ?? body)}`;
  return `${names.nodeTitle(node)} renders the ${text} for ${names.recipientName(recipient)}`;
}

/** Where a message arrives, by channel. */
const devices: { readonly [channel: string]: string } = { email: 'inbox', sms: 'phone', push: 'device' };

function narrateReceived({ node, channel, to, subject, body }: Received, names: Names): string {
  const recipient = names.recipientName(to);
  const device = entryOf(devices, channel);
  const place = device === undefined || recipient === to ? recipient : `${recipient}’s ${device}`;
  return `${names.nodeTitle(node)} delivers ${quoted(subject ?? body)} to ${place}`;
}

/** Waits below this many ms are told as a length, longer ones by the clock. */
const shortWaitMs = 60_000;

function narrateTimer(
  timer: TimerSet | TimerFired | TimerCancelled,
  trace: readonly TraceRecord[],
  names: Names,
): string {
  const wait = timer.kind === 'timer-set' ? waitWords(timer, names) : '';
  if (timer.machine === 'delivery') {
    return narrateDeliveryTimer(timer, wait, trace, names);
  }
  const { kind, node, entity } = timer;
  const isRetry = timer.event === 'retryDelay';
  switch (kind) {
    case 'timer-set':
      return `${names.nodeTitle(node)} sets a timer: ${entity} waits ${wait}${isRetry ? ' before it is tried again' : ''}`;
    case 'timer-fired':
      return isRetry
        ? `The wait before ${entity} is tried again is over`
        : `The time that ${entity} waited for has come`;
    case 'timer-cancelled':
      return `${names.nodeTitle(node)} calls off the timer of ${entity}`;
  }
}

function waitWords({ at, dueAt }: TimerSet, names: Names): string {
  const delayMs = dueAt - at;
  return delayMs < shortWaitMs ? `for ${delayMs} ms` : `until ${names.moment(dueAt, at)}`;
}

function narrateFailed(failure: Failed, trace: readonly TraceRecord[], names: Names): string {
  const { node, message, handling } = failure;
  if (failure.name === 'NothingToEdit') {
    return narrateNothingToEdit(failure);
  }
  const title = names.nodeTitle(node);
  const handled = handling === undefined ? undefined : messageAt(trace, handling);
  const reason = plainText(message, names);
  return handled === undefined
    ? `${title} runs into an error: ${reason}`
    : `${title} could not process ${handled.name}${aboutMessage(handled.seq, trace, names)}: ${reason}`;
}

/** A record of a later version may be of a kind that is not known here. */
function laterKind(record: { readonly kind: string; readonly node: NodeId }, names: Names): string {
  return `${names.nodeTitle(record.node)}: ${spaced(record.kind)}`;
}
