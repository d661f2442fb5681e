import type { Flight, RunSpans, Span, WorkSpan } from '../../analysis/spans/spans';
import type { NodeId, Topology } from '../../simulation';

/** The row of a node. */
export interface Lane {
  readonly node: NodeId;
  /** Upper edge and height, in px. */
  readonly y: number;
  readonly height: number;
  /** Upper edge of its first row of spans, and lower edge of its last. */
  readonly top: number;
  readonly bottom: number;
}

/** Where everything stands, from top to bottom. */
export interface Lanes {
  readonly all: readonly Lane[];
  /** Parts of the shop that nothing happens at in this run. */
  readonly idle: readonly NodeId[];
  readonly height: number;
  laneOf(node: NodeId): Lane | undefined;
  /** Upper edge of a span, in px; undefined where its node has no lane. */
  yOf(span: Span): number | undefined;
}

export const rowHeight = 14;
const rowDistance = 17;
/** Above and below the rows of a lane: the least, and what there may be where there is room. */
const lanePadding = 7;
const widestPadding = 14;
/** So many pieces of work at the same time are told apart; more lie over each other. */
const mostRows = 4;

/**
 * Lanes in the order of the topology; pieces of work that overlap in time stand below each other.
 * @param room the height that there is, in px: lanes are as wide as it allows, and together higher where they must be.
 */
export function lanesOf(spans: RunSpans, { nodes }: Topology, room: number): Lanes {
  const present = presentNodes(spans);
  const rows = new Map<number, number>();
  const rowCounts = new Map<NodeId, number>();
  for (const [node, works] of worksByNode(spans.works)) rowCounts.set(node, assignRows(works, rows));
  const laneNodes = nodes.filter(({ id }) => present.has(id));
  const rowsHeight = laneNodes.reduce((sum, { id }) => sum + heightOf(rowCounts.get(id)), 0);
  const spare = (room - rowsHeight) / Math.max(1, laneNodes.length);
  const padding = Math.floor(Math.max(lanePadding, Math.min(widestPadding, spare / 2)));
  const lanes = new Map<NodeId, Lane>();
  let y = 0;
  for (const { id: node } of laneNodes) {
    const height = heightOf(rowCounts.get(node)) + 2 * padding;
    lanes.set(node, { node, y, height, top: y + padding, bottom: y + height - padding });
    y += height;
  }
  return {
    all: [...lanes.values()],
    idle: nodes.flatMap(({ id }) => (present.has(id) ? [] : [id])),
    height: y,
    laneOf: (node) => lanes.get(node),
    yOf(span) {
      const lane = lanes.get(span.node);
      if (lane === undefined || span.kind === 'away') return lane?.top;
      const row = rows.get(span.kind === 'work' ? span.seq : span.parent) ?? 0;
      return lane.top + row * rowDistance;
    },
  };
}

/** Height of so many rows, in px. */
function heightOf(rowCount = 1): number {
  return (rowCount - 1) * rowDistance + rowHeight;
}

/** From where to where the arrow of a message goes, from edge to edge of the rows. */
export function arrowEnds(lanes: Lanes, { node, to }: Flight): readonly [number, number] | undefined {
  const [from, into] = [lanes.laneOf(node), lanes.laneOf(to)];
  if (from === undefined || into === undefined) return undefined;
  return from.y < into.y ? [from.bottom, into.top] : [from.top, into.bottom];
}

function presentNodes({ works, waits, aways, flights, points }: RunSpans): ReadonlySet<NodeId> {
  const present = new Set<NodeId>();
  for (const { node } of [...works, ...waits, ...aways, ...points]) present.add(node);
  for (const { node, to } of flights) present.add(node).add(to);
  return present;
}

function worksByNode(works: readonly WorkSpan[]): ReadonlyMap<NodeId, readonly WorkSpan[]> {
  const byNode = new Map<NodeId, WorkSpan[]>();
  for (const work of works) {
    const own = byNode.get(work.node);
    if (own === undefined) byNode.set(work.node, [work]);
    else own.push(work);
  }
  return byNode;
}

/** Gives each piece of work the first row that is free. @returns how many there are. */
function assignRows(works: readonly WorkSpan[], rows: Map<number, number>): number {
  const freeAt: number[] = [];
  for (const { seq, from, to } of works) {
    const free = freeAt.findIndex((at) => at <= from);
    const row = free === -1 ? Math.min(freeAt.length, mostRows - 1) : free;
    freeAt[row] = Math.max(freeAt[row] ?? 0, to);
    rows.set(seq, row);
  }
  return Math.max(1, freeAt.length);
}
