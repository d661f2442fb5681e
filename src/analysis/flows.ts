import type { TraceRecord } from '../simulation';

/** How people tell the stories of a run apart: a letter, and a place in the palette of eight. */
export interface Flow {
  readonly id: string;
  /** A, B … Z, then AA, AB … in order of appearance. */
  readonly letter: string;
  /** Its first record: a command, a fault, or a change of the shop while it runs. `briefOf` makes a title of it. */
  readonly beginning: TraceRecord;
  /** 0 to 7. */
  readonly colour: number;
}

const paletteSize = 8;

/** The stories of a trace, in order of appearance, by correlation id. */
export function flowsOf(trace: readonly TraceRecord[]): ReadonlyMap<string, Flow> {
  const flows = new Map<string, Flow>();
  for (const record of trace) {
    const { flow: id } = record;
    if (flows.has(id)) continue;
    const { size } = flows;
    flows.set(id, { id, letter: letterOf(size), beginning: record, colour: size % paletteSize });
  }
  return flows;
}

function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
