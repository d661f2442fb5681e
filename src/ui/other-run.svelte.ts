import { untrack } from 'svelte';
import { compute, type Computing } from '../playback/computing';
import { whenEverythingIsLoaded, type Run } from '../simulation';
import { isCounterpart, otherArchitecture } from './architectures';
import type { Session } from './session.svelte';

/**
 * The same recording in the other architecture. It is computed between frames, as long as the component is there that wants it;
 * when the architecture is switched, the run that was shown is the other one. Call it while a component is made.
 */
export class OtherRun {
  #found = $state.raw<Run>();
  /** The run that was shown last. */
  #before = $state.raw<Run>();
  #recordCount = $state(0);
  #hasFailed = $state(false);

  /** Undefined as long as it is being computed. */
  readonly run = $derived.by(() =>
    [this.#found, this.#before].find((run) => isCounterpart(run, this.session.recording)),
  );

  constructor(private readonly session: Session) {
    // Talks to the computation of the other run: a newer one gives up on it.
    $effect(() => {
      const { run } = session;
      const known = untrack(() => this.run);
      this.#before = run;
      this.#found = known;
      this.#hasFailed = false;
      this.#recordCount = 0;
      return known === undefined ? this.#compute(run) : undefined;
    });
  }

  /** How many records it has so far, while it is being computed. */
  get recordCount(): number {
    return this.#recordCount;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** @returns what gives it up. */
  #compute({ recording }: Run): () => void {
    let computing: Computing | undefined;
    let isWanted = true;
    whenEverythingIsLoaded(() => {
      if (!isWanted) return;
      const other = { ...recording, architecture: otherArchitecture(recording.architecture) };
      computing = compute(other, {
        done: (run) => {
          this.#found = run;
        },
        progress: ({ records }) => {
          this.#recordCount = records;
        },
        failed: () => {
          this.#hasFailed = true;
        },
      });
    });
    return () => {
      isWanted = false;
      computing?.cancel();
    };
  }
}
