import { isSameRecording } from '../playback/workbook';
import { whenEverythingIsLoaded, type Recording } from '../simulation';
import { laterParts } from './later-parts';
import { isPacked, isReadable, readPlace, writePlace, type Place } from './location';
import type { Session } from './session.svelte';

/** What the browser's history remembers of a place that is too long for an address. */
interface Remembered {
  readonly branch: string;
  readonly step: number;
}

/** How long the playhead must rest before the address follows it, in ms: browsers refuse an address that is written too often. */
const restMs = 150;

/**
 * Keeps the session and the fragment of the address together. A new story, architecture, branch, panel or selection is a new
 * entry in the browser's history; moving the playhead or searching the log changes the entry that is there. An address that
 * cannot be read changes nothing, and the page says so. A place that is too long for an address has one without a fragment:
 * there the page goes on with the work that is kept. Call it while a component is made.
 */
export function followAddress(session: Session): void {
  const opening = session.place;
  let written: Place | undefined;
  /** Where the playhead is, while the address does not say so. */
  let unwritten: Place | undefined;
  let isArriving = $state(false);
  /** Whether the next change of place is where an address leads. */
  let hasArrived = false;
  /** What is too long for an address once is so at every step. */
  let tooLong: Recording | undefined;

  /** The address of a place; undefined while what writes it is fetched, and when it would be too long. */
  const addressOf = (place: Place): string | undefined => {
    if (isReadable(place)) return writePlace(place);
    const { code } = laterParts.placeLink;
    if (code === undefined || place.recording === tooLong) return undefined;
    const address = code.writePlaceLink(place);
    if (address.length <= code.longestAddress) return address;
    tooLong = place.recording;
    return undefined;
  };
  /** Writes where the person is; nothing while what writes it is fetched. */
  const write = (place: Place, isNewEntry: boolean) => {
    const address = addressOf(place);
    const isTooLong = address === undefined && place.recording === tooLong;
    if (address === location.hash || (address === undefined && !isTooLong)) return;
    const remembered: Remembered = { branch: session.futures.branch.id, step: place.step };
    const entry = [
      isTooLong ? remembered : null,
      '',
      address ?? `${location.pathname}${location.search}`,
    ] as const;
    if (isNewEntry) history.pushState(...entry);
    else history.replaceState(...entry);
  };
  /** The address says where the person still is. */
  const stay = () => {
    isArriving = false;
    write(session.place, false);
  };
  const goTo = (place: Place) => {
    hasArrived = true;
    unwritten = undefined;
    session.goTo(place);
  };
  const refuse = (reason: string) => {
    session.notify(`${reason} Nothing was changed.`);
    stay();
  };
  const readReadable = (hash: string) => {
    const { breakpoints } = session;
    const place = hash.includes('=') ? readPlace(hash, { ...opening, breakpoints }) : undefined;
    if (place === undefined) refuse('This address leads to nothing that is known here.');
    else goTo(place);
  };
  const readPacked = (hash: string) => {
    const { present, hasFailed } = laterParts.placeLink;
    if (hasFailed) {
      refuse('What reads this link could not be loaded. Reload the page to try again.');
    } else if (present === undefined) {
      isArriving = true;
      void laterParts.placeLink.fetch().then(arrive);
    } else {
      whenEverythingIsLoaded(() => {
        isArriving = false;
        const reading = present.readPlaceLink(hash);
        if (reading.ok) {
          goTo(reading.value);
        } else {
          present.refuseLink(session, reading.refusal);
          stay();
        }
      });
    }
  };
  const arrive = () => {
    const { hash } = location;
    const remembered = history.state as Remembered | null;
    if (hash === '' && remembered !== null && remembered.branch !== session.futures.branch.id) {
      hasArrived = true;
      unwritten = undefined;
      session.showBranch(remembered.branch);
      session.jumpTo(remembered.step);
    } else if (hash === '' || hash === addressOf(session.place)) isArriving = false;
    else if (isPacked(hash)) readPacked(hash);
    else readReadable(hash);
  };
  arrive();

  // Talks to the browser's history. While playing it is left alone: browsers limit how often it may be written.
  $effect(() => {
    const { place } = session;
    // A place that is still being computed is not reached yet: until then the address says where it is to be.
    if (session.playing || isArriving || session.futures.computing !== undefined) return;
    const follow = () => {
      const isNewEntry = !hasArrived && written !== undefined && !isSamePage(written, place);
      // Back leads to where the playhead was when the page was left.
      if (isNewEntry && unwritten !== undefined) write(unwritten, false);
      hasArrived = false;
      unwritten = undefined;
      written = place;
      write(place, isNewEntry);
    };
    const canWrite = isReadable(place) || laterParts.placeLink.present !== undefined;
    if (written === undefined || !canWrite) {
      follow();
      return undefined;
    }
    if (!isSamePage(written, place)) return afterFrame(follow);
    unwritten = place;
    const timer = setTimeout(follow, restMs);
    return () => {
      clearTimeout(timer);
    };
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

/**
 * Does something once the next frame is drawn: the browser takes longer to take in an address than a frame may take.
 * @returns what gives it up.
 */
function afterFrame(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

function isSamePage(a: Place, b: Place): boolean {
  const pageOf = ({ shownView, comparedWith, panel, selection }: Place) =>
    JSON.stringify([shownView, comparedWith, panel, selection]);
  if (pageOf(a) !== pageOf(b)) return false;
  return a.recording === b.recording || isSameRecording(untitled(a.recording), untitled(b.recording));
}

/** What a recording is called makes it no other story. */
function untitled(recording: Recording): Recording {
  return { ...recording, title: undefined };
}
