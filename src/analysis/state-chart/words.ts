import type { StateNode, Transition } from './state-chart';
import { spaced } from '../words';

/** What a state chart says, in words. Names that machines write in one word are taken apart. */

/** What is written beside a transition. */
interface TransitionLabel {
  /** `adapter failed` */
  readonly event: string;
  /** What decides besides: `if no retry left`, `by the clock`; empty where nothing does. */
  readonly condition: string;
}

export function labelOf(transition: Transition): TransitionLabel {
  return { event: eventWords(transition), condition: conditionOf(transition) };
}

/** A transition in a line: `adapter failed, if no retry left`. */
export function transitionWords(transition: Transition): string {
  const { event, condition } = labelOf(transition);
  return condition === '' ? event : `${event}, ${condition}`;
}

/** `backing off` for `backingOff`, `pending` for `PENDING`. */
export function stateName({ name }: Pick<StateNode, 'name'>): string {
  return apart(name);
}

/** A state with those that it lies in, outermost first: `failed: backing off`. */
export function pathWords(path: string): string {
  return path.split('.').map(apart).join(': ');
}

/** The name of a machine event or a delay: `adapter failed` for `ADAPTER_FAILED`, `until due` for `untilDue`. */
export function apart(name: string): string {
  if (name === name.toUpperCase()) return spaced(name).toLowerCase();
  return spaced(name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)).trim();
}

function eventWords({ trigger, event, target }: Transition): string {
  if (trigger === 'rule') return `becomes ${apart(target)}`;
  return trigger === 'always' ? 'at once' : apart(event);
}

function conditionOf({ guard, isOtherwise, trigger }: Transition): string {
  if (guard !== undefined) return `if ${apart(guard)}`;
  if (isOtherwise) return 'otherwise';
  return trigger === 'delay' ? 'by the clock' : '';
}
