import type { View } from '../../analysis/view';
import type { NodeId } from '../../simulation';

/** Those of each moment: every node asks, and in a long run thousands of messages are counted. */
const known = new WeakMap<View['inbox'], ReadonlyMap<NodeId, number>>();

/** How many messages people have received through a channel. */
export function receivedThrough(node: NodeId, { inbox }: Pick<View, 'inbox'>): number {
  const counts = known.get(inbox) ?? countByNode(inbox);
  known.set(inbox, counts);
  return counts.get(node) ?? 0;
}

function countByNode(inbox: View['inbox']): ReadonlyMap<NodeId, number> {
  const counts = new Map<NodeId, number>();
  for (const { node } of inbox) counts.set(node, (counts.get(node) ?? 0) + 1);
  return counts;
}
