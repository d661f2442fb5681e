import { metricsOf, type RunMetrics } from '../../analysis/metrics/metrics';
import { namesOf, type Names } from '../../analysis/names';
import { architectureNames, type ArchitectureName } from '../../simulation';
import { architectureTitles } from '../architectures';
import { OtherRun } from '../other-run.svelte';
import type { Session } from '../session.svelte';

/** One architecture's side of the measures. */
export interface Side {
  readonly architecture: ArchitectureName;
  readonly title: string;
  /** Undefined as long as its run is being computed. */
  readonly metrics: RunMetrics | undefined;
  /** What its parts are called. */
  readonly names: Names;
}

/** The run that is shown, and the same recording in the other architecture, measured. */
export class BothRuns {
  readonly #other: OtherRun;

  readonly #shownMetrics = $derived.by(() => metricsOf(this.session.run));
  readonly #otherMetrics = $derived.by(() =>
    this.#other.run === undefined ? undefined : metricsOf(this.#other.run),
  );
  readonly #otherNames = $derived.by(() =>
    this.#other.run === undefined
      ? this.session.names
      : namesOf(this.#other.run.recording, this.#other.run.trace),
  );
  /** Both, in an order of their own, so that each has its place whichever is shown on the page. */
  readonly sides: readonly Side[] = $derived.by(() =>
    architectureNames.map((architecture) => {
      const isShown = architecture === this.session.recording.architecture;
      return {
        architecture,
        title: architectureTitles[architecture],
        metrics: isShown ? this.#shownMetrics : this.#otherMetrics,
        names: isShown ? this.session.names : this.#otherNames,
      };
    }),
  );

  /** Belongs into a component: it computes as long as that is there. */
  constructor(private readonly session: Session) {
    this.#other = new OtherRun(session);
  }

  /** How many records the run of the other architecture has so far, while it is being computed. */
  get recordCount(): number {
    return this.#other.recordCount;
  }

  get hasFailed(): boolean {
    return this.#other.hasFailed;
  }
}
