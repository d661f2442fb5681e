import { loadEverything } from '../simulation';
import { Later } from './later.svelte';

/** The parts of the page that it does not begin with: on the first paint none of them is seen. */
export const laterParts = {
  step: new Later(() => import('./details/Step.svelte')),
  inspector: new Later(() => import('./inspector/Inspector.svelte')),
  inboxes: new Later(() => import('./inboxes/Inboxes.svelte')),
  log: new Later(() => import('./log/EventLog.svelte')),
  projections: new Later(() => import('./projections/Projections.svelte')),
  operations: new Later(() => import('./operations/Operations.svelte')),
  moving: new Later(() => import('./stage/moving')),
  troubles: new Later(() => import('./stage/troubles')),
  scenarioList: new Later(() => loadEverything().then(() => import('./header/scenario-list'))),
  shortcutSheet: new Later(() => import('./keyboard/ShortcutSheet.svelte')),
} as const;

/** Fetches all of them, so that each is there at once when it is asked for. */
export async function fetchLaterParts(): Promise<void> {
  await Promise.all(Object.values(laterParts).map((part) => part.fetch()));
}

/** Fetches all of them when the page is seen and the browser has nothing else to do. */
export function fetchLaterPartsWhenIdle(): void {
  const fetch = () => void fetchLaterParts();
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetch, { timeout: 2000 });
  else setTimeout(fetch, 200);
}
