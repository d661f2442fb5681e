import type { ChangeExperiment } from '../../analysis/change-experiments/change-experiments';
import { architectureNames, type ArchitectureName, type Recording } from '../../simulation';
import { inSlices } from '../blast-radius/in-slices';
import { trialOf, type Trial } from './trial';

type Tried = { readonly [Name in ArchitectureName]?: Trial | 'broken' };

/** Runs a story with and without a change in both architectures, between the frames of the page. */
export class Trials {
  #tried = $state.raw<Tried>({});
  #stop: (() => void) | undefined;

  /** Undefined as long as it is not computed; `broken` where a run breaks the simulator itself. */
  in(architecture: ArchitectureName): Trial | 'broken' | undefined {
    return this.#tried[architecture];
  }

  /** Computes both, one after the other, in place of what was asked for before. */
  ask(experiment: ChangeExperiment, recording: Recording): void {
    this.cancel();
    this.#tried = {};
    this.#next(architectureNames, experiment, recording);
  }

  cancel(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #next(
    [architecture, ...rest]: readonly ArchitectureName[],
    experiment: ChangeExperiment,
    recording: Recording,
  ): void {
    if (architecture === undefined) return;
    const found = (trial: Trial | 'broken') => {
      this.#tried = { ...this.#tried, [architecture]: trial };
      this.#next(rest, experiment, recording);
    };
    this.#stop = inSlices(trialOf(experiment, recording, architecture), {
      done: found,
      failed: () => {
        found('broken');
      },
    });
  }
}
