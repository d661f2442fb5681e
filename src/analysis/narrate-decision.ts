import type { Decision, Facts, Json } from '../simulation';
import { entryOf, factsOf, numberOf, textOf, textsOf } from './facts';
import type { Names } from './names';
import {
  addresseeWord,
  amount,
  channelWords,
  counted,
  listed,
  orderWord,
  productWord,
  productWords,
  quantityWords,
  spaced,
} from './words';

/** The sentence of a decision: the rule, what it decided, and the values that decided. */
export function narrateDecision(decision: Decision, names: Names): string {
  return (entryOf(rules, decision.rule) ?? anyRule)(decision, names);
}

type Rule = (decision: Decision, names: Names) => string;

const rules: { readonly [rule: string]: Rule } = {
  'price-drop': ({ subject, outcome, because: { oldPriceCents, newPriceCents } }, names) => {
    const change = `from ${amount(oldPriceCents)} to ${amount(newPriceCents)}`;
    return outcome === 'stopped'
      ? `Price rule: ${productWord(subject, names)} went ${change}; only a drop is worth a message, so nobody is told`
      : `Price rule: ${productWord(subject, names)} dropped ${change}, which is worth a message`;
  },

  audience: ({ subject, because }, names) => {
    const { orderId, cartOf, items, registered, mailbox } = because;
    const customer = names.customerName(subject);
    if (textOf(orderId) !== undefined) return `Audience: ${orderWord(orderId)} is ${customer}’s`;
    if (textOf(cartOf) !== undefined)
      return `Audience: the cart with ${productWords(textsOf(items), names)} is ${customer}’s`;
    if (textOf(registered) !== undefined) return `Audience: ${customer} is new and is welcomed`;
    if (textOf(mailbox) !== undefined) {
      const type = textOf(because['notificationType']);
      const news = type === undefined ? 'news of stock is' : `${spaced(type)} messages are`;
      return `Audience: ${news} for the warehouse (${subjectWord(subject, names)})`;
    }
    const holders = textsOf(because['cartHolders']).map((id) => names.customerName(id));
    const product = productWord(subject, names);
    return holders.length === 0
      ? `Audience: nobody has ${product} in a cart, so nobody is told`
      : `Audience: ${listed(holders)} ${holders.length === 1 ? 'has' : 'have'} ${product} in the cart`;
  },

  segment: ({ subject, outcome, because: { notificationType, segment, eligible } }, names) => {
    const customer = names.customerName(subject);
    const segments = eligible === 'all' ? 'all segments' : listed(textsOf(eligible));
    const messages = `${spaced(textOf(notificationType) ?? 'such')} messages`;
    const rule = `Segment rule: ${customer} is ${textOf(segment) ?? 'in no segment'}; ${messages} go to ${segments}`;
    return outcome === 'stopped' ? `${rule}, so ${firstNameIn(customer)} gets none` : rule;
  },

  subscription: ({ subject, outcome, because: { notificationType } }, names) => {
    const customer = names.customerName(subject);
    const messages = `${spaced(textOf(notificationType) ?? 'such')} messages`;
    return outcome === 'stopped'
      ? `Subscription: ${customer} has unsubscribed from ${messages}, so nothing is sent`
      : `Subscription: ${customer} has not unsubscribed from ${messages}`;
  },

  channels: ({ subject, because }, names) => {
    const customer = names.customerName(subject);
    const channels = textsOf(because['channels']);
    const leftOut = channelsLeftOut(because, channels);
    if (channels.length > 0) {
      return `Channels for ${customer}: ${channelWords(channels)}${leftOut === '' ? '' : ` (${leftOut})`}`;
    }
    return `Channels for ${customer}: no enabled channel is left${leftOut === '' ? '' : `; ${leftOut}`}`;
  },

  'quiet-hours': ({ subject, outcome, because }, names) => {
    const customer = names.customerName(subject);
    const { from, to } = factsOf(because['quietHours']);
    const time = textOf(because['time']) ?? 'now';
    const until = textOf(to) ?? 'they end';
    if (textOf(from) === undefined) return `Quiet hours: ${customer} has none, so nothing is held back`;
    const hours = `${customer}’s ${textOf(from) ?? ''}–${until}`;
    return outcome === 'held'
      ? `Quiet hours: ${time} is within ${hours}, so it is held until ${until}`
      : `Quiet hours: ${time} is outside ${hours}, so nothing is held back`;
  },

  duplicate: ({ subject, outcome, because }, names) => {
    const { notificationType, cause, known, idempotency } = because;
    const type = `“${spaced(textOf(notificationType) ?? 'such')}”`;
    const customerId = subject === 'warehouse' ? null : subject;
    const addressee = addresseeWord({ customerId }, names) ?? 'nobody';
    const origin = originWord(cause);
    if (outcome === 'stopped')
      return `Duplicate: ${addressee} was told ${type} for ${origin} before, so nothing is sent`;
    if (textOf(idempotency) === 'off')
      return `Duplicates: idempotency is off, so nobody asks whether ${addressee} was told ${type} before`;
    return textsOf(known).length === 0
      ? `Not a duplicate: it is the first ${type} to ${addressee} for ${origin}`
      : `In part a duplicate: ${listed(textsOf(known))} to ${addressee} is there already, other channels are not`;
  },

  news: ({ node, because: { eventType } }, names) =>
    `${names.nodeTitle(node)} has nobody to tell of ${textOf(eventType) ?? 'this'}, so it does nothing`,

  idempotency: (decision, names) => {
    const say = entryOf(repetitions, textOf(decision.because['before']) ?? '');
    const words = say?.(decision, names) ?? 'has done this before, so it does nothing';
    return `Idempotency: ${names.nodeTitle(decision.node)} ${words}`;
  },

  stock: ({ subject, because: { ordered, stock } }, names) =>
    `Stock: ${quantityWords(ordered, subject, names)} ${ordered === 1 ? 'is' : 'are'} ordered and ${numberOf(stock) ?? 'too few'} ${stock === 1 ? 'is' : 'are'} there; the order stands`,

  schedule: ({ at, subject, because: { scheduledFor } }, names) => {
    const dueAt = numberOf(scheduledFor);
    const until = dueAt === undefined ? 'later' : names.moment(dueAt, at);
    return `Schedule: ${subject} is scheduled for ${until}, so it is not sent yet`;
  },

  'order-complete': ({ subject, outcome, because }, names) => {
    const shipped = textsOf(because['shipped']);
    const open = textsOf(because['open']);
    if (outcome === 'complete') {
      const verb = shipped.length === 1 ? 'has' : 'have';
      return `Order ${subject} is complete: ${productWords(shipped, names)} ${verb} shipped and nothing is open`;
    }
    if (outcome === 'nothing to ship') {
      return `Order ${subject} has nothing left to ship, so there is nothing to tell`;
    }
    return `Order ${subject} is not complete yet: ${counted(open.length, 'item')} still open, ${productWords(open, names)}`;
  },
};

