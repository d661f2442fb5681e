import type { Outcome, TraceRecord } from '../simulation';

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

function differences(given: unknown, computed: unknown): readonly FieldDifference[] {
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
  } else if (isFields(given) && isFields(computed)) {
    for (const name of Object.keys({ ...computed, ...given })) {
      collect(fieldOf(given, name), fieldOf(computed, name), path === '' ? name : `${path}.${name}`, found);
    }
  } else {
    found.push({ path, given, computed });
  }
}

type Fields = { readonly [name: string]: unknown };

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A file may name a field as one that every object inherits. */
function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
