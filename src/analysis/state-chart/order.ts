import { orderStatuses, requireStatusChange, type Order } from '../../simulation';
import type { StateChart, StateNode, Transition } from './state-chart';

type OrderStatus = Order['status'];

/**
 * The chart of an order’s status. Orders have no statechart of their own: Ordering’s rule is asked about each pair of
 * statuses, and what it lets pass is a transition.
 */
export const orderChart: StateChart = {
  id: 'order',
  origin: 'rule',
  states: orderStatuses.map((status, index): StateNode => ({
    path: status,
    name: status,
    parent: '',
    description: descriptionOf(status),
    isFinal: orderStatuses.every((to) => !isAllowed(status, to)),
    isInitial: index === 0,
    isCompound: false,
  })),
  transitions: orderStatuses.flatMap((source) =>
    orderStatuses
      .filter((to) => isAllowed(source, to))
      .map((to): Transition => ({
        id: `${source}#${to}`,
        source,
        event: '',
        trigger: 'rule',
        guard: undefined,
        isOtherwise: false,
        target: to,
        landing: to,
      })),
  ),
};

/** What the rule says of a status: where it can lead. */
function descriptionOf(status: OrderStatus): string {
  const next = orderStatuses.filter((to) => isAllowed(status, to));
  if (next.length === 0) return 'By the rule of Ordering nothing follows.';
  const last = next.at(-1) ?? '';
  const words = next.length === 1 ? last : `${next.slice(0, -1).join(', ')} or ${last}`;
  return `By the rule of Ordering it can become ${words}.`;
}

function isAllowed(from: OrderStatus, to: OrderStatus): boolean {
  try {
    requireStatusChange({ id: '', customerId: '', status: from, items: [], totalCents: 0 }, to);
    return true;
  } catch {
    return false;
  }
}
