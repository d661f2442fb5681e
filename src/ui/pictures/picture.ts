import type { Piece } from '../../exchange/piece';
import type { Scope } from '../../exchange/scope';
import type { Run } from '../../simulation';
import type { Theme } from './colours';

/** Something that a picture can be of. */
export interface PictureChoice {
  readonly id: string;
  readonly title: string;
}

/** What of a run is drawn, and how. */
export interface PictureOptions {
  readonly scope: Scope;
  readonly theme: Theme;
  /** Id of one of the choices of the picture; left out, or unknown: the first. */
  readonly choice?: string | undefined;
}

/** A picture of a run, as an SVG document that stands alone. */
export interface Picture {
  readonly id: 'stage' | 'sequence' | 'state-chart' | 'timeline' | 'metrics';
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** What of a run it can show. */
  readonly scopes: readonly Scope['kind'][];
  /** What it can be of; empty where there is nothing to choose. */
  readonly choices: readonly PictureChoice[];
  /** Writes it, piece by piece. The same run and options give the same bytes. */
  readonly draw: (run: Run, options: PictureOptions) => Generator<Piece>;
}

/** How many records of a run have happened in a picture of it: up to the cursor, or all. */
export function stepIn({ trace }: Pick<Run, 'trace'>, scope: Scope): number {
  return scope.kind === 'cursor' ? Math.max(0, Math.min(scope.step, trace.length)) : trace.length;
}

/** An occasion to pause while something is computed that has to be there before the first word. */
export const pause: Piece = { text: '', share: 0 };
