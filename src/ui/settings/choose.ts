import type { Session } from '../session.svelte';
import { withParameter, type ParameterName } from './parameters';

/**
 * Gives a parameter of the run a value, if it may have that value.
 * @returns what is wrong with the value otherwise: `must be at most 64`.
 */
export function choose(session: Session, name: ParameterName, value: unknown): string | undefined {
  const changed = withParameter(session.recording, name, value);
  if (!changed.ok) return changed.problems[0]?.message ?? 'is not possible';
  const { broker, seed, settings } = changed.value;
  if (name === 'broker') session.chooseBroker(broker);
  else if (name === 'seed') session.chooseSeed(seed);
  else session.changeSettings(settings);
  return undefined;
}