/** What a notification is told for, by its id: calls and requests have ids of their own, all others are events. */
export function originWord(cause: Json | undefined): 'this event' | 'this request' {
  return /^(?:key|req)-\d+$/.test(textOf(cause) ?? '') ? 'this request' : 'this event';
}

/** What was done before, by whoever would do it again. */
const repetitions: { readonly [before: string]: Rule } = {
  processed: ({ because: { eventType } }) =>
    `has processed this ${textOf(eventType) ?? 'event'} before, so it does nothing`,
  'under way': ({ because: { eventType } }) =>
    `is processing this ${textOf(eventType) ?? 'event'} already, so it does nothing`,
  delivered: ({ subject }) => `has delivered ${subject} before, so it does not deliver it again`,
  counted: ({ because: { orderId } }) =>
    `has counted ${orderWord(orderId)} before, so it does not count it again`,
  'taken from stock': ({ because: { quantity, productId } }, names) =>
    `has taken ${quantityWords(quantity, productId, names)} from stock before, so it takes nothing now`,
};

const anyRule: Rule = ({ rule, subject, outcome }, names) => {
  const name = names.customerName(subject);
  const about = name === subject ? names.productName(subject) : name;
  return `Rule ${spaced(rule)} on ${about}: ${spaced(outcome)}`;
};

/** Why channels that the type would use are not used: `push is not among the channels wanted for order updates`. */
function channelsLeftOut(because: Facts, used: readonly string[]): string {
  const off = textsOf(because['switchedOff']);
  const unused = textsOf(because['defaults']).filter((channel) => !used.includes(channel));
  const switchedOff = unused.filter((channel) => off.includes(channel));
  const unwanted = unused.filter((channel) => !off.includes(channel));
  const category = spaced(textOf(because['category']) ?? 'this');
  const hasNone = textOf(because['preferences'])?.startsWith('none') === true;
  const reasons = [
    ...(hasNone ? ['no preferences are set, so email only'] : []),
    ...(switchedOff.length === 0
      ? []
      : [`${channelWords(switchedOff)} ${areOrIs(switchedOff)} switched off`]),
    ...(unwanted.length === 0 || hasNone
      ? []
      : [`${channelWords(unwanted)} ${areOrIs(unwanted)} not wanted for ${category}`]),
  ];
  return reasons.join('; ');
}

/** A product, a customer or else an order, whichever news for the warehouse is about. */
function subjectWord(subject: string, names: Names): string {
  const name = [names.productName(subject), names.customerName(subject)].find((word) => word !== subject);
  return name ?? orderWord(subject);
}

function areOrIs(things: readonly string[]): string {
  return things.length === 1 ? 'is' : 'are';
}

function firstNameIn(name: string): string {
  return name.split(' ', 1)[0] ?? name;
}
