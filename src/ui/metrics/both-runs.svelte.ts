import { metricsOf, type RunMetrics } from '../../analysis/metrics/metrics';
import { namesOf, type Names } from '../../analysis/names';
import { compute, type Computing } from '../../playback/computing';
import { architectureNames, whenEverythingIsLoaded, type ArchitectureName, type Run } from '../../simulation';
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

const titles: Readonly<Record<ArchitectureName, string>> = {
  'event-sourced': 'Event-sourced',
  'api-driven': 'API-driven',
};

/** The run that is shown, and the same recording in the other architecture, measured. */
export class BothRuns {
  #other = $state.raw<{ readonly of: Run; readonly run: Run }>();
  #recordCount = $state(0);
  #hasFailed = $state(false);

  readonly #shownMetrics = $derived.by(() => metricsOf(this.session.run));
  readonly #otherMetrics = $derived.by(() =>
    this.#other?.of === this.session.run ? metricsOf(this.#other.run) : undefined,
  );
  readonly #otherNames = $derived.by(() =>
    this.#other?.of === this.session.run
      ? namesOf(this.#other.run.recording, this.#other.run.trace)
      : this.session.names,
  );
  /** Both, in an order of their own, so that each has its place whichever is shown on the page. */
  readonly sides: readonly Side[] = $derived.by(() =>
    architectureNames.map((architecture) => {
      const isShown = architecture === this.session.recording.architecture;
      return {
        architecture,
        title: titles[architecture],
        metrics: isShown ? this.#shownMetrics : this.#otherMetrics,
        names: isShown ? this.session.names : this.#otherNames,
      };
    }),
  );

  /** Belongs into a component: it computes as long as that is there. */
  constructor(private readonly session: Session) {
    // Talks to the computation of the other run, which takes its time and can be given up.
    $effect(() => {
      const { run } = session;
      let computing: Computing | undefined;
      let isWanted = true;
      this.#hasFailed = false;
      this.#recordCount = 0;
      whenEverythingIsLoaded(() => {
        if (!isWanted) return;
        const architecture = otherThan(run.recording.architecture);
        computing = compute(
          { ...run.recording, architecture },
          {
            done: (other) => {
              this.#other = { of: run, run: other };
            },
            progress: (current) => {
              this.#recordCount = current.records;
            },
            failed: () => {
              this.#hasFailed = true;
            },
          },
        );
      });
      return () => {
        isWanted = false;
        computing?.cancel();
      };
    });
  }

  /** How many records the run of the other architecture has so far, while it is being computed. */
  get recordCount(): number {
    return this.#recordCount;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }
}

function otherThan(architecture: ArchitectureName): ArchitectureName {
  return architecture === 'event-sourced' ? 'api-driven' : 'event-sourced';
}
