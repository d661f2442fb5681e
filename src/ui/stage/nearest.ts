import type { Point } from './route';

export type Direction = 'left' | 'right' | 'up' | 'down';

const directions: { readonly [key: string]: Direction } = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The direction of an arrow key; undefined for any other key. */
export function directionOf(key: string): Direction | undefined {
  return directions[key];
}

/** Being off the straight way counts this much more than being far. */
const sidewaysWeight = 2.5;

/**
 * The key of the place that is nearest in a direction, undefined when there is none. What lies off to the side is
 * further away than what lies straight ahead.
 */
export function nearestIn<Key>(
  direction: Direction,
  from: Point,
  places: ReadonlyMap<Key, Point>,
): Key | undefined {
  let nearest: Key | undefined;
  let least = Infinity;
  for (const [key, place] of places) {
    const { ahead, aside } = offsetIn(direction, from, place);
    const distance = ahead + aside * sidewaysWeight;
    if (ahead < 1 || aside > ahead * 3 || distance >= least) continue;
    nearest = key;
    least = distance;
  }
  return nearest;
}

function offsetIn(direction: Direction, from: Point, to: Point): { ahead: number; aside: number } {
  const [x, y] = [to.x - from.x, to.y - from.y];
  switch (direction) {
    case 'left':
      return { ahead: -x, aside: Math.abs(y) };
    case 'right':
      return { ahead: x, aside: Math.abs(y) };
    case 'up':
      return { ahead: -y, aside: Math.abs(x) };
    case 'down':
      return { ahead: y, aside: Math.abs(x) };
  }
}
