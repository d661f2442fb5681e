import { flowsOf } from '../../analysis/flows';
import { scenarioOf, type Run } from '../../simulation';
import type { Scope } from '../scope';

/** What a diagram of a run is called: `Price drop, event-sourced over kafka, story B`. */
export function titleOf({ recording, trace }: Run, scope: Scope): string {
  const { architecture, broker } = recording;
  const carrier = architecture === 'event-sourced' ? ` over ${broker}` : '';
  return [
    scenarioOf(recording)?.title ?? 'A run',
    `${architecture}${carrier}`,
    ...scopeWords(trace, scope),
  ].join(', ');
}

function scopeWords(trace: Run['trace'], scope: Scope): readonly string[] {
  switch (scope.kind) {
    case 'run':
      return [];
    case 'flow': {
      const flow = flowsOf(trace).get(scope.flow);
      return [flow === undefined ? 'no story' : `story ${flow.letter}`];
    }
    case 'cursor':
      return [`up to step ${scope.step}`];
  }
}
