import type { Span } from '../../analysis/sequence/spans';
import type { NodeId } from '../../simulation';

/** Where a bar on a lifeline begins or ends. */
export interface BarEnd {
  readonly node: NodeId;
  readonly ends: boolean;
}

/** Bars further out would reach the next lifeline. */
const mostDeep = 6;

/**
 * Where the bars of work begin and end: by row, below its line, in order; −1 is above all rows. What goes on to the end of the run
 * has no end here.
 */
export function barsOf(spans: readonly Span[]): ReadonlyMap<number, readonly BarEnd[]> {
  const byRow = new Map<number, (BarEnd & Span['begin'])[]>();
  const add = (bar: BarEnd & Span['begin']) => {
    const bars = byRow.get(bar.row);
    if (bars === undefined) byRow.set(bar.row, [bar]);
    else bars.push(bar);
  };
  for (const { kind, depth, node, begin, end } of spans) {
    if (kind !== 'work' || depth >= mostDeep) continue;
    add({ node, ends: false, ...begin });
    if (end !== undefined) add({ node, ends: true, ...end });
  }
  for (const bars of byRow.values()) {
    bars.sort(
      (a, b) => Number(a.isBelow) - Number(b.isBelow) || a.seq - b.seq || Number(a.ends) - Number(b.ends),
    );
  }
  return byRow;
}
