import type { Arrived, Concluded, Handled, Json, Reply, TraceRecord, Facts } from '../simulation';
import { factsOf, textOf } from './facts';
import { messageAt } from './message-at';
import { gistOf } from './message-gist';
import type { Names } from './names';
import { narrateAcknowledged } from './narrate-delivery';
import { about, attemptOf, detail, isReport } from './narrate-sent';
import { resultWords } from './result-words';
import { errorWords, nameWord } from './words';

/** Sentences for messages that arrive: commands, events, calls, deliveries, acknowledgements, and answers to them. */

export function narrateArrived(record: Arrived, trace: readonly TraceRecord[], names: Names): string {
  const { form, name, node, from } = record;
  const receiver = names.nodeTitle(node);
  const sender = names.nodeTitle(from);
  const message = messageAt(trace, record.message);
  const payload = message?.payload ?? {};
  const gist = message === undefined ? {} : gistOf(name, payload, names);
  const copy = message?.kind === 'duplicated' ? ', a second copy' : '';
  switch (form) {
    case 'command':
      return `${receiver} receives ${name}${about(gist)}${copy}`;
    case 'event':
      return isReport(from, names)
        ? `${receiver} hears from ${sender}${detail(gist)}${copy}`
        : `${receiver} receives ${name}${about(gist)}${copy}`;
    case 'call': {
      const attempt = attemptOf(payload);
      const what = attempt === undefined ? detail(gist) : `${about(gist)}, attempt ${attempt}`;
      return `${receiver} receives ${nameWord(name)} from ${sender}${what}${copy}`;
    }
    case 'delivery':
      return `${receiver} takes ${name} from ${sender}${copy}`;
    case 'acknowledgement':
      return `${narrateAcknowledged(record, payload, names)}${copy}`;
  }
}

export function narrateHandled(record: Handled, trace: readonly TraceRecord[], names: Names): string {
  const title = names.nodeTitle(record.node);
  const handled = messageAt(trace, record.message);
  if (handled?.form === 'acknowledgement') {
    const event = textOf(handled.payload['eventType']) ?? 'an event';
    return `${title} is done with what ${names.nodeTitle(handled.node)} said of ${event}`;
  }
  return `${title} is done with ${record.name}${aboutMessage(record.message, trace, names)}`;
}

/** ` for ord-001`, of a message that is known. */
export function aboutMessage(seq: number, trace: readonly TraceRecord[], names: Names): string {
  const message = messageAt(trace, seq);
  return message === undefined ? '' : about(gistOf(message.name, message.payload, names));
}

export function narrateAnswer(reply: Reply, trace: readonly TraceRecord[], names: Names): string {
  const { node, to, name, ok, payload } = reply;
  const answers = `${names.nodeTitle(node)} answers ${names.nodeTitle(to)}`;
  if (!ok) return `${answers} with an error: ${errorWords(payload, names)}`;
  const isDelivery = messageAt(trace, reply.request)?.form === 'delivery';
  return `${answers}: ${isDelivery ? receiptWords(name, factsOf(payload)) : resultWords(name, payload, names)}`;
}

export function narrateConcluded({ node, name, ok, payload }: Concluded, names: Names): string {
  const actor = names.nodeTitle(node);
  if (ok) return `${actor} has the answer to ${name}: ${resultWords(name, payload, names)}`;
  return `${actor} learns that ${name} ${verdictOn(payload)}: ${errorWords(payload, names)}`;
}

/** What nobody refused went wrong. */
function verdictOn(payload: Json): string {
  return mishaps.has(textOf(factsOf(payload)['name']) ?? '') ? 'failed' : 'was refused';
}

const mishaps: ReadonlySet<string> = new Set(['TimedOut', 'MalformedMessage', 'Error']);

function receiptWords(notificationId: string, { status, error }: Facts): string {
  const reason = textOf(error);
  const outcome = status === 'failed' ? 'could not be sent' : 'is sent';
  return `${notificationId} ${outcome}${reason === undefined ? '' : `, ${reason}`}`;
}
