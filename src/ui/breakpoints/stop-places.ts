import { stopsAt, type Breakpoint } from '../../analysis/breakpoints';
import type { TraceRecord } from '../../simulation';

/** How much room a mark takes, in px. */
const markPx = 8;

/**
 * Where playing would pause, 0 to 1 along the timeline; of many in one place, one.
 * @param widthPx how long the timeline is; 0 when it is not known yet.
 */
export function stopPlaces(
  trace: readonly TraceRecord[],
  breakpoints: readonly Breakpoint[],
  widthPx: number,
): readonly number[] {
  if (breakpoints.length === 0) return [];
  const most = Math.max(1, Math.floor((widthPx === 0 ? 1000 : widthPx) / markPx));
  const slots = new Map<number, number>();
  for (const record of trace) {
    const place = record.seq / trace.length;
    const slot = Math.round(place * most);
    if (!slots.has(slot) && stopsAt(record, breakpoints) !== undefined) slots.set(slot, place);
  }
  return [...slots.values()];
}
