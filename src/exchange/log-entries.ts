import type { Problem, Result } from '../simulation';
import { isObject } from './objects';
import { readJson } from './read-json';
import { refuse, type Reading } from './reading';

/** A value of a file, and where it stands there. */
export interface LogEntry {
  readonly value: unknown;
  /** Where it stands: `[3]` in a list, `line 4` in NDJSON, empty for one alone. */
  readonly path: string;
}

/** More problems than these of one file are not looked for. */
export const mostProblems = 100;

/** More events than these are too many for anyone to look at, and for a page to hold. */
export const mostEvents = 1_000_000;

/** More events of another system than these are not looked at: each has fields of its own, and all of them come to the page. */
const mostForeignEvents = 50_000;

/** What is said of a log of another system that is too long; undefined when it is not. */
export function refuseByCount(events: number, name: string): Reading<never> | undefined {
  if (events <= mostForeignEvents) return undefined;
  return refuse(
    `${name} holds ${events} events of another system. Up to ${mostForeignEvents} are looked at.`,
    'Cut the log down to the hours that you want to see.',
  );
}

/** The items of a list, with their places; of a list that is too long, one too many. */
export function entriesOfList(list: readonly unknown[]): readonly LogEntry[] {
  return list.slice(0, mostEvents + 1).map((value, index) => ({ value, path: `[${index}]` }));
}

/** Whether a text has a value on each line, rather than one value in all: its first line is JSON by itself, and more follows. */
export function beginsWithLine(text: string): boolean {
  const [, first = '', rest = ''] = /^\s*([^\n]*)(\s*\S?)/.exec(text) ?? [];
  return rest.trim() !== '' && readJson(first).ok;
}

/** Whether a file is called as NDJSON is. */
export function isNamedAsLines(name: string): boolean {
  return /\.(?:ndjson|jsonl)$/i.test(name);
}

/** The values of NDJSON: one on each line, lines may be empty; of too many, one too many. Problems say the line and the column. Never throws. */
export function readLines(text: string): Result<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  const problems: Problem[] = [];
  let number = 0;
  let end = -1;
  while (end < text.length && problems.length < mostProblems && entries.length <= mostEvents) {
    const start = end + 1;
    const newline = text.indexOf('\n', start);
    end = newline === -1 ? text.length : newline;
    number += 1;
    const line = text.slice(start, end);
    if (line.trim() === '') continue;
    const json = readJson(line, number);
    if (json.ok) entries.push({ value: json.value, path: `line ${number}` });
    else problems.push(...json.problems);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: entries };
}

/** The path of a field within an entry: `[3].data`, `line 4: data`. @param field its path in the entry, empty for the whole. */
export function pathWithin(entry: string, field: string): string {
  if (entry === '' || field === '') return `${entry}${field}`;
  return entry.startsWith('line')
    ? `${entry}: ${field}`
    : `${entry}${field.startsWith('[') ? '' : '.'}${field}`;
}

/**
 * The numbers in a file that cannot be kept as they stand there: too large for any number, or whole with more digits than
 * there is room for.
 */
export function unkeptNumbers(entries: readonly LogEntry[]): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { value, path } of entries) {
    if (problems.length >= mostProblems) break;
    collectUnkept(value, path, problems);
  }
  return problems;
}

/** How deep a value nests is known to have a limit: it was read by `readJson`. */
function collectUnkept(value: unknown, path: string, problems: Problem[]): void {
  if (problems.length >= mostProblems) return;
  if (typeof value === 'number') {
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return;
    problems.push({ path, message: 'has more digits than a number can keep: write it as a text' });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collectUnkept(item, `${path}[${index}]`, problems);
  } else if (isObject(value)) {
    for (const [name, part] of Object.entries(value)) collectUnkept(part, pathWithin(path, name), problems);
  }
}
