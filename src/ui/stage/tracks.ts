import type { Box, PlacedNode, Seat } from './layout';
import { routeThrough, type Point, type Route } from './route';

/**
 * The ground between the columns, where tracks may run: upright lanes that links of one kind share, and one lane above
 * everything. No node stands on a lane, so a track that keeps to them crosses none.
 */
const lanes = {
  /** Right of the actors: commands. */
  commands: 128,
  /** Left of the services: their calls to each other. */
  peers: 143,
  /** Right of the services: to the data store, and the calls of an API. */
  serviceStore: 305,
  calls: 326,
  /** Right of the relay, below the right rail of the bus: what it reads. */
  relayStore: 499,
  /** Left of the stations: from the front of the engine to its projections. */
  engineFront: 563,
  apiFront: 577,
  /** Right of the stations, within the frame: to the data store. */
  engineStore: 770,
  /** Left of the channels: deliveries. */
  deliveries: 815,
  /** Above everything: commands to the notification engine and the bus, and whatever has no way of its own. */
  over: 18,
};

/** The bus has two rails; tracks from above and from below join one of them, this far from its edge. */
const railInset = 3;

/** Where boxes are lower than this, the actors in them are drawn smaller. */
const lowBox = 100;

interface Figure {
  /** From the top of the box to the middle of the figure. */
  readonly fromTop: number;
  readonly radius: number;
  readonly isSmall: boolean;
}

/** The round figure that an actor is drawn as: tracks end at it. Below it are the actor's words. */
export function figureIn({ height }: Pick<Box, 'height'>): Figure {
  return height < lowBox
    ? { fromTop: 22, radius: 16, isSmall: true }
    : { fromTop: 26, radius: 20, isSmall: false };
}

type Lay = (from: Box, to: Box) => readonly Point[];

/** How a track runs, by the seats of its ends, from left to right or from above to below. */
const ways: { readonly [way in `${Seat} ${Seat}`]?: Lay } = {
  'actor service': (from, to) => between(figureOf(from), lanes.commands, leftOf(to)),
  'actor engine': (from, to) => overTo(figureOf(from), lanes.commands, topOf(to)),
  'actor api': (from, to) => overTo(figureOf(from), lanes.commands, topOf(to)),
  'actor bus': (from, to) => overTo(figureOf(from), lanes.commands, { x: to.x + railInset, y: to.y }),
  'service service': (from, to) => between(lowOnLeftOf(from), lanes.peers, lowOnLeftOf(to)),
  'service bus': (from, to) => [rightOf(from), { x: to.x, y: middleOf(from) }],
  'service api': (from, to) => between(rightOf(from), lanes.calls, leftOf(to)),
  'relay bus': (from, to) => upTo(leftOf(from), to.x + railInset, bottomOf(to).y),
  'relay store': (from, to) => downTo(rightOf(from), lanes.relayStore, to),
  'bus engine': (from, to) => [{ x: endOf(from), y: middleOf(to) }, leftOf(to)],
  'bus station': (from, to) => [{ x: endOf(from), y: middleOf(to) }, leftOf(to)],
  'engine station': (from, to) => frontTo(lanes.engineFront, bottomOf(from).y, highOnLeftOf(to)),
  'api station': (from, to) => between(rightOf(from), lanes.apiFront, leftOf(to)),
  'station channel': (from, to) => between(rightOf(from), lanes.deliveries, leftOf(to)),
  'service store': (from, to) => downTo(lowOnRightOf(from), lanes.serviceStore, to),
  'station store': (from, to) => downTo(rightOf(from), lanes.engineStore, to),
  'engine store': (from, to) => [
    { x: lanes.engineStore, y: bottomOf(from).y },
    { x: lanes.engineStore, y: to.y },
  ],
  'api store': (from, to) => [bottomOf(from), { x: bottomOf(from).x, y: to.y }],
};

/** For tracks that have no way of their own: the side of a node that they use, and how far off they run up to the top. */
const gates: { readonly [seat in Seat]: { readonly side: 'left' | 'right'; readonly distance: number } } = {
  actor: { side: 'right', distance: 8 },
  service: { side: 'right', distance: 8 },
  relay: { side: 'left', distance: 28 },
  bus: { side: 'right', distance: 18 },
  api: { side: 'right', distance: 15 },
  engine: { side: 'right', distance: 12 },
  station: { side: 'right', distance: 66 },
  channel: { side: 'left', distance: 26 },
  store: { side: 'right', distance: 12 },
};

/** The track between two nodes, from `from` to `to`. */
export function trackOf(from: PlacedNode, to: PlacedNode): Route {
  const lay = ways[`${from.seat} ${to.seat}`];
  if (lay !== undefined) return routeThrough(lay(from.box, to.box));
  const layBack = ways[`${to.seat} ${from.seat}`];
  if (layBack !== undefined) return routeThrough([...layBack(to.box, from.box)].reverse());
  return routeThrough(overEverything(from, to));
}

function between(from: Point, lane: number, to: Point): readonly Point[] {
  return [from, { x: lane, y: from.y }, { x: lane, y: to.y }, to];
}

function overTo(from: Point, lane: number, to: Point): readonly Point[] {
  return [from, { x: lane, y: from.y }, { x: lane, y: lanes.over }, { x: to.x, y: lanes.over }, to];
}

function downTo(from: Point, lane: number, store: Box): readonly Point[] {
  return [from, { x: lane, y: from.y }, { x: lane, y: store.y }];
}

function upTo(from: Point, lane: number, y: number): readonly Point[] {
  return [from, { x: lane, y: from.y }, { x: lane, y }];
}

function frontTo(lane: number, y: number, to: Point): readonly Point[] {
  return [{ x: lane, y }, { x: lane, y: to.y }, to];
}

function overEverything(from: PlacedNode, to: PlacedNode): readonly Point[] {
  const over = lanes.over - 8;
  const [out, into] = [upFrom(from, over), upFrom(to, over)];
  return [...out, ...[...into].reverse()];
}

/** From the side of a node to its gate's lane and up. */
function upFrom({ seat, box }: PlacedNode, top: number): readonly Point[] {
  const { side, distance } = gates[seat];
  const start = side === 'left' ? leftOf(box) : rightOf(box);
  const x = side === 'left' ? start.x - distance : start.x + distance;
  return [start, { x, y: start.y }, { x, y: top }];
}

const endOf = ({ x, width }: Box): number => x + width;
const middleOf = ({ y, height }: Box): number => y + height / 2;
const leftOf = (box: Box): Point => ({ x: box.x, y: middleOf(box) });
const rightOf = (box: Box): Point => ({ x: endOf(box), y: middleOf(box) });
const topOf = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y });
const bottomOf = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height });
const figureOf = (box: Box): Point => {
  const { fromTop, radius } = figureIn(box);
  return { x: box.x + box.width / 2 + radius, y: box.y + fromTop };
};
/** Further ways in and out, so that what goes there does not share the way of commands and events. */
const lowOnLeftOf = (box: Box): Point => ({ x: box.x, y: middleOf(box) + box.height * 0.3 });
const lowOnRightOf = (box: Box): Point => ({ x: endOf(box), y: middleOf(box) + box.height * 0.3 });
const highOnLeftOf = (box: Box): Point => ({ x: box.x, y: middleOf(box) - box.height * 0.3 });
