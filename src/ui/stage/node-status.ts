import type { View } from '../../analysis/view';
import { listed } from '../../analysis/words';
import type { NodeId, NodeRole, TopologyNode } from '../../simulation';

export type NodeState = 'idle' | 'working' | 'waiting';

/** What a node does, and the words for it: `idle`, `working`, `waits for Notification API`. */
export interface NodeStatus {
  readonly state: NodeState;
  readonly words: string;
}

type Titles = (id: NodeId) => string;

/** What a node does at a step. Who waits for an answer waits, whatever else it has begun. */
export function statusOf({ id, role }: TopologyNode, view: View, titleOf: Titles): NodeStatus {
  const activity = view.nodes.get(id);
  if (activity !== undefined && activity.waits.length > 0) {
    return {
      state: 'waiting',
      words: `waits for ${whom(
        activity.waits.map(({ to }) => to),
        titleOf,
      )}`,
    };
  }
  const openCount = activity?.openCount ?? 0;
  if (openCount > 1) return { state: 'working', words: `working on ${openCount}` };
  if (openCount > 0 || isHandling(id, role, view)) return { state: 'working', words: 'working' };
  return { state: 'idle', words: 'idle' };
}

/** What a node's name is followed by: its state, for a channel what it has received. */
export function descriptionOf(
  { role }: TopologyNode,
  { state, words }: NodeStatus,
  receivedCount: number,
): string {
  if (role !== 'channel') return words;
  return state === 'idle' ? `${receivedCount} received` : `${receivedCount} received, ${words}`;
}

/** Bus, store and stations hold nothing open: they work while a step happens there. */
function isHandling(id: NodeId, role: NodeRole, { current }: View): boolean {
  if (current?.node !== id || current.kind === 'handled') return false;
  return role === 'bus' || role === 'store' || role === 'station';
}

function whom(nodes: readonly NodeId[], titleOf: Titles): string {
  const titles = [...new Set(nodes)].map((id) => withinSentence(titleOf(id)));
  return titles.length > 2 ? `${titles.length} others` : listed(titles);
}

/** `Data store` is a description, the other titles are names. */
function withinSentence(title: string): string {
  return title === 'Data store' ? 'the data store' : title;
}
