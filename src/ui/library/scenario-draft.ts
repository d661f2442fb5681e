import { parseScenario, scenarios, type Problem, type Result, type Scenario } from '../../simulation';
import type { LibraryEntry } from './scenario-library';

/** A person’s scenario as far as it can be read. */
export interface OwnScenario {
  readonly entry: LibraryEntry;
  readonly title: string;
  /** What it says, if it is JSON; nobody has checked it. */
  readonly json: unknown;
  /** Undefined while something is wrong. */
  readonly scenario: Scenario | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads what a person has written.
 * @param others the rest of the library: their ids are taken, as are those of the scenarios that ship.
 */
export function readEntry(entry: LibraryEntry, others: readonly LibraryEntry[] = []): OwnScenario {
  const json = readJson(entry.text);
  const isJson = json !== undefined;
  const checked: Result<Scenario> = isJson
    ? parseScenario(json)
    : { ok: false, problems: [{ path: '', message: 'cannot be read: it is no JSON' }] };
  const id = fieldOf(json, 'id');
  const isTaken = typeof id === 'string' && takenIds(others.filter((other) => other !== entry)).has(id);
  const problems = [
    ...(checked.ok ? [] : checked.problems),
    ...(isTaken
      ? [{ path: 'id', message: `${id} is the id of another scenario; choose one of its own` }]
      : []),
  ];
  const title = fieldOf(json, 'title');
  return {
    entry,
    title: typeof title === 'string' && title.trim() !== '' ? title : 'Without a title',
    json,
    scenario: checked.ok && problems.length === 0 ? checked.value : undefined,
    problems,
  };
}

/** The ids that no new scenario may have. */
export function takenIds(entries: readonly LibraryEntry[]): ReadonlySet<string> {
  const own = entries.flatMap(({ text }) => {
    const id = fieldOf(readJson(text), 'id');
    return typeof id === 'string' ? [id] : [];
  });
  return new Set([...scenarios.map(({ id }) => id), ...own]);
}

/** An id that is free: the wanted one, or the first of `late-2`, `late-3` … that is. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  const stem = wanted.replace(/-\d+$/, '');
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${number}`;
  return id;
}

/** A scenario as the text that a person edits. */
export function textOf(scenario: unknown): string {
  return JSON.stringify(scenario, undefined, 2);
}

/** A field of something that may be anything. */
export function fieldOf(json: unknown, name: string): unknown {
  if (typeof json !== 'object' || json === null) return undefined;
  return Object.entries(json).find(([known]) => known === name)?.[1];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
