import type { SequenceFilter } from '../../analysis/sequence/sequence';
import type { Session } from '../session.svelte';

/** What a person wants to see of the diagram. */
export class SequenceOptions {
  /** Correlation id of the one story that is shown; empty: all. */
  flow = $state('');
  showsQueries = $state(true);

  constructor(private readonly session: Session) {}

  /** A story that this run does not have narrows nothing. */
  readonly filter: SequenceFilter = $derived.by(() => ({
    flow: this.session.flows.has(this.flow) ? this.flow : '',
    hidesQueries: !this.showsQueries,
  }));
}

/** They outlive the view, as long as the page is open. */
const kept = new WeakMap<Session, { flow: string; showsQueries: boolean }>();

/** The options as they were when the view was last left. */
export function keptOptions(session: Session): SequenceOptions {
  const options = new SequenceOptions(session);
  Object.assign(options, kept.get(session));
  // Talks to what outlives the view.
  $effect(() => {
    kept.set(session, { flow: options.flow, showsQueries: options.showsQueries });
  });
  return options;
}
