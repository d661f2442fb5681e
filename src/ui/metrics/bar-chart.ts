import { scaleLinear, stack } from 'd3';

/** A bar: what it is of, and the lengths of its parts, in the order of the kinds. */
export interface BarRow {
  readonly key: string;
  readonly label: string;
  readonly values: readonly number[];
}

interface DrawnPart {
  /** Its place among the kinds. */
  readonly place: number;
  readonly x: number;
  readonly width: number;
}

interface DrawnBar {
  readonly key: string;
  readonly label: string;
  readonly total: number;
  readonly y: number;
  readonly parts: readonly DrawnPart[];
  /** Where its parts end, in px. */
  readonly end: number;
}

/** Height of a bar with its distance to the next, and of a bar alone, in px. */
export const barDistance = 24;
export const barHeight = 14;

/** Bars of parts that stand behind one another. @param most the total that is as long as `width`, in px. */
export function drawBars(rows: readonly BarRow[], most: number, width: number): readonly DrawnBar[] {
  const x = scaleLinear([0, Math.max(most, Number.MIN_VALUE)], [0, Math.max(0, width)]);
  const kinds = rows[0]?.values.map((_, place) => place) ?? [];
  const layers = stack<BarRow, number>()
    .keys(kinds)
    .value(({ values }, place) => values[place] ?? 0)([...rows]);
  return rows.map(({ key, label, values }, row) => {
    const parts = layers.flatMap((layer, place) => {
      const [from, to] = layer[row] ?? [0, 0];
      return to > from ? [{ place, x: x(from), width: x(to) - x(from) }] : [];
    });
    const total = values.reduce((sum, value) => sum + value, 0);
    return { key, label, total, y: row * barDistance + (barDistance - barHeight) / 2, parts, end: x(total) };
  });
}
