import { linkKey } from '../../analysis/view';
import type { TraceRecord } from '../../simulation';
import { costAt, labelHeight, labelWidth, obstaclesOf } from './label-room';
import { stageSize, type Layout, type PlacedNode } from './layout';
import type { Point } from './route';

/** From the edge of a node to the middle of its label. */
const away = 3 + labelHeight / 2;
/** A label that finds no room there goes so much further. */
const steps = [0, 4, 8, -4, -8, -12, -16, 16, 24, 32, 40];

/**
 * Where the middle of the label of what happens at a node is: below the node, or above it, or beyond a corner, wherever it
 * covers least. Along the data store it is at the way by which the message came that caused it.
 */
export function chipPoint(
  { id, role, box }: PlacedNode,
  words: string,
  cause: TraceRecord | undefined,
  layout: Layout,
): Point {
  const width = labelWidth(words);
  const link = cause === undefined ? undefined : layout.links.get(linkKey(cause.node, id));
  const end = link?.route.corners.at(-1);
  const middle = role === 'store' && end !== undefined ? end.x : box.x + box.width / 2;
  const within = (x: number) => Math.max(width / 2 + 2, Math.min(stageSize.width - width / 2 - 2, x));
  const corner = (box.width + width) / 2 + 2;
  const places = [0, -width / 2 - 8, width / 2 + 8, corner, -corner].flatMap((shift) =>
    [box.y + box.height + away, box.y - away].flatMap((y) =>
      steps.map((step) => ({ x: within(middle + shift), y: y + step })),
    ),
  );
  const obstacles = obstaclesOf(layout);
  const priced = places.map((place) => ({ place, cost: costAt(place, width, obstacles) }));
  return priced.reduce((best, each) => (each.cost < best.cost ? each : best)).place;
}
