import type { Act, Fault, Run, TraceRecord, Travelling } from '../../simulation';

type LinkFault = Extract<Fault, { readonly from: string }>;
/** What can befall a message on its way. */
export type LinkEffect = LinkFault['type'];

/** When a fault must begin, and how many messages it must strike, so that it strikes a given one. */
export type Strike =
  | {
      readonly possible: true;
      /** Simulated ms. */
      readonly at: number;
      /** Messages of that name on that way that it strikes before this one: they leave in the same moment. */
      readonly before: number;
    }
  | { readonly possible: false; readonly because: string };

/**
 * Where to put a fault so that it strikes a message of a run. A fault strikes what is sent after it begins, the next of that
 * name on that way first; at the same ms acts come before all else.
 */
export function strikeOn(
  message: Travelling,
  effect: LinkEffect,
  { trace, performed }: Pick<Run, 'trace' | 'performed'>,
): Strike {
  if (message.kind === 'duplicated') {
    return impossible('It is a copy that a fault made: it left together with the first one.');
  }
  if (effect === 'duplicate' && message.kind !== 'sent') {
    return impossible('A second copy of a question or an answer would change nothing.');
  }
  if (struckIn(trace).has(message.seq)) return impossible('A fault strikes it already.');
  // What another act sends leaves together with that act: then only an earlier ms is before it.
  const taken = new Set(performed.filter(({ act }) => sends(act)).map(({ act }) => act.at));
  let { at } = message;
  while (taken.has(at)) at -= 1;
  if (at < 0) return impossible('It leaves at the very beginning: nothing can come before it.');
  return { possible: true, at, before: countBefore(message, at, trace) };
}

function sends({ kind }: Act): boolean {
  return kind === 'command' || kind === 'operation';
}

function impossible(because: string): Strike {
  return { possible: false, because };
}

/** Messages of the same name on the same way from a time on, up to a message: a fault would strike them first. */
function countBefore(message: Travelling, at: number, trace: readonly TraceRecord[]): number {
  const struck = struckIn(trace);
  let count = 0;
  for (let index = message.seq - 2; index >= 0; index -= 1) {
    const record = trace[index];
    if (record === undefined || record.at < at) break;
    if (isAlike(record, message) && !struck.has(record.seq)) count += 1;
  }
  return count;
}

function isAlike(record: TraceRecord, { node, to, name }: Travelling): boolean {
  if (record.kind !== 'sent' && record.kind !== 'query' && record.kind !== 'reply') return false;
  return record.node === node && record.to === to && record.name === name;
}

/** The messages that a fault does something to. */
function struckIn(trace: readonly TraceRecord[]): ReadonlySet<number> {
  const known = struckByTrace.get(trace);
  if (known !== undefined) return known;
  const struck = new Set<number>();
  for (const record of trace) {
    if (record.kind === 'duplicated') struck.add(record.original);
    else if (record.kind === 'disturbed' || (record.kind === 'lost' && record.fault !== undefined))
      struck.add(record.message);
  }
  struckByTrace.set(trace, struck);
  return struck;
}

const struckByTrace = new WeakMap<readonly TraceRecord[], ReadonlySet<number>>();
