import {
  recordingOf,
  scenarios,
  topologyOf,
  type Act,
  type ArchitectureName,
  type Command,
  type SettingsChanges,
  type Topology,
  type TopologyNode,
} from '../../../src/simulation';
import type { Box } from '../../../src/ui/stage/layout';
import type { Point, Route } from '../../../src/ui/stage/route';

export const architectures = ['event-sourced', 'api-driven'] as const;

/** The topologies of every scenario, with and without what may take part, each kind once. */
export function topologiesOfScenarios(): readonly { readonly name: string; readonly topology: Topology }[] {
  const casts: readonly {
    readonly name: string;
    readonly settings: SettingsChanges;
    readonly acts: readonly Act[];
  }[] = [
    { name: 'as it is', settings: {}, acts: [] },
    { name: 'with Analytics', settings: { analytics: true }, acts: [] },
    { name: 'with an outbox', settings: { outbox: true }, acts: [] },
    { name: 'with everything and everyone', settings: { analytics: true, outbox: true }, acts: everyone },
    { name: 'with everyone, and no outbox', settings: { analytics: true }, acts: everyone },
  ];
  const found = architectures.flatMap((architecture) =>
    scenarios.flatMap(({ id }) =>
      casts.map(({ name, settings, acts }) => ({
        name: `${id}, ${architecture}, ${name}`,
        topology: topologyOf(recordingOf(id, architecture, { settings, acts })),
      })),
    ),
  );
  const seen = new Set<string>();
  return found.filter(({ topology }) => {
    const kind = JSON.stringify(topology);
    const isNew = !seen.has(kind);
    seen.add(kind);
    return isNew;
  });
}

/** The topology in which everyone and everything takes part that can. */
export function largest(architecture: ArchitectureName): Topology {
  const settings = { analytics: true, outbox: true };
  return topologyOf(recordingOf('price-drop', architecture, { settings, acts: everyone }));
}

/** A command of each actor, and to each part that obeys any. */
const commands: readonly Command[] = [
  { type: 'CancelOrder', orderId: 'ord-001' },
  { type: 'RegisterCustomer', name: 'Zoe', email: 'zoe@example.com', phone: '+1' },
  { type: 'Unsubscribe', customerId: 'cust-001', notificationType: 'price_drop' },
  { type: 'AllocateOrder', orderId: 'ord-001', productId: 'prod-001', quantity: 1 },
  { type: 'ShipOrder', orderId: 'ord-001' },
  { type: 'UpdatePrice', productId: 'prod-001', priceCents: 100 },
  { type: 'FailPayment', orderId: 'ord-001', reason: 'card_declined' },
  { type: 'ReplayLog', fromOffset: 0 },
  { type: 'ProcessScheduledNotifications' },
];
const everyone: readonly Act[] = commands.map((command) => ({ kind: 'command', at: 0, command }));

/** What later shops have more: a service, a channel and a station, and links that have no way of their own. */
export function enlarged(topology: Topology): Topology {
  const hub = topology.nodes.find(({ role }) => role === 'bus' || role === 'api')?.id ?? '';
  const more: readonly TopologyNode[] = [
    { id: 'returns', title: 'Returns', role: 'service' },
    { id: 'fax', title: 'Fax', role: 'channel' },
    { id: 'retry-queue', title: 'Retry queue', role: 'station' },
  ];
  const link = (from: string, to: string) => ({ from, to, latencyMs: 5 });
  return {
    nodes: [...topology.nodes, ...more],
    links: [
      ...topology.links,
      link(hub, 'returns'),
      link('returns', 'store'),
      link('dispatcher', 'fax'),
      link('returns', 'fax'),
      link('returns', 'preferences'),
    ],
  };
}

/** The straight pieces of a route before its corners are rounded; rounding only cuts corners short. */
export function segmentsOf({ corners }: Route): readonly (readonly [Point, Point])[] {
  return corners.slice(1).map((corner, index) => [corners[index] ?? corner, corner] as const);
}

/** Whether a horizontal or vertical segment runs through a box; running along its edge does not count. */
export function crosses([a, b]: readonly [Point, Point], box: Box): boolean {
  return overlap(
    {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    },
    box,
  );
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
