import { scenarioGroups, type Scenario } from '../../simulation';
import type { OptionGroup } from '../combobox/options';

/** The group of the scenarios that the person wrote. */
const ownGroup = 'Your own' as const;

/** The scenarios of a group that were found, at least one. */
export interface FoundGroup {
  readonly group: Scenario['group'] | typeof ownGroup;
  readonly members: readonly Scenario[];
}

/**
 * The scenarios that have every word of a text somewhere in title, story, group or ending, by group. What is most likely
 * meant comes first: within its group, and its group before the others.
 * @param own those that the person wrote; they are a group of their own.
 */
export function findByWords(
  scenarios: readonly Scenario[],
  text: string,
  own: readonly Scenario[] = [],
): readonly FoundGroup[] {
  const words = wordsOf(text);
  const found = [...scenarios, ...own]
    .filter((scenario) => hasAll(everythingIn(scenario), words))
    .map((scenario) => ({ scenario, rank: rankOf(scenario, words) }))
    .sort((a, b) => a.rank - b.rank);
  const groupOf = (scenario: Scenario) => (own.includes(scenario) ? ownGroup : scenario.group);
  const groups: readonly FoundGroup['group'][] = [ownGroup, ...scenarioGroups];
  return groups
    .map((group) => ({ group, hits: found.filter(({ scenario }) => groupOf(scenario) === group) }))
    .filter(({ hits }) => hits.length > 0)
    .sort((a, b) => (a.hits[0]?.rank ?? 0) - (b.hits[0]?.rank ?? 0))
    .map(({ group, hits }) => ({ group, members: hits.map(({ scenario }) => scenario) }));
}

/** What someone who typed a text most likely means: the first of what was found for it. None without words. */
export function bestMatch(found: readonly FoundGroup[], text: string): Scenario | undefined {
  return wordsOf(text).length === 0 ? undefined : found[0]?.members[0];
}

/** What was found, as a list shows it: each scenario with what it ends with. */
export function optionGroupsOf(found: readonly FoundGroup[]): readonly OptionGroup[] {
  return found.map(({ group, members }) => ({
    title: group,
    options: members.map(({ id, title, ending }) => ({ key: id, title, detail: ending })),
  }));
}

/** How far a scenario is from what was typed: 0 is its very title. */
function rankOf(scenario: Scenario, words: readonly string[]): number {
  const typed = words.join(' ');
  const title = scenario.title.toLowerCase();
  const nearness = [
    title === typed,
    title.startsWith(typed),
    hasAllWhole(title, words),
    hasAll(title, words),
    hasAllWhole(everythingIn(scenario), words),
  ];
  const rank = nearness.indexOf(true);
  return rank === -1 ? nearness.length : rank;
}

/** How many were found, and what to do when none was. */
export function foundInWords(count: number): string {
  if (count === 0) return 'No scenario has all of these words. Try fewer of them.';
  return count === 1 ? '1 scenario' : `${count} scenarios`;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function everythingIn({ title, story, group, ending }: Scenario): string {
  return [title, story, group, ending].join(' ');
}

function hasAll(text: string, words: readonly string[]): boolean {
  const within = text.toLowerCase();
  return words.every((word) => within.includes(word));
}

/** Not only as parts of longer words: `late` is in `Late subscriber`, not in `later`. */
function hasAllWhole(text: string, words: readonly string[]): boolean {
  const within = new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return words.every((word) => within.has(word));
}
