import type { Changed, Facts, TraceRecord } from '../simulation';
import { factsOf, textOf } from './facts';
import { gistOf } from './message-gist';
import type { Names } from './names';

/** What a system outside says has happened, as a record holds it. */
interface OutsideNews {
  readonly type: string;
  readonly facts: Facts;
}

/** What a service hears from a system outside; undefined for all other records. */
function outsideNewsOf(record: TraceRecord): OutsideNews | undefined {
  if (record.kind !== 'changed' || record.machine !== 'outside-event') return undefined;
  const facts = factsOf(record.facts['event']);
  return { type: textOf(facts['type']) ?? 'an event', facts };
}

/** `Ordering hears from outside: OrderStatusChanged for ord-001` */
export function narrateOutsideEvent(change: Changed, names: Names): string {
  const { type, facts } = outsideNewsOf(change) ?? { type: 'an event', facts: {} };
  const { about, detail } = gistOf(type, facts, names);
  const said = detail ?? about;
  const news = said === undefined ? type : `${type}, ${said}`;
  const hearer = names.nodeTitle(change.node);
  return change.to === 'missed'
    ? `A system outside tells ${hearer} of ${news}, and nobody is there`
    : `${hearer} hears from a system outside: ${news}`;
}
