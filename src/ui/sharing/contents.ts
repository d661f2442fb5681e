import { counted } from '../../analysis/words';
import { scenarioOf, type Recording } from '../../simulation';
import { architectureTitles } from '../architectures';
import { settingTitle } from '../branches/titles';
import type { Place } from '../location';
import { changesIn } from '../settings/parameters';

/** What of a person's own a link or file would give away, each in a few words; empty for a scenario as it ships. */
export function contentsOf({ recording, breakpoints }: Pick<Place, 'recording' | 'breakpoints'>): string[] {
  const { scenario, acts, shop = {}, notificationTypes = [], until } = recording;
  const { without = {}, ...tables } = shop;
  const rows = partsOf(tables);
  const gone = partsOf(without);
  const settings = changesIn(recording).map(({ name }) => settingTitle(name));
  return [
    ...(typeof scenario === 'string' ? [] : [`a scenario of your own, “${scenario.title}”`]),
    ...when(acts.length > 0, `${counted(acts.length, 'act')} of yours`),
    ...when(rows.length > 0, `data that you edited: ${rows.join(', ')}`),
    ...when(gone.length > 0, `data that you left out: ${gone.join(', ')}`),
    ...when(
      notificationTypes.length > 0,
      `${counted(notificationTypes.length, 'notification type')} of yours`,
    ),
    ...when(settings.length > 0, `${counted(settings.length, 'changed setting')}: ${settings.join(', ')}`),
    ...when(until !== undefined, `an end at ${until ?? 0} ms`),
    ...when(breakpoints.length > 0, counted(breakpoints.length, 'breakpoint')),
  ];
}

/** What people call the story: `Price drop, API-driven`. */
export function storyOf(recording: Recording): string {
  const title = scenarioOf(recording)?.title ?? 'Own story';
  return `${title}, ${architectureTitles[recording.architecture]}`;
}

/** What embeds a moment of a run in another page. @param address of the page itself, without a fragment. */
export function embedRecipe(address: string, hash: string, title: string): string {
  const name = `Signalbox: ${title}`
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;');
  return `<iframe src="${address}?embed${hash}" title="${name}" width="960" height="600"></iframe>`;
}

/** How many rows of each table: `2 of carts`. */
function partsOf(tables: { readonly [table: string]: readonly unknown[] | undefined }): string[] {
  return Object.entries(tables).flatMap(([table, rows = []]) =>
    when(rows.length > 0, `${rows.length} of ${table}`),
  );
}

function when(holds: boolean, words: string): string[] {
  return holds ? [words] : [];
}
