import type { View } from '../../analysis/view';
import type { Travelling } from '../../simulation';
import type { Layout } from './layout';

/** The calls that nodes wait for the answer of an API to, oldest first. */
export function callersOf(view: View, layout: Layout): readonly Travelling[] {
  return [...view.nodes.values()]
    .flatMap(({ waits }) => waits)
    .filter(({ to }) => layout.nodes.get(to)?.role === 'api')
    .sort((a, b) => a.seq - b.seq);
}
