import { textOf } from '../../analysis/facts';
import { linkKey, type View } from '../../analysis/view';
import type { FaultRecord } from '../../simulation';
import { solidPartsOf } from './label-room';
import { boxAround, overlapOf, type Layout, type PlacedLink, type PlacedNode } from './layout';
import { distanceTo, pointAlong, type Point } from './route';

/** The faults that are in force at one place of the stage. */
export interface FaultMark {
  /** The link or the node that they wait at. */
  readonly key: string;
  readonly point: Point;
  /** At least one, oldest first. */
  readonly faults: readonly FaultRecord[];
}

/** A mark is a button: this large. */
export const markSize = 24;
/** From the corner of a node to the middle of its mark. */
const cornerInset = 2;

/** The link that a fault is on; undefined for one in a node. */
export function linkOfFault({ details }: FaultRecord): string | undefined {
  const [from, to] = [textOf(details['from']), textOf(details['to'])];
  return from === undefined || to === undefined ? undefined : linkKey(from, to);
}

/** One mark for each place at which faults wait for something, or last. */
export function faultMarksOf({ faults }: View, layout: Layout): readonly FaultMark[] {
  const byPlace = new Map<string, FaultRecord[]>();
  for (const fault of faults.values()) {
    const key = linkOfFault(fault) ?? fault.node;
    byPlace.set(key, [...(byPlace.get(key) ?? []), fault]);
  }
  const points: Point[] = [];
  return [...byPlace].flatMap(([key, waiting]) => {
    const [link, node] = [layout.links.get(key), layout.nodes.get(key)];
    const point = link === undefined ? node && atCorner(node) : onLink(link, layout, points);
    if (point === undefined) return [];
    points.push(point);
    return [{ key, point, faults: waiting }];
  });
}

/** At the upper corner where nothing else is: right of the services are counts, right of the channels the stage ends. */
function atCorner({ box, role }: PlacedNode): Point {
  const isLeft = role === 'channel' || role === 'service';
  const x = isLeft ? box.x - cornerInset : box.x + box.width + cornerInset;
  return { x, y: box.y - cornerInset };
}

/** Places along a link, from end to end. */
const fractions = Array.from({ length: 46 }, (_, index) => 0.05 + index * 0.02);

/**
 * On a link, where the mark covers neither a node nor another mark: in the middle of the part that it shares with the fewest
 * other links, so that it is plain which one is meant.
 */
function onLink(link: PlacedLink, { nodes, links }: Layout, taken: readonly Point[]): Point {
  const boxes = [
    ...[...nodes.values()].flatMap(solidPartsOf),
    ...taken.map((point) => boxAround(point, markSize, markSize)),
  ];
  const others = [...links.values()].filter(({ key }) => key !== link.key);
  const places = fractions
    .map((fraction) => pointAlong(link.route, fraction))
    .filter((place) => {
      const mark = boxAround(place, markSize, markSize);
      return boxes.every((box) => overlapOf(mark, box) === 0);
    })
    .map((place) => ({
      place,
      count: others.filter(({ route }) => distanceTo(route, place) < markSize / 2).length,
    }));
  const fewest = Math.min(...places.map(({ count }) => count));
  const plainest = places.filter(({ count }) => count === fewest);
  return plainest[Math.floor(plainest.length / 2)]?.place ?? pointAlong(link.route, 0.5);
}
