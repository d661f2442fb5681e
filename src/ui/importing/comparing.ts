import { compareCloudEvents } from '../../exchange/cloud-events/compare-cloud-events';
import { compareRun, type Comparison } from '../../exchange/compare-traces';
import type { Imported } from '../../exchange/read-file';
import type { Reading } from '../../exchange/reading';
import type { Run } from '../../simulation';

/** What can be compared with the run that its recording gives: a run, or the event log of one. */
export type Comparable = Extract<Imported, { kind: 'run' | 'log' }>;

/** What a file can be compared by; undefined when there is nothing to compare. */
export function comparableIn(reading: Reading<Imported>): Comparable | undefined {
  if (!reading.ok) return undefined;
  return reading.value.kind === 'run' || reading.value.kind === 'log' ? reading.value : undefined;
}

/**
 * Compares what a file holds of a run with the run that its recording gives.
 * @param onProgress told now and then how many records of how many are the same.
 */
export function compareFile(
  file: Comparable,
  run: Run,
  onProgress?: (records: number, ofRecords: number) => void,
): Comparison {
  return file.kind === 'run'
    ? compareRun(file, run, onProgress)
    : compareCloudEvents(file.events, run, onProgress);
}
