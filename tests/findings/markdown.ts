/**
 * A table in Markdown, laid out as Prettier does.
 * @param head the titles of the columns; all but the first are aligned to the right.
 */
export function numberTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  return table(head, rows, (column) => column > 0);
}

/** A table of words in Markdown, laid out as Prettier does. */
export function wordTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return table(head, rows, () => false);
}

function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  isRight: (column: number) => boolean,
): string {
  const lines = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? thousands(cell) : cell)));
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const padded = (line: readonly string[]) =>
    widths.map((width, column) => {
      const cell = line[column] ?? '';
      return isRight(column) ? cell.padStart(width) : cell.padEnd(width);
    });
  const rule = widths.map((width, column) =>
    isRight(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [padded(head), rule, ...lines.map(padded)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `12,345` */
export function thousands(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
