import { isObject } from './objects';
import type { Piece } from './piece';

/**
 * The text of `JSON.stringify(value, null, 2)` in pieces: objects are opened, arrays are written item by item.
 * @param value what JSON can hold.
 */
export function* writeJson(value: unknown): Generator<Piece> {
  const total = countOf(value);
  let count = 0;
  for (const text of textsOf(value, '\n')) {
    count += 1;
    yield { text, share: Math.min(1, count / total) };
  }
}

/** How many texts a value is written in. */
function countOf(value: unknown): number {
  if (Array.isArray(value)) return value.length + 1;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, member) => sum + 1 + countOf(member), 1);
}

/** @param newline the line break and the indentation of where the value begins. */
function* textsOf(value: unknown, newline: string): Generator<string> {
  const inner = `${newline}  `;
  if (Array.isArray(value) && value.length > 0) {
    let before = '[';
    for (const item of value as readonly unknown[]) {
      // A line break within a string is escaped, so that all of these are between items.
      yield `${before}${inner}${JSON.stringify(item, null, 2).replaceAll('\n', inner)}`;
      before = ',';
    }
    yield `${newline}]`;
  } else if (isObject(value)) {
    let before = '{';
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${before}${inner}${JSON.stringify(key)}: `;
      yield* textsOf(member, inner);
      before = ',';
    }
    yield before === '{' ? '{}' : `${newline}}`;
  } else {
    yield JSON.stringify(value);
  }
}
