import { createContext } from 'svelte';
import type { LogView } from './log-view.svelte';

/** How a person looks at the log, which outlives the panel. It is there once the log has been opened. */
export interface KeptLogView {
  view?: LogView;
}

export const [useKeptLogView, provideKeptLogView] = createContext<KeptLogView>();
