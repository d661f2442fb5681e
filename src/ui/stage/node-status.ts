import type { View } from '../../analysis/view';
import { listed } from '../../analysis/words';
import type { NodeId, NodeRole, TopologyNode } from '../../simulation';

export type NodeState = 'idle' | 'working' | 'waiting' | 'slow' | 'away';

/** What a node does, and the words for it: `idle`, `working`, `waits for Notification API`, `crashed`. */
export interface NodeStatus {
  readonly state: NodeState;
  readonly words: string;
}

type Titles = (id: NodeId) => string;

/** What a node does at a step. Who waits for an answer waits, whatever else it has begun; who is away does nothing. */
export function statusOf(node: TopologyNode, view: View, titleOf: Titles): NodeStatus {
  const { id, role } = node;
  const down = view.away.get(id);
  if (down !== undefined) return { state: 'away', words: down.reason };
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
  const isWorking = openCount > 0 || isHandling(id, role, view);
  const words = openCount > 1 ? `working on ${openCount}` : isWorking ? 'working' : 'idle';
  if (isSlow(node, view)) return { state: 'slow', words: isWorking ? `${words}, slow` : 'slow' };
  return { state: isWorking ? 'working' : 'idle', words };
}

/**
 * What a node's name is followed by: its state, for a channel what it has received, for the bus which one it is.
 * @param broker the name that people know the bus by.
 */
export function descriptionOf(
  { role }: TopologyNode,
  { state, words }: NodeStatus,
  receivedCount: number,
  broker: string,
): string {
  if (role === 'bus') return `${broker}, ${words}`;
  if (role !== 'channel') return words;
  return state === 'idle' ? `${receivedCount} received` : `${receivedCount} received, ${words}`;
}

/** Bus, store and stations hold nothing open: they work while a step happens there. */
function isHandling(id: NodeId, role: NodeRole, { current }: View): boolean {
  if (current?.node !== id || !isWork(current.kind)) return false;
  return role === 'bus' || role === 'store' || role === 'station';
}

/** What is done to a node, or is over, is no work of its own. */
function isWork(kind: string): boolean {
  return !['handled', 'fault', 'lost', 'node-up', 'disturbed', 'duplicated'].includes(kind);
}

/** A station is as slow as what it runs in. */
function isSlow({ id, host }: TopologyNode, { faults }: View): boolean {
  if (faults.size === 0) return false;
  return [...faults.values()].some(
    ({ node, fault }) => (node === id || node === host) && fault.endsWith('slow'),
  );
}

function whom(nodes: readonly NodeId[], titleOf: Titles): string {
  const titles = [...new Set(nodes)].map((id) => withinSentence(titleOf(id)));
  return titles.length > 2 ? `${titles.length} others` : listed(titles);
}

/** `Data store` is a description, the other titles are names. */
function withinSentence(title: string): string {
  return title === 'Data store' ? 'the data store' : title;
}
