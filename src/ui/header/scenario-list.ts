/** What the choice of scenario needs once it is open. */
import { ownScenarios } from '../library/own-scenarios.svelte';

export { bestMatch, findByWords } from './scenario-search';
export { default as ScenarioList } from './ScenarioList.svelte';
export { ownScenarios };

void ownScenarios.load();
