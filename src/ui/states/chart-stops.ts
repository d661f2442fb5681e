import type { Box, ChartLayout } from '../../analysis/state-chart/layout';
import type { Point } from '../stage/route';
import type { Stop } from '../stage/stops';

export const stateStop = (path: string): Stop => `state:${path}`;
export const transitionStop = (id: string): Stop => `transition:${id}`;

/** Where all that can have the focus is in a chart. */
export function placesIn({ states, transitions }: ChartLayout): ReadonlyMap<Stop, Point> {
  return new Map<Stop, Point>([
    ...states.map(({ state, nameBox }) => [stateStop(state.path), middleOf(nameBox)] as const),
    ...transitions.map(({ transition, label }) => [transitionStop(transition.id), middleOf(label)] as const),
  ]);
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
