import { counted, listed } from '../../analysis/words';
import type { Cast } from './cast';
import type { EventIds } from './event-ids';
import { mostFacts } from './foreign-event';
import { mostPieces } from './knowledge';
import { mostItems, type Said } from './said';
import type { TypeReport } from './translate';

/** What is to be said of the events of a log as a whole. */
interface OfEvents {
  /** Events that stand behind one that happened later. */
  readonly late: number;
  readonly ids: EventIds['counts'];
  /** Those that may drive the story. */
  readonly said: readonly Said[];
  readonly types: readonly TypeReport[];
}

/** More types than these are not named. */
const mostNamed = 5;

/** What was made, and what was taken otherwise than it stands in the log, in sentences. */
export function notesOf(cast: Cast, { late, ids, said, types }: OfEvents): readonly string[] {
  const { rows, knowledge } = cast;
  const sumOf = (count: (event: Said) => number) => said.reduce((sum, event) => sum + count(event), 0);
  const noAmounts = said.flatMap(({ unreadableAmounts }) => unreadableAmounts);
  const { orders = [], products = [], carts = [] } = rows;
  const unowned = cast.customers.filter(({ origin }) => origin === 'owner of an order').length;
  const priceless = products.filter(({ priceCents }) => priceCents === 0).length;
  const foreign = [...knowledge.currencies].filter((currency) => currency !== 'USD');
  const otherTotals = [...knowledge.orders].filter(([id, { totalCents }]) => {
    const row = cast.orderOf(id);
    return totalCents !== undefined && row !== undefined && row.totalCents !== totalCents;
  }).length;
  return [
    ...when(
      late,
      (events) => `Out of order: ${events}. All are played in the order of their times.`,
      'event',
    ),
    ...when(
      ids.repeated,
      (events) => `Told again under the same id: ${events}, which idempotency recognises.`,
      'event',
    ),
    ...when(
      ids.renamed,
      (events) =>
        `With an id that another event has too: ${events}. The source, or the type, is added to it.`,
      'event',
    ),
    ...when(
      ids.made,
      (events) => `Without an id: ${events}, called after the place, such as entry-3.`,
      'event',
    ),
    ...when(
      sumOf(({ event }) => Number(event.isCut)),
      (events) =>
        `With more than ${mostFacts} fields, or very deep ones, of which the rest is not read: ${events}.`,
      'event',
    ),
    ...when(
      sumOf(({ itemList }) => itemList.unreadable),
      (items) => `In lists of items, without a product that can be read, and left out: ${items}.`,
      'entry',
      'entries',
    ),
    ...when(
      sumOf(({ itemList }) => itemList.beyond),
      (items) => `Beyond the first ${mostItems} items of a list, and left out: ${items}.`,
      'item',
    ),
    ...when(
      noAmounts.length,
      (amounts) =>
        `Without a number that can be read, such as “${noAmounts[0] ?? ''}”: ${amounts}. What else is known is taken instead.`,
      'amount',
    ),
    ...unitNotes(types),
    ...when(orders.length, (made) => `Made from what the log says: ${made}.`, 'order'),
    ...when(unowned, (of) => `Nobody says whose they are: ${of}. A customer is made for each.`, 'order'),
    ...when(
      products.length,
      (made) => `Made, with so much stock that it does not run low by itself: ${made}.`,
      'product',
    ),
    ...when(priceless, (made) => `Without a price, as $0.00: ${made}.`, 'product'),
    ...when(
      carts.length,
      (filled) => `Filled from the beginning with what was left in it last: ${filled}.`,
      'cart',
    ),
    ...when(
      knowledge.impossibleItems,
      (items) => `Left out of carts, since the quantity is none from 1 to ${mostPieces}: ${items}.`,
      'item',
    ),
    ...when(
      knowledge.emptyCarts,
      (left) => `Left out, since nothing was left in it by that: ${left}.`,
      'cart',
    ),
    ...when(
      otherTotals,
      (of) => `The total is not the sum of the items: ${of}. Messages name the sum.`,
      'order',
    ),
    ...(foreign.length === 0
      ? []
      : [`Amounts in ${foreign.slice(0, 5).join(', ')} are shown with a dollar sign.`]),
    ...(cast.usesShop ? [] : ['The customers, orders and products of the shop that ships are left out.']),
  ];
}

function when(
  count: number,
  say: (counted: string) => string,
  noun: string,
  plural = `${noun}s`,
): readonly string[] {
  if (count === 0) return [];
  return [say(count === 1 ? counted(1, noun) : `${count} ${plural}`)];
}

/** Where whole amounts of some types are taken as cents, and those of others not. */
function unitNotes(types: readonly TypeReport[]): readonly string[] {
  const named = (unit: 'cents' | 'units') => {
    const own = types.filter(({ mapping }) => mapping.isUnitGuessed && mapping.unit === unit);
    const more = own.length > mostNamed ? [`${own.length - mostNamed} more`] : [];
    return listed([...own.slice(0, mostNamed).map(({ type }) => type.slice(0, 60)), ...more]);
  };
  const [cents, units] = [named('cents'), named('units')];
  if (cents === '' || units === '') return [];
  return [
    `Whole amounts are taken as cents in ${cents}, and as dollars or the like in ${units}, where some have a fraction. If that is not so, choose it among the fields of the type.`,
  ];
}
