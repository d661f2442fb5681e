import type { Problem, Result } from '../simulation';
import { findSyntaxError } from './syntax-error';

/** Deeper than anything that a recording or a trace holds; what reads it may call itself once a level. */
const deepest = 100;

/** JSON from outside. Problems have line and column as their path. Never throws. @param line where the text begins. */
export function readJson(text: string, line = 1): Result<unknown> {
  const tooDeep = firstDeeperThan(deepest, text);
  if (tooDeep !== undefined) {
    return failure({
      path: placeOf(tooDeep, text, line),
      message: `is nested deeper than ${deepest} levels`,
    });
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    const { offset, expected } = findSyntaxError(text);
    return failure({ path: placeOf(offset, text, line), message: `expected ${expected}` });
  }
}

/**
 * Fields whose names every object has by itself, such as `__proto__`: no format knows them, and what copies them by name
 * would change more than it means to.
 * @param path where `value` stands.
 */
export function inheritedNames(value: unknown, path: string): readonly Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, part]) => {
    const place = isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
    if (!isList && name in Object.prototype) return [{ path: place, message: 'is not known here' }];
    return inheritedNames(part, place);
  });
}

function failure(problem: Problem): Result<never> {
  return { ok: false, problems: [problem] };
}

/** Where a text opens more brackets than that within each other; undefined when it never does. */
function firstDeeperThan(levels: number, text: string): number | undefined {
  let depth = 0;
  const marks = /["[\]{}]/g;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') marks.lastIndex = endOfString(text, mark.index);
    else if (mark[0] === '[' || mark[0] === '{') depth += 1;
    else depth -= 1;
    if (depth > levels) return mark.index;
  }
  return undefined;
}

/** Behind the quotation mark that ends the string which begins at `start`; the end of the text if none does. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charAt(at - 1 - backslashes) === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function placeOf(offset: number, text: string, line: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${line + before.length - 1}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
