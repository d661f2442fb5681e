import type { Scenario } from '../../simulation';
import { inShort } from '../objects';
import type { ForeignReport } from './translate';

/** More types, or reasons, than these are not named in a story. */
const mostNamed = 12;

/**
 * What the story of a log says about itself: what drives it, and all that does not, so that nothing is forgotten once it plays.
 * @param startsAt time of the first event.
 */
export function scenarioHead(
  file: string,
  { counts, types, unusable }: Pick<ForeignReport, 'counts' | 'types' | 'unusable'>,
  startsAt: string,
): Pick<Scenario, 'id' | 'title' | 'group' | 'story' | 'ending' | 'startsAt'> {
  const title = file.trim() === '' ? 'Log of another system' : `Log: ${file.trim().slice(0, 80)}`;
  const driving = counts.driven + counts.mapped;
  const unknown = types.filter(({ mapping }) => mapping.target === undefined);
  const ofUnknown = unknown.map(({ type, count }) => `${inShort(type)} (${count})`);
  const ofUnusable = unusable.map(
    ({ type, reason, places }) =>
      `${type === undefined ? 'an entry' : inShort(type)} ${reason} (${places.length}, first at ${places[0] ?? ''})`,
  );
  const sentences = [
    `Events of another system, from ${inShort(file)}: ${areOrIs(driving)} driving the notifications.`,
    ...sentenceOf(`${areOrIs(counts.unknown)} of a type that is not used here`, ofUnknown),
    ...sentenceOf(`${counts.unusable} cannot be used`, ofUnusable),
  ];
  return {
    id: idOf(file),
    title,
    group: 'Simple',
    story: sentences.join(' '),
    ending: 'Whoever has to know of these events is told, or there is a reason why not.',
    startsAt,
  };
}

function sentenceOf(beginning: string, named: readonly string[]): readonly string[] {
  if (named.length === 0) return [];
  const more = named.length > mostNamed ? [`and ${named.length - mostNamed} more`] : [];
  return [`${beginning}: ${[...named.slice(0, mostNamed), ...more].join(', ')}.`];
}

/** `1 is`, `2 are` */
function areOrIs(count: number): string {
  return `${count} ${count === 1 ? 'is' : 'are'}`;
}

/** `My shop (1).ndjson` → `my-shop-1` */
function idOf(file: string): string {
  const stem = file.replace(/\.(?:cloudevents\.json|ndjson|jsonl|json)$/i, '');
  const words = stem
    .toLowerCase()
    .slice(0, 60)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.length === 0 ? 'log-of-another-system' : words.join('-');
}
