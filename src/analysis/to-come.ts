import type { TraceRecord } from '../simulation';
import type { Breakpoint } from './breakpoints';
import type * as laterAnalysis from './later';

type Later = typeof laterAnalysis;

let later: Later | undefined;

/** Brings what the first step of the page does not need (`later.ts`). */
export function loadLaterAnalysis() {
  return import('./later').then((loaded) => {
    later = loaded;
  });
}

/** Says something in sentences of `later.ts`; for the moment before they are there, that they are to come. */
export function inLaterWords(tell: (words: Later) => string): string {
  return later === undefined ? 'The words for this are on their way' : tell(later);
}

/** The same point of the story in another run (`milestones.ts`); for the moment before that is there, the same step. */
export function matchingStep(
  trace: readonly TraceRecord[],
  step: number,
  other: readonly TraceRecord[],
): number {
  return later === undefined ? step : later.matchingStep(trace, step, other);
}

/** The breakpoint that stops at a record (`breakpoints.ts`); for the moment before that is there, none. */
export function stopsAt(record: TraceRecord, breakpoints: readonly Breakpoint[]): Breakpoint | undefined {
  return later?.stopsAt(record, breakpoints);
}
