import {
  isSameRecording,
  isUntouchedBranch,
  type Branch,
  type Change,
  type History,
} from '../../playback/workbook';
import type { KeptWork } from './kept-work';

/** What the page shows when the kept work has come. */
interface Beginning {
  /** The branches around the one that is shown now. */
  readonly here: History;
  /** Where the page is to go from there. */
  readonly elsewhere: { readonly history: History; readonly step: number } | undefined;
}

/**
 * Puts together what was kept and what the page has opened with. What a person did before the kept work came goes on; else an
 * address decides what is shown, and without one the branch that was shown last.
 * @param opened the page as it is now.
 * @param mayGoElsewhere whether nobody has asked for the place that is shown.
 */
export function beginningWith(opened: History, kept: KeptWork, mayGoElsewhere: boolean): Beginning {
  const before = withKept(kept);
  const { branches } = before.workbook;
  const own = opened.workbook.branches.reduce(
    (history, branch) => underKeptId(history, branch, branches),
    opened,
  );
  const isActed = !own.done.every(isOpening) || own.undone.length > 0;
  const here: History = {
    workbook: { ...own.workbook, branches: together(branches, own.workbook.branches) },
    done: isActed ? [...before.done, ...withoutOpenings(own.done)] : before.done,
    undone: isActed ? own.undone : before.undone,
  };
  const last = kept.tab === undefined ? kept.last?.branch : before.workbook.current;
  const isThere = branches.some(({ id }) => id === last);
  if (!mayGoElsewhere || isActed || !isThere || last === undefined) return { here, elsewhere: undefined };
  const worthwhile = here.workbook.branches.filter(
    (branch) => branches.some(({ id }) => id === branch.id) || !isUntouchedBranch(branch),
  );
  const history = { ...here, workbook: { branches: worthwhile, current: last } };
  return { here, elsewhere: { history, step: (kept.tab ?? kept.last)?.step ?? 0 } };
}

/**
 * A branch as it is stored, in place of the one here. If it is another tab's, what this tab could take back of it goes: that
 * would undo the other's work.
 */
export function withForeign(history: History, branch: Branch, isOwn = false): History {
  const present = history.workbook.branches.find(({ id }) => id === branch.id);
  const isOther = present !== undefined && !isSameRecording(present.recording, branch.recording);
  const branches = together(history.workbook.branches, [branch]);
  const kept = { ...history, workbook: { ...history.workbook, branches } };
  return isOther && !isOwn ? withoutChangesOf(kept, branch.id) : kept;
}

/**
 * Two tabs changed one branch: this tab's version becomes a branch of its own, with all that can be taken back of it, and the
 * other tab's stands beside it as it is.
 * @param copy what this tab's version is from now on.
 */
export function withCopy(history: History, theirs: Branch, copy: Pick<Branch, 'id' | 'name'>): History {
  const renamed = underId(history, theirs.id, copy.id);
  const branches = renamed.workbook.branches.map((branch) =>
    branch.id === copy.id ? { ...branch, name: copy.name } : branch,
  );
  return { ...renamed, workbook: { ...renamed.workbook, branches: [...branches, theirs] } };
}

/** Without branches that were deleted elsewhere. */
export function withoutBranches(history: History, gone: readonly string[]): History {
  const branches = history.workbook.branches.filter(({ id }) => !gone.includes(id));
  return { ...history, workbook: { ...history.workbook, branches } };
}

/** What this tab knew, with the branches as they are stored now. */
function withKept({ tab, branches }: KeptWork): History {
  if (tab === undefined) {
    return {
      workbook: { branches: branches.map(({ branch }) => branch), current: '' },
      done: [],
      undone: [],
    };
  }
  const { current } = tab.history.workbook;
  const stored = new Set(branches.map(({ branch }) => branch.id));
  const gone = tab.history.workbook.branches
    .map(({ id }) => id)
    .filter((id) => tab.revisions[id] !== undefined && !stored.has(id) && id !== current);
  return branches.reduce(
    (history, { branch, revision }) => {
      const isAsHere = tab.revisions[branch.id] === revision;
      return withForeign(history, branch, isAsHere);
    },
    withoutBranches(tab.history, gone),
  );
}

/** A branch that the page opened with goes by the id of a kept one that is the same. */
function underKeptId(history: History, branch: Branch, kept: readonly Branch[]): History {
  const same =
    kept.find(({ id }) => id === branch.id) ??
    kept.find(({ recording }) => isSameRecording(recording, branch.recording));
  if (same === undefined) return history;
  const renamed = underId(history, branch.id, same.id);
  // The run that is shown belongs to the page's own object, so that stays, under the kept name.
  const branches = renamed.workbook.branches.map((own) =>
    own.id === same.id ? { ...same, recording: own.recording } : own,
  );
  return { ...renamed, workbook: { ...renamed.workbook, branches } };
}

/** The history with a branch under another id, wherever it is named. */
function underId(history: History, from: string, to: string): History {
  const id = (old: string) => (old === from ? to : old);
  const branch = (old: Branch): Branch => ({
    ...old,
    id: id(old.id),
    ...(old.from === undefined ? {} : { from: { ...old.from, branch: id(old.from.branch) } }),
  });
  const change = (old: Change): Change => ({
    ...old,
    branches: old.branches.map(({ before, after }) => ({
      ...(before === undefined ? {} : { before: branch(before) }),
      ...(after === undefined ? {} : { after: branch(after) }),
    })),
    current: { before: id(old.current.before), after: id(old.current.after) },
  });
  const { workbook, done, undone } = history;
  return {
    workbook: {
      branches: workbook.branches.map((old) => (names(old, from) ? branch(old) : old)),
      current: id(workbook.current),
    },
    done: done.map(change),
    undone: undone.map(change),
  };
}

function names(branch: Branch, id: string): boolean {
  return branch.id === id || branch.from?.branch === id;
}

function withoutChangesOf(history: History, id: string): History {
  const others = ({ branches }: Change) =>
    !branches.some(({ before, after }) => (before ?? after)?.id === id);
  return { ...history, done: history.done.filter(others), undone: history.undone.filter(others) };
}

/** Both lists; where both have a branch, the second one’s. */
function together(first: readonly Branch[], second: readonly Branch[]): readonly Branch[] {
  return [...new Map([...first, ...second].map((branch) => [branch.id, branch])).values()];
}

/** The page opened something, by an address or a choice; no work of a person is in that. */
function isOpening({ branches }: Change): boolean {
  return branches.every(({ before, after }) =>
    after === undefined
      ? before !== undefined && isUntouchedBranch(before)
      : before === undefined && after.from === undefined,
  );
}

function withoutOpenings(done: readonly Change[]): readonly Change[] {
  const first = done.findIndex((change) => !isOpening(change));
  return done.slice(first === -1 ? done.length : first);
}
