import { bisectRight } from '../bisect';

/** A figure over simulated time: from each of the times on, in ms, it has the value in the same place; before, it is 0. */
export interface Steps {
  /** They ascend, each once. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** A change of a figure at a simulated moment, in ms. */
export interface Step {
  readonly at: number;
  readonly by: number;
}

/** Adds changes up, given in any order. What does not change the figure in the end leaves no step. */
export function stepsOf(changes: readonly Step[]): Steps {
  const times: number[] = [];
  const values: number[] = [];
  let value = 0;
  for (const { at, by } of [...changes].sort((a, b) => a.at - b.at)) {
    value += by;
    if (times.at(-1) === at) {
      times.pop();
      values.pop();
    }
    if (value === (values.at(-1) ?? 0)) continue;
    times.push(at);
    values.push(value);
  }
  return { times, values };
}

/** The value at a simulated moment, in ms. */
export function valueAt({ times, values }: Steps, moment: number): number {
  return values[bisectRight(times, moment) - 1] ?? 0;
}

/** The largest value that it ever has; at least 0. */
export function peakOf({ values }: Steps): number {
  return values.reduce((peak, value) => Math.max(peak, value), 0);
}

/** The value that it has in the end. */
export function finalOf({ values }: Steps): number {
  return values.at(-1) ?? 0;
}
