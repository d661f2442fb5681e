import { linkKey } from '../../analysis/view';
import type { NodeId, NodeRole, Topology, TopologyLink, TopologyNode } from '../../simulation';
import type { Point, Route } from './route';
import { figureIn, trackOf } from './tracks';

/** The room in which everything on the stage is placed; how large it is drawn is another matter. */
export const stageSize = { width: 1000, height: 656 };

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a node is to the picture: its role, except where it does not stand in the column of its role. */
export type Seat = NodeRole | 'relay';

export interface PlacedNode extends TopologyNode {
  readonly seat: Seat;
  readonly box: Box;
}

export interface PlacedLink extends TopologyLink {
  readonly key: string;
  readonly route: Route;
  /** Ways on which data is only read and written are drawn thinner than those that notifications take. */
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
  readonly box: Box;
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
  /** At least this much ground between two of them: a label fits there. */
  readonly gap: number;
}

/** All content but the data store lies between these; a relay stands below it, between the bus and the store. */
const content = { top: 56, bottom: 572, bottomAboveRelay: 518 };

/** The columns that both architectures share, from left to right. */
const columns = {
  actor: { x: 4, width: 116, height: 102, gap: 4 },
  service: { x: 156, width: 134, height: 76, gap: 28 },
  station: { width: 156, height: 54, gap: 30 },
  channel: { x: 842, width: 148, height: 84, gap: 30 },
};

/** What stands between services and channels, by what the services speak to. */
const middle = {
  bus: {
    frame: { x: 548, width: 240 },
    stations: { x: 578, from: content.top + 58 },
    queue: undefined,
    title: undefined,
  },
  api: {
    frame: { x: 526, width: 262 },
    stations: { x: 592, from: content.top + 12 },
    queue: { x: 344, y: 64, width: 112, height: 236 },
    title: { words: 'Notification engine', box: { x: 582, y: content.top + 12, width: 158, height: 20 } },
  },
} as const;

/** Nodes that stand alone. */
const places = {
  bus: { x: 334, y: content.top, width: 168 },
  engine: { x: middle.bus.frame.x, y: content.top, width: middle.bus.frame.width, height: 46 },
  api: { x: 466, y: 224, width: 96, height: 180 },
  relay: { x: 350, y: 537, width: 136, height: 50 },
  store: { x: 156, y: 606, width: 632, height: 44 },
};

const legends: readonly Legend[] = [
  { words: 'Commands', box: { x: 10, y: 32, width: 66, height: 12 } },
  { words: 'Domain services', box: { x: columns.service.x, y: 32, width: 100, height: 12 } },
  { words: 'Channels', box: { x: columns.channel.x, y: 32, width: 58, height: 12 } },
];

/** The order of the stations is the way of a notification; what only keeps count comes last. */
const stationOrder = ['correlator', 'preferences', 'templates', 'dispatcher'];
/** Services that call each other stand beside each other. */
const serviceOrder = ['ordering', 'inventory', 'analytics', 'pricing', 'billing', 'accounts'];

/** Places everything that a topology has. Nodes of one role share their column however many they are. */
export function layOut(topology: Topology): Layout {
  const plan = topology.nodes.some(({ role }) => role === 'api') ? middle.api : middle.bus;
  const having = (seat: Seat) => topology.nodes.filter((node) => seatOf(node) === seat);
  const bottom = having('relay').length > 0 ? content.bottomAboveRelay : content.bottom;
  const height = bottom - content.top;
  const station = { ...columns.station, x: plan.stations.x };
  const at = (seat: Seat, box: Box) => having(seat).map((node) => placed(node, box));
  // In reading order, which is also the order for who hears the page.
  const nodes = [
    ...stackedFigures(having('actor'), columns.actor, bottom),
    ...stacked(inOrder(having('service'), serviceOrder), columns.service, content.top, bottom),
    ...at('bus', { ...places.bus, height }),
    ...at('relay', places.relay),
    ...at('api', places.api),
    ...at('engine', places.engine),
    ...stacked(inOrder(having('station'), stationOrder), station, plan.stations.from, bottom),
    ...stacked(having('channel'), columns.channel, content.top, bottom),
    ...at('store', places.store),
  ];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const frame = { box: { ...plan.frame, y: content.top, height } };
  return {
    nodes: byId,
    links: placeLinks(topology.links, byId),
    frame: plan.title === undefined ? frame : { ...frame, title: plan.title },
    legends,
    passages: passagesOf(nodes),
    queue: plan.queue,
  };
}

export function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The box of something drawn around a point. */
export function boxAround({ x, y }: Point, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** How much of a box lies over another, in square px; 0 where they only touch. */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** The relay of an outbox is a service that stands between the store that it reads and the bus that it feeds. */
function seatOf({ id, role }: TopologyNode): Seat {
  return id === 'relay' ? 'relay' : role;
}

function placed(node: TopologyNode, box: Box): PlacedNode {
  return { ...node, seat: seatOf(node), box };
}

/** Shares a column among nodes, each in the middle of its part; where they are many, each is lower. */
function stacked(
  nodes: readonly TopologyNode[],
  { x, width, height: mostHeight, gap }: Column,
  from: number,
  to: number,
): readonly PlacedNode[] {
  const part = (to - from) / nodes.length;
  const height = Math.floor(Math.min(mostHeight, part - gap));
  return nodes.map((node, index) =>
    placed(node, { x, y: Math.round(from + part * (index + 0.5) - height / 2), width, height }),
  );
}

/** Those outside the shop are figures with words below them: the figure is in the middle of its part. */
function stackedFigures(nodes: readonly TopologyNode[], column: Column, to: number): readonly PlacedNode[] {
  return stacked(nodes, column, content.top, to).map((node) => {
    const lift = figureIn(node.box).fromTop - node.box.height / 2;
    return { ...node, box: { ...node.box, y: Math.round(node.box.y - lift) } };
  });
}

/** In a known order; those who have no place in it come last. */
function inOrder(nodes: readonly TopologyNode[], order: readonly string[]): readonly TopologyNode[] {
  const rank = ({ id }: TopologyNode) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...nodes].sort((a, b) => rank(a) - rank(b));
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
  const tracks = new Map<string, PlacedLink>();
  for (const link of links) {
    const from = nodes.get(link.from);
    const to = nodes.get(link.to);
    const key = linkKey(link.from, link.to);
    if (from === undefined || to === undefined || tracks.has(key)) continue;
    tracks.set(key, { ...link, key, route: trackOf(from, to), isThin: isForData(from, to) });
  }
  return tracks;
}

/** To the data store, and to the projections, which the engine asks as it asks the store. */
function isForData(...ends: readonly [PlacedNode, PlacedNode]): boolean {
  const seats = ends.map(({ seat }) => seat);
  return seats.includes('store') || (seats.includes('station') && seats.some(isFrontOfEngine));
}

function isFrontOfEngine(seat: Seat): boolean {
  return seat === 'engine' || seat === 'api';
}
