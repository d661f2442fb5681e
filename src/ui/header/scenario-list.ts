/** What the choice of scenario needs once it is open. */
export { bestMatch, findByWords } from './scenario-search';
export { default as ScenarioList } from './ScenarioList.svelte';
