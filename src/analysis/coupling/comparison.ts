import type { ArchitectureName, NodeId, NodeRole, Run, Topology, TopologyNode } from '../../simulation';
import { couplingOf, touchKinds, type Coupling, type Touch, type TouchKind } from './coupling';

/** Something of each architecture. */
export type PerArchitecture<Value> = Readonly<Record<ArchitectureName, Value>>;

/** One architecture’s run of a recording, measured. */
export interface MeasuredRun {
  readonly run: Run;
  readonly topology: Topology;
  readonly coupling: Coupling;
}

/** A part of the shop: the same node in both architectures, or one that only one of them has. */
export interface Part {
  readonly key: string;
  readonly nodes: PerArchitecture<TopologyNode | undefined>;
}

/** One thing that parts touch, and how much each part does so in each architecture. */
export interface CouplingRow {
  readonly key: string;
  readonly kind: TouchKind;
  /** The key of the part, the entity, the rule or the kind of state. */
  readonly thing: string;
  readonly how: string;
  /** What it is called in each architecture: a node may have another id there. */
  readonly things: PerArchitecture<string | undefined>;
  /** By key of the part. */
  readonly cells: ReadonlyMap<string, PerArchitecture<Touch | undefined>>;
}

interface GrowingRow extends CouplingRow {
  readonly cells: Map<string, PerArchitecture<Touch | undefined>>;
}

/** Both architectures of one recording beside each other. */
export interface CouplingTable {
  /** Those that touch anything: services, the bus, the notification engine and its stations, in this order. */
  readonly parts: readonly Part[];
  /** By kind, and within a kind in the order in which they first happen. */
  readonly rows: readonly CouplingRow[];
}

export function measured(run: Run, topology: Topology): MeasuredRun {
  return { run, topology, coupling: couplingOf(run.trace, topology) };
}

/**
 * The services of the shop itself: the nodes of role `service` that both architectures have. A service that only one of them
 * needs, such as the relay of an outbox, is a part of that architecture.
 */
export function domainServicesOf(runs: PerArchitecture<MeasuredRun>): ReadonlySet<NodeId> {
  const services = ({ topology }: MeasuredRun) =>
    topology.nodes.filter(({ role }) => role === 'service').map(({ id }) => id);
  const there = new Set(services(runs['api-driven']));
  return new Set(services(runs['event-sourced']).filter((id) => there.has(id)));
}

/** Puts the two runs of a recording beside each other, part by part. Actors, channels and the store are only touched. */
export function couplingTable(runs: PerArchitecture<MeasuredRun>): CouplingTable {
  const parts = partsOf(runs);
  const rows = new Map<string, GrowingRow>();
  for (const architecture of inOrder) {
    const { coupling, topology } = runs[architecture];
    const nodes = new Map(topology.nodes.map((node) => [node.id, node]));
    for (const touch of coupling.touches) {
      const node = nodes.get(touch.node);
      if (node === undefined || !(node.role in ranks)) continue;
      const { kind, how } = touch;
      const isNode = kind === 'sends' || kind === 'wait';
      const thing = isNode ? partKey(nodes.get(touch.thing), touch.thing) : touch.thing;
      const key = [kind, thing, how].join(' ');
      const known: GrowingRow = rows.get(key) ?? { key, kind, thing, how, things: nothing, cells: new Map() };
      const part = partKey(node, touch.node);
      known.cells.set(part, { ...(known.cells.get(part) ?? nothing), [architecture]: touch });
      rows.set(key, { ...known, things: { ...known.things, [architecture]: touch.thing } });
    }
  }
  const touching = new Set([...rows.values()].flatMap(({ cells }) => [...cells.keys()]));
  return {
    parts: parts.filter(({ key }) => touching.has(key)),
    rows: touchKinds.flatMap((kind) => byThing([...rows.values()].filter((row) => row.kind === kind))),
  };
}

const inOrder = ['event-sourced', 'api-driven'] as const;
const nothing: PerArchitecture<undefined> = { 'event-sourced': undefined, 'api-driven': undefined };

/** The roles of those who are measured, in the order in which they are shown. */
const ranks: { readonly [Role in NodeRole]?: number } = { service: 0, bus: 1, engine: 2, api: 2, station: 3 };

function partsOf(runs: PerArchitecture<MeasuredRun>): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const architecture of inOrder) {
    for (const node of runs[architecture].topology.nodes) {
      if (!(node.role in ranks)) continue;
      const key = partKey(node, node.id);
      const known = parts.get(key) ?? { key, nodes: nothing };
      parts.set(key, { key, nodes: { ...known.nodes, [architecture]: node } });
    }
  }
  const rank = ({ nodes }: Part) => {
    const role = (nodes['event-sourced'] ?? nodes['api-driven'])?.role;
    return (role === undefined ? undefined : ranks[role]) ?? Infinity;
  };
  return [...parts.values()].sort((a, b) => rank(a) - rank(b));
}

/** What the notification engine runs in has a name of its own in each architecture; all others have one name. */
function partKey(node: TopologyNode | undefined, id: NodeId): string {
  return node?.role === 'engine' || node?.role === 'api' ? 'notifications' : id;
}

/** What is done to the same thing stands together, reads before writes; things stand in the order of their first row. */
function byThing(rows: readonly CouplingRow[]): readonly CouplingRow[] {
  const places = new Map<string, number>();
  for (const { thing } of rows) if (!places.has(thing)) places.set(thing, places.size);
  const place = ({ thing }: CouplingRow) => places.get(thing) ?? 0;
  return [...rows].sort((a, b) => place(a) - place(b) || (a.how < b.how ? -1 : a.how > b.how ? 1 : 0));
}
