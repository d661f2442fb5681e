import type { TopologyLink, TopologyNode } from '../engine/topology';
import type { NodeId } from '../engine/trace';
import { actors } from '../shop/actors';
import type { Caller } from './architecture';

/** The domain services, the same in both architectures. */
export const serviceNodes: readonly TopologyNode[] = [
  { id: 'ordering', title: 'Ordering', role: 'service' },
  { id: 'pricing', title: 'Pricing', role: 'service' },
  { id: 'billing', title: 'Billing', role: 'service' },
];

/** The stations of the notification engine that a notification passes, in this order, in both architectures. */
export const stationNodes: readonly TopologyNode[] = [
  { id: 'preferences', title: 'Preferences', role: 'station' },
  { id: 'templates', title: 'Templates', role: 'station' },
  { id: 'dispatcher', title: 'Dispatcher', role: 'station' },
];

export const channelNodes: readonly TopologyNode[] = [
  { id: 'email', title: 'Email', role: 'channel' },
  { id: 'sms', title: 'SMS', role: 'channel' },
  { id: 'push', title: 'Push', role: 'channel' },
];

export const storeNode: TopologyNode = { id: 'store', title: 'Data store', role: 'store' };

/** Those who give commands in a run, each once. */
export function actorNodes(callers: readonly Caller[]): readonly TopologyNode[] {
  const ids = new Set(callers.map(({ actor }) => actor));
  return [...ids].map((id) => ({ id, title: actors[id], role: 'actor' }));
}

/** The ways of their commands. @param engine the node that obeys commands to the notification engine. */
export function callerLinks(
  callers: readonly Caller[],
  engine: NodeId,
  latencyMs: number,
): readonly TopologyLink[] {
  return callers.map(({ actor, target }) => ({
    from: actor,
    to: target === 'notifications' ? engine : target,
    latencyMs,
  }));
}

/** Links from each of some nodes to each of others, all equally long. */
export function connect(
  from: readonly NodeId[],
  to: readonly NodeId[],
  latencyMs: number,
): readonly TopologyLink[] {
  return from.flatMap((source) => to.map((target) => ({ from: source, to: target, latencyMs })));
}

/** Ids of nodes, for `connect`. */
export function idsOf(nodes: readonly TopologyNode[]): readonly NodeId[] {
  return nodes.map(({ id }) => id);
}
