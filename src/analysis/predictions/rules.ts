import type { Decision, Query, Reply } from '../../simulation';
import { entryOf, factsOf, listOf, textOf, textsOf } from '../facts';
import type { Names } from '../names';
import type { Alternative, PredictionContext, Question } from './predictions';
import { addresseeWord, amount, channelWords, listed, productWord, spaced } from '../words';

/**
 * What each rule can decide, with the words for it. A test holds this against every decision of every scenario: no outcome is
 * missing, and none is made up. Rules that only ever say one thing, or leave no record when they say the other, are not asked.
 */
export const outcomesOfRules: {
  readonly [rule: string]: { readonly [outcome: string]: string };
} = {
  'price-drop': { passed: 'Yes, people may be told', stopped: 'No, nobody is told' },
  segment: { passed: 'Yes, the segment may be told', stopped: 'No, the segment is not told' },
  subscription: { passed: 'Yes, nothing was unsubscribed', stopped: 'No, not any more' },
  'quiet-hours': { passed: 'It may be sent at its time', held: 'It is held until they are over' },
  duplicate: { passed: 'No, something is new', stopped: 'Yes, so nothing is sent' },
};

/** What may be asked before a rule decides; undefined for a rule that leaves nothing open. */
export function ruleQuestion(decision: Decision, names: Names): Question | undefined {
  const { rule, seq, outcome: right } = decision;
  if (rule === 'channels') return channelsQuestion(decision, names);
  const outcomes = entryOf(outcomesOfRules, rule);
  const ask = entryOf(questions, rule);
  if (outcomes === undefined || ask === undefined || !Object.hasOwn(outcomes, right)) return undefined;
  const alternatives = Object.entries(outcomes).map(([id, label]) => ({ id, label }));
  return { seq, text: ask(decision, names), alternatives, right };
}

type Ask = (decision: Decision, names: Names) => string;

const questions: { readonly [rule: string]: Ask } = {
  'price-drop': ({ subject, because: { oldPriceCents, newPriceCents } }, names) =>
    `${productWord(subject, names)} goes from ${amount(oldPriceCents)} to ${amount(newPriceCents)}. Is that worth a message?`,
  segment: ({ subject, because: { notificationType } }, names) =>
    `May ${names.customerName(subject)} get ${messagesOf(notificationType)}, by segment?`,
  subscription: ({ subject, because: { notificationType } }, names) =>
    `Does ${names.customerName(subject)} still want ${messagesOf(notificationType)}?`,
  'quiet-hours': ({ subject }, names) =>
    `Do quiet hours of ${names.customerName(subject)} hold the message back?`,
  duplicate: ({ subject, because: { notificationType, causeType } }, names) => {
    const customerId = subject === 'warehouse' ? null : subject;
    const addressee = addresseeWord({ customerId }, names) ?? subject;
    const cause = textOf(causeType) ?? 'event';
    return `Was ${addressee} told ${messagesOf(notificationType)} for this ${cause} before?`;
  },
};

function messagesOf(type: Decision['because'][string]): string {
  return `“${spaced(textOf(type) ?? 'such')}”`;
}

/** Which of a type’s channels are left: any of them can be, together or alone, or none. */
function channelsQuestion({ seq, subject, because }: Decision, names: Names): Question | undefined {
  const defaults = textsOf(because['defaults']);
  const left = textsOf(because['channels']);
  const sets = [...withAll(defaults), [], left, ...defaults.map((channel) => [channel])];
  return setQuestion(
    seq,
    `Which channels are left for ${names.customerName(subject)}?`,
    sets,
    left,
    (channels) => (channels.length === 0 ? 'None, so nothing is sent' : channelWords(channels)),
  );
}

function withAll(channels: readonly string[]): readonly (readonly string[])[] {
  return channels.length === 0 ? [] : [channels];
}

/**
 * Whom a product concerns: those who have it in the cart. The answer of the store says who they are; what it would say of the
 * other products in carts it could say of this one.
 */
export function audienceQuestion(
  { seq, payload }: Reply,
  { parameters: { productId } }: Query,
  { names, carts }: PredictionContext,
): Question | undefined {
  const holders = listOf(payload).flatMap((cart) => textOf(factsOf(cart)['customerId']) ?? []);
  const products = [...new Set(carts.flatMap(({ items }) => items.map((item) => item.productId)))].sort();
  const holding = products.map((product) =>
    carts
      .filter(({ items }) => items.some((item) => item.productId === product))
      .map(({ customerId }) => customerId),
  );
  return setQuestion(
    seq,
    `Whom does ${productWord(productId, names)} concern, because it is in the cart?`,
    [[], ...holding],
    holders,
    (ids) => (ids.length === 0 ? 'Nobody' : listed(ids.map((id) => names.customerName(id)))),
  );
}

/** At most so many are asked for. */
const mostAlternatives = 4;

/** A question whose answers are sets, in an order of their own, so that their place says nothing. */
function setQuestion(
  seq: number,
  text: string,
  sets: readonly (readonly string[])[],
  right: readonly string[],
  say: (set: readonly string[]) => string,
): Question | undefined {
  const byId = new Map<string, Alternative>();
  const add = (set: readonly string[]) => {
    const sorted = [...set].sort();
    const id = sorted.join(' ');
    if (byId.size < mostAlternatives && !byId.has(id)) byId.set(id, { id, label: say(sorted) });
  };
  add(right);
  sets.forEach(add);
  const alternatives = [...byId.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
  return alternatives.length < 2
    ? undefined
    : { seq, text, alternatives, right: [...right].sort().join(' ') };
}
