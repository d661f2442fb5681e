import type { TraceRecord } from '../../simulation';
import { arrowEnds, rowHeight } from './lanes';
import type { TimeScale } from './time-axis';
import type { TimelineView } from './timeline-view.svelte';

/** A frame around what is selected, in px. */
interface Mark {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How far the frame stands off, in px. */
const margin = 3;

/** Frames the span that begins with a record, or else its message, or else the moment in its lane. */
export function markOf(
  record: TraceRecord | undefined,
  { spans, flights, lanes }: Pick<TimelineView, 'spans' | 'flights' | 'lanes'>,
  { x }: TimeScale,
): Mark | undefined {
  if (record === undefined) return undefined;
  const { seq, node, at } = record;
  const begins = (begun: { readonly seq: number }) => begun.seq === seq;
  const span = spans.works.find(begins) ?? spans.waits.find(begins) ?? spans.aways.find(begins);
  const flight = span === undefined ? flights.find(begins) : undefined;
  const ends = flight === undefined ? undefined : arrowEnds(lanes, flight);
  if (flight !== undefined && ends !== undefined) {
    return frame(x(flight.at), x(flight.arrivesAt), Math.min(...ends), Math.max(...ends));
  }
  const y = span === undefined ? lanes.laneOf(node)?.top : lanes.yOf(span);
  if (y === undefined) return undefined;
  return frame(x(span?.from ?? at), x(span?.to ?? at), y, y + rowHeight);
}

function frame(left: number, right: number, top: number, bottom: number): Mark {
  return {
    x: left - margin,
    y: top - margin,
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
  };
}
