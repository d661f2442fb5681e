/**
 * How wide a text is, without a browser to ask: by the advance widths of Helvetica (Adobe's font metrics), which Arial and
 * Liberation Sans share, with a little to spare for other faces. A picture is then laid out the same everywhere.
 */

/** Widths in thousandths of the size of the type; what is not listed has the width of a figure. */
const widths = new Map<string, number>(
  Object.entries({
    191: "'",
    222: 'ijl’‘',
    260: '|',
    278: ' !,./:;[]\\fIt·',
    333: '()-`r“”',
    334: '{}',
    355: '"',
    389: '*',
    469: '^',
    500: 'ckvxyzJs',
    584: '+<=>~×−',
    611: 'FTZ',
    667: '&ABEKPSVXY',
    722: 'CDHNRUw',
    778: 'GOQ',
    833: 'Mm',
    889: '%',
    944: 'W',
    1000: '—…',
    1015: '@',
  }).flatMap(([width, characters]) =>
    Array.from(characters, (character) => [character, Number(width)] as const),
  ),
);
const figure = 556;
const accented = 600;
const fullWidth = 1000;
/** Other faces are a little wider, and bold ones wider still. */
const plainSpare = 1.04;
const boldSpare = 1.12;

export interface TypeStyle {
  /** In px. */
  readonly size: number;
  readonly isBold?: boolean;
}

/** The width of a text in a line, in px. */
export function textWidth(text: string, { size, isBold = false }: TypeStyle): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return (sum * size * (isBold ? boldSpare : plainSpare)) / 1000;
}

/** The text itself, or as much of its beginning as has room, with an ellipsis. @param room in px. */
export function fitted(text: string, room: number, style: TypeStyle): string {
  const scale = (style.size * (style.isBold === true ? boldSpare : plainSpare)) / 1000;
  const reserve = room - fullWidth * scale;
  let width = 0;
  let kept = '';
  let cut = '';
  for (const character of text) {
    width += widthOf(character) * scale;
    if (width > room) return `${cut.trimEnd()}…`;
    kept += character;
    if (width <= reserve) cut = kept;
  }
  return kept;
}

/**
 * A text broken into lines between its words; a word that is wider than the room, and a last line that is, ends in an ellipsis.
 * @param room in px. @param mostLines at least 1.
 */
export function wrapped(text: string, room: number, style: TypeStyle, mostLines: number): readonly string[] {
  // What fits the lines is at most as long as this many of the narrowest letters.
  const mostLetters = Math.ceil((room * 1000) / (191 * style.size)) * mostLines;
  const words = [...text.slice(0, mostLetters * 2 + 2).matchAll(/\S+/g)].map(([word]) => word);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    const isLast = lines.length === mostLines - 1;
    if (isLast || line === '' || textWidth(longer, style) <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map((each) => fitted(each, room, style));
}

function widthOf(character: string): number {
  const known = widths.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return figure;
  return code < 0x1100 ? accented : fullWidth;
}
