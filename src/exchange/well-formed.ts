/** A text that can be written as UTF-8: half a character becomes the mark for what cannot be read, U+FFFD. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
