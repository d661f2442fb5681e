import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { adjacencyMapToArray, getAdjacencyMap, getShortestPaths } from 'xstate/graph';

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

/** Paths of the states that a machine declares to be final. */
export function endings(machine: AnyStateMachine): readonly string[] {
  const finals = (node: AnyStateNode): string[] => [
    ...(node.type === 'final' ? [node.path.join('.')] : []),
    ...Object.values(node.states).flatMap(finals),
  ];
  return finals(machine.root).sort();
}

/** Paths of the states that none of the events leads out of, by XState's own map of what leads where. */
export function wayless(machine: AnyStateMachine, events: readonly AnyEventObject[]): readonly string[] {
  // The map is typed for any machine, which tells nothing of its states.
  const map = getAdjacencyMap(machine, { events: [...events] }) as AdjacencyMap;
  const steps = adjacencyMapToArray(map).map(({ state, nextState }) => ({
    from: pathOf(state.value as Value),
    to: pathOf(nextState.value as Value),
  }));
  const left = new Set(steps.filter(({ from, to }) => from !== to).map(({ from }) => from));
  return [...new Set(steps.map(({ from }) => from))].filter((path) => !left.has(path)).sort();
}

type AdjacencyMap = Parameters<typeof adjacencyMapToArray<AnyMachineSnapshot, AnyEventObject>>[0];

type Value = string | { readonly [parent: string]: Value };

function pathOf(value: Value): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([parent, child]) => `${parent}.${pathOf(child)}`)
    .join(' and ');
}
