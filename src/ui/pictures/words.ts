import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { textWidth, type TypeStyle } from '../../exchange/svg/text-width';

export interface WordStyle extends TypeStyle {
  readonly fill: string;
  /** Which of its points is at `x`; left out: the beginning. */
  readonly anchor?: 'middle' | 'end' | undefined;
}

/** A line of text. @param y its base line. */
export function words(
  x: number,
  y: number,
  text: string,
  { size, isBold = false, fill, anchor }: WordStyle,
): Markup {
  return element(
    'text',
    {
      x,
      y,
      fill,
      'font-size': size,
      'font-weight': isBold ? 600 : undefined,
      'text-anchor': anchor,
    },
    text,
  );
}

interface KeyEntry {
  /** Drawn in a field of `width` × 14 from 0,0. */
  readonly sign: readonly Markup[];
  readonly width: number;
  readonly words: string;
}

/** The key of a picture: signs with what they mean, in lines as wide as the room. @returns its height as well, in px. */
export function keyOf(
  entries: readonly KeyEntry[],
  room: number,
  fill: string,
): { readonly marks: readonly Markup[]; readonly height: number } {
  const type = { size: 12 };
  const lineHeight = 22;
  const marks: Markup[] = [];
  let [x, y] = [0, 0];
  for (const { sign, width, words: told } of entries) {
    const taken = width + 6 + textWidth(told, type) + 18;
    if (x > 0 && x + taken > room) [x, y] = [0, y + lineHeight];
    marks.push(
      element('g', { transform: movedTo(x, y) }, ...sign, words(width + 6, 11, told, { ...type, fill })),
    );
    x += taken;
  }
  return { marks, height: entries.length === 0 ? 0 : y + lineHeight };
}
