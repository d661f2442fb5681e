import { createSubscriber } from 'svelte/reactivity';
import type { Breakpoint } from '../analysis/breakpoints';
import { stopsAt } from '../analysis/to-come';
import { Transport, type Speed } from '../playback/transport';
import type { TraceRecord } from '../simulation';

/** What wants a person to stop before some records (`predict/`). */
export interface StepGate {
  /** Whether playing stops before a record. */
  waitsBefore(record: TraceRecord): boolean;
  /** A person wants to go on to a record, by a step or by playing. @returns whether the gate has taken that over. */
  takesOver(record: TraceRecord): boolean;
}

/** The transport as the page sees it: which step of the trace is shown, and whether it moves. */
export abstract class Playhead {
  readonly #transport = new Transport();
  readonly #followTransport: () => void;
  #breakpoints = $state.raw<readonly Breakpoint[]>([]);
  #gate: StepGate | undefined;

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
    this.#setPauses();
  }

  /** Steps and playing ask it before they go on; jumps go past it. */
  set gate(gate: StepGate | undefined) {
    this.#gate = gate;
    this.#setPauses();
  }

  #setPauses(): void {
    const gate = this.#gate;
    const breakpoints = this.#breakpoints;
    this.#transport.pausesAt =
      breakpoints.length === 0 && gate === undefined
        ? undefined
        : (record) => stopsAt(record, breakpoints) !== undefined || waitsBefore(gate, this.trace[record.seq]);
  }

  /** Whether playing has stopped by itself at the step that is shown. */
  get isHeld(): boolean {
    this.#followTransport();
    return this.#transport.heldAt !== undefined;
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
    else if (!this.#isTakenOver()) this.#transport.play();
  }

  pause(): void {
    this.#transport.pause();
  }

  stepBy(count: 1 | -1): void {
    if (count === 1 && this.#isTakenOver()) return;
    this.#transport.stepBy(count);
  }

  /** Shows a step; what travels glides there. */
  glideTo(step: number): void {
    this.#transport.glideTo(step);
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

  /** Whether the gate does something else than going on to the next record. */
  #isTakenOver(): boolean {
    const next = this.trace[this.step];
    return next !== undefined && this.#gate?.takesOver(next) === true;
  }

  /** Puts another trace under the playhead, paused, at a step of it. */
  protected load(trace: readonly TraceRecord[], step: number): void {
    this.#transport.load(trace, step);
  }
}

function waitsBefore(gate: StepGate | undefined, next: TraceRecord | undefined): boolean {
  return next !== undefined && gate?.waitsBefore(next) === true;
}
