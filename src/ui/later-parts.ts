import { loadLaterAnalysis } from '../analysis/to-come';
import { loadEverything } from '../simulation';
import { Later } from './later.svelte';

/** The parts of the page that it does not begin with: on the first paint none of them is seen. */
export const laterParts = {
  words: new Later(() => loadLaterAnalysis().then(() => true)),
  step: new Later(() => import('./details/Step.svelte')),
  inspector: new Later(() => import('./inspector/Inspector.svelte')),
  inboxes: new Later(() => import('./inboxes/Inboxes.svelte')),
  log: new Later(() => import('./log/EventLog.svelte')),
  sequence: new Later(() => import('./sequence/Sequence.svelte')),
  states: new Later(() => import('./states/States.svelte')),
  timeline: new Later(() => import('./timeline/Timeline.svelte')),
  metrics: new Later(() => import('./metrics/Metrics.svelte')),
  why: new Later(() => import('./why/Why.svelte')),
  coupling: new Later(() => import('./coupling/Coupling.svelte')),
  'blast-radius': new Later(() => loadEverything().then(() => import('./blast-radius/BlastRadius.svelte'))),
  change: new Later(() => loadEverything().then(() => import('./change/ChangeExperiments.svelte'))),
  compare: new Later(() => loadEverything().then(() => import('./compare/Compare.svelte'))),
  projections: new Later(() => import('./projections/Projections.svelte')),
  operations: new Later(() => import('./operations/Operations.svelte')),
  code: new Later(() => import('./code/Code.svelte')),
  predict: new Later(() => import('./predict/predicting')),
  moving: new Later(() => import('./stage/moving')),
  troubles: new Later(() => import('./stage/troubles')),
  scenarioList: new Later(() => loadEverything().then(() => import('./header/scenario-list'))),
  actChips: new Later(() => import('./transport/ActChips.svelte')),
  transportMore: new Later(() => import('./transport/TransportMore.svelte')),
  bench: new Later(() => import('./bench/Bench.svelte')),
  library: new Later(() => import('./library/Library.svelte')),
  branches: new Later(() => import('./branches/Branches.svelte')),
  breakpoints: new Later(() => import('./breakpoints/Breakpoints.svelte')),
  placeLink: new Later(() => import('./sharing/place-link')),
  share: new Later(() => import('./sharing/ShareDialog.svelte')),
  export: new Later(() => import('./exporting/ExportDialog.svelte')),
  import: new Later(() => import('./importing/ImportDialog.svelte')),
  dropArea: new Later(() => import('./importing/DropArea.svelte')),
  palette: new Later(() => import('./palette/Palette.svelte')),
  fault: new Later(() => import('./acting/FaultDialog.svelte')),
  editedAct: new Later(() => import('./acting/EditedAct.svelte')),
  editDialog: new Later(() => import('./acting/EditDialog.svelte')),
  background: new Later(() => import('./keeping/Background.svelte')),
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
