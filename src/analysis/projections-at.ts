import { bisectRight } from './bisect';
import {
  type Changed,
  type DailyCount,
  type FailedEntry,
  type FeedEntry,
  type LogEntry,
  type NotificationEvent,
  Projections,
  type TraceRecord,
} from '../simulation';

/** The four projections as they are at a moment: what they have heard by then, which may be less than what has happened. */
export interface ProjectionsAt {
  /** In the order of their coming into being. */
  readonly log: readonly LogEntry[];
  /** By customer, newest first. */
  readonly feeds: { readonly [customerId: string]: readonly FeedEntry[] };
  readonly stats: readonly DailyCount[];
  readonly failed: readonly FailedEntry[];
}

/**
 * Shows the projections at any moment of a trace, folded from it by the core's own rules. Going forward folds what is new
 * only; going back begins where the projections were last empty.
 */
export class ProjectionReplay {
  readonly #changes: readonly Changed[];
  readonly #seqs: readonly number[];
  readonly #projections: Projections;
  /** How many of the changes are folded. */
  #count = 0;
  #shown: ProjectionsAt | undefined;

  /** @param epochMs wall-clock time at simulated 0, which says what day it is. */
  constructor(trace: readonly TraceRecord[], epochMs: number) {
    this.#changes = trace.filter(isOfProjection);
    this.#seqs = this.#changes.map(({ seq }) => seq);
    this.#projections = new Projections(epochMs);
  }

  /** The projections at a step; the same object as long as nothing about them changes. */
  at(step: number): ProjectionsAt {
    const count = bisectRight(this.#seqs, step);
    if (count !== this.#count || this.#shown === undefined) {
      this.#seek(count);
      const { log, feeds, stats, failed } = this.#projections;
      this.#shown = { log, feeds, stats, failed };
    }
    return this.#shown;
  }

  #seek(count: number): void {
    if (count < this.#count) {
      this.#projections.clear();
      this.#count = this.#lastClearing(count);
    }
    for (const change of this.#changes.slice(this.#count, count)) {
      if (isClearing(change)) this.#projections.clear();
      else this.#projections.apply(eventOf(change));
    }
    this.#count = count;
  }

  /** How many of the first changes made no difference, because the projections were emptied after them. */
  #lastClearing(count: number): number {
    for (let index = count - 1; index >= 0; index -= 1) {
      const change = this.#changes[index];
      if (change !== undefined && isClearing(change)) return index + 1;
    }
    return 0;
  }
}

function isOfProjection(record: TraceRecord): record is Changed {
  return record.kind === 'changed' && record.machine === 'projection';
}

/** Everything is forgotten, to be built anew. */
function isClearing({ entity, to }: Changed): boolean {
  return entity === 'all' && to === 'empty';
}

/** The projections write down the whole event that they take in. */
function eventOf({ facts }: Changed): NotificationEvent {
  return facts as unknown as NotificationEvent;
}
