import type { Run, TraceRecord } from '../simulation';

/** Which records of a run an export is about: all, one story, or those that have happened up to a step. */
export type Scope =
  | { readonly kind: 'run' }
  | { readonly kind: 'flow'; readonly flow: string }
  | { readonly kind: 'cursor'; readonly step: number };

export const wholeRun: Scope = { kind: 'run' };

/** The records of a run that an export is about, in order. */
export function recordsOf({ trace }: Pick<Run, 'trace'>, scope: Scope): readonly TraceRecord[] {
  switch (scope.kind) {
    case 'run':
      return trace;
    case 'flow':
      return trace.filter(({ flow }) => flow === scope.flow);
    case 'cursor':
      return trace.slice(0, scope.step);
  }
}
