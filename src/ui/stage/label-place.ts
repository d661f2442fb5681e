import { stageSize, type Box, type Layout } from './layout';
import { pointAlong, type Point, type Route } from './route';
import { clearance } from './tokens';

/** Where the middle of a label is, seen from the middle of its token. */
export type LabelOffset = Point;

const labelHeight = 24;
/** How wide a character is on average, and the letter of the flow and the room around the words. */
const characterWidth = 6.9;
const furniture = 36;

/** A token stands longest where it leaves and where it arrives. */
const looks = [
  { fraction: 0, weight: 3 },
  { fraction: 0.25, weight: 1 },
  { fraction: 0.5, weight: 1 },
  { fraction: 0.75, weight: 1 },
  { fraction: 1, weight: 3 },
];

/** Near the token, then further off, where it may clear the nodes at both ends. */
const distances = [30, 42, 54, 64];

/**
 * Where a label covers least of the nodes while its token goes along a route: one offset for the whole way, so that it
 * does not jump.
 */
export function labelOffset(route: Route, words: string, layout: Layout): LabelOffset {
  const size = { width: words.length * characterWidth + furniture, height: labelHeight };
  const stops = looks.map(({ fraction, weight }) => ({ ...pointAlong(route, fraction, clearance), weight }));
  const obstacles = obstaclesOf(layout);
  let best: LabelOffset = { x: 0, y: 0 };
  let least = Infinity;
  for (const offset of offsetsFor(size.width)) {
    const covered = stops.reduce((sum, stop) => sum + costAt(stop, offset, size, obstacles) * stop.weight, 0);
    const cost = covered + Math.hypot(offset.x, offset.y) * 2;
    if (cost < least) [best, least] = [offset, cost];
  }
  return best;
}

/** Above and below, in the middle or to either side; or beside it. */
function offsetsFor(width: number): readonly LabelOffset[] {
  const aside = width / 2 - 14;
  const stacked = distances.flatMap((distance) =>
    [-distance, distance].flatMap((y) => [0, aside, -aside].map((x) => ({ x, y }))),
  );
  return [...stacked, { x: width / 2 + 22, y: 0 }, { x: -width / 2 - 22, y: 0 }];
}

interface Obstacle {
  readonly box: Box;
  /** How bad it is to cover it. */
  readonly weight: number;
}

/** Between the rails of a bus there is much empty ground. */
function obstaclesOf({ nodes, queue, frame }: Layout): readonly Obstacle[] {
  const boxes = [...nodes.values()].map(({ box, role }) => ({ box, weight: role === 'bus' ? 0.3 : 1 }));
  const words = [queue, frame.title?.box].flatMap((box) => (box === undefined ? [] : [{ box, weight: 1 }]));
  return [...boxes, ...words];
}

function costAt(
  stop: Point,
  offset: LabelOffset,
  { width, height }: { readonly width: number; readonly height: number },
  obstacles: readonly Obstacle[],
): number {
  const label = { x: stop.x + offset.x - width / 2, y: stop.y + offset.y - height / 2, width, height };
  const covered = obstacles.reduce((sum, { box, weight }) => sum + overlap(label, box) * weight, 0);
  const outside = width * height - overlap(label, { x: 0, y: 0, ...stageSize });
  return covered + outside * 10;
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
