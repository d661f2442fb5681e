/** A broken promise inside the program, never the user's fault. */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
}

/**
 * States what must hold here. Bad input is never checked with this: it is a typed result or a domain error.
 * @throws InvariantViolation when `condition` is false.
 */
export function invariant(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new InvariantViolation(`Broken promise: ${promise}`);
}
