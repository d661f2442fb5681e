import { landmarkOf, type LandmarkKind } from '../../analysis/landmarks';
import type { TraceRecord } from '../../simulation';

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
  return [...slots.values()];
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
