import { importScenario } from './own-scenarios.svelte';
import type { OwnScenario } from './scenario-draft';

/**
 * Takes a scenario file that a person chose into the library.
 * @returns what it became, or in a sentence why nothing was taken in.
 */
export async function importFile(file: File): Promise<OwnScenario | string> {
  const json = jsonIn(await file.text());
  if (json === undefined) return `${file.name} cannot be read: it is no JSON. Nothing was imported.`;
  const imported = await importScenario(json);
  if (imported.ok) return imported.own;
  const [problem] = imported.problems;
  const what = [problem?.path, problem?.message]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return `${file.name} is no scenario that can be played: ${what}. Nothing was imported.`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
