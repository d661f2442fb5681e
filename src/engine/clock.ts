import TinyQueue from 'tinyqueue';
import { invariant } from './invariant';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

/** Waits that end by themselves. */
interface Waits {
  /** When the next one ends, in ms; undefined when there is none. */
  readonly nextAt: number | undefined;
  expireNext(): void;
}

/**
 * Virtual time: whole milliseconds since the start of the run, moved on only by the actions that are due.
 * Actions run in total order: by time, then in the order in which they were scheduled.
 */
export class Clock {
  #now = 0;
  #scheduledCount = 0;
  readonly #due = new TinyQueue<Due>([], (a, b) => a.at - b.at || a.order - b.order);

  #deadlines: Waits | undefined;

  /** Also lets waits end that nobody meets; at the same ms what was scheduled comes first. */
  watch(deadlines: Waits): void {
    this.#deadlines = deadlines;
  }

  /** The simulated time, in ms. */
  get now(): number {
    return this.#now;
  }

  /** When the next action is due, in ms; undefined when nothing is left to do. */
  get nextAt(): number | undefined {
    const dueAt = this.#due.peek()?.at;
    const deadlineAt = this.#deadlines?.nextAt;
    if (deadlineAt === undefined) return dueAt;
    return dueAt === undefined || deadlineAt < dueAt ? deadlineAt : dueAt;
  }

  /**
   * Schedules an action.
   * @param at simulated ms, an integer, not in the past.
   */
  schedule(at: number, action: () => void): void {
    invariant(
      Number.isInteger(at) && at >= this.#now,
      `an action is due now or later (${at} at ${this.#now} ms)`,
    );
    this.#due.push({ at, order: (this.#scheduledCount += 1), action });
  }

  /** Moves time to the next due action and runs it. Returns false when nothing is left to do. */
  runNext(): boolean {
    const at = this.nextAt;
    if (at === undefined) return false;
    this.#now = at;
    if (this.#due.peek()?.at === at) this.#due.pop()?.action();
    else this.#deadlines?.expireNext();
    return true;
  }

  /** Lets time pass up to `at` while nothing is due before it. */
  moveTo(at: number): void {
    invariant(at >= this.#now && (this.nextAt ?? at) >= at, 'time passes over no due action');
    this.#now = at;
  }
}
