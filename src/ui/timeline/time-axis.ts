import { bisectLeft, scaleLinear } from 'd3';
import type { ShownTime } from '../../analysis/spans/time';
import { formatSpan } from '../format-span';
import type { ShownWindow } from './shown-window';

/** Where simulated time lies on a drawing, and back. */
export interface TimeScale {
  readonly width: number;
  /** Place of a simulated moment, in px; outside of 0 … width where it is not in sight. */
  readonly x: (moment: number) => number;
  /** The shown moment at a place in px. */
  readonly shownAt: (x: number) => number;
  /** The simulated moment at a place, in ms. */
  readonly momentAt: (x: number) => number;
}

/** @param width of the drawing, in px. */
export function timeScale(time: ShownTime, { from, to }: ShownWindow, width: number): TimeScale {
  const scale = scaleLinear([from, to], [0, width]);
  return {
    width,
    x: (moment) => scale(time.shownAt(moment)),
    shownAt: (x) => scale.invert(x),
    momentAt: (x) => time.momentAt(scale.invert(x)),
  };
}

interface Tick {
  readonly x: number;
  readonly label: string;
}

/** An idle time that is drawn shorter than it is. */
interface Break {
  /** When it begins, in simulated ms. */
  readonly from: number;
  readonly x: number;
  readonly width: number;
  readonly label: string;
}

export interface TimeAxis {
  readonly ticks: readonly Tick[];
  readonly breaks: readonly Break[];
}

/** Room that a label needs, from one to the next, in px. */
const labelWidth = 84;
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000] as const;
/** The distances of ticks that people count in, in ms. */
const distances = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28].map((count) => count * day),
];
/** Up to here, a label says each single ms. */
const exactUpTo = 10_000;

/**
 * The ticks and breaks that are in sight. Where labels could not tell ticks apart (`9 h` and 20 ms more), they say how much
 * later it is than the beginning of the stretch: `+20 ms`.
 */
export function timeAxis(time: ShownTime, window: ShownWindow, width: number): TimeAxis {
  const scale = timeScale(time, window, width);
  const isInSight = (x: number) => x >= -0.5 && x <= width + 0.5;
  const [sightFrom, sightTo] = [time.momentAt(window.from), time.momentAt(window.to)];
  const msPerPx = (window.to - window.from) / Math.max(1, width);
  const distance = distances[bisectLeft(distances, msPerPx * labelWidth)] ?? msPerPx * labelWidth;
  const starts: Tick[] = [];
  const others: Tick[] = [];
  for (const { from, to } of time.stretches) {
    if (to < sightFrom || from > sightTo) continue;
    const isExact = to <= exactUpTo || distance >= minute;
    const base = isExact ? 0 : from;
    const startX = scale.x(from);
    if (isInSight(startX)) starts.push({ x: startX, label: formatSpan(from) });
    const first = Math.ceil((Math.max(from, sightFrom) - base) / distance);
    const last = Math.floor((Math.min(to, sightTo) - base) / distance);
    for (let count = first; count <= last; count += 1) {
      const label = isExact ? formatSpan(count * distance) : `+${formatSpan(count * distance)}`;
      others.push({ x: scale.x(base + count * distance), label });
    }
  }
  return {
    ticks: withRoom([...starts, ...others]),
    breaks: time.gaps.flatMap(({ from, to }) => {
      const [x, end] = [scale.x(from), scale.x(to)];
      return end < 0 || x > width ? [] : [{ from, x, width: end - x, label: formatSpan(to - from) }];
    }),
  };
}

/** Those that have room beside the ones before them in the list, from left to right. */
function withRoom(ticks: readonly Tick[]): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    if (kept.every(({ x }) => Math.abs(x - tick.x) >= labelWidth * 0.75)) kept.push(tick);
  }
  return kept.sort((a, b) => a.x - b.x);
}

/** Where the label of a tick begins, so that it is not cut off at an edge. */
export function anchorAt(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x < 24) return 'start';
  return x > width - 24 ? 'end' : 'middle';
}
