import type { CalleeAt, ConsumerAt } from '../../analysis/consumers-at';
import type { Presence } from '../../analysis/presence-at';
import { numberOf, textsOf } from '../../analysis/facts';
import type { Names } from '../../analysis/names';
import { listed } from '../../analysis/words';
import { type Facts, formatCents } from '../../simulation';

/** How a part stands, as a sign and in words; the sign differs in shape, not only in colour. */
export interface Standing {
  readonly sign: '●' | '◐' | '■' | '✕' | '○';
  readonly words: string;
}

const standings: Readonly<Record<Presence, Standing>> = {
  there: { sign: '●', words: 'listening' },
  slow: { sign: '◐', words: 'slow' },
  stopped: { sign: '■', words: 'stopped' },
  down: { sign: '✕', words: 'down' },
  crashed: { sign: '✕', words: 'crashed' },
};

/** `listening`, `unsubscribed`, `slow, orders from $200.00 on` */
export function standingOf({ subscription, presence, filter }: ConsumerAt, names: Names): Standing {
  const { sign, words } = standings[presence];
  if (subscription === 'subscribed') return { sign, words: withFilter(words, filter, names) };
  return { sign: '○', words: subscription ?? 'not subscribed yet' };
}

/** `called`, `not called`, `called, stopped` */
export function calleeStanding({ isCalled, presence, filter }: CalleeAt, names: Names): Standing {
  const { sign, words } = standings[presence];
  if (!isCalled) return { sign: '○', words: 'not called' };
  return { sign, words: withFilter(presence === 'there' ? 'called' : `called, ${words}`, filter, names) };
}

function withFilter(words: string, filter: Facts, names: Names): string {
  const wanted = filterWords(filter, names);
  return wanted === '' ? words : `${words}, ${wanted}`;
}

/** `orders of Alice Johnson from $200.00 on`; empty when all orders are wanted. */
export function filterWords({ customerIds, minTotalCents }: Facts, names: Names): string {
  const people = textsOf(customerIds).map((id) => names.customerName(id));
  const least = numberOf(minTotalCents);
  if (people.length === 0 && least === undefined) return '';
  const of = people.length === 0 ? '' : ` of ${listed(people)}`;
  return `orders${of}${least === undefined ? '' : ` from ${formatCents(least)} on`}`;
}
