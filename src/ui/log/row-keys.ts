/** Rows that Page Up and Page Down pass. */
const pageRows = 10;

const moves: Readonly<Record<string, (row: number, last: number) => number>> = {
  ArrowDown: (row) => row + 1,
  ArrowUp: (row) => row - 1,
  PageDown: (row) => row + pageRows,
  PageUp: (row) => row - pageRows,
  Home: () => 0,
  End: (_, last) => last,
};

/** The row that a key leads to; undefined for keys that do not move between rows. */
export function rowAfter(key: string, row: number, rowCount: number): number | undefined {
  const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return move === undefined ? undefined : Math.max(0, Math.min(move(row, rowCount - 1), rowCount - 1));
}
