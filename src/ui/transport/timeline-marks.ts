import { bisectRight } from '../../analysis/bisect';
import { landmarkOf, type LandmarkKind } from '../../analysis/landmarks';
import type { TraceRecord } from '../../simulation';
import { landmarkShapes, solidLandmarks } from './landmark-shapes';

/** A landmark on the timeline. */
export interface Mark {
  readonly seq: number;
  readonly kind: LandmarkKind;
  readonly flow: string;
  /** Place along the timeline, 0 to 1. */
  readonly place: number;
}

/** Where a step lies along the timeline, 0 to 1. */
export function placeOf(step: number, stepCount: number): number {
  return step / Math.max(1, stepCount);
}

/** The landmarks of a trace; of many in one place, the more telling one stays. @param most how many fit side by side. */
export function marksOf(trace: readonly TraceRecord[], most: number): readonly Mark[] {
  const slots = new Map<number, Mark>();
  for (const record of trace) {
    const kind = landmarkOf(record);
    if (kind === undefined) continue;
    const place = placeOf(record.seq, trace.length);
    const slot = Math.round(place * most);
    const present = slots.get(slot);
    if (present !== undefined && weight[present.kind] >= weight[kind]) continue;
    slots.set(slot, { seq: record.seq, kind, flow: record.flow, place });
  }
  return [...slots.values()].sort((a, b) => a.seq - b.seq);
}

/**
 * Where along the timeline what has happened ends, and what is still to come begins: between two marks, so that each is wholly
 * on its side. 0 to 1; well beyond either end where all marks are on one side.
 */
export function frontierOf(marks: readonly Mark[], step: number): number {
  const next = bisectRight(
    marks.map(({ seq }) => seq),
    step,
  );
  const [before, after] = [marks[next - 1], marks[next]];
  if (before === undefined) return -1;
  return after === undefined ? 2 : (before.place + after.place) / 2;
}

/** Marks that look alike, as one path. */
interface MarkLine {
  readonly key: string;
  /** Of the palette of flows; undefined: without one. */
  readonly colour: number | undefined;
  readonly isSolid: boolean;
  /** For the `d` of a path, in px. */
  readonly d: string;
}

/** In the middle of the row of marks, in px. */
const middle = 8;

/** What to draw for marks on a timeline that is so many px long: one path for all of one kind and colour. */
export function linesOf(
  marks: readonly Mark[],
  widthPx: number,
  colourOf: (flow: string) => number | undefined,
): readonly MarkLine[] {
  const lines = new Map<string, MarkLine>();
  for (const { kind, flow, place } of marks) {
    const colour = colourOf(flow);
    const key = `${kind} ${colour ?? ''}`;
    const shape = `M${(place * widthPx).toFixed(1)} ${middle}${landmarkShapes[kind]}`;
    const d = (lines.get(key)?.d ?? '') + shape;
    lines.set(key, { key, colour, isSolid: solidLandmarks.has(kind), d });
  }
  return [...lines.values()];
}

const weight: Readonly<Record<LandmarkKind, number>> = {
  call: 1,
  event: 1,
  stopped: 2,
  command: 3,
  received: 4,
  error: 5,
  lost: 5,
  outage: 6,
  'dead-letter': 6,
  fault: 7,
};
