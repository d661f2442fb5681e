import type { View } from '../../analysis/view';
import type { Disturbed, Travelling } from '../../simulation';
import type { Mishaps } from './mishaps';

/** What is out of order with a message, so that it is drawn otherwise. */
export type TokenSign = Disturbed['effect'] | 'copy' | 'lost' | 'unawaited';

/** For those who hear the page. */
export const signWords: Readonly<Record<TokenSign, string>> = {
  copy: 'a second copy',
  delayed: 'held up',
  overtaken: 'held up and overtaken',
  corrupted: 'spoiled on its way',
  lost: 'lost here',
  unawaited: 'nobody waits for it any more',
};

/** The sign of a message on its way at a step. */
export function signOf(message: Travelling, view: View, { disturbances }: Mishaps): TokenSign | undefined {
  const disturbed = disturbances.get(message.seq);
  if (disturbed !== undefined && disturbed.seq <= view.step) return disturbed.effect;
  if (message.kind === 'duplicated') return 'copy';
  return message.kind === 'reply' && !isAwaited(message, view) ? 'unawaited' : undefined;
}

/** A reply to a copy, or one that comes after its asker has given up, finds nobody. */
function isAwaited({ to, request }: Extract<Travelling, { kind: 'reply' }>, { nodes }: View): boolean {
  return nodes.get(to)?.waits.some(({ seq }) => seq === request) ?? false;
}
