import type { Outcome, Run, TraceRecord } from '../simulation';
import { fieldOf, isObject } from './objects';

/** A field that two records have otherwise; undefined where one does not have it. */
export interface FieldDifference {
  /** `payload.newPriceCents`; empty for the whole. */
  readonly path: string;
  readonly given: unknown;
  readonly computed: unknown;
}

/** The first record in which two traces are not the same. */
export interface TraceDifference {
  readonly seq: number;
  readonly given: unknown;
  readonly computed: TraceRecord | undefined;
  readonly fields: readonly FieldDifference[];
}

/** A run in a file beside the one that its recording gives. */
export interface Comparison {
  /** Undefined when every record is the same. */
  readonly trace: TraceDifference | undefined;
  readonly outcome: readonly FieldDifference[];
  /** How many records there are, in the longer of both. */
  readonly records: number;
}

/** So many records are compared between two reports of progress. */
export const recordsInOneGo = 2_000;

/**
 * Compares the run that a file holds with the one that its recording gives, up to the first record that differs.
 * @param onProgress told now and then how many records of how many are the same.
 */
export function compareRun(
  { trace, outcome }: { readonly trace: readonly unknown[]; readonly outcome: unknown },
  run: Run,
  onProgress: (records: number, ofRecords: number) => void = () => {},
): Comparison {
  const records = Math.max(trace.length, run.trace.length);
  let difference: TraceDifference | undefined;
  for (let from = 0; from < records && difference === undefined; from += recordsInOneGo) {
    onProgress(from, records);
    difference = compareTraces(trace, run.trace, from, from + recordsInOneGo);
  }
  return { trace: difference, outcome: compareOutcomes(outcome, run.outcome), records };
}

/** More than these of a record or an outcome are not told. */
const mostFields = 20;

/**
 * Compares a trace that somebody gives with the one that the recording gives, record by record. A field that is `undefined` is
 * absent, and the order of fields does not matter.
 * @param from index of the first record that is compared.
 * @param to index behind the last one; a long trace can be compared in slices.
 * @returns the first difference in these records; undefined when there is none.
 */
export function compareTraces(
  given: readonly unknown[],
  computed: readonly TraceRecord[],
  from = 0,
  to = Math.max(given.length, computed.length),
): TraceDifference | undefined {
  const end = Math.min(to, Math.max(given.length, computed.length));
  for (let index = from; index < end; index += 1) {
    const fields = differences(given[index], computed[index]);
    if (fields.length === 0) continue;
    return { seq: index + 1, given: given[index], computed: computed[index], fields };
  }
  return undefined;
}

/** Where an outcome that somebody gives is not the one that the recording gives. */
export function compareOutcomes(given: unknown, computed: Outcome): readonly FieldDifference[] {
  return differences(given, computed);
}

/** Where a value from outside is not the one that is computed here: no more places than anyone reads. */
export function differences(given: unknown, computed: unknown): readonly FieldDifference[] {
  const found: FieldDifference[] = [];
  collect(given, computed, '', found);
  return found;
}

function collect(given: unknown, computed: unknown, path: string, found: FieldDifference[]): void {
  if (given === computed || found.length >= mostFields) return;
  if (Array.isArray(given) && Array.isArray(computed)) {
    const length = Math.max(given.length, computed.length);
    for (let index = 0; index < length; index += 1) {
      collect(given[index], computed[index], `${path}[${index}]`, found);
    }
  } else if (isObject(given) && isObject(computed)) {
    for (const name of Object.keys({ ...computed, ...given })) {
      collect(fieldOf(given, name), fieldOf(computed, name), path === '' ? name : `${path}.${name}`, found);
    }
  } else {
    found.push({ path, given, computed });
  }
}
