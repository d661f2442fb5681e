import { counted } from '../../analysis/words';
import type { ProjectionName } from './choice.svelte';

/** What decides why a projection has nothing to show. */
export interface Emptiness {
  readonly step: number;
  readonly isOver: boolean;
  /** How many notifications there are at this step, whether the projections have heard of them or not. */
  readonly notificationCount: number;
  /** Whether the projections are away at this step. */
  readonly isAway: boolean;
}

/** Why a projection is empty, and what to do. */
export function whyEmpty(name: ProjectionName, emptiness: Emptiness): string {
  const { step, isOver, notificationCount, isAway } = emptiness;
  const none = `${nothing[name]} step ${step}.`;
  if (name !== 'failed' && isAway && notificationCount > 0) {
    return `${none} The projections are away, and have not heard of ${counted(notificationCount, 'notification')}.`;
  }
  if (name === 'log' && notificationCount > 0) {
    return `${none} ${counted(notificationCount, 'notification')} came about, and the projections have not heard of it yet. Step on.`;
  }
  return `${none} ${isOver ? remedies[name] : 'Press Play or Next step to go on.'}`;
}

/** What there is not, up to the step in the sentence. */
const nothing: Readonly<Record<ProjectionName, string>> = {
  log: 'The notification log has no entry at',
  feed: 'Nothing stands in this customer’s feed at',
  stats: 'No notification has been sent by',
  failed: 'No notification waits for a retry at',
};

const remedies: Readonly<Record<ProjectionName, string>> = {
  log: 'The story is over without any: the Log shows which rule decided so.',
  feed: 'The story is over. Choose another customer, or look into the Log for what stopped it.',
  stats: 'The story is over. Look into the Log for what stopped them.',
  failed:
    'Have a channel fail, for instance with the scenario “Email adapter fails, then retry”, and it will lie here.',
};
