import type { Names } from '../../analysis/names';
import type { LossReason, TraceRecord } from '../../simulation';
import { formatSpan } from '../format-span';
import type { Fact } from './fact';

type Trouble = Extract<
  TraceRecord,
  { readonly kind: 'lost' | 'duplicated' | 'disturbed' | 'timed-out' | 'node-down' | 'fault' }
>;

/** What went wrong, and which fault did it; nothing of a record that tells of no trouble. */
export function factsOfTrouble(record: TraceRecord, names: Names): readonly Fact[] {
  return isTrouble(record) ? troubleFacts(record, names) : [];
}

function troubleFacts(record: Trouble, names: Names): readonly Fact[] {
  switch (record.kind) {
    case 'lost':
      return [{ label: 'Lost because', value: lossWords[record.reason] }, ...faultBehind(record.fault)];
    case 'duplicated':
      return [{ label: 'Copy of', ...step(record.original) }, ...faultBehind(record.fault)];
    case 'disturbed': {
      const effect = { label: 'It was', value: record.effect };
      const delay = { label: 'Later by', value: formatSpan(record.delayMs) };
      return [effect, ...(record.delayMs > 0 ? [delay] : []), ...faultBehind(record.fault)];
    }
    case 'timed-out':
      return [{ label: 'Waited', value: formatSpan(record.afterMs) }];
    case 'node-down': {
      const stations = record.stations.map((station) => names.nodeTitle(station)).join(', ');
      const withIt = { label: 'Gone with it', value: stations };
      return [{ label: 'How', value: record.reason }, ...(stations === '' ? [] : [withIt])];
    }
    case 'fault':
      return [{ label: 'It', value: phaseWords[record.phase] }];
  }
}

const lossWords: Readonly<Record<LossReason, string>> = {
  dropped: 'it was dropped on the way',
  'addressee away': 'its addressee was not there',
  'nobody waits': 'who asked does not wait for it any more',
  'nobody listens': 'nobody listened, and the broker keeps nothing',
};

const phaseWords = {
  begins: 'begins to be in force',
  ends: 'is over',
  void: 'has nothing to strike in this run',
} as const;

function faultBehind(fault: number | undefined): readonly Fact[] {
  return fault === undefined ? [] : [{ label: 'Done by the fault of', ...step(fault) }];
}

function step(seq: number): Pick<Fact, 'value' | 'to'> {
  return { value: `step ${seq}`, to: { kind: 'record', seq } };
}

const troubles: ReadonlySet<string> = new Set<Trouble['kind']>([
  'lost',
  'duplicated',
  'disturbed',
  'timed-out',
  'node-down',
  'fault',
]);

function isTrouble(record: TraceRecord): record is Trouble {
  return troubles.has(record.kind);
}
