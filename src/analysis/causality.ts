import type { TraceRecord } from '../simulation';

/** Who caused what in a trace, both ways. */
export class Causality {
  readonly #effects = new Map<number, TraceRecord[]>();

  constructor(private readonly trace: readonly TraceRecord[]) {
    for (const record of trace) {
      const siblings = this.#effects.get(record.cause);
      if (siblings === undefined) this.#effects.set(record.cause, [record]);
      else siblings.push(record);
    }
  }

  /** The record that caused this one; undefined when an act of the recording did. */
  causeOf(record: TraceRecord): TraceRecord | undefined {
    return this.trace[record.cause - 1];
  }

  /** The records that this one caused directly, in order. */
  effectsOf(record: TraceRecord): readonly TraceRecord[] {
    return this.#effects.get(record.seq) ?? [];
  }

  /** From the act that began the story to this record. */
  chainTo(record: TraceRecord): readonly TraceRecord[] {
    const chain: TraceRecord[] = [];
    for (let link: TraceRecord | undefined = record; link !== undefined; link = this.causeOf(link))
      chain.unshift(link);
    return chain;
  }
}
