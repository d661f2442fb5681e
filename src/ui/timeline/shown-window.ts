import type { Interval } from '../../analysis/spans/spans';

/** What is in sight: from one shown moment to another, in ms of `ShownTime`. */
export type ShownWindow = Interval;

/** Nothing is shown larger than this, in ms across the whole width. */
const leastMs = 2;

/** All of a run that is so long, in shown ms. */
export function wholeWindow(length: number): ShownWindow {
  return { from: 0, to: length };
}

/** Between two shown moments in any order, as far as there is something to see there. */
export function windowBetween(a: number, b: number, length: number): ShownWindow {
  const width = Math.min(length, Math.max(leastMs, Math.abs(b - a)));
  const middle = (a + b) / 2;
  const from = Math.max(0, Math.min(middle - width / 2, length - width));
  return { from, to: from + width };
}

/** So many times as wide, while the shown moment `around` stays where it is. */
export function zoomed(
  { from, to }: ShownWindow,
  factor: number,
  around: number,
  length: number,
): ShownWindow {
  const width = Math.min(length, Math.max(leastMs, (to - from) * factor));
  const share = to > from ? (around - from) / (to - from) : 0.5;
  const start = Math.max(0, Math.min(around - share * width, length - width));
  return { from: start, to: start + width };
}

/** Moved by so many of its own widths, as far as there is something. */
export function moved({ from, to }: ShownWindow, widths: number, length: number): ShownWindow {
  const width = to - from;
  const start = Math.max(0, Math.min(from + widths * width, length - width));
  return { from: start, to: start + width };
}

/** Whether all of a run is in sight. */
export function isWhole({ from, to }: ShownWindow, length: number): boolean {
  return from <= 0 && to >= length;
}
