/** Something that can be found by its words. */
export interface Findable {
  /** What is shown. */
  readonly title: string;
  /** Other words that it is found by. */
  readonly words: string;
  /** How much less likely it is meant than others with the same words. */
  readonly remoteness?: number;
}

/**
 * What has every word of a text, the likeliest first; everything, in its own order, without words. A word is found as the
 * beginning of one, within one, or as letters of one in their order, so that a slip does not hide it.
 */
export function findByWords<Entry extends Findable>(
  entries: readonly Entry[],
  text: string,
): readonly Entry[] {
  const wanted = wordsOf(text);
  if (wanted.length === 0) return entries;
  return entries
    .map((entry) => ({ entry, distance: distanceOf(entry, wanted) }))
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance)
    .map(({ entry }) => entry);
}

function distanceOf({ title, words, remoteness = 0 }: Findable, wanted: readonly string[]): number {
  const own = wordsOf(title);
  const others = wordsOf(words);
  const far = wanted.map((word) => {
    const inTitle = Math.min(...own.map((known) => distanceOfWord(known, word)));
    return Math.min(inTitle, 1 + Math.min(Infinity, ...others.map((known) => distanceOfWord(known, word))));
  });
  // Among titles that have the words, the shortest says nothing else.
  return far.reduce((sum, distance) => sum + distance, remoteness + own.length / 100);
}

/** 0 for the word itself; Infinity when it is not there. */
function distanceOfWord(known: string, wanted: string): number {
  if (known === wanted) return 0;
  if (known.startsWith(wanted)) return 0.5;
  if (known.includes(wanted)) return 2;
  return wanted.length >= 3 && hasInOrder(known, wanted) ? 4 : Infinity;
}

/** Whether a word has the letters of another one, in their order, from the same first letter on. */
function hasInOrder(known: string, wanted: string): boolean {
  if (known[0] !== wanted[0]) return false;
  let from = 0;
  for (const letter of wanted) {
    from = known.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
