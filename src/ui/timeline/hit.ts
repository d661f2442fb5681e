import type { Flight, RunSpans, Span } from '../../analysis/spans/spans';
import { arrowEnds, rowHeight, type Lanes } from './lanes';
import type { TimeScale } from './time-axis';

/** Something that can be pointed at. */
export type Hit =
  { readonly kind: 'span'; readonly span: Span } | { readonly kind: 'flight'; readonly flight: Flight };

/** How near one has to come to an arrow, and to a span that is hardly to be seen, in px. */
const reach = 5;

/** What lies at a place of the drawing: a span before an arrow, and of spans the shortest. */
export function hitAt(
  spans: RunSpans,
  flights: readonly Flight[],
  lanes: Lanes,
  scale: TimeScale,
  x: number,
  y: number,
): Hit | undefined {
  let nearest: { readonly span: Span; readonly distance: number; readonly width: number } | undefined;
  for (const span of [...spans.works, ...spans.waits, ...spans.aways]) {
    const top = lanes.yOf(span);
    if (top === undefined || y < top - 1 || y > top + rowHeight + 1) continue;
    const [from, to] = [scale.x(span.from), scale.x(span.to)];
    const distance = Math.max(0, from - x, x - to);
    if (distance > reach) continue;
    const isNearer =
      nearest === undefined ||
      distance < nearest.distance ||
      (distance === nearest.distance && to - from < nearest.width);
    if (isNearer) nearest = { span, distance, width: to - from };
  }
  if (nearest !== undefined) return { kind: 'span', span: nearest.span };
  let best: { readonly flight: Flight; readonly distance: number } | undefined;
  for (const flight of flights) {
    const [x1, x2] = [scale.x(flight.at), scale.x(flight.arrivesAt)];
    if (x < x1 - reach || x > x2 + reach) continue;
    const ends = arrowEnds(lanes, flight);
    if (ends === undefined) continue;
    const distance = distanceToLine(x, y, x1, ends[0], x2, ends[1]);
    if (distance <= reach && (best === undefined || distance < best.distance)) best = { flight, distance };
  }
  return best === undefined ? undefined : { kind: 'flight', flight: best.flight };
}

/** How far a point is from the line between two others. */
function distanceToLine(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const squared = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const along = squared === 0 ? 0 : ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / squared;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1));
}
