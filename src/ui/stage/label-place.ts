import { costAt, labelWidth, obstaclesOf, type Obstacle } from './label-room';
import type { Layout, PlacedLink } from './layout';
import { pointAlong, type Point, type Route } from './route';
import { clearance } from './tokens';

/** Where the middle of a label is, seen from the middle of its token. */
export type LabelOffset = Point;

/** A label hangs where it covers least at either end of the way, and drifts from the one to the other between them. */
export interface LabelWay {
  readonly start: LabelOffset;
  readonly end: LabelOffset;
}

/** Near the token, then further off, where it may clear the nodes at both ends. */
const distances = Array.from({ length: 18 }, (_, index) => 36 + index * 2);
/** So many places of each end are tried together. */
const shortList = 8;
const above: LabelOffset = { x: 0, y: -36 };

/** What was found for a layout, by link and length of the words. */
const found = new WeakMap<Layout, Map<string, LabelWay>>();

/** Finds where a label covers least while its token stands at the ends of a link and goes along it. */
export function labelWay(link: PlacedLink, words: string, layout: Layout): LabelWay {
  const ways = found.get(layout) ?? new Map<string, LabelWay>();
  found.set(layout, ways);
  const key = `${link.key} ${words.length}`;
  const way = ways.get(key) ?? findWay(link.route, labelWidth(words), obstaclesOf(layout));
  ways.set(key, way);
  return way;
}

function findWay(route: Route, width: number, obstacles: readonly Obstacle[]): LabelWay {
  const starts = bestAt(pointAlong(route, 0, clearance), width, obstacles);
  const ends = bestAt(pointAlong(route, 1, clearance), width, obstacles);
  let best: LabelWay = { start: above, end: above };
  let least = Infinity;
  for (const start of starts) {
    for (const end of ends) {
      const way = { start: start.offset, end: end.offset };
      const drift = Math.hypot(end.offset.x - start.offset.x, end.offset.y - start.offset.y);
      const cost = start.cost + end.cost + drift * 3 + costBetween(route, way, width, obstacles);
      if (cost < least) [best, least] = [way, cost];
    }
  }
  return best;
}

/** Where the label is when its token is at a fraction of the way. */
export function labelOffset({ start, end }: LabelWay, fraction: number): LabelOffset {
  return { x: start.x + (end.x - start.x) * fraction, y: start.y + (end.y - start.y) * fraction };
}

/** The line from the middle of a token to its label: its length, and its angle in radians. */
export function leaderOf(
  { x, y }: LabelOffset,
  words: string,
): { readonly length: number; readonly angle: number } {
  const reach = Math.max(0, Math.abs(x) - labelWidth(words) / 2 + 8);
  const end = { x: Math.sign(x) * reach, y };
  return { length: Math.hypot(end.x, end.y), angle: Math.atan2(end.y, end.x) };
}

interface Candidate {
  readonly offset: LabelOffset;
  readonly cost: number;
}

/** The best places at a point. It stands there longest: covering something there counts far more than on the way. */
function bestAt(point: Point, width: number, obstacles: readonly Obstacle[]): readonly Candidate[] {
  const candidates = offsetsFor(width).map((offset) => {
    const covered = costAt({ x: point.x + offset.x, y: point.y + offset.y }, width, obstacles);
    return { offset, cost: covered * 20 + Math.hypot(offset.x, offset.y) * 2 };
  });
  return candidates.sort((a, b) => a.cost - b.cost).slice(0, shortList);
}

function costBetween(route: Route, way: LabelWay, width: number, obstacles: readonly Obstacle[]): number {
  return [0.25, 0.5, 0.75].reduce((sum, fraction) => {
    const point = pointAlong(route, fraction, clearance);
    const offset = labelOffset(way, fraction);
    return sum + costAt({ x: point.x + offset.x, y: point.y + offset.y }, width, obstacles);
  }, 0);
}

/** Above and below, in the middle or to either side; or beside it. */
function offsetsFor(width: number): readonly LabelOffset[] {
  const aside = width / 2 - 5;
  const beyond = width / 2 + 36;
  const stacked = distances.flatMap((distance) =>
    [-distance, distance].flatMap((y) =>
      [0, aside / 2, -aside / 2, aside, -aside, beyond, -beyond].map((x) => ({ x, y })),
    ),
  );
  const beside = [0, 6, -6, 12, -12].flatMap((y) =>
    [1, -1].map((side) => ({ x: side * (width / 2 + 22), y })),
  );
  return [...stacked, ...beside];
}
