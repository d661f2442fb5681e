import { landingTime, type ActPlace } from './act-places';
import type { TraceRecord } from '../../simulation';

/** An act that is dragged along the timeline, and where it would land. */
export interface Lifted {
  readonly of: ActPlace;
  /** The step that it would land after. */
  readonly step: number;
  /** When it would happen, in simulated ms. */
  readonly at: number;
  /** Place along the timeline, 0 to 1. */
  readonly place: number;
}

/** A pointer that moves less than this, in px, means to press. */
const slackPx = 4;

/** Dragging an act along the timeline with the pointer. */
export class ChipDrag {
  #grip: { readonly of: ActPlace; readonly x: number } | undefined;
  #lifted = $state.raw<Lifted>();
  #hasMoved = false;

  /** @param drop gets what was let go somewhere else. */
  constructor(
    private readonly traceOf: () => readonly TraceRecord[],
    private readonly drop: (lifted: Lifted) => void,
  ) {}

  get lifted(): Lifted | undefined {
    return this.#lifted;
  }

  /** Whether the last press became a drag: then the click that ends it opens nothing. */
  get hasMoved(): boolean {
    return this.#hasMoved;
  }

  /** The pointer goes down. @param of what it may drag. */
  take({ button, clientX }: PointerEvent, of: ActPlace | undefined): void {
    this.#hasMoved = false;
    this.#grip = of === undefined || button !== 0 ? undefined : { of, x: clientX };
  }

  /** The pointer moves, wherever it is. @param timeline what it moves along. */
  move({ clientX }: PointerEvent, timeline: HTMLElement): void {
    if (this.#grip === undefined) return;
    const { of, x } = this.#grip;
    if (!this.#hasMoved && Math.abs(clientX - x) < slackPx) return;
    this.#hasMoved = true;
    const { left, width } = timeline.getBoundingClientRect();
    const along = Math.min(1, Math.max(0, (clientX - left) / Math.max(1, width)));
    const trace = this.traceOf();
    const step = Math.round(along * trace.length);
    const place = step / Math.max(1, trace.length);
    this.#lifted = { of, step, place, at: landingTime(trace, step) };
  }

  /** The pointer lets go. Where the act stands already, it stays. */
  release(): void {
    const lifted = this.#lifted;
    this.cancel();
    if (lifted === undefined || lifted.step === lifted.of.step || lifted.at === lifted.of.act.at) return;
    this.drop(lifted);
  }

  /** Nothing is moved. */
  cancel(): void {
    this.#grip = undefined;
    this.#lifted = undefined;
  }
}
