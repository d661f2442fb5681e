import { linkKey, type View } from '../../analysis/view';
import { busNode, type NodeId } from '../../simulation';
import type { Layout } from './layout';
import { depthWords, queueDepthsOf } from './queue-depth';
import type { Point } from './route';

/** The counts of a consumer's queue, at its end of the link with the bus. */
export interface QueueBadge {
  readonly consumer: NodeId;
  /** Where the link meets the consumer, and the side of the consumer on which that is. */
  readonly point: Point;
  readonly side: 'left' | 'right';
  /** What was not handed over yet, or will be once more. */
  readonly waiting: number;
  readonly inHand: number;
  readonly dead: number;
  readonly words: string;
}

/** Where a consumer's counts are: at the end of its link with the bus; undefined where there is no such link. */
export function placeOfCounts(
  consumer: NodeId,
  { links, nodes }: Layout,
): Pick<QueueBadge, 'point' | 'side'> | undefined {
  const link = links.get(linkKey(busNode, consumer));
  const box = nodes.get(consumer)?.box;
  const point = link?.from === consumer ? link.route.corners[0] : link?.route.corners.at(-1);
  if (box === undefined || point === undefined) return undefined;
  return { point, side: point.x > box.x ? 'right' : 'left' };
}

export function badgesOf(view: View, layout: Layout): readonly QueueBadge[] {
  return [...queueDepthsOf(view)].flatMap(([consumer, depth]) => {
    const place = placeOfCounts(consumer, layout);
    if (place === undefined) return [];
    const { waiting, toRetry, inHand, dead } = depth;
    return [{ consumer, ...place, waiting: waiting + toRetry, inHand, dead, words: depthWords(depth) }];
  });
}
