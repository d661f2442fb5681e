import type { NodeId, Received, Rendered, TimerSet, TraceRecord } from '../simulation';
import { entryOf } from './facts';
import type { Names } from './names';
import { narrateChanged, narrateIgnored } from './narrate-change';
import { narrateDecision } from './narrate-decision';
import {
  narrateAnswer,
  narrateArrived,
  narrateConcluded,
  narrateHandled,
  narrateSent,
} from './narrate-message';
import { isStoreQuestion, narrateQuery, narrateQueryReply } from './narrate-query';
import { channelWord, quoted, sentence, spaced } from './words';

/**
 * Says in one plain sentence what a record tells: present tense, people by name, money as `$119.99`. Whatever is not known
 * (another version's kinds, a scenario's own names) has a plainer sentence; none is refused.
 * @param trace the trace of the record, where the message that arrived or the question that is answered is looked up.
 */
export function narrate(record: TraceRecord, trace: readonly TraceRecord[], names: Names): string {
  return sentence(tell(record, trace, names));
}

function tell(record: TraceRecord, trace: readonly TraceRecord[], names: Names): string {
  switch (record.kind) {
    case 'sent':
      return narrateSent(record, names);
    case 'arrived':
      return narrateArrived(record, trace[record.message - 1], names);
    case 'handled':
      return narrateHandled(record, trace[record.message - 1], names);
    case 'query':
      return narrateQuery(record, names);
    case 'reply': {
      const request = trace[record.request - 1];
      const isFromStore = request === undefined ? isStoreQuestion(record.name) : request.kind === 'query';
      return isFromStore ? narrateQueryReply(record, request, names) : narrateAnswer(record, request, names);
    }
    case 'concluded':
      return narrateConcluded(record, names);
    case 'decision':
      return narrateDecision(record, names);
    case 'changed':
      return narrateChanged(record, names);
    case 'ignored':
      return narrateIgnored(record, names);
    case 'rendered':
      return narrateRendered(record, names);
    case 'received':
      return narrateReceived(record, names);
    case 'failed':
      return `${names.nodeTitle(record.node)} runs into an error: ${record.message}`;
    case 'timer-set':
      return narrateTimerSet(record, names);
    case 'timer-fired':
      return `The time that ${record.entity} waited for has come`;
    case 'timer-cancelled':
      return `${names.nodeTitle(record.node)} calls off the timer of ${record.entity}`;
    case 'limit-reached':
      return `The run stops here: it has reached its limit of ${record.value} ${spaced(record.limit)}`;
    default:
      return laterKind(record, names);
  }
}

function narrateRendered({ node, channel, recipient, subject, body }: Rendered, names: Names): string {
  const text = `${channelWord(channel)} ${quoted(subject ?? body)}`;
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

function narrateTimerSet({ node, entity, at, dueAt }: TimerSet, names: Names): string {
  const delayMs = dueAt - at;
  const wait = delayMs < shortWaitMs ? `for ${delayMs} ms` : `until ${names.moment(dueAt, at)}`;
  return `${names.nodeTitle(node)} sets a timer: ${entity} waits ${wait}`;
}

/** A record of a later version may be of a kind that is not known here. */
function laterKind(record: { readonly kind: string; readonly node: NodeId }, names: Names): string {
  return `${names.nodeTitle(record.node)}: ${spaced(record.kind)}`;
}
