import type { Finding, Reading } from '../../analysis/blast-radius/blast-radius';
import { isSame } from '../../analysis/data-difference';
import type { Recording } from '../../simulation';

/** What one run came to; `broken` where it breaks the simulator itself. */
export type Found = Finding | 'broken';

/** What was found out, by setting, part and trouble. */
export type Findings = ReadonlyMap<string, Found>;

export const noFindings: Findings = new Map();

/** What was found out about one story: asked for again, it is there at once. */
export class Kept {
  /** The runs without trouble, by setting. */
  readonly readings = new Map<string, Reading>();
  #findings: Findings = noFindings;

  constructor(readonly story: Recording) {}

  /** Never changed once given out. */
  get findings(): Findings {
    return this.#findings;
  }

  put(key: string, found: Found): void {
    this.#findings = new Map([...this.#findings, [key, found]]);
  }
}

/** Stories that are remembered, the one asked for last in front. */
const most = 3;
let kept: readonly Kept[] = [];

/** What is known of a story so far, in whichever architecture and over whichever broker it is shown now. */
export function keptFor(recording: Recording): Kept {
  const story: Recording = { ...recording, architecture: 'event-sourced', broker: 'in-memory' };
  const found = kept.find((one) => isSame(one.story, story)) ?? new Kept(story);
  kept = [found, ...kept.filter((one) => one !== found)].slice(0, most);
  return found;
}
