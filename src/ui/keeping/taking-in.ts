import { merged, type History } from '../../playback/workbook';
import { newId } from '../futures.svelte';
import { readBranch } from './kept-work';
import { withCopy, withForeign, withoutBranches } from './merging';
import { isSameBranch, type Seen } from './seen';
import type { StoredBranch } from './work-store';

/** The branches of a tab after it has looked at what another one did. */
export interface Taken {
  readonly history: History;
  /** What the person has to know. */
  readonly notice?: string;
  /** It is to be looked at again when the branch is no longer shown. */
  readonly isPutOff?: true;
}

/** What the person has to know when another tab deleted everything. */
export const forgottenElsewhere =
  'Everything kept in this browser was deleted in another tab. What you see stays here; it is kept again once you change something.';

/**
 * Takes in what another tab did to a branch. What is shown here stays as it is; what was changed here and is not stored yet is
 * left for the writing.
 * @param stored the branch as it is stored now; undefined: it was deleted.
 */
export function takeIn(history: History, seen: Seen, id: string, stored: StoredBranch | undefined): Taken {
  const present = history.workbook.branches.find((branch) => branch.id === id);
  const isUnsaved = present !== undefined && seen.isUnsaved(present);
  const isShown = id === history.workbook.current;
  if (stored === undefined) {
    seen.forget(id);
    if (present === undefined || isUnsaved) return { history };
    if (!isShown) return { history: withoutBranches(history, [id]) };
    seen.rememberDeleted(present);
    const notice = `“${present.name}” was deleted in another tab. It stays here while you look at it.`;
    return { history, notice, isPutOff: true };
  }
  if (stored.revision <= seen.revisionOf(id) || isUnsaved) return { history };
  const read = readBranch(stored);
  if (!read.ok) return { history };
  const theirs = read.value;
  if (!isShown || present === undefined) {
    seen.remember(theirs, stored.revision);
    return { history: withForeign(history, theirs) };
  }
  // Only the name may change under the person.
  const renamed = { ...present, name: theirs.name };
  if (!isSameBranch(renamed, theirs)) {
    const told = 'was changed in another tab. Here it stays as it is; a change of yours makes a copy.';
    return { history, notice: `“${present.name}” ${told}`, isPutOff: true };
  }
  seen.remember(renamed, stored.revision);
  return { history: withForeign(history, renamed) };
}

/**
 * Another tab wrote a branch that this one changed or deleted meanwhile: both stay.
 * @param stored what the other one wrote.
 */
export function standBeside(history: History, seen: Seen, stored: StoredBranch): Taken {
  const read = readBranch(stored);
  if (!read.ok) return { history };
  const theirs = read.value;
  const mine = history.workbook.branches.find(({ id }) => id === theirs.id);
  seen.remember(theirs, stored.revision);
  if (mine === undefined) {
    const notice = `“${theirs.name}” was changed in another tab meanwhile, so it stays.`;
    return { history: merged(history, [theirs]), notice };
  }
  if (isSameBranch(mine, theirs)) return { history };
  const where = history.workbook.current === theirs.id ? 'What you see' : 'What you made of it';
  const name = `${mine.name} (copy)`;
  return {
    history: withCopy(history, theirs, { id: newId(), name }),
    notice: `“${mine.name}” was changed in another tab too. ${where} is kept as “${name}”.`,
  };
}
