import type { Struck } from './faults';
import { InvariantViolation } from './invariant';
import { DomainError } from './process';
import type { Facts, Json } from './trace';

/** How a process ended: with its result, or with the error that it did not catch. */
export type Settlement<Result> =
  { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly error: Error };

/** What a record says of how something ended: its result, or the error's name and message. */
export function settledPayload(settlement: Settlement<Json | undefined>): Json {
  return settlement.ok
    ? (settlement.value ?? null)
    : { name: settlement.error.name, message: settlement.error.message };
}

/** Runs something that may refuse. */
export function attempt<Result>(serve: () => Result): Settlement<Result> {
  try {
    return { ok: true, value: serve() };
  } catch (thrown) {
    return { ok: false, error: asError(thrown) };
  }
}

/** What becomes of a message that cannot be read. */
export function spoiled(name: string): Settlement<never> {
  return { ok: false, error: new DomainError('MalformedMessage', `The content of ${name} cannot be read`) };
}

/** What someone throws because a fault says so. */
export function errorOf({ fault }: Struck<{ readonly details: Facts }>): Error {
  const { error } = fault.details;
  return new DomainError('Error', typeof error === 'string' ? error : 'Something unexpected went wrong');
}

/** What a service or an adapter throws travels to whoever waits; a broken promise inside the program stops the run. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof InvariantViolation) throw thrown;
  return thrown instanceof Error ? thrown : new DomainError('Error', String(thrown));
}
