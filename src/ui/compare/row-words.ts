import type { AlignedRow } from '../../analysis/alignment';

/**
 * What a row of the comparison says of both sides, with a sign that is plain without its colour.
 * @param titles of the left and the right run.
 */
export function rowWords(
  { kind, left, right, isElsewhere }: AlignedRow,
  [leftTitle, rightTitle]: readonly [string, string],
): { readonly sign: string; readonly words: string } {
  switch (kind) {
    case 'left only':
      return { sign: '◧', words: `Only ${leftTitle}` };
    case 'right only':
      return { sign: '◨', words: `Only ${rightTitle}` };
    case 'differs': {
      const isAnother =
        left?.kind === 'decision' && right?.kind === 'decision' && left.outcome === right.outcome;
      return { sign: '≠', words: isAnother ? 'Other values' : 'Turns out differently' };
    }
    case 'both':
      return { sign: '=', words: isElsewhere ? 'The same, by another part' : 'The same' };
  }
}
