import { wellFormed } from '../well-formed';

/** What needs no quotes in a command of redis-cli. */
const plain = /^[\w:.@/>*$+-]+$/;

/** What cannot stand in single quotes: control characters, and a backslash before the closing quote. */
// eslint-disable-next-line no-control-regex -- They are what is looked for.
const unprintable = /[\u0000-\u001f\u007f]|\\$/;

/**
 * A command as a line for redis-cli, ending in a newline. The quotes are those of `sdssplitargs`: within single quotes only
 * `\'` means something else, within double quotes there are `\\`, `\"` and `\xHH`. A line holds one command, so a line break
 * in an argument is escaped. Half a surrogate pair cannot be written as UTF-8 and becomes U+FFFD.
 */
export function commandLine(...words: readonly (string | number)[]): string {
  return `${words.map((word) => quoted(String(word))).join(' ')}\n`;
}

function quoted(word: string): string {
  if (plain.test(word)) return word;
  const text = wellFormed(word);
  if (!unprintable.test(text)) return `'${text.replaceAll("'", "\\'")}'`;
  // eslint-disable-next-line no-control-regex -- They are what is escaped.
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, escaped)}"`;
}

function escaped(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
