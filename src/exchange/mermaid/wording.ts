import { wellFormed } from '../well-formed';

/**
 * Words for Mermaid diagrams. Whatever a shop, a scenario or a person calls things is text in the diagram and nothing else: no
 * statement, no markup, no directive, no formula.
 */

/** A longer text is cut: each has to fit beside an arrow. */
const mostCharacters = 100;

/**
 * Everything that Mermaid could take for more than text: all but letters, digits and plain punctuation; formulas (`$$`), comments
 * (`%%`), `wrap:` at the beginning, the keywords after which it takes semicolons away, and the letters with which it marks
 * codes while it reads.
 */
const special =
  /^(?=:?(?:no)?wrap:).|s(?=tyle)|c(?=lassDef)|\$(?=\$)|%(?=%)|[ﬂ¶]|[^\p{L}\p{M}\p{N} .,:'()/+!?=@·–—×→✓✗…“”‘’$%_-]/gu;

/**
 * A name or a sentence as Mermaid takes it: on one line, with codes such as `#59;` for characters that mean something to it
 * (Mermaid’s documentation, “Entity codes to escape characters”). It shows as it was written.
 */
export function mermaidText(text: string): string {
  return oneLine(text).replaceAll(special, (character) => `#${character.codePointAt(0) ?? 0};`);
}

/** What stands before a diagram: its title, as YAML, which JSON is a part of. */
export function frontMatter(title: string): string {
  return `---\ntitle: ${JSON.stringify(oneLine(title).replaceAll(markup, (mark) => lookalikes[mark] ?? ''))}\n---\n`;
}

/** How long that can get: each character may be written as two. */
export const longestFrontMatter = 2 * mostCharacters + 20;

/** In titles Mermaid knows no codes, and takes markup away. */
const markup = /[<>&]/g;
const lookalikes: { readonly [mark: string]: string } = { '<': '‹', '>': '›', '&': '＆' };

/** A text without line breaks, control characters and halves of characters; `unnamed` for an empty one. */
export function oneLine(text: string): string {
  const line = wellFormed(text.slice(0, 4 * mostCharacters))
    .replaceAll(/[\s\p{Control}]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  if (characters.length > mostCharacters) return `${characters.slice(0, mostCharacters - 1).join('')}…`;
  return line === '' ? 'unnamed' : line;
}
