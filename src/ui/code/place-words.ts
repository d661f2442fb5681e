import type { Names } from '../../analysis/names';
import type { Counterpart } from '../../analysis/source/counterpart';
import type { Frame, SourcePlace } from '../../analysis/source/place';
import type { TraceRecord } from '../../simulation';

/** `notification-service.ts` */
export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** `PriceChanged` for the member, and `#create` without the sign that only the language needs. */
export function functionName({ function: { name } }: Frame): string {
  return name.replace(/^#/, '');
}

/** Says how what is shown belongs to the step, and how sure that is. */
export function placeWords(record: TraceRecord, place: SourcePlace): string {
  const frame = place.at(-1);
  if (frame === undefined) return nobodysWords(record);
  const name = functionName(frame);
  if (record.kind === 'sent' && record.form === 'command')
    return `No code runs yet: ${name} begins when the command arrives.`;
  if (record.kind === 'concluded') return `${name} has run; who gave the command has its answer.`;
  if (record.kind === 'arrived' && frame.line !== undefined) return `${name} begins here.`;
  if (record.kind === 'handled') return `${name} is done.`;
  if (record.kind === 'timed-out')
    return `The waiting ends here${frame.line === undefined ? '' : `, at line ${frame.line}`}: no answer came.`;
  return frame.line === undefined ? `${name} runs. ${unmarked}` : markedWords(frame.line);
}

function markedWords(line: number): string {
  return `Line ${line} does this: no other line that runs from here could.`;
}

const unmarked = 'No line is marked: which one it is cannot be told from the run for certain.';

const notFound = 'No function of the shop could be found that does this.';

/** Where no function runs, what it is instead. */
function nobodysWords(record: TraceRecord): string {
  switch (record.kind) {
    case 'lost':
    case 'duplicated':
    case 'disturbed':
      return 'This happens on the way between two parts: no code of the shop runs.';
    case 'fault':
    case 'node-down':
    case 'node-up':
      return 'This happens to a part of the shop from outside: none of its code runs.';
    case 'limit-reached':
      return 'The run was stopped here: no code of the shop runs.';
    case 'changed':
      return record.event === 'EDIT' ? 'The data is changed by hand: no code of the shop runs.' : notFound;
    case 'sent':
    case 'arrived':
    case 'handled':
    case 'query':
    case 'reply':
    case 'concluded':
    case 'decision':
    case 'ignored':
    case 'rendered':
    case 'received':
    case 'failed':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
    case 'timed-out':
      return notFound;
  }
}

/** Says what corresponds to a step in the other architecture. @param there the names of the run there. */
export function counterpartWords(
  counterpart: Counterpart,
  { node }: TraceRecord,
  here: Names,
  there: Names,
): string {
  switch (counterpart.kind) {
    case 'same moment': {
      const who = there.nodeTitle(counterpart.record.node);
      if (!counterpart.isAlike) return `${who} comes to this there too, and it turns out differently.`;
      return counterpart.isSamePart
        ? `${who} does the same there.`
        : `Not ${here.nodeTitle(node)} but ${who} does this there.`;
    }
    case 'same handler':
      return 'The handler of the same message there.';
    case 'elsewhere': {
      const who = there.nodeTitle(counterpart.record.node);
      return `There is no such step there. ${who} is at work at this point of the story.`;
    }
    case 'nothing':
      return 'Nothing has happened there yet.';
  }
}
