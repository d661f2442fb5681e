import type { FaultRecord, NodeDown, NodeId, TopologyNode } from '../simulation';
import { textOf } from './facts';
import type { View } from './view';

/** Whether a part of the shop takes messages: at once, later than usual, or not at all. */
export type Presence = 'there' | 'slow' | NodeDown['reason'];

/** Whether a node is there at a moment. A station goes with the service that it runs in, and is as slow. */
export function presenceAt(view: View, { id, host }: Pick<TopologyNode, 'id' | 'host'>): Presence {
  const absence = view.away.get(id);
  if (absence !== undefined) return absence.reason;
  const isSlow = [...view.faults.values()].some(
    (fault) => (fault.node === id || fault.node === host) && isSlowness(fault),
  );
  return isSlow ? 'slow' : 'there';
}

/** The faults that wait for something to happen in a node, or on a way from it or to it, or that last there. */
export function faultsAt(view: View, node: NodeId): readonly FaultRecord[] {
  return [...view.faults.values()].filter(
    (fault) => fault.node === node || textOf(fault.details['to']) === node,
  );
}

/** `slow` and `adapter-slow` */
function isSlowness({ fault }: FaultRecord): boolean {
  return fault.endsWith('slow');
}
