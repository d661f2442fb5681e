import { recordingOf, scenarioOf, type Recording } from '../simulation';

/** One future: a recording that a person can go back to. */
export interface Branch {
  /** Unique for ever, across tabs. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly recording: Recording;
  /** The future that it leaves, and when (simulated ms); a branch without is a beginning of its own. */
  readonly from?: { readonly branch: string; readonly at: number };
}

/** All futures that are kept, in the order in which they came, and the one that is shown. */
export interface Workbook {
  readonly branches: readonly Branch[];
  readonly current: string;
}

/** A branch that came, changed or went: without `before` it is new, without `after` it was taken away. */
export interface BranchChange {
  readonly before?: Branch;
  readonly after?: Branch;
}

/** Something that a person did to the workbook. It says both sides of what it changed, so that it can be taken back. */
export interface Change {
  /** What was done: `Send CancelOrder`. */
  readonly label: string;
  readonly branches: readonly BranchChange[];
  readonly current: { readonly before: string; readonly after: string };
}

/** A workbook and what was done to it: the last thing done, or taken back, stands last. */
export interface History {
  readonly workbook: Workbook;
  readonly done: readonly Change[];
  readonly undone: readonly Change[];
}

/** So many changes can be taken back. */
const mostChanges = 200;

/** A workbook that holds one branch. */
export function beginningWith(branch: Branch): History {
  return { workbook: { branches: [branch], current: branch.id }, done: [], undone: [] };
}

/** The branch that is shown. */
export function currentBranch({ branches, current }: Workbook): Branch {
  const branch = branches.find(({ id }) => id === current) ?? branches[0];
  if (branch === undefined) throw new Error('A workbook holds at least one branch');
  return branch;
}

/** Does something new; what was taken back before is gone for good. */
export function changed({ workbook, done }: History, change: Change): History {
  return { workbook: applied(workbook, change), done: [...done, change].slice(-mostChanges), undone: [] };
}

/** Takes the last change back; the same history when there is none. */
export function undone(history: History): History {
  const { workbook, done, undone: later } = history;
  const change = done.at(-1);
  if (change === undefined) return history;
  return {
    workbook: applied(workbook, inverse(change)),
    done: done.slice(0, -1),
    undone: [...later, change],
  };
}

/** Does again what was taken back last; the same history when there is nothing. */
export function redone(history: History): History {
  const { workbook, done, undone: later } = history;
  const change = later.at(-1);
  if (change === undefined) return history;
  return { workbook: applied(workbook, change), done: [...done, change], undone: later.slice(0, -1) };
}

/**
 * Branches that came from elsewhere, such as storage or another tab, are put in; what is here under the same id is
 * replaced. They are no change of this person's, so they cannot be taken back.
 * @param gone ids of branches that were deleted elsewhere; the one that is shown stays.
 */
export function merged(history: History, branches: readonly Branch[], gone: readonly string[] = []): History {
  const { workbook } = history;
  const byId = new Map(workbook.branches.map((branch) => [branch.id, branch]));
  for (const branch of branches) byId.set(branch.id, branch);
  for (const id of gone) if (id !== workbook.current) byId.delete(id);
  return { ...history, workbook: { ...workbook, branches: [...byId.values()] } };
}

/** Shows a branch. One that is left with nothing of a person in it, and that no other came from, goes. */
export function opened(history: History, branch: Branch): History {
  const { workbook } = history;
  const left = currentBranch(workbook);
  const goes =
    left.id !== branch.id &&
    isUntouchedBranch(left) &&
    !workbook.branches.some(({ from }) => from?.branch === left.id);
  const shown = { ...history, workbook: { ...workbook, current: branch.id } };
  return merged(shown, [branch], goes ? [left.id] : []);
}

/** The workbook after a change. A branch that is to be shown and is not there leaves the shown one as it is. */
function applied({ branches, current }: Workbook, change: Change): Workbook {
  const byId = new Map(branches.map((branch) => [branch.id, branch]));
  for (const { before, after } of change.branches) {
    if (after !== undefined) byId.set(after.id, after);
    else if (before !== undefined && byId.size > 1) byId.delete(before.id);
  }
  const shown = [change.current.after, current].find((id) => byId.has(id)) ?? [...byId.keys()].at(-1);
  return { branches: [...byId.values()], current: shown ?? current };
}

function inverse({ label, branches, current }: Change): Change {
  return {
    label,
    branches: branches
      .map(({ before, after }) => ({
        ...(after === undefined ? {} : { before: after }),
        ...(before === undefined ? {} : { after: before }),
      }))
      .reverse(),
    current: { before: current.after, after: current.before },
  };
}

/** Whether a recording is of a shipped scenario, with nothing of a person in it but the architecture. */
export function isUntouched(recording: Recording): boolean {
  const { scenario, architecture } = recording;
  return typeof scenario === 'string' && isSameRecording(recording, recordingOf(scenario, architecture));
}

/** Whether a branch has nothing of a person in it, its name included. */
export function isUntouchedBranch({ name, recording }: Branch): boolean {
  return isUntouched(recording) && name === titleOf(recording);
}

/** What a branch is called as long as nobody calls it otherwise. */
export function titleOf(recording: Recording): string {
  return recording.title ?? scenarioOf(recording)?.title ?? 'Own story';
}

/** Whether two recordings say the same, whatever the order of their fields. */
export function isSameRecording(a: Recording, b: Recording): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** JSON with the fields of each object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
