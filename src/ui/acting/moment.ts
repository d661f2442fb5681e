import type { Act, TraceRecord } from '../../simulation';
import { formatSpan } from '../format-span';

/** What of the session says when an act happens. */
interface Playhead {
  readonly trace: readonly TraceRecord[];
  readonly step: number;
}

/** How many records have happened when an act at that time begins: all before it in time. */
function stepBefore(trace: readonly TraceRecord[], at: number): number {
  const next = trace.findIndex((record) => record.at >= at);
  return next === -1 ? trace.length : next;
}

/** When an act happens, and what becomes of the future that is shown. @param at simulated ms. */
export function momentWords({ trace, step }: Playhead, at: Act['at']): string {
  const before = stepBefore(trace, at);
  const place = before === 0 ? 'at the very beginning' : `right after step ${before}`;
  const goesOn = step === trace.length && at >= (trace.at(-1)?.at ?? 0);
  const future = goesOn ? 'The story goes on from there.' : 'The old future is kept as a branch.';
  return `This happens at t = ${formatSpan(at)}, ${place}. ${future}`;
}
