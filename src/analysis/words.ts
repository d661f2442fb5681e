import { type Facts, formatCents, type Json, type State } from '../simulation';
import { entryOf, factsOf, listOf, numberOf, textOf } from './facts';
import type { Names } from './names';

/** Values as a sentence says them. */

/** One line that starts with a capital letter, whatever went into it. */
export function sentence(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** `email`, `email and SMS`, `email, SMS and push` */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 item`, `3 items` */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** Some text in quotation marks, cut where it gets long. */
export function quoted(text: string): string {
  if (text.length <= 72) return `“${text}”`;
  const cut = text.slice(0, 71);
  const lastSpace = cut.lastIndexOf(' ');
  return `“${cut.slice(0, lastSpace > 40 ? lastSpace : 71).trimEnd()} …”`;
}

/** `$119.99`; what is no amount is called one. */
export function amount(cents: Json | undefined): string {
  const value = numberOf(cents);
  return value === undefined ? 'an amount' : formatCents(value);
}

/** A notification type or category in words: `order_shipped` → `order shipped`. */
export function spaced(name: string): string {
  return name.replaceAll(/[_-]+/g, ' ');
}

/** A channel within a sentence: `email`, `SMS`. */
export function channelWord(channel: string): string {
  return channel === 'sms' ? 'SMS' : channel;
}

/** What a channel brings: `email`, `SMS`; into the mailbox, a `message`. */
export function messageNoun(channel: string | undefined): string {
  return channel === undefined || channel === 'mailbox' ? 'message' : channelWord(channel);
}

export function channelWords(channels: readonly string[]): string {
  return listed(channels.map(channelWord));
}

/** `order shipped email`, `payment failed SMS` */
export function messageWords(facts: Facts): string {
  const type = textOf(facts['notificationType']) ?? textOf(facts['type']);
  return `${type === undefined ? 'a' : spaced(type)} ${messageNoun(textOf(facts['channel']))}`;
}

/** `2 × Wireless Router X500 and 1 × USB-C Hub Pro`; what is beyond three is counted. */
export function itemWords(items: Json | undefined, names: Names): string {
  const words = listOf(items).map((item) => {
    const { productId, quantity } = factsOf(item);
    return `${numberOf(quantity) ?? 1} × ${productWord(productId, names)}`;
  });
  if (words.length === 0) return 'no items';
  return words.length <= 3 ? listed(words) : `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`;
}

export function productWord(id: Json | undefined, names: Names): string {
  const known = textOf(id);
  return known === undefined ? 'a product' : names.productName(known);
}

export function productWords(ids: readonly string[], names: Names): string {
  return listed(ids.map((id) => names.productName(id)));
}

export function customerWord(id: Json | undefined, names: Names): string {
  const known = textOf(id);
  return known === undefined ? 'a customer' : names.customerName(known);
}

/** Whom a message is for; who is nobody’s customer is the warehouse. Undefined where nothing is said of it. */
export function addresseeWord({ customerId, recipient }: Facts, names: Names): string | undefined {
  const id = textOf(customerId);
  if (id !== undefined) return names.customerName(id);
  const address = textOf(recipient);
  if (address !== undefined) return names.recipientName(address);
  return customerId === null ? 'the warehouse' : undefined;
}

export function orderWord(id: Json | undefined): string {
  const known = textOf(id);
  return known === undefined ? 'an order' : `order ${known}`;
}

/** `2 × USB-C Hub Pro` */
export function quantityWords(quantity: Json | undefined, productId: Json | undefined, names: Names): string {
  return `${numberOf(quantity) ?? 1} × ${productWord(productId, names)}`;
}

/** The name of a message within a sentence: a path goes without its parameters. */
export function nameWord(name: string): string {
  return name.replaceAll(/\/?\{[^{}]*\}/g, '');
}

/** What an answer that is an error says, with names in place of ids. */
export function errorWords(payload: Json, names: Names): string {
  const { name, message } = factsOf(payload);
  return plainText(textOf(message) ?? textOf(name) ?? 'an unknown error', names);
}

/** A text for developers with names in place of ids. */
export function plainText(text: string, names: Names): string {
  return nameWord(text)
    .replaceAll(/\bcust-\w+/g, (id) => names.customerName(id))
    .replaceAll(/\bprod-\w+/g, (id) => names.productName(id))
    .replaceAll(/\bnotification-(?:service|api)\b/g, (id) => partWord(id, names))
    .replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/g, spaced);
}

/** A part of the shop as recordings name it, whether this run has it or not. */
export function partWord(name: string, names: Names): string {
  if (names.nodeRole(name) !== undefined) return names.nodeTitle(name);
  if (name !== 'notifications' && !engines.includes(name)) return entryOf(otherParts, name) ?? name;
  const engine = engines.find((id) => names.nodeRole(id) !== undefined);
  return engine === undefined ? 'Notifications' : names.nodeTitle(engine);
}

/** What `notifications` stands for, in each architecture. */
const engines: readonly string[] = ['notification-service', 'notification-api'];

/** Parts that not every run has. */
const otherParts: { readonly [id: string]: string } = {
  analytics: 'Analytics',
  accounts: 'Accounts',
  bus: 'Event bus',
  relay: 'Outbox relay',
  correlator: 'Event correlator',
};

const lifeStates: { readonly [state: string]: string } = {
  'pending.ready': 'pending',
  'pending.scheduled': 'scheduled',
  'pending.sending': 'being sent',
  'failed.retryable': 'failed, and can be retried',
  'failed.backingOff': 'failed, and is tried again by itself',
  'failed.exhausted': 'failed for good, no retry is left',
  backingOff: 'waiting to be tried again',
  deadLettered: 'dead-lettered',
};

/** A state of a machine within a sentence: `it is already …`. */
export function stateWords(state: string): string {
  return entryOf(lifeStates, state) ?? state.replaceAll('.', ', ');
}

/** A state or an attribute as text. */
export function valueWord(value: State): string {
  return value === null ? 'nothing' : String(value);
}
