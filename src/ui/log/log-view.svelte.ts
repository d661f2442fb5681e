import { FilteredLog, isNarrowed, SearchIndex } from '../../analysis/log-filter';
import { noFilter, type LogFilter } from '../../analysis/log-groups';
import { narrate } from '../../analysis/narrate';
import type { Session } from '../session.svelte';

/** How long one frame may search, in real ms, and how many records it looks at between two looks at the clock. */
const frameBudgetMs = 8;
const batch = 1000;

/** How a person looks at the log: the filter, and whether the end is followed. It outlives the panel. */
export class LogView {
  /** What was chosen, without what this run does not have. */
  readonly filter = $derived.by((): LogFilter => {
    const { group, node, flow, text } = this.session.logFilter;
    const { topology, flows } = this.session;
    const hasNode = topology.nodes.some(({ id }) => id === node);
    return { group, node: hasNode ? node : '', flow: flows.has(flow) ? flow : '', text };
  });
  /** Where a person was who did not follow, for when the log is opened again. */
  scrollTop = $state(0);
  /** Whether the log stays at its end as records come. */
  follows = $state(true);
  /** The search that was asked for last and has got its focus. */
  servedSearchCount = 0;
  /** Goes up when a search goes on in another frame. */
  #frame = $state(0);
  readonly #index = $derived.by(() => {
    const { trace, names } = this.session;
    return new SearchIndex((record) => narrate(record, trace, names));
  });
  readonly #log = $derived.by(() => new FilteredLog(this.session.trace, this.filter, this.#index));
  readonly #progress = $derived.by(() => {
    const { step } = this.session.view;
    const isComplete = lookUpTo(this.#log, step);
    return { frame: this.#frame, isComplete, rowCount: this.#log.countAt(step) };
  });

  constructor(private readonly session: Session) {}

  /** How many records pass the filter, of those at or before the step. */
  get rowCount(): number {
    return this.#progress.rowCount;
  }

  /** False while a search through a long log goes on. */
  get isComplete(): boolean {
    return this.#progress.isComplete;
  }

  get isNarrowed(): boolean {
    return isNarrowed(this.filter);
  }

  recordIn(row: number) {
    return this.#log.recordIn(row);
  }

  /** Changes what the log shows. */
  narrow(change: Partial<LogFilter>): void {
    this.session.logFilter = { ...this.filter, ...change };
  }

  clear(): void {
    this.session.logFilter = noFilter;
  }

  /** Searches the next slice. */
  searchOn(): void {
    this.#frame += 1;
  }
}

/** Searches up to a step for as long as a frame allows. */
function lookUpTo(log: FilteredLog, step: number): boolean {
  const startedAt = performance.now();
  let isComplete: boolean;
  do isComplete = log.lookUpTo(step, batch);
  while (!isComplete && performance.now() - startedAt < frameBudgetMs);
  return isComplete;
}
