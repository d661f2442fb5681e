/** A pointer that moves less than this, in px, means to press. */
const slackPx = 4;

/** Choosing a range by dragging across a drawing; a press without a drag is a click. Escape gives it up. */
export class Brush {
  #start: number | undefined;
  #range = $state.raw<{ readonly from: number; readonly to: number }>();
  #hasMoved = false;

  /** @param choose gets the two places in px, the left one first. */
  constructor(private readonly choose: (from: number, to: number) => void) {}

  /** What is being chosen, in px. */
  get range(): { readonly from: number; readonly to: number } | undefined {
    return this.#range;
  }

  /** Whether the last press became a drag: then the click that ends it selects nothing. */
  get hasMoved(): boolean {
    return this.#hasMoved;
  }

  take(event: PointerEvent): void {
    this.#hasMoved = false;
    this.#start = event.button === 0 ? placeOf(event) : undefined;
  }

  move(event: PointerEvent): void {
    if (this.#start === undefined) return;
    const x = placeOf(event);
    if (!this.#hasMoved && Math.abs(x - this.#start) < slackPx) return;
    if (!this.#hasMoved && event.currentTarget instanceof Element)
      event.currentTarget.setPointerCapture(event.pointerId);
    this.#hasMoved = true;
    this.#range = { from: Math.min(this.#start, x), to: Math.max(this.#start, x) };
  }

  release(): void {
    const range = this.#range;
    this.giveUp();
    if (range !== undefined) this.choose(range.from, range.to);
  }

  /** @returns whether there was anything to give up. */
  giveUp(): boolean {
    const isUnderWay = this.#range !== undefined;
    this.#start = undefined;
    this.#range = undefined;
    return isUnderWay;
  }
}

/** How far from the left edge of what is dragged across, in px, and not beyond it. */
function placeOf({ clientX, currentTarget }: PointerEvent): number {
  if (!(currentTarget instanceof Element)) return 0;
  const { left, width } = currentTarget.getBoundingClientRect();
  return Math.max(0, Math.min(clientX - left, width));
}
