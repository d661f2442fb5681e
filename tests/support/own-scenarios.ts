import { ownScenarios } from '../../src/ui/library/own-scenarios.svelte';

/** Leaves no scenario of the person behind for whoever comes next. */
export async function forgetOwnScenarios(): Promise<void> {
  for (const { entry } of ownScenarios.all) await ownScenarios.remove(entry.id);
}
