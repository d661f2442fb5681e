/** What the choice of scenario needs once it is open. */
import { ownScenarios } from '../library/own-scenarios.svelte';

export { default as OptionList } from '../combobox/OptionList.svelte';
export { bestMatch, findByWords, foundInWords, optionGroupsOf } from './scenario-search';
export { ownScenarios };

void ownScenarios.load();
