/** A wait that ends at a time unless it is met before. */
export interface Deadline<Wait> {
  readonly at: number;
  readonly wait: Wait;
  isMet: boolean;
}

/**
 * Waits that all last equally long and mostly are met. They end in the order in which they began, so a queue will do
 * where the clock needs a heap; and one that was met leaves nothing that is still to happen.
 */
export class Deadlines<Wait> {
  readonly #open: Deadline<Wait>[] = [];
  #first = 0;

  /**
   * @param lengthMs how long each wait lasts.
   * @param expire is told of a wait that nobody met.
   */
  constructor(
    readonly lengthMs: number,
    private readonly expire: (wait: Wait) => void,
  ) {}

  /** When the next wait ends, in ms; undefined when nobody waits. */
  get nextAt(): number | undefined {
    return this.#next()?.at;
  }

  /** Begins a wait at `now`. Whoever meets it sets `isMet`. */
  begin(now: number, wait: Wait): Deadline<Wait> {
    const deadline = { at: now + this.lengthMs, wait, isMet: false };
    this.#open.push(deadline);
    return deadline;
  }

  /** Ends the wait that is over next. */
  expireNext(): void {
    const next = this.#next();
    if (next === undefined) return;
    next.isMet = true;
    this.expire(next.wait);
  }

  /** The first wait that was not met; those before it are forgotten, many at a time. */
  #next(): Deadline<Wait> | undefined {
    let next = this.#open[this.#first];
    while (next?.isMet === true) {
      this.#first += 1;
      next = this.#open[this.#first];
    }
    if (this.#first >= forgetAfter || (next === undefined && this.#first > 0)) {
      this.#open.splice(0, this.#first);
      this.#first = 0;
    }
    return next;
  }
}

/** So many waits that are over are kept before they are cut off all at once. */
const forgetAfter = 1_000;
