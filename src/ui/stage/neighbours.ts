import type { NodeId } from '../../simulation';
import type { Layout } from './layout';

/** The nodes that a node has a link with, in the order of the links. */
export function neighboursOf(id: NodeId, { links }: Layout): readonly NodeId[] {
  return [...links.values()].flatMap(({ from, to }) => {
    if (from === id) return [to];
    return to === id ? [from] : [];
  });
}
