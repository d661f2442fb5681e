/** How often something that may fail is tried, and how long to wait in between. */
export interface AttemptPolicy {
  /** All attempts, the first included. */
  readonly maxAttempts: number;
  /** Wait before the second attempt, in ms. */
  readonly firstDelayMs: number;
  /** By how much each wait is longer than the one before. */
  readonly factor: number;
}

/** A growing wait grows no longer than a day, in ms. */
const longestDelayMs = 86_400_000;

/** The wait before the attempt that follows on attempt number `attempt` (1, 2, 3 …), in ms. */
export function delayAfter(attempt: number, { firstDelayMs, factor }: AttemptPolicy): number {
  let delayMs = firstDelayMs;
  for (let number = 1; number < attempt && delayMs < longestDelayMs; number += 1) delayMs *= factor;
  return Math.min(delayMs, longestDelayMs);
}
