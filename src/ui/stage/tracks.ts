import type { NodeRole } from '../../simulation';
import type { Box, PlacedNode } from './layout';
import { routeThrough, type Point, type Route } from './route';

/**
 * The ground between the columns, where tracks may run: upright lanes that links of one kind share, and one lane above
 * everything. No node stands on a lane, so a track that keeps to them crosses none.
 */
const lanes = {
  /** Right of the actors: commands. */
  commands: 129,
  /** Right of the services: to the data store, and the calls of an API. */
  serviceStore: 304,
  calls: 326,
  /** Right of the stations, within the frame: to the data store. */
  engineStore: 770,
  /** Left of the channels: deliveries. */
  deliveries: 815,
  /** Above everything: commands to the notification engine, and whatever has no way of its own. */
  over: 22,
};

/** The round figure that an actor is drawn as: tracks end at it. Below it are the actor's words. */
export const figure = { fromTop: 26, radius: 20 };

type Lay = (from: Box, to: Box) => readonly Point[];

/** How a track runs, by the roles of its ends, from left to right or from above to below. */
const ways: { readonly [way in `${NodeRole} ${NodeRole}`]?: Lay } = {
  'actor service': (from, to) => between(figureOf(from), lanes.commands, leftOf(to)),
  'actor engine': (from, to) => overTo(figureOf(from), lanes.commands, topOf(to)),
  'actor api': (from, to) => overTo(figureOf(from), lanes.commands, topOf(to)),
  'service bus': (from, to) => [rightOf(from), { x: to.x, y: middleOf(from) }],
  'service api': (from, to) => between(rightOf(from), lanes.calls, leftOf(to)),
  'bus engine': (from, to) => [{ x: endOf(from), y: middleOf(to) }, leftOf(to)],
  'bus station': (from, to) => [{ x: endOf(from), y: middleOf(to) }, leftOf(to)],
  'station channel': (from, to) => between(rightOf(from), lanes.deliveries, leftOf(to)),
  'service store': (from, to) => downTo(belowRightOf(from), lanes.serviceStore, to),
  'station store': (from, to) => downTo(rightOf(from), lanes.engineStore, to),
  'engine store': (from, to) => [
    { x: lanes.engineStore, y: bottomOf(from).y },
    { x: lanes.engineStore, y: to.y },
  ],
  'api store': (from, to) => [bottomOf(from), { x: bottomOf(from).x, y: to.y }],
};

/** For tracks that have no way of their own: the side of a node that they use, and how far off they run up to the top. */
const gates: { readonly [role in NodeRole]: { readonly side: 'left' | 'right'; readonly distance: number } } =
  {
    actor: { side: 'right', distance: 18 },
    service: { side: 'right', distance: 10 },
    bus: { side: 'right', distance: 18 },
    api: { side: 'right', distance: 18 },
    engine: { side: 'right', distance: 18 },
    station: { side: 'left', distance: 26 },
    channel: { side: 'left', distance: 26 },
    store: { side: 'right', distance: 18 },
  };

/** The track between two nodes, from `from` to `to`. */
export function trackOf(from: PlacedNode, to: PlacedNode): Route {
  const lay = ways[`${from.role} ${to.role}`];
  if (lay !== undefined) return routeThrough(lay(from.box, to.box));
  const layBack = ways[`${to.role} ${from.role}`];
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

function overEverything(from: PlacedNode, to: PlacedNode): readonly Point[] {
  const over = lanes.over - 8;
  const [out, into] = [upFrom(from, over), upFrom(to, over)];
  return [...out, ...[...into].reverse()];
}

/** From the side of a node to its gate's lane and up. */
function upFrom({ role, box }: PlacedNode, top: number): readonly Point[] {
  const { side, distance } = gates[role];
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
const figureOf = ({ x, y, width }: Box): Point => ({
  x: x + width / 2 + figure.radius,
  y: y + figure.fromTop,
});
/** A second way out, so that reading data does not share the way of messages. */
const belowRightOf = (box: Box): Point => ({ x: endOf(box), y: middleOf(box) + box.height * 0.3 });
