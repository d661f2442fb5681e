import { logGroups, type LogGroup } from '../../analysis/log-groups';
import type { Reading, Refusal } from '../../exchange/reading';
import { readShareLink, writeShareLink } from '../../exchange/share-link';
import { readComparedWith, writeComparedWith } from '../compare/compared-with';
import { importingOf } from '../importing/importing.svelte';
import type { Place } from '../location';
import { panels } from '../panels';
import { readSelection, writeSelection } from '../selection';
import type { Session } from '../session.svelte';
import { shownViews } from '../views';

/** The most characters that the address bar is given. */
export const longestAddress = 8_000;

/** A place as a fragment that holds all of it: `#v1.…`. */
export function writePlaceLink({ selection, comparedWith, ...place }: Place): string {
  return writeShareLink({
    ...place,
    selection: selection === undefined ? '' : writeSelection(selection),
    comparedWith: comparedWith === undefined ? '' : writeComparedWith(comparedWith),
  });
}

/** Reads what `writePlaceLink` wrote, here or elsewhere; a view, panel, selection or filter that is unknown here is left out. */
export function readPlaceLink(hash: string): Reading<Place> {
  const reading = readShareLink(hash);
  if (!reading.ok) return reading;
  const { shownView, comparedWith, panel, selection, logFilter, ...place } = reading.value;
  const group = (Object.keys(logGroups) as LogGroup[]).find((name) => name === logFilter.group) ?? '';
  return {
    ok: true,
    value: {
      ...place,
      shownView: shownViews.find((name) => name === shownView) ?? 'stage',
      comparedWith: readComparedWith(comparedWith),
      panel: panels.find((name) => name === panel) ?? 'now',
      selection: readSelection(selection),
      logFilter: { ...logFilter, group },
    },
  };
}

/** Says what is wrong with a link; nothing else changes. */
export function refuseLink(session: Session, refusal: Refusal): void {
  importingOf(session).refuse(refusal);
}
