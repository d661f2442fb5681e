import { overlapOf, stageSize, type Box, type Layout, type PlacedNode } from './layout';
import { placeOfCounts } from './queue-badges';
import type { Point } from './route';
import { figureIn } from './tracks';

/** Where labels of tokens and of nodes find room: what they had better not cover. */

export const labelHeight = 24;
/** How wide a character is on average, and the letter of the flow and the room around the words. */
const characterWidth = 6.9;
const furniture = 36;
/** Covering anything at all is worse than being further off. */
const touchCost = 300;

export interface Obstacle {
  readonly box: Box;
  /** How bad it is to cover it. */
  readonly weight: number;
}

/** How wide a label with these words is. */
export function labelWidth(words: string): number {
  return words.length * characterWidth + furniture;
}

/** What of a node is not empty ground: of an actor the figure, and the words below it. */
export function solidPartsOf({ role, box }: Pick<PlacedNode, 'role' | 'box'>): readonly Box[] {
  if (role !== 'actor') return [box];
  const { fromTop, radius, isSmall } = figureIn(box);
  const figure = { x: box.x + box.width / 2 - radius, y: box.y + fromTop - radius };
  const words = { x: box.x, y: box.y + fromTop + radius + 2, width: box.width, height: isSmall ? 32 : 34 };
  return [{ ...figure, width: radius * 2, height: radius * 2 }, words];
}

/** Those of each layout: they are asked for with each label, and stay what they are. */
const known = new WeakMap<Layout, readonly Obstacle[]>();

/** Between the rails of a bus and before a door there is much empty ground. */
export function obstaclesOf(layout: Layout): readonly Obstacle[] {
  const obstacles = known.get(layout) ?? findObstacles(layout);
  known.set(layout, obstacles);
  return obstacles;
}

function findObstacles(layout: Layout): readonly Obstacle[] {
  const { nodes, queue, frame, legends } = layout;
  const boxes = [...nodes.values()].flatMap((node) =>
    solidPartsOf(node).map((box) => ({ box, weight: node.role === 'bus' ? 0.3 : 1 })),
  );
  const counts = [...nodes.keys()].flatMap((id) => {
    const place = placeOfCounts(id, layout);
    if (place === undefined) return [];
    const { point, side } = place;
    return [
      {
        box: { x: side === 'right' ? point.x : point.x - 38, y: point.y - 33, width: 38, height: 20 },
        weight: 0.3,
      },
    ];
  });
  const words = [frame.title?.box, ...legends.map(({ box }) => box)];
  return [
    ...boxes,
    ...counts,
    ...words.flatMap((box) => (box === undefined ? [] : [{ box, weight: 1 }])),
    ...(queue === undefined ? [] : [{ box: queue, weight: 0.3 }]),
  ];
}

/** How bad it is to put a label there: what it covers, and what of it is outside the stage. */
export function costAt({ x, y }: Point, width: number, obstacles: readonly Obstacle[]): number {
  const label = { x: x - width / 2, y: y - labelHeight / 2, width, height: labelHeight };
  const covered = obstacles.reduce((sum, { box, weight }) => {
    const area = overlapOf(label, box);
    return area > 0 ? sum + (area + touchCost) * weight : sum;
  }, 0);
  // Rounded, so that places that are as good as each other are equal.
  const outside = Math.round(width * labelHeight - overlapOf(label, { x: 0, y: 0, ...stageSize }));
  return Math.round(covered + (outside > 0 ? outside * 10 + touchCost : 0));
}
