import { bisectRight } from '../analysis/bisect';
import type { TraceRecord } from '../simulation';

/** Where the playhead is: a step, and a simulated time that may lie between two steps. */
export interface Moment {
  readonly step: number;
  /** Simulated ms; messages are drawn where they are at this time. */
  readonly now: number;
}

/** How long a record is looked at, at speed 1, in seconds of watching. */
const dwellSeconds = 0.42;
/** How long a simulated ms takes at speed 1 while something travels; long waits are cut short. */
const secondsPerMs = 0.03;
const longestGapSeconds = 0.9;

/**
 * Turns simulated time into watching time. Simulated time alone would rush through what happens within one millisecond
 * and stand still through a night; so each record gets its look, and the gaps between records are kept in proportion up
 * to a limit.
 */
export class Pace {
  /** Seconds of watching at which each step is reached; the index is the step. */
  readonly #reachedAt: Float64Array;

  constructor(private readonly trace: readonly TraceRecord[]) {
    this.#reachedAt = new Float64Array(trace.length + 1);
    let seconds = 0;
    for (let step = 1; step <= trace.length; step += 1) {
      const gapMs = this.#timeOf(step) - this.#timeOf(step - 1);
      seconds += dwellSeconds + Math.min(gapMs * secondsPerMs, longestGapSeconds);
      this.#reachedAt[step] = seconds;
    }
  }

  /** Seconds that watching the whole takes at speed 1. */
  get duration(): number {
    return this.#reachedAt[this.trace.length] ?? 0;
  }

  /** Seconds of watching at which a step is reached. */
  reachedAt(step: number): number {
    return this.#reachedAt[Math.max(0, Math.min(step, this.trace.length))] ?? 0;
  }

  /** What is shown after some seconds of watching. */
  momentAt(seconds: number): Moment {
    const step = Math.max(0, bisectRight(this.#reachedAt, seconds) - 1);
    const from = this.reachedAt(step);
    const to = this.reachedAt(step + 1);
    const fraction = to > from ? Math.min(1, (seconds - from) / (to - from)) : 0;
    const at = this.#timeOf(step);
    return { step, now: at + (this.#timeOf(step + 1) - at) * fraction };
  }

  /** The moment of a step itself, when nothing moves. */
  momentOf(step: number): Moment {
    return { step, now: this.#timeOf(step) };
  }

  #timeOf(step: number): number {
    const index = Math.min(step, this.trace.length) - 1;
    return this.trace[index]?.at ?? 0;
  }
}
