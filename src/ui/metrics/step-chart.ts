import { curveStepAfter, line, area, max, scaleLinear, ticks } from 'd3';
import { valueAt, type Steps } from '../../analysis/metrics/steps';
import type { TimeScale } from '../timeline/time-axis';

/** A figure over time that is drawn as one line. */
export interface Series {
  readonly name: string;
  readonly steps: Steps;
}

interface DrawnSeries {
  readonly name: string;
  readonly line: string;
  readonly area: string;
  /** Its place in the palette of flows and of dashes. */
  readonly place: number;
}

export interface StepDrawing {
  readonly series: readonly DrawnSeries[];
  readonly levels: readonly { readonly y: number; readonly label: string }[];
}

/** How lines are told apart without their colours, as `stroke-dasharray`. */
export const dashes = ['none', '7 3', '2 3', '9 3 2 3', '4 2', '12 4', '1 2', '6 2 2 2 2 2'] as const;

/**
 * Step lines: from each change on, the new value, up to `until`, in simulated ms.
 * @param peak the value at the upper edge; the same for what is to be compared.
 */
export function drawSteps(
  series: readonly Series[],
  { x }: TimeScale,
  until: number,
  peak: number,
  height: number,
): StepDrawing {
  const y = scaleLinear([0, Math.max(1, peak)], [height - 1, 6]);
  return {
    series: series.map(({ name, steps }, place) => {
      const points = thinned(pointsOf(steps, until), x);
      const draw = line<Point>()
        .x(([at]) => x(at))
        .y(([, value]) => y(value))
        .curve(curveStepAfter);
      const fill = area<Point>()
        .x(([at]) => x(at))
        .y0(y(0))
        .y1(([, value]) => y(value))
        .curve(curveStepAfter);
      return { name, place, line: draw(points) ?? '', area: fill(points) ?? '' };
    }),
    levels: ticks(0, Math.max(1, peak), 3)
      .filter((value) => Number.isInteger(value))
      .map((value) => ({ y: y(value), label: String(value) })),
  };
}

type Point = readonly [at: number, value: number];

/** From 0 on, and to the end. */
function pointsOf({ times, values }: Steps, until: number): readonly Point[] {
  const points: Point[] = times[0] === 0 ? [] : [[0, 0]];
  times.forEach((at, index) => points.push([at, values[index] ?? 0]));
  points.push([Math.max(until, times.at(-1) ?? 0), values.at(-1) ?? 0]);
  return points;
}

/** Of the changes within a quarter of a px, the first, the highest and the last: more cannot be seen. */
function thinned(points: readonly Point[], x: TimeScale['x']): readonly Point[] {
  const kept: Point[] = [];
  let cell = NaN;
  let highest: Point | undefined;
  let last: Point | undefined;
  const close = () => {
    for (const point of [highest, last]) if (point !== undefined && point !== kept.at(-1)) kept.push(point);
  };
  for (const point of points) {
    const place = Math.floor(x(point[0]) * 4);
    if (place !== cell) {
      close();
      cell = place;
      kept.push(point);
      highest = undefined;
    } else if (point[1] > (highest?.[1] ?? kept.at(-1)?.[1] ?? 0)) highest = point;
    last = point;
  }
  close();
  return kept.sort((a, b) => a[0] - b[0]);
}

/** All moments at which one of some series changes, in order, each once. */
export function changesOf(series: readonly Series[]): readonly number[] {
  return [...new Set(series.flatMap(({ steps }) => steps.times))].sort((a, b) => a - b);
}

/** The change after a moment, or before it; the moment itself when there is none. */
export function nextChange(changes: readonly number[], moment: number, direction: 1 | -1): number {
  if (direction === 1) return changes.find((at) => at > moment) ?? moment;
  return changes.findLast((at) => at < moment) ?? 0;
}

/** `12`, or with several series `Inventory 2, Dispatcher 0`. */
export function readOff(series: readonly Series[], moment: number): string {
  const [only] = series;
  if (only === undefined) return '';
  if (only.name === '') return String(valueAt(only.steps, moment));
  return series.map(({ name, steps }) => `${name} ${valueAt(steps, moment)}`).join(', ');
}

/** Rows of a table of some figures; of many changes, so many moments spread over them. */
export function momentsOf(series: readonly Series[], most: number): readonly number[] {
  const changes = changesOf(series);
  if (changes.length <= most) return changes;
  const last = changes.length - 1;
  return Array.from({ length: most }, (_, row) => changes[Math.round((row * last) / (most - 1))] ?? 0);
}

/** The highest of some numbers; 0 for none. */
export function highest(values: readonly number[]): number {
  return max(values) ?? 0;
}
