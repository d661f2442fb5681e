import type { SourceFiles } from '../../analysis/source/graph';
import { sources as texts } from '../change/sources';

/** The very files that run, as text, by path from `src`. */
export const sources: SourceFiles = new Map(
  Object.entries(texts).map(([path, text]) => [path.replace(/^.*\/src\//, ''), text]),
);
