import type { CustomerChoice } from './made-rows';
import type { TypeChoice } from './mapping';

/** What a person has chosen about a log. */
export interface ForeignChoices {
  /** By the type of theirs. */
  readonly types: ReadonlyMap<string, TypeChoice>;
  /** By the id of theirs. */
  readonly customers: ReadonlyMap<string, CustomerChoice>;
}

/** Before anybody has chosen anything. */
export const noChoices: ForeignChoices = { types: new Map(), customers: new Map() };

/** The same with another choice about a type. */
export function withTypeChoice(
  { types, customers }: ForeignChoices,
  type: string,
  choice: TypeChoice,
): ForeignChoices {
  return { types: new Map([...types, [type, choice]]), customers };
}

/** The same with a change to what is chosen about a customer. */
export function withCustomerChoice(
  { types, customers }: ForeignChoices,
  theirs: string,
  change: CustomerChoice,
): ForeignChoices {
  const choice = { ...customers.get(theirs), ...change };
  return { types, customers: new Map([...customers, [theirs, choice]]) };
}
