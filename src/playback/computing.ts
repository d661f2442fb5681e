import { createSimulation, runOf, type Recording, type Run } from '../simulation';

/** A run that is being computed. */
export interface Computing {
  /** How many records there are so far. */
  readonly records: number;
  /** Gives it up; nothing changes. */
  cancel(): void;
}

/** So long the page may stand still, in ms: a run that takes no longer is there at once. */
const atOnceMs = 80;
/** So long one slice of a longer one takes, in ms: two of them fit into the frames between two key presses. */
const sliceMs = 24;
/** Actions between two looks at the clock. */
const actionsInOneGo = 256;

/**
 * Computes the run of a recording: a short one at once, a long one in slices, between which the page stays alive.
 * @param onDone gets the run; it is called before this returns when the run is short.
 * @param onProgress is told after each slice of a long one.
 * @returns undefined when it is done already.
 */
export function compute(
  recording: Recording,
  onDone: (run: Run) => void,
  onProgress: (computing: Computing) => void,
): Computing | undefined {
  const simulation = createSimulation(recording);
  const advance = (budgetMs: number): boolean => {
    const end = performance.now() + budgetMs;
    while (performance.now() < end) {
      for (let action = 0; action < actionsInOneGo; action += 1) simulation.step();
      if (simulation.done) return true;
    }
    return false;
  };
  if (advance(atOnceMs)) {
    onDone(runOf(recording, simulation));
    return undefined;
  }
  let isCancelled = false;
  const progress = (): Computing => ({
    records: simulation.trace.length,
    cancel: () => {
      isCancelled = true;
    },
  });
  const goOn = () => {
    if (isCancelled) return;
    if (advance(sliceMs)) onDone(runOf(recording, simulation));
    else {
      onProgress(progress());
      setTimeout(goOn);
    }
  };
  setTimeout(goOn);
  return progress();
}
