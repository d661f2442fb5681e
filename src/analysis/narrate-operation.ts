import type { Changed, Facts } from '../simulation';
import { factsOf, numberOf, textsOf } from './facts';
import type { Names } from './names';
import { amount, listed, partWord } from './words';

/** Sentences for what people change about the shop while it runs: who listens, and which version of events is published. */

export function narrateSubscription({ node, entity, from, to, facts }: Changed, names: Names): string {
  const [listener, bus] = [partWord(entity, names), names.nodeTitle(node)];
  if (to !== 'subscribed') return `${listener} unsubscribes from ${bus} and hears nothing of what comes now`;
  return from === 'subscribed'
    ? `${listener} listens to ${bus} already`
    : `${listener} subscribes to ${bus}${conditions(facts, names)}`;
}

export function narrateIntegration({ node, entity, to, facts }: Changed, names: Names): string {
  const caller = names.nodeTitle(node);
  const called = partWord(entity, names);
  return to === 'called'
    ? `${caller} is deployed anew and calls ${called} for new orders from now on${conditions(facts, names)}`
    : `${caller} is deployed anew and does not call ${called} for new orders any more`;
}

export function narrateSchema({ node, entity, from, to }: Changed, names: Names): string {
  const now = from === to ? 'still' : 'from now on';
  return `${names.nodeTitle(node)} is deployed anew and tells of new orders in version ${to ?? 1} of ${entity} ${now}`;
}

/** `, for orders of Alice Johnson from $200.00 up` */
function conditions({ filter }: Facts, names: Names): string {
  const { customerIds, minTotalCents } = factsOf(filter);
  const customers = textsOf(customerIds).map((id) => names.customerName(id));
  const least = numberOf(minTotalCents);
  const words = [
    ...(customers.length === 0 ? [] : [`of ${listed(customers)}`]),
    ...(least === undefined ? [] : [`from ${amount(least)} up`]),
  ];
  return words.length === 0 ? '' : `, for orders ${words.join(' ')}`;
}
