/** Values of other systems in the forms in which this shop has them. Undefined: it is none. */

/** Longer texts are no ids, names or reasons. */
const longest = 200;

/** A text that is not empty, or a number as text. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' || text.length > longest ? undefined : text;
}

/** A whole number that is not negative. */
export function countIn(value: unknown): number | undefined {
  const text = textIn(value);
  if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined;
  return Number(text);
}

/** In what amounts of money are counted: whole cents, or units such as dollars. */
export type MoneyUnit = 'cents' | 'units';

/** An amount as text: its digits without signs of a currency, and the fraction. A comma before three digits parts thousands. */
const amountShape = /^[^\d-]*(\d{1,13}|\d{1,3}([ ,.’'])\d{3}(?:\2\d{3}){0,3})(?:\.(\d{1,6})|,(\d{1,2}))?\D*$/;

/** Whether a field says by its name that its amounts are in cents: `total_cents`. */
export function isInCents(path: string): boolean {
  return /cents|minor/i.test(path);
}

/**
 * Money as whole cents: a number, or a text such as `119.99`, `$1,299.00` or `1.299,00 EUR`. A text such as `1.299` is none: some
 * mean one and a fraction by it, and others more than a thousand.
 * @param unit in which whole amounts are given; what has a fraction is always in units.
 */
export function centsIn(value: unknown, unit: MoneyUnit): number | undefined {
  const [whole, fraction] = typeof value === 'number' ? partsOfNumber(value) : partsOfText(value);
  if (whole === undefined) return undefined;
  if (unit === 'cents' && fraction === undefined) return whole;
  const cents = whole * 100 + Math.round(Number(`0.${fraction ?? '0'}`) * 100);
  return Number.isSafeInteger(cents) ? cents : undefined;
}

/** Whether an amount is written with a fraction, so that it cannot be in cents. */
export function hasFraction(value: unknown): boolean {
  const [, fraction] = typeof value === 'number' ? partsOfNumber(value) : partsOfText(value);
  return fraction !== undefined;
}

type Parts = readonly [whole?: number, fraction?: string];

function partsOfNumber(value: number): Parts {
  const [, whole, fraction] = /^(\d{1,15})(?:\.(\d+))?$/.exec(String(value)) ?? [];
  return whole === undefined ? [] : fraction === undefined ? [Number(whole)] : [Number(whole), fraction];
}

function partsOfText(value: unknown): Parts {
  const [, whole, , afterPoint, afterComma] = amountShape.exec(textIn(value) ?? '') ?? [];
  const fraction = afterPoint ?? afterComma;
  if (whole === undefined || (afterPoint?.length === 3 && /^[1-9]\d{0,2}$/.test(whole))) return [];
  const digits = Number(whole.replaceAll(/\D/g, ''));
  return fraction === undefined ? [digits] : [digits, fraction];
}

/** A status of this shop, by the word that others have for it. */
export function statusIn(value: unknown): Status | undefined {
  const word = (textIn(value) ?? '').toLowerCase().replaceAll(/[^a-z]+/g, '');
  return statusWords.get(word);
}

type Status = 'PENDING' | 'PROCESSING' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED';

const statusWords: ReadonlyMap<string, Status> = new Map(
  (
    [
      ['PENDING', ['pending', 'new', 'created', 'placed', 'open', 'received', 'submitted']],
      [
        'PROCESSING',
        ['processing', 'inprogress', 'accepted', 'confirmed', 'paid', 'picked', 'packed', 'inwork'],
      ],
      ['SHIPPED', ['shipped', 'dispatched', 'sent', 'fulfilled', 'intransit', 'outfordelivery']],
      ['DELIVERED', ['delivered', 'complete', 'completed', 'arrived']],
      ['CANCELLED', ['cancelled', 'canceled', 'voided', 'refunded', 'aborted']],
    ] as const
  ).flatMap(([status, words]) => words.map((word) => [word, status] as const)),
);
