import * as v from 'valibot';
import { busNode, type Changed, type TraceRecord } from '../simulation';

const name = v.pipe(v.string(), v.nonEmpty('must not be empty'));
/** A breakpoint that is off stays in the list and stops nothing. */
const off = v.exactOptional(v.literal(true));

/** Where a run is to be stopped, told apart by `kind`. */
export const Breakpoint = v.variant('kind', [
  /** Whenever something happens at a part of the shop. */
  v.strictObject({ kind: v.literal('node'), node: name, off }),
  /** Whenever a command, event or call of this name sets out; what a broker hands on is the same one once more. */
  v.strictObject({ kind: v.literal('message'), name, off }),
  /** Whenever a rule decides, or decides so. */
  v.strictObject({ kind: v.literal('rule'), rule: name, outcome: v.exactOptional(name), off }),
  /** Whenever something comes into a state: `failed` means each of its parts too, such as `failed.exhausted`. */
  v.strictObject({ kind: v.literal('state'), machine: name, state: name, off }),
]);
export type Breakpoint = Readonly<v.InferOutput<typeof Breakpoint>>;

/** The first of some breakpoints that stops at a record; undefined when none does. */
export function stopsAt(record: TraceRecord, breakpoints: readonly Breakpoint[]): Breakpoint | undefined {
  return breakpoints.find((breakpoint) => breakpoint.off !== true && meets(record, breakpoint));
}

/**
 * The next record that a breakpoint stops at, or the previous one.
 * @param step how many records have happened; the record of this step does not count.
 */
export function nextStop(
  trace: readonly TraceRecord[],
  step: number,
  direction: 1 | -1,
  breakpoints: readonly Breakpoint[],
): { readonly record: TraceRecord; readonly breakpoint: Breakpoint } | undefined {
  for (let at = step + direction; at >= 1 && at <= trace.length; at += direction) {
    const record = trace[at - 1];
    const breakpoint = record === undefined ? undefined : stopsAt(record, breakpoints);
    if (record !== undefined && breakpoint !== undefined) return { record, breakpoint };
  }
  return undefined;
}

function meets(record: TraceRecord, breakpoint: Breakpoint): boolean {
  switch (breakpoint.kind) {
    case 'node':
      return record.node === breakpoint.node;
    case 'message':
      return isSetOut(record) && record.name === breakpoint.name;
    case 'rule':
      return (
        record.kind === 'decision' &&
        record.rule === breakpoint.rule &&
        (breakpoint.outcome === undefined || record.outcome === breakpoint.outcome)
      );
    case 'state':
      return record.kind === 'changed' && record.machine === breakpoint.machine && enters(record, breakpoint);
  }
}

/** Whether a command, event or call leaves whoever it is from. */
export function isSetOut(record: TraceRecord): record is Extract<TraceRecord, { kind: 'sent' }> {
  if (record.kind !== 'sent' || record.node === busNode) return false;
  return record.form === 'command' || record.form === 'event' || record.form === 'call';
}

/** Whether a change leads into a state from outside of it. */
function enters({ from, to }: Changed, { state }: { readonly state: string }): boolean {
  const isWithin = (at: unknown) => at === state || (typeof at === 'string' && at.startsWith(`${state}.`));
  return isWithin(to) && !isWithin(from);
}
