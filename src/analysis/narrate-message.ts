import type { Arrived, Concluded, Facts, Handled, Json, Reply, Sent, TraceRecord } from '../simulation';
import { entryOf, factsOf, listOf, numberOf, textOf, textsOf } from './facts';
import { gistOf, type Gist } from './message-gist';
import type { Names } from './names';
import {
  amount,
  channelWord,
  channelWords,
  counted,
  errorWords,
  listed,
  orderWord,
  productWord,
  spaced,
} from './words';

/** Sentences for messages between nodes: commands, events, calls, deliveries, and the answers to them. */

export function narrateSent({ form, name, payload, node, to }: Sent, names: Names): string {
  const sender = names.nodeTitle(node);
  const receiver = names.nodeTitle(to);
  const gist = gistOf(name, payload, names);
  switch (form) {
    case 'command':
      return `${sender} sends ${name}${about(gist)} to ${receiver}${detail(gist)}`;
    case 'event':
      return names.nodeRole(node) === 'bus'
        ? `${sender} passes ${name}${about(gist)} on to ${receiver}`
        : `${sender} publishes ${name}${detail(gist)}`;
    case 'call':
      return `${sender} calls ${receiver} and waits: ${name}${gist.detail === undefined ? '' : `, ${gist.detail}`}`;
    case 'delivery':
      return `${sender} gives ${name} to ${receiver}${recipient(payload, names)}`;
  }
}

/** @param sent the message that arrived, where it is known. */
export function narrateArrived(
  { form, name, node, from }: Arrived,
  sent: TraceRecord | undefined,
  names: Names,
): string {
  const receiver = names.nodeTitle(node);
  const gist = sent?.kind === 'sent' ? gistOf(name, sent.payload, names) : {};
  switch (form) {
    case 'command':
    case 'event':
      return `${receiver} receives ${name}${about(gist)}`;
    case 'call':
      return `${receiver} receives ${name} from ${names.nodeTitle(from)}${detail(gist)}`;
    case 'delivery':
      return `${receiver} takes ${name} from ${names.nodeTitle(from)}`;
  }
}

/** @param sent the event that was handled, where it is known. */
export function narrateHandled({ name, node }: Handled, sent: TraceRecord | undefined, names: Names): string {
  const gist = sent?.kind === 'sent' ? gistOf(name, sent.payload, names) : {};
  return `${names.nodeTitle(node)} is done with ${name}${about(gist)}`;
}

/** @param request the command, call or delivery that is answered, where it is known. */
export function narrateAnswer(reply: Reply, request: TraceRecord | undefined, names: Names): string {
  const { node, to, name, ok, payload } = reply;
  const answers = `${names.nodeTitle(node)} answers ${names.nodeTitle(to)}`;
  if (!ok) return `${answers} with an error: ${errorWords(payload, names)}`;
  const isDelivery = request?.kind === 'sent' && request.form === 'delivery';
  return `${answers}: ${isDelivery ? receiptWords(name, factsOf(payload)) : resultWords(name, payload, names)}`;
}

export function narrateConcluded({ node, name, ok, payload }: Concluded, names: Names): string {
  const actor = names.nodeTitle(node);
  return ok
    ? `${actor} has the answer to ${name}: ${resultWords(name, payload, names)}`
    : `${actor} learns that ${name} was refused: ${errorWords(payload, names)}`;
}

function about({ about: thing }: Gist): string {
  return thing === undefined ? '' : ` for ${thing}`;
}

function detail({ detail: words }: Gist): string {
  return words === undefined ? '' : `: ${words}`;
}

function recipient({ to }: Facts, names: Names): string {
  const address = textOf(to);
  return address === undefined ? '' : ` for ${names.recipientName(address)}`;
}

function receiptWords(notificationId: string, { status, error }: Facts): string {
  const reason = textOf(error);
  const outcome = status === 'failed' ? 'could not be sent' : 'is sent';
  return `${notificationId} ${outcome}${reason === undefined ? '' : `, ${reason}`}`;
}

/** What comes of a command or call, after a colon. */
function resultWords(name: string, payload: Json, names: Names): string {
  return (entryOf(results, name) ?? anyResult)(payload, names) ?? `${name} is done`;
}

type Result = (payload: Json, names: Names) => string | undefined;

/** `ord-001 is SHIPPED`; undefined where the answer says nothing of the kind. */
const anyResult: Result = (payload, names) => {
  const { orderId, productId, status } = factsOf(payload);
  const now = textOf(status);
  if (textOf(orderId) === undefined || now === undefined) return undefined;
  const item = textOf(productId) === undefined ? '' : `${productWord(productId, names)} in `;
  return `${item}${orderWord(orderId)} is ${now}`;
};

const price: Result = (payload) => `the price is ${amount(factsOf(payload)['priceCents'])}`;

const results: { readonly [name: string]: Result } = {
  PlaceOrder: (payload) => {
    const { orderId, totalCents } = factsOf(payload);
    return `${orderWord(orderId)} is placed, ${amount(totalCents)}`;
  },
  UpdatePrice: price,
  DiscountPrice: price,
  FailPayment: (payload) => {
    const { paymentId, attempt } = factsOf(payload);
    return `the failure is recorded as ${textOf(paymentId) ?? 'a payment'}, attempt ${numberOf(attempt) ?? 1}`;
  },
  RetryNotification: (payload) => {
    const { notificationId, retryCount } = factsOf(payload);
    return `${textOf(notificationId) ?? 'it'} is tried again, retry ${numberOf(retryCount) ?? 1}`;
  },
  CancelNotification: (payload) => `${textOf(factsOf(payload)['notificationId']) ?? 'it'} is cancelled`,
  ProcessScheduledNotifications: (payload) => {
    const due = textsOf(factsOf(payload)['dispatched']);
    return due.length === 0
      ? 'nothing was due'
      : `${counted(due.length, 'notification')} dispatched, ${listed(due)}`;
  },
  ReadFeed: (payload) => `the feed holds ${counted(listOf(payload).length, 'notification')}`,
  'POST /notify': (payload) => {
    const { results: channels, stoppedBy } = factsOf(payload);
    const rule = textOf(stoppedBy);
    return rule === undefined
      ? channelResults(listOf(channels).map(factsOf))
      : `nothing is sent, the ${spaced(rule)} rule stopped it`;
  },
};

/** `email and SMS accepted; push failed, no device` */
function channelResults(channels: readonly Facts[]): string | undefined {
  const accepted = channels.filter(({ success }) => success !== false).map(channelOf);
  const failed = channels
    .filter(({ success }) => success === false)
    .map(
      (result) => `${channelWord(channelOf(result))} failed, ${textOf(result['error']) ?? 'no reason given'}`,
    );
  const parts = accepted.length === 0 ? failed : [`${channelWords(accepted)} accepted`, ...failed];
  return parts.length === 0 ? undefined : parts.join('; ');
}

function channelOf({ channel }: Facts): string {
  return textOf(channel) ?? 'a channel';
}
