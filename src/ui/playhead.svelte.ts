import { createSubscriber } from 'svelte/reactivity';
import type { Breakpoint } from '../analysis/breakpoints';
import { stopsAt } from '../analysis/to-come';
import { Transport, type Speed } from '../playback/transport';
import type { TraceRecord } from '../simulation';

/** The transport as the page sees it: which step of the trace is shown, and whether it moves. */
export abstract class Playhead {
  readonly #transport = new Transport();
  readonly #followTransport: () => void;
  #breakpoints = $state.raw<readonly Breakpoint[]>([]);

  constructor() {
    this.#followTransport = createSubscriber((update) => {
      const subscription = this.#transport.changes.subscribe(update);
      return () => {
        subscription.unsubscribe();
      };
    });
  }

  /** Where playing pauses by itself. */
  get breakpoints(): readonly Breakpoint[] {
    return this.#breakpoints;
  }

  set breakpoints(breakpoints: readonly Breakpoint[]) {
    this.#breakpoints = breakpoints;
    this.#transport.pausesAt =
      breakpoints.length === 0 ? undefined : (record) => stopsAt(record, breakpoints) !== undefined;
  }

  /** The breakpoint at which playing has paused; undefined when something else is shown. */
  get heldBy(): Breakpoint | undefined {
    this.#followTransport();
    const held = this.#transport.heldAt;
    const record = held === undefined ? undefined : this.trace[held - 1];
    return record === undefined ? undefined : stopsAt(record, this.#breakpoints);
  }

  /** What the playhead is over. */
  abstract readonly trace: readonly TraceRecord[];

  /** How many records have happened. */
  get step(): number {
    this.#followTransport();
    return this.#transport.moment.step;
  }

  /** Simulated ms that messages are drawn at; between two steps while something travels. */
  get now(): number {
    this.#followTransport();
    return this.#transport.moment.now;
  }

  get playing(): boolean {
    this.#followTransport();
    return this.#transport.playing;
  }

  get speed(): Speed {
    this.#followTransport();
    return this.#transport.speed;
  }

  togglePlay(): void {
    if (this.playing) this.#transport.pause();
    else this.#transport.play();
  }

  pause(): void {
    this.#transport.pause();
  }

  stepBy(count: 1 | -1): void {
    this.#transport.stepBy(count);
  }

  jumpTo(step: number): void {
    this.#transport.jumpTo(step);
  }

  setSpeed(speed: Speed): void {
    this.#transport.setSpeed(speed);
  }

  /** Whether messages travel, or are only shown where steps leave them. */
  setReducedMotion(reduced: boolean): void {
    this.#transport.reducedMotion = reduced;
  }

  /** Goes to the next step that a predicate accepts, or to the previous one; to the end when there is none. */
  seek(direction: 1 | -1, accepts: (record: TraceRecord) => boolean): void {
    const { trace } = this;
    let step = this.step + direction;
    while (step >= 1 && step <= trace.length) {
      const record = trace[step - 1];
      if (record !== undefined && accepts(record)) break;
      step += direction;
    }
    this.jumpTo(step);
  }

  /** Puts another trace under the playhead, paused, at a step of it. */
  protected load(trace: readonly TraceRecord[], step: number): void {
    this.#transport.load(trace, step);
  }
}
