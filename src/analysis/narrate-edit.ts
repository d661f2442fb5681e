import type { Changed, Failed } from '../simulation';
import { entryOf, factsOf } from './facts';
import type { Names } from './names';
import { notable } from './preference-words';
import { amount, itemWords, valueWord } from './words';

/** Sentences for data that someone changes by hand, past every service. */

export function narrateEdit(change: Changed, names: Names): string {
  const what = entryOf(edits, change.machine) ?? anyEdit;
  return `${what(change, names)}; no service hears of it`;
}

export function narrateNothingToEdit({ message }: Failed): string {
  return `Nothing is changed by hand in the database: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

type Edit = (change: Changed, names: Names) => string;

const byHand = 'changed by hand in the database';

const edits: { readonly [machine: string]: Edit } = {
  'product.price': (change, names) =>
    `The price of ${names.productName(change.entity)} is ${byHand}, ${step(change, amount)}`,

  'product.stock': (change, names) =>
    `The stock of ${names.productName(change.entity)} is ${byHand}, ${step(change, valueWord)}`,

  'customer.segment': (change, names) =>
    `The segment of ${names.customerName(change.entity)} is ${byHand}, ${step(change, valueWord)}`,

  cart: ({ entity, facts }, names) => {
    const items = itemWords(factsOf(facts['cart'])['items'], names);
    return `The cart of ${names.customerName(entity)} is ${byHand} and holds ${items} now`;
  },

  preferences: ({ entity, facts }, names) => {
    const words = notable(factsOf(facts['preferences']));
    return `The preferences of ${names.customerName(entity)} are ${byHand}${words}`;
  },
};

const anyEdit: Edit = (change) => `${change.entity} is ${byHand}, ${step(change, valueWord)}`;

/** `$149.99 → $99.99` */
function step({ from, to }: Changed, word: typeof valueWord): string {
  return from === to ? `and stays ${word(to)}` : `${word(from)} → ${word(to)}`;
}
