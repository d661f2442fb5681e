import type { Names } from '../analysis/names';
import { compute, type Computing } from '../playback/computing';
import {
  beginningWith,
  changed,
  currentBranch,
  isSameRecording,
  isUntouched,
  merged,
  opened,
  redone,
  undone,
  type Branch,
  type BranchChange,
  type History,
} from '../playback/workbook';
import { scenarioOf, simulate, type Recording, type Run } from '../simulation';
import { actWords } from './operations/act-words';

/** Told when another run is there. */
type Arrival = (run: Run) => void;

/**
 * The futures that a person has made, which of them is shown, and its run. Whatever changes them can be taken back. A run
 * that takes long is computed in slices; until it is there, all stays as it was.
 */
export class Futures {
  #history = $state.raw<History>() as History;
  #run = $state.raw<Run>() as Run;
  #computing = $state.raw<Computing | undefined>();

  constructor(recording: Recording) {
    this.#history = beginningWith({ id: newId(), name: titleOf(recording), recording });
    this.#run = simulate(recording);
  }

  /** The run of the branch that is shown. */
  get run(): Run {
    return this.#run;
  }

  /** The branches, and what was done to them. */
  get history(): History {
    return this.#history;
  }

  get branches(): readonly Branch[] {
    return this.#history.workbook.branches;
  }

  /** The branch that is shown. */
  get branch(): Branch {
    return currentBranch(this.#history.workbook);
  }

  /** A long computation under way. */
  get computing(): Computing | undefined {
    return this.#computing;
  }

  /**
   * Shows a recording with one more act. @param from when it leaves the branch that is shown, in simulated ms; undefined: it
   * goes on in the same branch.
   */
  actOn(
    recording: Recording,
    label: string | undefined,
    from: number | undefined,
    names: Names,
    arrive: Arrival,
  ): void {
    const act = recording.acts.at(-1);
    const name = label ?? (act === undefined ? 'Act' : actWords(act, names));
    if (from === undefined) {
      this.replace(recording, name, arrive);
      return;
    }
    const branch = { id: newId(), name, recording, from: { branch: this.branch.id, at: from } };
    this.#change(name, [{ after: branch }], branch.id, arrive);
  }

  /** Puts another recording into the branch that is shown. */
  replace(recording: Recording, label: string, arrive: Arrival): void {
    const before = this.branch;
    const isNamedByStory = before.name === titleOf(before.recording);
    const name = isNamedByStory ? titleOf(recording) : before.name;
    this.#change(label, [{ before, after: { ...before, name, recording } }], before.id, arrive);
  }

  /**
   * Shows a recording: the branch that has it, or else one of its own. What a person made is kept, and a branch with nothing
   * of a person in it goes when it is left; so there is nothing to take back.
   */
  open(recording: Recording, arrive: Arrival, name = titleOf(recording)): void {
    const known = this.branches.find((branch) => isSameRecording(branch.recording, recording));
    const shown = known ?? { id: newId(), name, recording };
    this.#show((history) => opened(history, shown), arrive);
  }

  /** Goes to a recording that an address names: a branch that has it, or had it before a change, or one of its own. */
  arrive(recording: Recording, arrive: Arrival): void {
    const isKept = this.branches.some((branch) => isSameRecording(branch.recording, recording));
    const earlier = this.#history.done
      .flatMap(({ branches }) => branches)
      .map(({ before }) => before)
      .filter((branch) => branch !== undefined && isSameRecording(branch.recording, recording))
      .at(-1);
    const before = this.branches.find(({ id }) => id === earlier?.id);
    if (isKept || earlier === undefined || before === undefined)
      this.open(recording, arrive, isUntouched(recording) ? undefined : (recording.title ?? 'From a link'));
    else this.#change('Go back', [{ before, after: earlier }], before.id, arrive);
  }

  /** Shows another branch. That changes none, so there is nothing to take back. */
  show(id: string, arrive: Arrival): void {
    const branch = this.branches.find((other) => other.id === id);
    if (branch !== undefined) this.#show((history) => opened(history, branch), arrive);
  }

  rename(branch: Branch, name: string): void {
    const change = {
      label: `Rename ${branch.name}`,
      branches: [{ before: branch, after: { ...branch, name } }],
    };
    const { id } = this.branch;
    this.#history = changed(this.#history, { ...change, current: { before: id, after: id } });
  }

  /** Takes a branch away; if it is the one that is shown, the one that it came from is shown, or the newest. */
  remove(branch: Branch, arrive: Arrival): void {
    const others = this.branches.filter(({ id }) => id !== branch.id);
    const isShown = branch.id === this.branch.id;
    const next = isShown
      ? (others.find(({ id }) => id === branch.from?.branch) ?? others.at(-1))
      : this.branch;
    if (next === undefined) return;
    this.#change(`Delete ${branch.name}`, [{ before: branch }], next.id, arrive);
  }

  get undoLabel(): string | undefined {
    return this.#history.done.at(-1)?.label;
  }

  get redoLabel(): string | undefined {
    return this.#history.undone.at(-1)?.label;
  }

  undo(arrive: Arrival): void {
    this.#show(undone, arrive);
  }

  redo(arrive: Arrival): void {
    this.#show(redone, arrive);
  }

  /** Takes in branches from storage or another tab, and takes away those that were deleted there. */
  adopt(branches: readonly Branch[], gone: readonly string[] = []): void {
    this.#history = merged(this.#history, branches, gone);
  }

  /** Goes on where a person was before: with all branches, the one that was shown, and what can be taken back. */
  resume(history: History, arrive: Arrival): void {
    this.#show(() => history, arrive);
  }

  #change(label: string, branches: readonly BranchChange[], current: string, arrive: Arrival): void {
    const { id } = this.branch;
    const change = { label, branches, current: { before: id, after: current } };
    this.#show((history) => changed(history, change), arrive);
  }

  /** Gives up on a long computation; what is shown stays. */
  giveUp(): void {
    this.#computing?.cancel();
    this.#computing = undefined;
  }

  /** Shows what a step of history leads to, once its run is computed; a newer one gives up on it. */
  #show(step: (history: History) => History, arrive: Arrival): void {
    this.giveUp();
    const finish = (run: Run) => {
      this.#computing = undefined;
      this.#history = step(this.#history);
      this.#run = run;
      arrive(run);
    };
    const { recording } = currentBranch(step(this.#history).workbook);
    if (recording === this.#run.recording) finish(this.#run);
    else
      this.#computing = compute(recording, finish, (computing) => {
        this.#computing = computing;
      });
  }
}

/** What a branch is called that begins with a recording. */
function titleOf(recording: Recording): string {
  return recording.title ?? scenarioOf(recording)?.title ?? 'Own story';
}

/** An id that no other tab mints. */
export function newId(): string {
  const [first = 0, second = 0] = crypto.getRandomValues(new Uint32Array(2));
  return first.toString(36) + second.toString(36);
}
