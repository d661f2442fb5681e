import { recordingOf, topologyOf, type Topology, type TopologyNode } from '../../../src/simulation';
import type { Box } from '../../../src/ui/stage/layout';
import type { Point, Route } from '../../../src/ui/stage/route';

export const architectures = ['event-sourced', 'api-driven'] as const;
const someActors = ['merchandiser', 'payment-provider', 'scheduler', 'shopper'];

/** The topology of an architecture with so many actors, each linked as the others are. */
export function withActors(architecture: (typeof architectures)[number], count: number): Topology {
  const { nodes, links } = topologyOf(recordingOf('price-drop', architecture));
  const actor = nodes.find(({ role }) => role === 'actor')?.id;
  const ids = someActors.slice(0, count);
  return {
    nodes: [
      ...ids.map((id): TopologyNode => ({ id, title: id, role: 'actor' })),
      ...nodes.filter(({ role }) => role !== 'actor'),
    ],
    links: [
      ...ids.flatMap((id) =>
        links.filter(({ from }) => from === actor).map((link) => ({ ...link, from: id })),
      ),
      ...links.filter(({ from }) => from !== actor),
    ],
  };
}

/** What later shops have more: services that only listen, a mailbox, and links that have no way of their own. */
export function enlarged(topology: Topology): Topology {
  const hub = topology.nodes.find(({ role }) => role === 'bus' || role === 'api')?.id ?? '';
  const link = (from: string, to: string) => ({ from, to, latencyMs: 5 });
  return {
    nodes: [
      ...topology.nodes,
      { id: 'inventory', title: 'Inventory', role: 'service' },
      { id: 'analytics', title: 'Analytics', role: 'service' },
      { id: 'warehouse-mailbox', title: 'Warehouse mailbox', role: 'channel' },
      { id: 'scheduler-queue', title: 'Retry queue', role: 'station' },
    ],
    links: [
      ...topology.links,
      link(hub, 'inventory'),
      link('analytics', hub),
      link('inventory', 'store'),
      link('dispatcher', 'warehouse-mailbox'),
      link('inventory', 'warehouse-mailbox'),
      link('analytics', 'preferences'),
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
