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

/** What becomes of a computation. */
interface Listener {
  /** Gets the run; called before `compute` returns when the run is short. */
  done(run: Run): void;
  /** Told after each slice of a long one. */
  progress(computing: Computing): void;
  /** Told when the simulation broke one of its own promises. */
  failed(error: unknown): void;
}

/**
 * Computes the run of a recording: a short one at once, a long one in slices, between which the page stays alive.
 * @returns undefined when it is over already.
 */
export function compute(recording: Recording, listener: Listener): Computing | undefined {
  const simulation = createSimulation(recording);
  /** Whether there is nothing left to do, for one reason or another. */
  const state = { isOver: false };
  const advance = (budgetMs: number): void => {
    const end = performance.now() + budgetMs;
    try {
      while (performance.now() < end && !state.isOver) state.isOver = simulation.advance(actionsInOneGo);
    } catch (error) {
      state.isOver = true;
      listener.failed(error);
      return;
    }
    if (state.isOver) listener.done(runOf(recording, simulation));
  };
  const isOver = () => state.isOver;
  advance(atOnceMs);
  if (isOver()) return undefined;
  const progress = (): Computing => ({
    records: simulation.trace.length,
    cancel: () => {
      state.isOver = true;
    },
  });
  const goOn = () => {
    if (isOver()) return;
    advance(sliceMs);
    // It may be over by now, or somebody who was told of it may have given it up.
    if (isOver()) return;
    listener.progress(progress());
    setTimeout(goOn);
  };
  setTimeout(goOn);
  return progress();
}
