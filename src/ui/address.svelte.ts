import { noFilter } from '../analysis/log-groups';
import { readPlace, writePlace, type Place } from './location';
import type { Session } from './session.svelte';

/**
 * Keeps the session and the fragment of the address together. A new scenario, architecture, panel or selection is a new
 * entry in the browser's history; moving the playhead or searching the log changes the entry that is there. Call it while a component is made.
 */
export function followAddress(session: Session): void {
  const opening = session.place;
  const arrive = () => {
    if (location.hash === '' || location.hash === writePlace(session.place)) return;
    const place = readPlace(location.hash, opening);
    if (place !== undefined) session.goTo(place);
  };
  arrive();

  let written: Place | undefined;
  // Talks to the browser's history. While playing it is left alone: browsers limit how often it may be written.
  $effect(() => {
    const { place } = session;
    if (session.playing) return;
    const isNewEntry = written !== undefined && !isSamePage(written, place);
    written = place;
    const hash = writePlace(place);
    if (hash === location.hash) return;
    if (isNewEntry) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
  });
  // Talks to the browser's history: Back, Forward, and addresses typed by hand.
  $effect(() => {
    const controller = new AbortController();
    addEventListener('popstate', arrive, controller);
    addEventListener('hashchange', arrive, controller);
    return () => {
      controller.abort();
    };
  });
}

function isSamePage(a: Place, b: Place): boolean {
  return (
    writePlace({ ...a, step: 0, logFilter: noFilter }) === writePlace({ ...b, step: 0, logFilter: noFilter })
  );
}
