import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { wrapped } from '../../exchange/svg/text-width';
import { drawingOf } from '../stage/channel-drawings';
import type { PlacedNode } from '../stage/layout';
import type { NodeStatus } from '../stage/node-status';
import { figureIn } from '../stage/tracks';
import { actorIcon } from './actor-icons';
import { glow, linesAt, stateInk, type Look } from './stage-look';
import { lampOf, sleepersOf } from './stage-parts';
import type { Scene } from './stage-scene';
import { words } from './words';

/** Those outside the shop have no walls: a round figure with words below it. */
export function drawnActor(
  { id, title, box }: PlacedNode,
  status: NodeStatus,
  look: Look,
  { paint, spotlight, colour }: Scene,
): readonly Markup[] {
  const { fromTop, radius, isSmall } = figureIn(box);
  const [cx, cy] = [box.x + box.width / 2, box.y + fromTop];
  const isWaiting = status.state === 'waiting';
  const titleStyle = { size: 13, isBold: true, fill: paint.ink, anchor: 'middle' as const };
  const toldStyle = { size: 12, fill: paint.waiting, anchor: 'middle' as const };
  const titled = wrapped(title, box.width, titleStyle, 2);
  const said = isSmall ? (status.words.split(' ', 1)[0] ?? '') : status.words;
  const told = status.state === 'idle' ? [] : wrapped(said, box.width, toldStyle, 2);
  const below = cy + radius + 2;
  return [
    ...(spotlight.node === id
      ? [element('circle', { cx, cy, r: radius + 6, fill: colour, 'fill-opacity': 0.28 })]
      : []),
    element('circle', {
      cx,
      cy,
      r: radius - 0.75,
      fill: look.fill,
      stroke: look.edge,
      'stroke-width': look.strokeWidth,
      'stroke-dasharray': look.dashes,
    }),
    element('path', {
      d: actorIcon(id),
      transform: `${movedTo(cx - radius / 2, cy - radius / 2)} scale(${radius / 24})`,
      fill: 'none',
      stroke: isWaiting ? paint.waiting : paint.inkSoft,
      'stroke-width': 2,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
    ...linesAt(cx, below + 12, titled, 15.5, titleStyle),
    ...linesAt(cx, below + titled.length * 15.5 + 11.5, told, 14.5, toldStyle),
  ];
}

/** The bus is a track: two rails, between which its topics lie as sleepers. */
export function drawnBus(
  node: PlacedNode,
  status: NodeStatus,
  look: Look,
  scene: Scene,
  broker: string,
): readonly Markup[] {
  const { paint } = scene;
  const { x, y, width, height } = node.box;
  const isAway = status.state === 'away';
  const isNow = scene.spotlight.node === node.id;
  const rails = [x + 3, x + width - 3].flatMap((railX) => [
    ...(isNow ? [glow({ x: railX - 3, y, width: 6, height }, scene.colour)] : []),
    element('path', {
      d: `M${railX} ${y + 3}V${y + height - 3}`,
      stroke: isAway ? paint.failure : look.edge,
      'stroke-width': 6,
      'stroke-linecap': isAway ? undefined : 'round',
      'stroke-dasharray': isAway ? '14 8' : undefined,
    }),
  ]);
  const middle = x + width / 2;
  const hasWords = isAway || status.state === 'slow';
  return [
    ...rails,
    words(middle, y + 19, node.title, { size: 13, isBold: true, fill: paint.ink, anchor: 'middle' }),
    words(middle, y + 35, broker, { size: 12, fill: paint.inkFaint, anchor: 'middle' }),
    ...(hasWords
      ? [
          lampOf(status.state, middle - 34, y + 47, paint),
          words(middle - 22, y + 51, status.words, { size: 12, isBold: true, fill: stateInk(status, paint) }),
        ]
      : []),
    ...sleepersOf(node, scene),
  ];
}

/** The door of an API is open while somebody is served. */
export function drawnDoor(
  { title, box }: PlacedNode,
  status: NodeStatus,
  { paint }: Scene,
): readonly Markup[] {
  const { x, y, width, height } = box;
  const middle = x + width / 2;
  const isClosed = status.state === 'idle' || status.state === 'away';
  const titleStyle = { size: 13, isBold: true, fill: paint.ink, anchor: 'middle' as const };
  const toldStyle = { size: 12, fill: stateInk(status, paint), anchor: 'middle' as const };
  const lines = { fill: 'none', stroke: paint.inkSoft, 'stroke-width': 1.75 };
  const told = wrapped(status.words, width - 12, { ...toldStyle, isBold: true }, 2);
  const leaf = isClosed ? 'M9 50V9h26v41z' : 'M9 50V9l13 5v36z';
  return [
    ...linesAt(middle, y + 29, wrapped(title, width - 16, titleStyle, 2), 16.5, titleStyle),
    element(
      'g',
      { transform: movedTo(middle - 22, y + height / 2 - 24) },
      element('path', { ...lines, d: 'M4 50V4h36v46M1 50h42' }),
      element('path', { ...lines, d: leaf, fill: paint.sunken }),
      element('circle', { ...lines, cx: isClosed ? 30 : 19, cy: isClosed ? 31 : 32, r: 1.5 }),
      ...(status.state === 'away'
        ? [
            element('path', {
              d: 'M4 18l36 22M4 40l36 -22',
              fill: 'none',
              stroke: paint.failure,
              'stroke-width': 3,
            }),
          ]
        : []),
    ),
    lampOf(status.state, middle, y + height - 40, paint),
    ...linesAt(middle, y + height - 20, told, 13.5, toldStyle),
  ];
}

/** A channel is drawn as what people have in their hands, with how much they have received. */
export function drawnDevice(
  { id, title, box }: PlacedNode,
  status: NodeStatus,
  { paint, view }: Scene,
): readonly Markup[] {
  const receivedCount = view.receivedCounts.get(id) ?? 0;
  const { x, y, width, height } = box;
  const titleStyle = { size: 13, isBold: true, fill: paint.ink };
  const titled = wrapped(title, width - 72, titleStyle, 2);
  const told = status.state === 'idle' ? [] : wrapped(status.words, width - 92, { size: 12 }, 1);
  const textX = x + 66;
  const top = y + height / 2 - (titled.length * 16 + 28 + told.length * 15) / 2;
  const countAt = top + titled.length * 16 + 20;
  return [
    element('path', {
      d: drawingOf(id),
      transform: movedTo(x + 12, y + height / 2 - 22),
      fill: 'none',
      stroke: paint.inkSoft,
      'stroke-width': 1.75,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
    ...linesAt(textX, top + 14, titled, 16, titleStyle),
    element(
      'text',
      { x: textX, y: countAt, fill: paint.inkFaint, 'font-size': 12 },
      element(
        'tspan',
        { 'font-size': 18, 'font-weight': 600, fill: receivedCount > 0 ? paint.ink : paint.inkFaint },
        String(receivedCount),
      ),
      ' received',
    ),
    ...(told.length === 0 ? [] : [lampOf(status.state, textX + 6, countAt + 13, paint)]),
    ...linesAt(textX + 18, countAt + 17, told, 15, { size: 12, fill: stateInk(status, paint) }),
  ];
}
