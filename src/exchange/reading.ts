import type { Problem } from '../simulation';

/** Why something from outside cannot be used, for people. */
export interface Refusal {
  /** What is wrong, in a sentence. */
  readonly reason: string;
  /** The places that are wrong, where there are such. */
  readonly problems: readonly Problem[];
  /** What can be done about it, in a sentence. */
  readonly remedy: string;
}

/** Outcome of reading a link or a file. Reading never throws. */
export type Reading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

export function refuse(
  reason: string,
  remedy: string,
  problems: readonly Problem[] = [],
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { reason, problems, remedy } };
}
