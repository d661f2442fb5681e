import type { Session } from '../session.svelte';
import { Keeper } from './keeper.svelte';

const keepers = new WeakMap<Session, Keeper>();

/**
 * The one keeper of a session's work.
 * @param mayGoElsewhere for one that is new: whether the page was opened without an address of a place.
 */
export function keeperOf(session: Session, mayGoElsewhere = false): Keeper {
  let keeper = keepers.get(session);
  if (keeper === undefined) keepers.set(session, (keeper = new Keeper(session, mayGoElsewhere)));
  return keeper;
}
