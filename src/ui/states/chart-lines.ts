import type { Point } from '../../analysis/state-chart/layout';
import type { TransitionMark } from './chart-marks';

/** How the line of a transition looks: not taken so far, taken, possible next, or taken at this step. */
export type Look = 'plain' | 'taken' | 'possible' | 'now';

/** What matters more lies above. */
export const looks: readonly Look[] = ['plain', 'taken', 'possible', 'now'];

/** How long the head of an arrow is, in px. */
export const headSize = 7;

/** The looks of a line, one over the other: what is possible again was taken before. */
export function looksOf({ takenCount, isPossible, isNow }: TransitionMark): readonly Look[] {
  const shown: Look[] = [];
  if (takenCount > 0) shown.push('taken');
  if (isPossible) shown.push('possible');
  if (isNow) shown.push('now');
  return shown.length === 0 ? ['plain'] : shown;
}

/** The head of an arrow at the end of a line, as an SVG path. */
export function headOf(route: readonly Point[]): string {
  const [before = { x: 0, y: 0 }, end = before] = route.slice(-2);
  const [x, y] = [Math.sign(end.x - before.x), Math.sign(end.y - before.y)];
  const back = { x: end.x - x * headSize, y: end.y - y * headSize };
  const half = headSize / 2;
  return `M${end.x},${end.y}L${back.x - y * half},${back.y + x * half}L${back.x + y * half},${back.y - x * half}Z`;
}
