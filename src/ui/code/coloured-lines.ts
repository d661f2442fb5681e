import { tokensOf, type TokenKind } from '../../analysis/source/tokens';

/** A piece of a line in one colour; names and signs have none of their own. */
export interface Piece {
  readonly kind: Exclude<TokenKind, 'name' | 'sign'> | 'plain';
  readonly text: string;
}

/** A line of a source file, piece by piece. */
export type ColouredLine = readonly Piece[];

/** The lines of a source file in colours. Together, the pieces are the text as it is, without its line ends. */
export function colouredLines(text: string): readonly ColouredLine[] {
  const lines: Piece[][] = [[]];
  const add = (kind: Piece['kind'], piece: string) => {
    piece.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      const line = lines.at(-1);
      const last = line?.at(-1);
      if (part === '' || line === undefined) return;
      if (last?.kind === kind) line[line.length - 1] = { kind, text: last.text + part };
      else line.push({ kind, text: part });
    });
  };
  let end = 0;
  for (const token of tokensOf(text)) {
    add('plain', text.slice(end, token.start));
    add(token.kind === 'name' || token.kind === 'sign' ? 'plain' : token.kind, token.text);
    end = token.start + token.text.length;
  }
  add('plain', text.slice(end));
  if (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  return lines;
}
