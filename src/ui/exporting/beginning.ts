/** What of a file is shown before it is saved. */
export interface Beginning {
  readonly text: string;
  /** Whether that is all there is. */
  readonly isAll: boolean;
}

/** More than this nobody reads in a preview, and a browser would take its time to lay it out. */
export const mostCharacters = 20_000;
const mostLines = 300;

/** The beginning of a text: as many whole lines as fit, or of one long line as much as fits. */
export function beginningOf(text: string): Beginning {
  let end = -1;
  for (let lines = 0; lines < mostLines; lines += 1) {
    const next = text.indexOf('\n', end + 1);
    if (next === -1) {
      if (text.length <= mostCharacters) return { text, isAll: true };
      break;
    }
    if (next >= mostCharacters) break;
    end = next;
  }
  if (end + 1 === text.length) return { text, isAll: true };
  // A pair of code units stays together.
  return {
    text: end === -1 ? text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/, '') : text.slice(0, end + 1),
    isAll: false,
  };
}
