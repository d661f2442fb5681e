/** What is wrong with an input: where, and in a sentence why and what would be right. */
export interface Problem {
  /** Place in the input: `acts[2].at`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** Outcome of reading something from outside. Reading never throws. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };
