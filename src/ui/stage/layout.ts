import { linkKey } from '../../analysis/view';
import type { NodeId, NodeRole, Topology, TopologyLink, TopologyNode } from '../../simulation';
import type { Point, Route } from './route';
import { figure, trackOf } from './tracks';

/** The room in which everything on the stage is placed; how large it is drawn is another matter. */
export const stageSize = { width: 1000, height: 640 };

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends TopologyNode {
  readonly box: Box;
}

export interface PlacedLink extends TopologyLink {
  readonly key: string;
  readonly route: Route;
  /** Ways to the data store are drawn thinner than those that notifications take. */
  readonly isThin: boolean;
}

/** The notification engine as one thing: its stations, and the service or the door that is its front. */
interface Frame {
  readonly box: Box;
  /** Written at its top where no node is. */
  readonly title?: { readonly words: string; readonly box: Box };
}

interface Legend {
  readonly words: string;
  readonly x: number;
}

export interface Layout {
  readonly nodes: ReadonlyMap<NodeId, PlacedNode>;
  readonly links: ReadonlyMap<string, PlacedLink>;
  readonly frame: Frame;
  /** The names of columns whose nodes do not say what they are. */
  readonly legends: readonly Legend[];
  /** Between the stations that a notification passes one after another, which no message connects. */
  readonly passages: readonly Point[];
  /** Where those stand who wait for the API; undefined where there is none. */
  readonly queue: Box | undefined;
}

/** Where a column of nodes is, and how tall each node is there; nodes share the height of the content evenly. */
interface Column {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  /** What of a node is in the middle of its part, from its top; its own middle where it is not said. */
  readonly middle?: number;
}

/** All content but the data store lies between these. */
const content = { top: 64, bottom: 548 };

/** The columns that both architectures share, from left to right. */
const columns = {
  actor: { x: 10, width: 98, height: 116, middle: figure.fromTop },
  service: { x: 150, width: 136, height: 76 },
  channel: { x: 842, width: 148, height: 84 },
} satisfies { readonly [Role in NodeRole]?: Column };

/** What stands between services and channels, by what the services speak to. */
const middle = {
  bus: {
    frame: { x: 562, y: content.top, width: 226, height: content.bottom - content.top },
    station: { x: 576, width: 158, height: 54 },
    stationsFrom: 122,
    queue: undefined,
    title: undefined,
  },
  api: {
    frame: { x: 526, y: content.top, width: 262, height: content.bottom - content.top },
    station: { x: 592, width: 142, height: 60 },
    stationsFrom: content.top,
    queue: { x: 344, y: 160, width: 112, height: 128 },
    title: { words: 'Notification engine', box: { x: 578, y: content.top + 12, width: 158, height: 20 } },
  },
} as const;

/** Nodes that stand alone. */
const places = {
  bus: { x: 332, y: content.top, width: 176, height: content.bottom - content.top },
  engine: { ...middle.bus.frame, height: 46 },
  api: { x: 466, y: 216, width: 96, height: 180 },
  store: { x: 150, y: 580, width: 638, height: 48 },
} satisfies { readonly [Role in NodeRole]?: Box };

const legends: readonly Legend[] = [
  { words: 'Commands', x: columns.actor.x },
  { words: 'Domain services', x: columns.service.x },
  { words: 'Channels', x: columns.channel.x },
];

/** The order of the stations is the way of a notification; what only keeps count comes last. */
const stationOrder = ['correlator', 'preferences', 'templates', 'dispatcher'];

/** Places everything that a topology has. Nodes of one role share their column however many they are. */
export function layOut(topology: Topology): Layout {
  const plan = topology.nodes.some(({ role }) => role === 'api') ? middle.api : middle.bus;
  const having = (role: NodeRole) => topology.nodes.filter((node) => node.role === role);
  const at = (role: keyof typeof places) => having(role).map((node) => ({ ...node, box: places[role] }));
  // In reading order, which is also the order for who hears the page.
  const placed = [
    ...stacked(having('actor'), columns.actor),
    ...stacked(having('service'), columns.service),
    ...at('bus'),
    ...at('api'),
    ...at('engine'),
    ...stacked(inOrderOfPassage(having('station')), plan.station, plan.stationsFrom),
    ...stacked(having('channel'), columns.channel),
    ...at('store'),
  ];
  const nodes = new Map(placed.map((node) => [node.id, node]));
  return {
    nodes,
    links: placeLinks(topology.links, nodes),
    frame: plan.title === undefined ? { box: plan.frame } : { box: plan.frame, title: plan.title },
    legends,
    passages: passagesOf(placed),
    queue: plan.queue,
  };
}

export function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Shares a column among nodes, each in the middle of its part; where they are many, each is lower. */
function stacked(nodes: readonly TopologyNode[], column: Column, from = content.top): readonly PlacedNode[] {
  const part = (content.bottom - from) / nodes.length;
  const height = Math.min(column.height, part - 12);
  return nodes.map((node, index) => {
    const y = Math.round(from + part * (index + 0.5) - (column.middle ?? height / 2));
    return { ...node, box: { x: column.x, y, width: column.width, height } };
  });
}

function inOrderOfPassage(stations: readonly TopologyNode[]): readonly TopologyNode[] {
  const rank = ({ id }: TopologyNode) => {
    const place = stationOrder.indexOf(id);
    return place === -1 ? stationOrder.length : place;
  };
  return [...stations].sort((a, b) => rank(a) - rank(b));
}

function passagesOf(nodes: readonly PlacedNode[]): readonly Point[] {
  const stations = nodes.filter(({ id }) => stationOrder.includes(id));
  return stations.slice(1).map(({ box }, index) => {
    const before = stations[index]?.box ?? box;
    return { x: box.x + box.width / 2, y: (before.y + before.height + box.y) / 2 };
  });
}

/** One track for each pair of nodes: messages go both ways on it. */
function placeLinks(
  links: readonly TopologyLink[],
  nodes: ReadonlyMap<NodeId, PlacedNode>,
): ReadonlyMap<string, PlacedLink> {
  const placed = new Map<string, PlacedLink>();
  for (const link of links) {
    const from = nodes.get(link.from);
    const to = nodes.get(link.to);
    const key = linkKey(link.from, link.to);
    if (from === undefined || to === undefined || placed.has(key)) continue;
    const isThin = from.role === 'store' || to.role === 'store';
    placed.set(key, { ...link, key, route: trackOf(from, to), isThin });
  }
  return placed;
}
