import { recordingIn, simulateInParts } from '../../analysis/blast-radius/blast-radius';
import { behaviourDifference, type BehaviourDifference } from '../../analysis/change-experiments/behaviour';
import type { ChangeExperiment } from '../../analysis/change-experiments/change-experiments';
import type { ArchitectureName, Recording, Run } from '../../simulation';

/** A story run without a change and with it. */
export interface Trial {
  readonly without: Run;
  readonly withIt: Run;
  readonly difference: BehaviourDifference;
}

/** Runs a story with and without a change in an architecture; pauses now and then. */
export function* trialOf(
  experiment: ChangeExperiment,
  recording: Recording,
  architecture: ArchitectureName,
): Generator<void, Trial> {
  const here = recordingIn(recording, { architecture, broker: recording.broker });
  const without = yield* simulateInParts(experiment.without(here));
  const withIt = yield* simulateInParts(experiment.with(here));
  return { without, withIt, difference: yield* behaviourDifference(without, withIt) };
}
