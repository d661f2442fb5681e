import { briefOf } from '../brief';
import type { Names } from '../names';
import type { MessageRow, Row } from './rows';
import { nameWord, spaced } from '../words';
import type { Decision, LossReason, TraceRecord } from '../../simulation';

/** What has become of a message at a step; undefined when the row is none. */
export type Fate = 'on its way' | 'arrived' | 'lost' | undefined;

/** @param step how many records have happened. */
export function fateOf(row: Row, step: number): Fate {
  if (row.kind !== 'message') return undefined;
  if (row.end === undefined || row.end.seq > step) return 'on its way';
  return row.end.kind;
}

/** Why a message is lost at a step; undefined when it is not. */
export function lossOf(row: MessageRow, step: number, trace: readonly TraceRecord[]): LossReason | undefined {
  if (row.end?.kind !== 'lost' || row.end.seq > step) return undefined;
  const record = trace[row.end.seq - 1];
  return record?.kind === 'lost' ? record.reason : undefined;
}

const lossWords: Readonly<Record<LossReason, string>> = {
  dropped: 'lost on the way',
  'addressee away': 'lost: nobody is there',
  'nobody waits': 'lost: nobody waits for it any more',
  'nobody listens': 'lost: nobody listens',
};

/** What is written at a row: `UpdatePrice`, `segment: stopped · Bob Smith`. */
export function labelOf({ kind, record }: Row, names: Names): string {
  if (kind === 'arrival') {
    const name = 'name' in record ? nameWord(record.name) : '';
    return record.kind === 'lost' ? `${name} is lost` : `${name} is here`;
  }
  if (record.kind === 'duplicated') return `×2 ${nameWord(record.name)}`;
  if (record.kind === 'lost') return nameWord(record.name);
  return record.kind === 'decision' ? labelOfDecision(record, names) : briefOf(record, names);
}

function labelOfDecision({ rule, outcome, subject }: Decision, names: Names): string {
  return `${spaced(rule)}: ${spaced(outcome)} · ${names.productName(names.customerName(subject))}`;
}

/** What is out of the ordinary with a message, each in a few words. */
export function remarksOn(row: Row, step: number, trace: readonly TraceRecord[]): readonly string[] {
  if (row.kind !== 'message') return [];
  const { disturbed } = row;
  const loss = lossOf(row, step, trace);
  return [
    ...(disturbed === undefined || disturbed.seq > step ? [] : [effects[disturbed.effect]]),
    ...(loss === undefined ? [] : [lossWords[loss]]),
    ...(fateOf(row, step) === 'on its way' ? ['on its way'] : []),
  ];
}

const effects = { delayed: 'held up', overtaken: 'held up and overtaken', corrupted: 'spoiled' } as const;
