import type { Selection } from '../selection';

/** A fact of a thing, in words, and what it leads to. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly to?: Selection | undefined;
}
