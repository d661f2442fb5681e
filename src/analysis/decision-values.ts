import type { Decision, Json } from '../simulation';
import { entryOf, factsOf, listOf, numberOf, textOf, textsOf } from './facts';
import type { Names } from './names';
import { amount, channelWords, customerWord, listed, productWord, productWords, spaced } from './words';

/** A value that a rule looked at, in words. */
export interface DecidingValue {
  readonly label: string;
  readonly value: string;
}

/** The very values that decided, in the order in which the rule gives them. */
export function decidingValues({ because, at }: Decision, names: Names): readonly DecidingValue[] {
  return Object.entries(because).map(([field, value]) => {
    const wording = entryOf(wordings, field);
    return wording === undefined
      ? { label: labelOf(field), value: plainWords(value ?? null) }
      : { label: wording[0], value: wording[1](value ?? null, names, at) };
  });
}

type Wording = readonly [label: string, say: (value: Json, names: Names, at: number) => string];

const wordings: { readonly [field: string]: Wording } = {
  oldPriceCents: ['Old price', amount],
  newPriceCents: ['New price', amount],
  cartHolders: [
    'In the cart of',
    (ids, names) =>
      orNone(
        textsOf(ids).map((id) => names.customerName(id)),
        'nobody',
      ),
  ],
  segment: ['Customer’s segment', (segment) => textOf(segment) ?? 'none'],
  eligible: [
    'Segments that may be told',
    (eligible) => (eligible === 'all' ? 'every segment' : orNone(textsOf(eligible), 'none')),
  ],
  notificationType: ['Notification', (type) => spaced(textOf(type) ?? 'of no type')],
  unsubscribedTypes: ['Unsubscribed from', (types) => orNone(textsOf(types).map(spaced), 'nothing')],
  defaults: ['Channels of this notification', channelsOrNone],
  category: ['Kind of preference', (category) => spaced(textOf(category) ?? 'none')],
  wanted: ['Channels the customer wants', channelsOrNone],
  switchedOff: ['Channels switched off', channelsOrNone],
  preferences: [
    'Preferences',
    (preferences) => (preferences === 'set' ? 'set by the customer' : plainWords(preferences)),
  ],
  channels: ['Channels left', channelsOrNone],
  quietHours: ['Quiet hours', quietHoursWords],
  time: ['Time now', (time) => textOf(time) ?? 'unknown'],
  heldUntil: ['Held until', momentOrNot],
  scheduledFor: ['Scheduled for', momentOrNot],
  cause: ['Told of', (cause) => textOf(cause) ?? 'nothing'],
  causeType: ['Told by', plainWords],
  known: ['There already', plainWords],
  idempotency: ['Idempotency', plainWords],
  before: ['It is already', plainWords],
  eventType: ['Event', plainWords],
  eventId: ['Its id', plainWords],
  productId: ['Product', productWord],
  ordered: ['Ordered', plainWords],
  stock: ['In stock', plainWords],
  cartOf: ['Cart of', customerWord],
  items: ['In the cart', (ids, names) => orNone([productWords(textsOf(ids), names)], 'nothing')],
  registered: ['Newly registered', customerWord],
  mailbox: ['Mailbox', plainWords],
  orderId: ['Order', plainWords],
  customerId: ['Customer', customerWord],
  shipped: ['Shipped', (ids, names) => orNone([productWords(textsOf(ids), names)], 'nothing yet')],
  open: ['Still open', (ids, names) => orNone([productWords(textsOf(ids), names)], 'nothing')],
};

function channelsOrNone(channels: Json): string {
  return orNone([channelWords(textsOf(channels))], 'none');
}

function quietHoursWords(quietHours: Json): string {
  const { from, to } = factsOf(quietHours);
  return textOf(from) === undefined ? 'none' : `${plainWords(from ?? null)}–${plainWords(to ?? null)}`;
}

function momentOrNot(moment: Json, names: Names, at: number): string {
  const ms = numberOf(moment);
  return ms === undefined ? 'not held' : names.moment(ms, at);
}

function orNone(words: readonly string[], none: string): string {
  return listed(words.filter((word) => word !== '')) || none;
}

function plainWords(value: Json): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return orNone(listOf(value).map(plainWords), 'none');
  if (typeof value !== 'object') return String(value);
  const words = Object.entries(factsOf(value)).map(([field, part]) => `${field} ${plainWords(part ?? null)}`);
  return orNone(words, 'none');
}

/** `retryCount` → `Retry count` */
function labelOf(field: string): string {
  const words = field.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
