import { type Facts, formatCents, type Json } from '../simulation';
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

export function channelWords(channels: readonly string[]): string {
  return listed(channels.map(channelWord));
}

/** `order shipped email`, `payment failed SMS` */
export function messageWords(facts: Facts): string {
  const type = textOf(facts['notificationType']) ?? textOf(facts['type']);
  const channel = textOf(facts['channel']);
  const words = [
    type === undefined ? 'a' : spaced(type),
    channel === undefined ? 'message' : channelWord(channel),
  ];
  return words.join(' ');
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

export function orderWord(id: Json | undefined): string {
  const known = textOf(id);
  return known === undefined ? 'an order' : `order ${known}`;
}

/** What an answer that is an error says, with names in place of ids. */
export function errorWords(payload: Json, names: Names): string {
  const { name, message } = factsOf(payload);
  const words = textOf(message) ?? textOf(name) ?? 'an unknown error';
  return words
    .replaceAll(/\bcust-\w+/g, (id) => names.customerName(id))
    .replaceAll(/\bprod-\w+/g, (id) => names.productName(id));
}

const notificationStates: { readonly [state: string]: string } = {
  'pending.ready': 'pending',
  'pending.scheduled': 'scheduled',
  'pending.sending': 'being sent',
  'failed.retryable': 'failed, and can be retried',
  'failed.exhausted': 'failed for good, no retry is left',
};

/** A state of a machine within a sentence: `it is already …`. */
export function stateWords(state: string): string {
  return entryOf(notificationStates, state) ?? state.replaceAll('.', ', ');
}
