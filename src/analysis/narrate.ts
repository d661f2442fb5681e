import type { TraceRecord } from '../simulation';
import type { Names } from './names';
import { narrateSent } from './narrate-sent';
import { inLaterWords } from './to-come';
import { sentence } from './words';

/**
 * Says in one plain sentence what a record tells: present tense, people by name, money as `$119.99`. Whatever is not known
 * (another version's kinds, a scenario's own names) has a plainer sentence; none is refused.
 * @param trace the trace of the record, where the message that arrived or the question that is answered is looked up.
 */
export function narrate(record: TraceRecord, trace: readonly TraceRecord[], names: Names): string {
  if (record.kind === 'sent') return sentence(narrateSent(record, names));
  return sentence(inLaterWords((words) => words.narrateRecord(record, trace, names)));
}
