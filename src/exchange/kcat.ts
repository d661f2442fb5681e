import { partitionKeyOf, type Run } from '../simulation';
import { readBusLog } from './bus-log';
import { messageText } from './message-text';
import type { Piece } from './piece';
import { wholeRun, type Scope } from './scope';

/**
 * The events of the bus for `kcat -P -K '\t'`, in the order of its log: one line each, of the key, a tab, and the event as
 * JSON. The key is the partition key, so that events of one order (product, customer, notification) keep their order. An
 * event that was spoiled on its way to the bus is cut in the middle, so that nobody can read it here either.
 *
 * A key is text of the shop's data and can hold anything. Control characters, backslashes and halves of surrogate pairs are
 * written as in JSON (`\t`, `\\`, `\u0000`), so that different keys stay different and none ends the key or the line.
 * @param scope one story: the events that belong to it.
 */
export function* writeKcat(run: Run, scope: Scope = wholeRun): Generator<Piece> {
  for (const entry of yield* readBusLog(run)) {
    const share = entry.arrival / (run.trace.length + 1);
    if (scope.kind === 'cursor' && entry.since > scope.step) break;
    const isAsked = scope.kind !== 'flow' || entry.flow === scope.flow;
    const text = isAsked ? `${escapedKey(partitionKeyOf(entry.event))}\t${messageText(entry)}\n` : '';
    yield { text, share };
  }
  yield { text: '', share: 1 };
}

function escapedKey(key: string): string {
  const json = JSON.stringify(key).slice(1, -1);
  return json.replaceAll('\\"', '"').replaceAll('\u007f', '\\u007f');
}
