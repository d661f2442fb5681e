import type { Run } from '../../simulation';
import {
  differences,
  recordsInOneGo,
  type Comparison,
  type FieldDifference,
  type TraceDifference,
} from '../compare-traces';
import { cloudEventsOf, finishedType } from './cloud-event';

/**
 * Compares the event log that a file holds with the one of the run that its recording gives, up to the first event that
 * differs. Which version wrote the log makes no difference.
 * @param events all events of the file, beginning with the one that describes the run.
 * @param onProgress told now and then how many records of how many are the same.
 */
export function compareCloudEvents(
  events: readonly unknown[],
  run: Run,
  onProgress: (records: number, ofRecords: number) => void = () => {},
): Comparison {
  const isFinished = isEnd(events.at(-1));
  const given = isFinished ? events.slice(1, -1) : events.slice(1);
  const records = Math.max(given.length, run.trace.length);
  let outcome: readonly FieldDifference[] = [];
  for (const event of cloudEventsOf(run)) {
    const { simorder: seq } = event;
    if (seq === 0) continue;
    if ((seq - 1) % recordsInOneGo === 0) onProgress(seq - 1, records);
    const computed = run.trace[seq - 1];
    if (computed === undefined) {
      outcome = differences(isFinished ? events.at(-1) : undefined, event);
      continue;
    }
    const fields = differences(given[seq - 1], event);
    if (fields.length > 0)
      return { trace: { seq, given: given[seq - 1], computed, fields }, outcome, records };
  }
  return { trace: surplus(given, run), outcome, records };
}

/** The first event that a file has beyond those of the run. */
function surplus(given: readonly unknown[], { trace }: Run): TraceDifference | undefined {
  if (given.length <= trace.length) return undefined;
  const first = given[trace.length];
  return { seq: trace.length + 1, given: first, computed: undefined, fields: differences(first, undefined) };
}

function isEnd(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === finishedType;
}
