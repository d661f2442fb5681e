import { bisectRight } from '../../analysis/bisect';
import type { Disturbed, Lost, TraceRecord } from '../../simulation';

/** What befalls the messages of a run. */
export interface Mishaps {
  /** By the message's `seq`. */
  readonly losses: ReadonlyMap<number, Lost>;
  readonly disturbances: ReadonlyMap<number, Disturbed>;
  /** The steps at which a fault strikes, in order, by the `seq` of the record that began it. */
  readonly strikes: ReadonlyMap<number, readonly number[]>;
}

export function mishapsOf(trace: readonly TraceRecord[]): Mishaps {
  const losses = new Map<number, Lost>();
  const disturbances = new Map<number, Disturbed>();
  const strikes = new Map<number, number[]>();
  for (const record of trace) {
    if (record.kind === 'lost') losses.set(record.message, record);
    if (record.kind === 'disturbed') disturbances.set(record.message, record);
    if (!('fault' in record) || typeof record.fault !== 'number') continue;
    const steps = strikes.get(record.fault);
    if (steps === undefined) strikes.set(record.fault, [record.seq]);
    else steps.push(record.seq);
  }
  return { losses, disturbances, strikes };
}

/** How often a fault has struck up to a step. */
export function strikesBy({ strikes }: Mishaps, fault: number, step: number): number {
  return bisectRight(strikes.get(fault) ?? [], step);
}
