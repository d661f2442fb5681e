import type { Names } from '../../analysis/names';
import { counted, listed } from '../../analysis/words';
import type { Act } from '../../simulation';
import { formatSpan } from '../format-span';
import { actWords } from '../operations/act-words';
import type { ActPlace, Chip } from './act-places';

/** An act as a button is called: `Cancel order ord-003`. */
export function actName(act: Act, names: Names): string {
  return actWords(act, names).replace(': ', ' ');
}

/** Where an act stands: `at 1200 ms, step 35`. */
export function placeWords({ act, step }: Pick<ActPlace, 'act' | 'step'>): string {
  const where = step === undefined ? 'not reached' : `step ${step}`;
  return `at ${formatSpan(act.at)}, ${where}`;
}

/** What a chip is called. */
export function chipName({ acts }: Chip, names: Names): string {
  const [only, ...others] = acts;
  if (only !== undefined && others.length === 0) {
    const whose = only.of === 'scenario' ? ' (of the scenario)' : '';
    return `${actName(only.act, names)} ${placeWords(only)}${whose}`;
  }
  const first = acts.slice(0, 3).map(({ act }) => actName(act, names));
  const rest = acts.length > 3 ? [`${acts.length - 3} more`] : [];
  const missed = acts.filter(({ step }) => step === undefined).length;
  const reached = missed === 0 ? '' : `, ${missed} not reached`;
  return `${counted(acts.length, 'act')}: ${listed([...first, ...rest])}${reached}`;
}
