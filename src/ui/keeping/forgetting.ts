import { beginningWith, currentBranch, isUntouched, type History } from '../../playback/workbook';
import { openingScenario, recordingOf, scenarioOf } from '../../simulation';
import { newId } from '../futures.svelte';
import type { OwnScenarios } from '../library/own-scenarios.svelte';
import type { LibraryEntry } from '../library/scenario-library';
import type { Seen } from './seen';
import type { Everything, WorkStore } from './work-store';

/** All that the browser kept, to be brought back. */
export interface Forgotten {
  readonly everything: Everything;
  readonly scenarios: readonly LibraryEntry[];
}

/** The person's own scenarios, as far as they are deleted and brought back with everything else. */
export type Scenarios = Pick<OwnScenarios, 'takeAll' | 'putBack'>;

/** Deletes all that the browser keeps, or nothing: then it throws what the browser throws. */
export async function takeEverything(store: WorkStore, own: Scenarios): Promise<Forgotten> {
  const scenarios = await own.takeAll();
  try {
    const everything = await store.replaceAll(() => ({ branches: [], tabs: [], unreadable: [] }));
    return { everything, scenarios };
  } catch (error) {
    await own.putBack(scenarios);
    throw error;
  }
}

/** Puts back all that was deleted, beside what is kept now. */
export async function putEverythingBack(
  store: WorkStore,
  own: Scenarios,
  forgotten: Forgotten,
): Promise<void> {
  const { branches, tabs, unreadable } = forgotten.everything;
  await store.replaceAll((now) => ({
    branches: [...branches, ...now.branches],
    tabs: [...tabs, ...now.tabs],
    unreadable: [...unreadable, ...now.unreadable],
  }));
  await own.putBack(forgotten.scenarios);
}

/** What the page shows when everything was deleted: what is shown, if nobody made it, or else the first story anew. */
export function freshAfter({ workbook }: History): History {
  const branch = currentBranch(workbook);
  if (isUntouched(branch.recording)) return beginningWith(branch);
  const recording = recordingOf(openingScenario, branch.recording.architecture);
  return beginningWith({ id: newId(), name: scenarioOf(recording)?.title ?? '', recording });
}

/** Nothing but the branch that is shown, which is stored no more, and nothing to take back. */
export function onlyShown({ workbook }: History, seen: Seen): History {
  const branch = currentBranch(workbook);
  seen.rememberDeleted(branch);
  return beginningWith(branch);
}

/** Whether all branches are stored as they are, so far as a tab knows, and nothing can be taken back. */
export function isStored({ workbook, done, undone }: History, seen: Seen): boolean {
  const isUnsaved = workbook.branches.some((branch) => seen.isUnsaved(branch));
  return !isUnsaved && done.length === 0 && undone.length === 0;
}
