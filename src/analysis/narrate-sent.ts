import type { Facts, NodeId, Sent } from '../simulation';
import { numberOf, textOf } from './facts';
import { gistOf, type Gist } from './message-gist';
import type { Names } from './names';
import { inLaterWords } from './to-come';
import { nameWord } from './words';

/** Sentences for messages that set out: they tell what sets a story off, so the page begins with them. */

export function narrateSent(record: Sent, names: Names): string {
  const { form, name, payload, node, to } = record;
  const sender = names.nodeTitle(node);
  const receiver = names.nodeTitle(to);
  const gist = gistOf(name, payload, names);
  switch (form) {
    case 'command':
      return `${sender} sends ${name}${about(gist)} to ${receiver}${detail(gist)}`;
    case 'event':
      if (names.nodeRole(node) === 'bus') return `${sender} passes ${name}${about(gist)} on to ${receiver}`;
      return isReport(node, names)
        ? `${sender} reports to ${receiver}${detail(gist)}`
        : `${sender} publishes ${name}${detail(gist)}`;
    case 'call':
      return narrateCall(record, gist, names);
    case 'delivery':
      return `${sender} gives ${name} to ${receiver}${recipient(payload, names)}`;
    case 'acknowledgement':
      return inLaterWords((words) => words.narrateAcknowledgement(record, names));
  }
}

function narrateCall({ name, payload, node, to }: Sent, gist: Gist, names: Names): string {
  const [caller, receiver] = [names.nodeTitle(node), names.nodeTitle(to)];
  const call = nameWord(name);
  const attempt = attemptOf(payload);
  return attempt === undefined
    ? `${caller} calls ${receiver} and waits: ${call}${gist.detail === undefined ? '' : `, ${gist.detail}`}`
    : `${caller} tries ${call}${about(gist)} again and waits for ${receiver}: attempt ${attempt}, same idempotency key`;
}

/** Which attempt a call is; undefined for the first. */
export function attemptOf({ attempt }: Facts): number | undefined {
  return numberOf(attempt);
}

/** A channel says what became of what it had taken. */
export function isReport(node: NodeId, names: Names): boolean {
  return names.nodeRole(node) === 'channel';
}

/** ` for ord-001` */
export function about({ about: thing }: Gist): string {
  return thing === undefined ? '' : ` for ${thing}`;
}

/** `: Wireless Router X500 from $149.99 to $119.99` */
export function detail({ detail: words }: Gist): string {
  return words === undefined ? '' : `: ${words}`;
}

function recipient({ to }: Facts, names: Names): string {
  const address = textOf(to);
  return address === undefined ? '' : ` for ${names.recipientName(address)}`;
}
