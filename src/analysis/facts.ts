import type { Facts, Json } from '../simulation';

/**
 * Reads values out of facts. Their shape belongs to whoever wrote the record, and a record may come from another version:
 * so each reader has an answer for what is absent or of another type.
 */

export function factsOf(value: Json | undefined): Facts {
  return isFacts(value) ? value : {};
}

/** A text that is not empty. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

export function textsOf(value: Json | undefined): readonly string[] {
  return listOf(value).filter((entry) => typeof entry === 'string');
}

/** The entry of a table under a name that may be any text, `constructor` too. */
export function entryOf<Entry>(table: { readonly [name: string]: Entry }, name: string): Entry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function isFacts(value: Json | undefined): value is Facts {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
