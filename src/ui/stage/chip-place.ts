import { linkKey } from '../../analysis/view';
import type { TraceRecord } from '../../simulation';
import type { Layout, PlacedNode } from './layout';
import type { Point } from './route';

const chipHeight = 24;
const gap = 3;
/** From the top of an actor to below its name. */
const belowName = 86;

/**
 * Where the label of what happens at a node is: the middle of its upper edge. It is below the node, and above the data
 * store, whose ground ends there; along the store it is at the way by which the message came that caused it.
 */
export function chipPoint(
  { id, role, box }: PlacedNode,
  cause: TraceRecord | undefined,
  layout: Layout,
): Point {
  const below = role === 'actor' ? belowName : box.height + gap;
  if (role !== 'store') return { x: box.x + box.width / 2, y: box.y + below };
  const link = cause === undefined ? undefined : layout.links.get(linkKey(cause.node, id));
  const end = link?.route.corners.at(-1);
  return { x: end?.x ?? box.x + box.width / 2, y: box.y - chipHeight - gap };
}
