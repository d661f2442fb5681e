import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { Changed } from '../../simulation';
import { entryOf, textOf } from '../facts';
import type { Names } from '../names';
import type { Question } from './predictions';
import { productWord, stateWords } from '../words';

/** Where an event can lead to from a state by a machine’s own definition: several places when guards decide. */
function targetsOf(machine: AnyStateMachine, path: string, event: string): readonly string[] {
  for (const state of statesFrom(machine, path)) {
    const targets = (state.transitions.get(event) ?? []).flatMap(({ target }) => target ?? []);
    if (targets.length > 0) return [...new Set(targets.map((target) => target.path.join('.')))];
  }
  return [];
}

/** The statuses that a state can come to next, by whichever event; without that in which it is. */
export function statusesFrom(machine: AnyStateMachine, path: string): readonly string[] {
  const targets = statesFrom(machine, path)
    .flatMap((state) => [...state.transitions.values()].flat())
    .flatMap(({ target }) => target ?? []);
  const [status = ''] = path.split('.', 1);
  const statuses = targets.map(({ path: [top = ''] }) => top);
  return [...new Set(statuses)].filter((top) => top !== status);
}

/**
 * What may be asked before a change of state where the chart itself leaves open where the event leads.
 * @returns undefined where it leaves nothing open.
 */
export function branchingQuestion(
  change: Changed,
  machine: AnyStateMachine,
  names: Names,
): Question | undefined {
  const from = textOf(change.from);
  const right = textOf(change.to);
  if (from === undefined || right === undefined) return undefined;
  const targets = targetsOf(machine, from, change.event);
  if (targets.length < 2 || targets.length > 4 || !targets.includes(right)) return undefined;
  const alternatives = targets.map((id) => ({
    id,
    label: entryOf(labels, `${change.machine} ${id}`) ?? otherwise(id),
  }));
  return { seq: change.seq, text: questionOn(change, names), alternatives, right };
}

function questionOn(change: Changed, names: Names): string {
  const ask = entryOf(questions, change.machine);
  return ask?.(change, names) ?? `${change.entity} gets ${change.event}. What does it become?`;
}

const questions: { readonly [machine: string]: (change: Changed, names: Names) => string } = {
  notification: ({ entity }) => `${entity} could not be sent. What becomes of it?`,
  delivery: () => 'Processing the event has failed. What becomes of it?',
  'order-completion': ({ entity, event, facts }, names) => {
    const happened = event === 'ITEM_CANCELLED' ? 'is cancelled' : 'has shipped';
    return `${productWord(facts['productId'], names)} ${happened}. Is order ${entity} complete now?`;
  },
};

const labels: { readonly [state: string]: string } = {
  'notification failed.retryable': 'It waits for someone to retry it',
  'notification failed.backingOff': 'It is tried again by itself, after a wait',
  'notification failed.exhausted': 'Nothing more: no retry is left',
  'delivery backingOff': 'It is tried again after a wait',
  'delivery deadLettered': 'It goes to the dead letters: no attempt is left',
  'order-completion open': 'No, nothing has shipped yet',
  'order-completion partial': 'No, others are still open',
  'order-completion complete': 'Yes, it is complete',
  'order-completion cancelled': 'There is nothing left to ship',
};

function otherwise(state: string): string {
  const words = stateWords(state);
  return words.charAt(0).toUpperCase() + words.slice(1);
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
