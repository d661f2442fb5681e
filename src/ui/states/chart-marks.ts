import { isWithin, type StateNode, type Transition } from '../../analysis/state-chart/state-chart';
import type { Standing } from '../../analysis/state-chart/life';
import { labelOf, pathWords } from '../../analysis/state-chart/words';

/** How a transition stands at a step. */
export interface TransitionMark {
  readonly takenCount: number;
  /** Whether the record of the step is this transition being taken. */
  readonly isNow: boolean;
  readonly isPossible: boolean;
}

/** How a state stands at a step. */
interface StateMark {
  /** How many are in it now. */
  readonly count: number;
  /** Whether it was entered by now, or is the one that it is in. */
  readonly isVisited: boolean;
}

export function transitionMark({ id }: Transition, standing: Standing, step: number): TransitionMark {
  const taken = standing.taken.get(id);
  return {
    takenCount: taken?.count ?? 0,
    isNow: taken?.last.seq === step,
    isPossible: standing.possible.has(id),
  };
}

export function stateMark({ path }: StateNode, standing: Standing): StateMark {
  let count = 0;
  for (const [state, members] of standing.counts) if (isWithin(state, path)) count += members;
  return { count, isVisited: [...standing.visited].some((state) => isWithin(state, path)) };
}

/** `now`, or how many are there of several. */
export function nowWords(count: number, isOne: boolean): string {
  if (count === 0) return '';
  return isOne ? 'now' : `${count} now`;
}

/** A transition as those hear it who do not see the picture; it begins with the words that are seen. */
export function transitionSentence(transition: Transition, mark: TransitionMark): string {
  const { source, target } = transition;
  const { event, condition } = labelOf(transition);
  const count = mark.takenCount === 0 ? '' : `${mark.takenCount}×`;
  const possible = mark.isPossible ? 'possible' : '';
  const seen = condition === '' ? [event, count, possible] : [event, possible, condition, count];
  const goal = source === target ? 'and back into it' : `to ${pathWords(target)}`;
  const taken = count === '' ? ', not taken' : mark.isNow ? ', taken at this step' : ', taken';
  return `${seen.filter((word) => word !== '').join(', ')}: from ${pathWords(source)} ${goal}${taken}`;
}

/** A state as a list without a picture has it. */
export function stateSentence(
  { path, isFinal }: StateNode,
  { count, isVisited }: StateMark,
  isOne: boolean,
): string {
  const now = nowWords(count, isOne);
  const words = [now, now === '' && isVisited ? 'left' : '', isFinal ? 'final' : ''].filter(
    (word) => word !== '',
  );
  return [`State ${pathWords(path)}`, ...words].join(', ');
}
