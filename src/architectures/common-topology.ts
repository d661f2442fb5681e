import type { TopologyLink, TopologyNode } from '../engine/topology';
import type { NodeId } from '../engine/trace';
import { actors, type CommandTarget } from '../shop/actors';
import type { Caller, Cast } from './architecture';

/** The domain services of a run, the same in both architectures; some are only there when they have something to do. */
export function serviceNodes({ hasAnalytics, hasAccounts }: Cast): readonly TopologyNode[] {
  return [
    { id: 'ordering', title: 'Ordering', role: 'service' },
    { id: 'pricing', title: 'Pricing', role: 'service' },
    { id: 'billing', title: 'Billing', role: 'service' },
    { id: 'inventory', title: 'Inventory', role: 'service' },
    ...(hasAnalytics ? [{ id: 'analytics', title: 'Analytics', role: 'service' } as const] : []),
    ...(hasAccounts ? [{ id: 'accounts', title: 'Accounts', role: 'service' } as const] : []),
  ];
}

/** The stations of the notification engine that a notification passes, in this order, in both architectures. */
export const stationNodes: readonly TopologyNode[] = [
  { id: 'preferences', title: 'Preferences', role: 'station' },
  { id: 'templates', title: 'Templates', role: 'station' },
  { id: 'dispatcher', title: 'Dispatcher', role: 'station' },
  { id: 'projections', title: 'Projections', role: 'station' },
];

export const channelNodes: readonly TopologyNode[] = [
  { id: 'email', title: 'Email', role: 'channel' },
  { id: 'sms', title: 'SMS', role: 'channel' },
  { id: 'push', title: 'Push', role: 'channel' },
  { id: 'mailbox', title: 'Warehouse mailbox', role: 'channel' },
];

export const storeNode: TopologyNode = { id: 'store', title: 'Data store', role: 'store' };

/** Those who give commands in a run, each once. */
export function actorNodes(callers: readonly Caller[]): readonly TopologyNode[] {
  const ids = new Set(callers.map(({ actor }) => actor));
  return [...ids].map((id) => ({ id, title: actors[id], role: 'actor' }));
}

/** The ways of their commands. @param nodeOf the node that obeys commands to a part of the shop. */
export function callerLinks(
  callers: readonly Caller[],
  nodeOf: (target: CommandTarget) => NodeId,
  latencyMs: number,
): readonly TopologyLink[] {
  const links = callers.map(({ actor, target }) => ({ from: actor, to: nodeOf(target), latencyMs }));
  return links.filter(
    (link, index) => links.findIndex(({ from, to }) => from === link.from && to === link.to) === index,
  );
}

/** Stations that run in the process of the engine. */
export function hostedBy(host: NodeId, stations: readonly TopologyNode[]): readonly TopologyNode[] {
  return stations.map((station) => ({ ...station, host }));
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
