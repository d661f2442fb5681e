import type { AnyEventObject, AnyStateMachine, AnyStateNode } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

/** Paths of all states that a machine can rest in, as it is declared: `pending.ready`. */
export function declaredStates(machine: AnyStateMachine): readonly string[] {
  const leaves = (node: AnyStateNode): string[] => {
    const children = Object.values(node.states);
    return children.length === 0 ? [node.path.join('.')] : children.flatMap(leaves);
  };
  return leaves(machine.root).sort();
}

/** Names of all events that a machine declares somewhere, those of its timers included. */
export function declaredEvents(machine: AnyStateMachine): readonly string[] {
  return [...new Set(machine.events as readonly string[])].sort();
}

/** For each state that XState's own walk through the graph reaches: the events of a shortest way there. */
export function shortestWays(
  machine: AnyStateMachine,
  events: readonly AnyEventObject[],
): ReadonlyMap<string, readonly AnyEventObject[]> {
  const paths = getShortestPaths(machine, { events: [...events] });
  return new Map(
    paths.map(({ state, steps }) => [
      pathOf(state.value as Value),
      steps.map(({ event }) => event as AnyEventObject).filter(({ type }) => type !== 'xstate.init'),
    ]),
  );
}

type Value = string | { readonly [parent: string]: Value };

function pathOf(value: Value): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([parent, child]) => `${parent}.${pathOf(child)}`)
    .join(' and ');
}
