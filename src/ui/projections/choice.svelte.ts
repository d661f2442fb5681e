import { createContext } from 'svelte';

/** The four projections, with what the control that chooses one calls them. */
export const projectionTitles = {
  log: 'Log',
  feed: 'Feed',
  stats: 'Statistics',
  failed: 'Failed',
} as const;

export type ProjectionName = keyof typeof projectionTitles;

/** Which projection a person looks at, and whose feed. It outlives the panel. */
export class ProjectionChoice {
  shown = $state<ProjectionName>('log');
  /** Id of the customer whose feed was chosen; empty: whoever has one. */
  customerId = $state('');
}

/** The one choice of the page. */
export const [useProjectionChoice, provideProjectionChoice] = createContext<ProjectionChoice>();
