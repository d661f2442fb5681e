/**
 * How every export is written: piece by piece, so that whoever writes a long run can pause between two pieces and say how far
 * it is. A writer is a generator; what it is given decides every byte.
 */

/** A part of the text of an export. It may be empty: then it is only an occasion to pause. */
export interface Piece {
  readonly text: string;
  /** How much of the whole is done with it, from 0 to 1. */
  readonly share: number;
}

/** An export under way, or what is left of it. */
export type Pieces = Iterable<Piece>;

/** The whole text of an export at once: for short ones, and where nobody waits. */
export function textOf(pieces: Pieces): string {
  let text = '';
  for (const piece of pieces) text += piece.text;
  return text;
}
