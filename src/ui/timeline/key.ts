/** What spans and gaps of a timeline mean, by how they look. */
export const lookKey = [
  { look: 'work', words: 'works' },
  { look: 'waiting', words: 'waits for an answer' },
  { look: 'failed', words: 'failed or cut off' },
  { look: 'away', words: 'away' },
  { look: 'break', words: 'nothing happens: drawn shorter' },
] as const;

/** What its signs mean, each as an SVG path in a square of 14. */
export const pointKey = [
  { kind: 'decision', words: 'decision', d: 'M7 3l4 4l-4 4l-4 -4z' },
  { kind: 'received', words: 'received', d: 'M3 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z' },
  { kind: 'error', words: 'error', d: 'M3 3.5h8l-4 7z' },
  { kind: 'lost', words: 'lost, or a fault', d: 'M3 3l8 8m0 -8l-8 8' },
] as const;
