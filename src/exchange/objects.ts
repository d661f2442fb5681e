/** A JSON object from outside, of which nothing is known yet. */
export type Fields = { readonly [name: string]: unknown };

/** Whether a value from outside is a JSON object, rather than a list or a single value. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of a value from outside; undefined where there is none, also for a name that every object inherits. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A value as JSON, as far as a message has room for it. */
export function jsonInShort(value: unknown): string {
  return inShort(JSON.stringify(value));
}

/** A text, as far as a message has room for it. */
export function inShort(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
