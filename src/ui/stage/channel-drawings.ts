/** Drawn in a square of 44: a tray with a letter, a phone, a bell. */
const drawings: ReadonlyMap<string, string> = new Map([
  ['email', 'M6 26v11h32V26l-5-3M11 23l-5 3h9l2 4h10l2-4h9M11 24V8h22v16M11 9l11 9 11-9'],
  [
    'sms',
    'M14 4h16a3 3 0 0 1 3 3v30a3 3 0 0 1-3 3H14a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3zM19 36h6M16 12h12M16 18h8',
  ],
  ['push', 'M22 5v4M10 32c3-3 3-6 3-12a9 9 0 0 1 18 0c0 6 0 9 3 12zM18 36a4 4 0 0 0 8 0'],
]);
/** The warehouse has a box, and so has any other inbox. */
const box = 'M6 14l16-8 16 8v18l-16 8-16-8zM6 14l16 8 16-8M22 22v18';

/** What a channel is drawn as: an SVG path in a square of 44. */
export function drawingOf(channel: string): string {
  return drawings.get(channel) ?? box;
}
