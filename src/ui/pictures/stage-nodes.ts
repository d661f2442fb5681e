import { element, type Markup } from '../../exchange/svg/markup';
import { wrapped } from '../../exchange/svg/text-width';
import { brokerTitles } from '../header/broker-titles';
import type { PlacedNode } from '../stage/layout';
import { descriptionOf, statusOf, type NodeStatus } from '../stage/node-status';
import { drawnActor, drawnBus, drawnDevice, drawnDoor } from './stage-figures';
import { inset } from './stage-ground';
import { linesAt, lookOf, stateInk, wallsOf } from './stage-look';
import { lampOf } from './stage-parts';
import type { Scene } from './stage-scene';
import { words } from './words';

/** All nodes of the stage, each as a group of the class `node`. */
export function nodesOf(scene: Scene): readonly Markup[] {
  const { layout, view, names, run } = scene;
  const broker = brokerTitles[run.recording.broker];
  return [...layout.nodes.values()].map((node) => {
    const status = statusOf(node, view, (id) => names.nodeTitle(id));
    const told = descriptionOf(node, status, view.receivedCounts.get(node.id) ?? 0, broker);
    return element(
      'g',
      { class: 'node' },
      element('title', {}, `${node.title}, ${told}`),
      ...hintAt(node, scene),
      ...drawnNode(node, status, scene, broker),
    );
  });
}

function drawnNode(node: PlacedNode, status: NodeStatus, scene: Scene, broker: string): readonly Markup[] {
  const look = lookOf(node, status, scene);
  switch (node.role) {
    case 'actor':
      return drawnActor(node, status, look, scene);
    case 'bus':
      return drawnBus(node, status, look, scene, broker);
    case 'api':
      return [...wallsOf(node, look, scene), ...drawnDoor(node, status, scene)];
    case 'channel':
      return [...wallsOf(node, look, scene), ...drawnDevice(node, status, scene)];
    case 'engine':
    case 'service':
    case 'station':
    case 'store':
      return [...wallsOf(node, look, scene), ...drawnPlate(node, status, scene)];
  }
}

/** Where what the current step causes happens next. */
function hintAt({ id, box }: PlacedNode, { spotlight, colour }: Scene): readonly Markup[] {
  if (!spotlight.nextNodes.has(id)) return [];
  const around = { ...inset(box, -4), rx: 9, fill: 'none', stroke: colour, 'stroke-width': 2 };
  return [element('rect', { ...around, 'stroke-dasharray': '2 3' })];
}

function drawnPlate(
  { title, role, box }: PlacedNode,
  status: NodeStatus,
  { paint }: Scene,
): readonly Markup[] {
  const { x, y, width, height } = box;
  const middle = y + height / 2;
  const titleStyle = { size: 13, isBold: true, fill: status.state === 'away' ? paint.inkSoft : paint.ink };
  const toldStyle = { size: 12, isBold: status.state === 'away', fill: stateInk(status, paint) };
  const hatch =
    status.state === 'waiting'
      ? [
          element('rect', {
            x: x + 1.5,
            y: y + 1.5,
            width: 7,
            height: height - 3,
            fill: 'url(#hatch-waiting)',
          }),
        ]
      : [];
  if (role === 'store') {
    return [
      ...hatch,
      words(x + 14, middle + 4.5, title, titleStyle),
      lampOf(status.state, x + 104, middle, paint),
      ...linesAt(x + 118, middle + 4.3, wrapped(status.words, width - 130, toldStyle, 1), 15, toldStyle),
    ];
  }
  const titled = wrapped(title, width - 44, titleStyle, 2);
  const told = wrapped(status.words, width - 22, toldStyle, 2);
  const top = middle - (titled.length * 16 + told.length * 14.5) / 2;
  return [
    ...hatch,
    ...linesAt(x + 14, top + 12.5, titled, 16, titleStyle),
    lampOf(status.state, x + width - 16, top + 8, paint),
    ...linesAt(x + 14, top + titled.length * 16 + 11.5, told, 14.5, toldStyle),
  ];
}
