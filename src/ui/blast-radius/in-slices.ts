/** What becomes of a computation that is done in slices. */
interface Listener<Result> {
  readonly done: (result: Result) => void;
  /** Told when it broke: the simulation keeps its own promises, or says so. */
  readonly failed: (error: unknown) => void;
}

/** So long one slice takes, in ms: two of them fit into the frames between two key presses. */
const sliceMs = 16;

/**
 * Drives a computation that pauses by itself, between frames, so that the page stays alive.
 * @returns what gives it up.
 */
export function inSlices<Result>(
  steps: Generator<void, Result>,
  { done, failed }: Listener<Result>,
): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const goOn = () => {
    const end = performance.now() + sliceMs;
    let step: IteratorResult<void, Result>;
    try {
      do step = steps.next();
      while (step.done !== true && performance.now() < end);
    } catch (error) {
      failed(error);
      return;
    }
    if (step.done === true) done(step.value);
    else timer = setTimeout(goOn);
  };
  timer = setTimeout(goOn);
  return () => {
    clearTimeout(timer);
  };
}
