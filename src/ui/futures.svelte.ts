import { compute, type Computing } from '../playback/computing';
import {
  beginningWith,
  changed,
  currentBranch,
  isSameRecording,
  isUntouched,
  opened,
  redone,
  titleOf,
  undone,
  type Branch,
  type BranchChange,
  type History,
} from '../playback/workbook';
import { simulate, type Recording, type Run } from '../simulation';

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
  /** What waits until nothing is computed. */
  #waiting: (() => void)[] = [];

  /** @param say tells the person what went wrong. */
  constructor(
    recording: Recording,
    private readonly say: (text: string) => void = () => {},
  ) {
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
  actOn(recording: Recording, name: string, from: number | undefined, arrive: Arrival): void {
    this.giveUp();
    if (from === undefined) {
      this.replace(recording, name, arrive);
      return;
    }
    const branch = { id: newId(), name, recording, from: { branch: this.branch.id, at: from } };
    this.#change(name, [{ after: branch }], branch.id, arrive);
  }

  /** Puts another recording into the branch that is shown. */
  replace(recording: Recording, label: string, arrive: Arrival): void {
    this.giveUp();
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
    this.giveUp();
    const known = this.branches.find((branch) => isSameRecording(branch.recording, recording));
    const shown = known ?? { id: newId(), name, recording };
    this.#show((history) => opened(history, shown), arrive);
  }

  /** Goes to a recording that an address names: what has it, or had it before or after a change, or a branch of its own. */
  arrive(recording: Recording, arrive: Arrival): void {
    this.giveUp();
    const isIt = (branch: Branch | undefined) =>
      branch !== undefined && isSameRecording(branch.recording, recording);
    const { done, undone: later } = this.#history;
    if (this.branches.some(isIt)) {
      this.open(recording, arrive);
    } else if (isIt(currentBranch(undone(this.#history).workbook))) {
      this.undo(arrive);
    } else if (isIt(currentBranch(redone(this.#history).workbook))) {
      this.redo(arrive);
    } else {
      const versions = [...later, ...done].flatMap(({ branches }) => branches.flatMap(bothSides));
      const known = versions.filter(isIt).at(-1);
      const before = this.branches.find(({ id }) => id === known?.id);
      if (known === undefined) this.open(recording, arrive, nameOfArrival(recording));
      else if (before === undefined) this.#show((history) => opened(history, known), arrive);
      else this.#change('Go back', [{ before, after: known }], before.id, arrive);
    }
  }

  /** Shows another branch. That changes none, so there is nothing to take back. */
  show(id: string, arrive: Arrival): void {
    this.giveUp();
    const branch = this.branches.find((other) => other.id === id);
    if (branch !== undefined) this.#show((history) => opened(history, branch), arrive);
  }

  rename({ id }: Branch, name: string): void {
    this.amend((history) => {
      const { branches, current } = history.workbook;
      const before = branches.find((branch) => branch.id === id);
      if (before === undefined || before.name === name) return history;
      const change = { label: `Rename ${before.name}`, branches: [{ before, after: { ...before, name } }] };
      return changed(history, { ...change, current: { before: current, after: current } });
    });
  }

  /** Takes a branch away; if it is the one that is shown, the one that it came from is shown, or the last one. */
  remove({ id }: Branch, arrive: Arrival): void {
    const without = (history: History): History => {
      const { branches, current } = history.workbook;
      const before = branches.find((branch) => branch.id === id);
      const others = branches.filter((branch) => branch.id !== id);
      const origin = others.find((branch) => branch.id === before?.from?.branch) ?? others.at(-1);
      if (before === undefined || origin === undefined) return history;
      const after = id === current ? origin.id : current;
      const change = { label: `Delete ${before.name}`, branches: [{ before }] };
      return changed(history, { ...change, current: { before: current, after } });
    };
    if (id === this.branch.id) this.#show(without, arrive);
    else this.amend(without);
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

  /**
   * Changes what is around the branch that is shown, and not that branch's recording: once nothing is computed, so that a
   * computation under way neither loses it nor is lost.
   */
  amend(make: (history: History) => History): void {
    if (this.#computing === undefined) this.#history = make(this.#history);
    else
      this.#waiting.push(() => {
        this.#history = make(this.#history);
      });
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

  /** Gives up on a long computation; what is shown stays. What waited for it comes before what is done next. */
  giveUp(): void {
    this.#computing?.cancel();
    this.#settle();
  }

  /** Nothing is computed any more: what waited for that happens. */
  #settle(): void {
    this.#computing = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const act of waiting) act();
  }

  /** Shows what a step of history leads to, once its run is computed; a newer one gives up on it. */
  #show(step: (history: History) => History, arrive: Arrival): void {
    this.giveUp();
    const { recording } = currentBranch(step(this.#history).workbook);
    const finish = (run: Run) => {
      this.#history = step(this.#history);
      this.#run = run;
      arrive(run);
      this.#settle();
    };
    if (recording === this.#run.recording) {
      finish(this.#run);
      return;
    }
    this.#computing = compute(recording, {
      done: finish,
      progress: (computing) => {
        this.#computing = computing;
      },
      failed: () => {
        this.#settle();
        this.say('This run breaks the simulator itself, so nothing was changed.');
      },
    });
  }
}

function bothSides({ before, after }: BranchChange): readonly Branch[] {
  return [before, after].filter((branch) => branch !== undefined);
}

function nameOfArrival(recording: Recording): string | undefined {
  return isUntouched(recording) ? undefined : (recording.title ?? 'From a link');
}

/** An id that no other tab mints. */
export function newId(): string {
  const [first = 0, second = 0] = crypto.getRandomValues(new Uint32Array(2));
  return first.toString(36) + second.toString(36);
}
