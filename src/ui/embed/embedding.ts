import { laterParts } from '../later-parts';
import { isPacked, isReadable, readPlace, writePlace, type Place } from '../location';
import type { Session } from '../session.svelte';

/** What the part of an address after the question mark says about embedding: `?embed&theme=dark`. */
export interface Embedding {
  readonly isEmbedded: boolean;
  /** Undefined: as the system has it. */
  readonly theme: 'light' | 'dark' | undefined;
}

/** Reads it. @param search such as `?embed`. */
export function readEmbedding(search: string): Embedding {
  const fields = new URLSearchParams(search);
  const theme = fields.get('theme');
  return {
    isEmbedded: fields.has('embed'),
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
  };
}

/** Shows what a fragment leads to. One that cannot be read changes nothing, and the page says so. */
export async function showAddress(session: Session, hash: string): Promise<void> {
  if (hash === '') return;
  const place = isPacked(hash) ? await readPacked(hash) : readPlace(hash, session.place);
  if (place === undefined) session.notify('This link cannot be shown here. It may be cut short, or newer.');
  else session.goTo(place);
}

/** The fragment that leads to a place; undefined until what writes it has come. */
export function fragmentOf(place: Place): string | undefined {
  return isReadable(place) ? writePlace(place) : laterParts.placeLink.code?.writePlaceLink(place);
}

async function readPacked(hash: string): Promise<Place | undefined> {
  await laterParts.placeLink.fetch();
  const reading = laterParts.placeLink.present?.readPlaceLink(hash);
  return reading?.ok ? reading.value : undefined;
}
