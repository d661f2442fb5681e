import { formatCents } from '../shop/money';
import type { Channel } from '../shop/models';
import { factsOfTrigger, type FactName, type NewsFacts, type Trigger } from './triggers';

/**
 * The words of notifications are texts with placeholders: `Order {orderId} has shipped`. A brace that is meant stands twice.
 */

/** What a placeholder says that is no fact as it stands, and of which facts it is made. */
interface Computed {
  readonly of: readonly FactName[];
  readonly say: (facts: NewsFacts) => string;
}

const computed: { readonly [placeholder: string]: Computed } = {
  items: { of: ['items'], say: itemLines },
  itemsInLine: { of: ['items'], say: (facts) => itemLines(facts).replaceAll('\n', ', ') },
  itemNames: { of: ['items'], say: ({ items }) => items.map(({ name }) => name).join(', ') },
  total: { of: ['totalCents'], say: ({ totalCents }) => formatCents(totalCents) },
  amount: { of: ['amountCents'], say: ({ amountCents }) => formatCents(amountCents) },
  oldPrice: { of: ['oldPriceCents'], say: ({ oldPriceCents }) => formatCents(oldPriceCents) },
  newPrice: { of: ['newPriceCents'], say: ({ newPriceCents }) => formatCents(newPriceCents) },
  saving: { of: ['oldPriceCents', 'newPriceCents'], say: saving },
};

/** What stands for itself. */
const plain = [
  'orderId',
  'reason',
  'productId',
  'productName',
  'quantity',
  'batchReference',
  'stock',
] as const;

/** Stands for the name of whom a message goes to, in messages to customers. */
const addresseePlaceholder = 'customerName';

/** Every placeholder with the facts that it is made of. */
export const placeholderFacts: ReadonlyMap<string, readonly FactName[]> = new Map([
  ...plain.map((name) => [name, [name]] as const),
  ...Object.entries(computed).map(([name, { of }]) => [name, of] as const),
]);

/**
 * The placeholders that the words of a type may use.
 * @param trigger the moment at which it is told: what has no such moment may use all, and whoever asks for it gives the facts.
 */
export function placeholdersOf(trigger: Trigger, channel: Channel): readonly string[] {
  const known: readonly FactName[] = factsOfTrigger[trigger];
  const ofNews = [...placeholderFacts].flatMap(([name, facts]) =>
    trigger === 'none' || facts.every((fact) => known.includes(fact)) ? [name] : [],
  );
  return channel === 'mailbox' ? ofNews : [addresseePlaceholder, ...ofNews];
}

/** Finds placeholders (their name is the first group) and braces that are meant. */
export const braces = /\{\{|\}\}|\{(\w+)\}/g;

/** The names of the placeholders in a text, each as often as it stands there. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(braces)].flatMap(([, name]) => name ?? []);
}

/**
 * Puts facts in the place of placeholders. What the facts say is text, whatever is in it.
 * @param facts at least those that the text's placeholders are made of.
 */
export function fill(text: string, facts: NewsFacts, customerName: string): string {
  return text.replace(braces, (brace, name?: string) => {
    if (name === undefined) return brace.charAt(0);
    if (name === addresseePlaceholder) return customerName;
    const say = computed[name]?.say;
    return say === undefined ? String(facts[name as (typeof plain)[number]]) : say(facts);
  });
}

/** One line an item: `1 × Wireless Router X500 at $149.99`. */
function itemLines({ items }: NewsFacts): string {
  return items
    .map(({ name, quantity, priceCents }) => `${quantity} × ${name} at ${formatCents(priceCents)}`)
    .join('\n');
}

/** `$30.00 (20 %)`, the percentage rounded to whole ones. Of nothing there is no percentage. */
function saving({ oldPriceCents, newPriceCents }: NewsFacts): string {
  const savedCents = oldPriceCents - newPriceCents;
  if (oldPriceCents === 0) return formatCents(savedCents);
  return `${formatCents(savedCents)} (${Math.round((savedCents / oldPriceCents) * 100)} %)`;
}
