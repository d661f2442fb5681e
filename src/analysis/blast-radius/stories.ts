import type { Run } from '../../simulation';

/**
 * Names the stories of a run by the act that began each, so that the same story is found in a run with other faults or
 * settings: `flow` ids are numbered, and what is numbered before may have failed there.
 * @returns the name by flow; acts that left no record have no story.
 */
export function storiesOf({ trace, performed }: Pick<Run, 'trace' | 'performed'>): Stories {
  const names = new Map<string, string>();
  const numbering = new Numbering();
  performed.forEach(({ act, seq }, index) => {
    const { text } = numbering.next(JSON.stringify(act));
    const leftNone = performed[index + 1]?.seq === seq;
    const flow = trace[seq - 1]?.flow;
    if (!leftNone && flow !== undefined) names.set(flow, text);
  });
  return { nameOf: (flow) => names.get(flow) ?? flow };
}

export interface Stories {
  /** A name that is equal for equal stories of different runs. */
  nameOf(flow: string): string;
}

/** Gives each next thing of a name a number of its own: the first `a` is `a 1`, the second `a 2`. */
export class Numbering {
  readonly #counts = new Map<string, number>();

  next(name: string): { readonly text: string; readonly count: number } {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return { text: `${name} ${count}`, count };
  }
}
