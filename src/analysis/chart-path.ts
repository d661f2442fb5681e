import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { Changed } from '../simulation';
import { textOf } from './facts';

/** A state of a chart as a line of stops shows it. */
export interface Stop {
  /** As in the trace: `pending.ready`. */
  readonly path: string;
  readonly name: string;
  /** 0 for the states of the chart itself, 1 for the states within one, … */
  readonly depth: number;
  readonly description: string;
  readonly isFinal: boolean;
  /** The changes that entered it, first to last; of a state with parts: those that entered any of them from outside. */
  readonly entries: readonly Changed[];
  readonly isCurrent: boolean;
}

/** All states of a machine in the order of its definition, with the way that an entity has taken through them. */
export function stopsOf(machine: AnyStateMachine, changes: readonly Changed[]): readonly Stop[] {
  const current = textOf(changes.at(-1)?.to) ?? '';
  const stops: Stop[] = [];
  const visit = (node: AnyStateNode, depth: number) => {
    for (const child of Object.values(node.states)) {
      const path = child.path.join('.');
      stops.push({
        path,
        name: child.key,
        depth,
        description: child.description ?? '',
        isFinal: child.type === 'final',
        entries: changes.filter(
          ({ from, to }) => isWithin(textOf(to), path) && !isWithin(textOf(from), path),
        ),
        isCurrent: isWithin(current, path),
      });
      visit(child, depth + 1);
    }
  };
  visit(machine.root, 0);
  return stops;
}

/** The names of the states that a state can lead to next; of another status only the status. None for a final one. */
export function nextStates(machine: AnyStateMachine, path: string): readonly string[] {
  const [status = ''] = path.split('.', 1);
  const names = statesFrom(machine, path)
    .flatMap((state) => [...state.transitions.values()].flat())
    .flatMap(({ target }) => target ?? [])
    .map(({ path: [top = '', ...parts] }) => (top === status ? [top, ...parts] : [top]))
    .filter((target) => target.join('.') !== path)
    .map((target) => target.at(-1) ?? '');
  return [...new Set(names)];
}

/** A state and, after it, those that it lies in; what each of them accepts, it accepts. */
function statesFrom(machine: AnyStateMachine, path: string): readonly AnyStateNode[] {
  const states: AnyStateNode[] = [];
  let node: AnyStateNode | undefined = machine.root;
  for (const key of path.split('.')) {
    node = node.states[key];
    if (node === undefined) return [];
    states.unshift(node);
  }
  return states;
}

function isWithin(state: string | undefined, path: string): boolean {
  return state === path || state?.startsWith(`${path}.`) === true;
}
