import {
  animationFrames,
  BehaviorSubject,
  combineLatest,
  map,
  NEVER,
  pairwise,
  Subject,
  switchMap,
  takeWhile,
  type Observable,
} from 'rxjs';
import type { TraceRecord } from '../simulation';
import { Pace, type Moment } from './pace';

export const speeds = [0.25, 0.5, 1, 2, 5, 10] as const;
export type Speed = (typeof speeds)[number];

/** How long messages take to reach their new place when a person takes a single step, in ms of watching. */
const glideMs = 240;

/**
 * The playhead over a trace: play, pause, steps, jumps, speed. It owns the only clock of the page, the browser's animation
 * frames, and turns it into simulated time; nothing else on the page moves by itself.
 */
export class Transport {
  readonly #playing = new BehaviorSubject(false);
  readonly #speed = new BehaviorSubject<Speed>(1);
  readonly #glides = new Subject<Moment>();
  readonly #changes = new Subject<void>();
  #trace: readonly TraceRecord[] = [];
  #pace = new Pace([]);
  #seconds = 0;
  #moment: Moment = { step: 0, now: 0 };
  /** Without travel, messages are drawn only where steps leave them. */
  reducedMotion = false;
  /** Where playing pauses by itself: at each record that this accepts. Steps and jumps go past it. */
  pausesAt: ((record: TraceRecord) => boolean) | undefined;
  #heldAt: number | undefined;

  constructor() {
    combineLatest([this.#playing, this.#speed])
      .pipe(
        switchMap(([playing, speed]) =>
          playing ? frameSeconds().pipe(map((passed) => passed * speed)) : NEVER,
        ),
      )
      .subscribe((passed) => {
        this.#advance(passed);
      });
    this.#glides.pipe(switchMap((target) => this.#glideTo(target))).subscribe((moment) => {
      this.#show(moment);
    });
  }

  /** Emits after each change of moment, playing or speed. */
  get changes(): Observable<void> {
    return this.#changes.asObservable();
  }

  get moment(): Moment {
    return this.#moment;
  }

  get playing(): boolean {
    return this.#playing.value;
  }

  get speed(): Speed {
    return this.#speed.value;
  }

  /** The step at which `pausesAt` has stopped playing; undefined once something else is shown, or it plays on. */
  get heldAt(): number | undefined {
    return this.#heldAt;
  }

  /** Puts another trace under the playhead, paused, at a step of it. */
  load(trace: readonly TraceRecord[], step: number): void {
    this.#trace = trace;
    this.#pace = new Pace(trace);
    this.#playing.next(false);
    this.jumpTo(step);
  }

  /** Plays on; from the beginning when the end was reached. */
  play(): void {
    if (this.#trace.length === 0) return;
    if (this.#moment.step >= this.#trace.length) this.jumpTo(0);
    this.#seconds = this.#pace.reachedAt(this.#moment.step);
    this.#heldAt = undefined;
    this.#playing.next(true);
    this.#changes.next();
  }

  pause(): void {
    if (!this.playing) return;
    this.#playing.next(false);
    this.#changes.next();
  }

  setSpeed(speed: Speed): void {
    this.#speed.next(speed);
    this.#changes.next();
  }

  /** Shows a step at once, paused. */
  jumpTo(step: number): void {
    this.pause();
    this.#show(this.#pace.momentOf(this.#clamp(step)));
    this.#glides.next(this.#moment);
  }

  /** Takes a single step on or back, paused. */
  stepBy(count: 1 | -1): void {
    this.glideTo(this.#moment.step + count);
  }

  /** Shows a step, paused; forwards, messages glide to where it leaves them. */
  glideTo(to: number): void {
    const step = this.#clamp(to);
    if (step <= this.#moment.step || this.reducedMotion) {
      this.jumpTo(step);
      return;
    }
    this.pause();
    const target = this.#pace.momentOf(step);
    this.#show({ step, now: Math.min(this.#moment.now, target.now) });
    this.#glides.next(target);
  }

  #advance(passedSeconds: number): void {
    this.#seconds += passedSeconds;
    const moment = this.#pace.momentAt(this.#seconds);
    const held = this.#firstPauseBetween(this.#moment.step, moment.step);
    this.#show(this.reducedMotion || held !== undefined ? this.#pace.momentOf(held ?? moment.step) : moment);
    this.#heldAt = held;
    if (held !== undefined || moment.step >= this.#trace.length) this.pause();
  }

  /** The first step after one and up to another at which playing pauses; at speed, a frame passes many. */
  #firstPauseBetween(step: number, last: number): number | undefined {
    if (this.pausesAt === undefined) return undefined;
    return this.#trace.slice(step, last).find(this.pausesAt)?.seq;
  }

  /** The moments between here and a target, one a frame; nothing when it is here already. */
  #glideTo(target: Moment): Observable<Moment> {
    const from = this.#moment.now;
    if (from === target.now) return NEVER;
    return animationFrames().pipe(
      map(({ elapsed }) => Math.min(1, elapsed / glideMs)),
      takeWhile((progress) => progress < 1, true),
      map((progress) => ({ step: target.step, now: from + (target.now - from) * easeOut(progress) })),
    );
  }

  #show(moment: Moment): void {
    this.#moment = moment;
    this.#heldAt = undefined;
    this.#changes.next();
  }

  #clamp(step: number): number {
    return Math.max(0, Math.min(Math.round(step), this.#trace.length));
  }
}

/** Seconds between animation frames; a tab that was hidden does not catch up on what it missed. */
function frameSeconds(): Observable<number> {
  return animationFrames().pipe(
    map(({ elapsed }) => elapsed),
    pairwise(),
    map(([before, now]) => Math.min(now - before, 100) / 1000),
  );
}

function easeOut(progress: number): number {
  return 1 - (1 - progress) ** 3;
}
