import { tick } from 'svelte';
import { laterParts } from '../later-parts';
import type { Session } from '../session.svelte';

/** Lets a person choose a file and opens what it holds. */
export async function chooseFile(session: Session): Promise<void> {
  const [{ importingOf }] = await Promise.all([import('./importing.svelte'), laterParts.dropArea.fetch()]);
  await tick();
  importingOf(session).choose();
}
