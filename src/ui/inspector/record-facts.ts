import type { Causality } from '../../analysis/causality';
import type { Names } from '../../analysis/names';
import { channelWord, spaced } from '../../analysis/words';
import type { Json, TraceRecord } from '../../simulation';
import { formatSpan } from '../format-span';
import { shapeOf } from '../details/record-shape';
import { thingCalled } from './thing';
import type { Fact } from './fact';
import { factsOfTrouble } from './trouble-facts';

/** What a record carries as a tree of values, and what to call it; undefined when it carries nothing of the kind. */
export function contentOf(
  record: TraceRecord,
  trace: readonly TraceRecord[],
): { readonly title: string; readonly payload: Json } | undefined {
  switch (record.kind) {
    case 'sent':
    case 'duplicated':
      return { title: 'Payload', payload: record.payload };
    case 'arrived':
    case 'handled':
    case 'lost':
    case 'disturbed': {
      const message = trace[record.message - 1];
      if (message?.kind !== 'sent' && message?.kind !== 'duplicated') return undefined;
      return { title: 'Payload', payload: message.payload };
    }
    case 'fault':
      return { title: 'The fault', payload: record.details };
    case 'query':
      return { title: 'Parameters', payload: record.parameters };
    case 'reply':
      return { title: record.ok ? 'Answer' : 'Error', payload: record.payload };
    case 'concluded':
      return { title: record.ok ? 'Result' : 'Error', payload: record.payload };
    case 'changed':
      return Object.keys(record.facts).length === 0
        ? undefined
        : { title: 'Facts that became known', payload: record.facts };
    case 'rendered':
    case 'received': {
      const { subject, body } = record;
      return { title: 'Content', payload: subject === undefined ? { body } : { subject, body } };
    }
    case 'decision':
    case 'ignored':
    case 'failed':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
    case 'limit-reached':
    case 'timed-out':
    case 'node-down':
    case 'node-up':
      return undefined;
  }
}

/** The rest of a record, as a person reads it. */
export function factsOfRecord(record: TraceRecord, names: Names): readonly Fact[] {
  const facts: Fact[] = [{ label: 'Kind', value: shapeOf(record).word }];
  if ('name' in record) facts.push({ label: 'Name', value: record.name, to: thingCalled(record.name) });
  if ('entity' in record)
    facts.push({ label: 'About', value: record.entity, to: thingCalled(record.entity) });
  if (record.kind === 'changed' || record.kind === 'ignored') {
    facts.push(
      { label: 'State machine', value: spaced(record.machine) },
      { label: 'Event', value: record.event },
    );
  }
  if (record.kind === 'decision') {
    facts.push({ label: 'Rule', value: spaced(record.rule) });
    const name = names.customerName(record.subject);
    const about = name === record.subject ? names.productName(record.subject) : name;
    facts.push({ label: 'About', value: about, to: thingCalled(record.subject) });
  }
  if (record.kind === 'received') {
    facts.push({ label: 'Notification', value: record.notification, to: thingCalled(record.notification) });
  }
  facts.push(...factsOfTrouble(record, names));
  if ('channel' in record) facts.push({ label: 'Channel', value: channelWord(record.channel) });
  if ('template' in record) facts.push({ label: 'Template', value: record.template });
  facts.push({ label: 'Left or happened', value: `t = ${formatSpan(record.at)}` });
  if ('arrivesAt' in record) {
    const spanMs = record.arrivesAt - record.at;
    facts.push({
      label: 'On its way',
      value: `${formatSpan(spanMs)}, until t = ${formatSpan(record.arrivesAt)}`,
    });
  }
  if (record.kind === 'timer-set') facts.push({ label: 'Due', value: names.moment(record.dueAt, record.at) });
  return facts;
}

/** The records that are about the same message: sent, arrived, handled or answered, in order. */
export function journeyOf(
  record: TraceRecord,
  trace: readonly TraceRecord[],
  causality: Causality,
): readonly TraceRecord[] {
  const start = startOf(record, trace);
  if (start === undefined) return [];
  const journey = [start];
  const arrival = causality.effectsOf(start).find(({ kind }) => kind === 'arrived');
  if (arrival !== undefined) journey.push(arrival);
  const ending = endOf(start, trace);
  if (ending !== undefined) journey.push(ending);
  return journey;
}

/** The message or question that a record is about. */
function startOf(record: TraceRecord, trace: readonly TraceRecord[]): TraceRecord | undefined {
  if (record.kind === 'sent' || record.kind === 'duplicated' || record.kind === 'query') return record;
  if ('message' in record && typeof record.message === 'number') return trace[record.message - 1];
  return record.kind === 'reply' || record.kind === 'timed-out' ? trace[record.request - 1] : undefined;
}

/** Where a message was done with. */
function endOf({ seq }: TraceRecord, trace: readonly TraceRecord[]): TraceRecord | undefined {
  for (let index = seq; index < trace.length; index += 1) {
    const record = trace[index];
    if (record?.kind === 'reply' && record.request === seq) return record;
    if (record?.kind === 'timed-out' && record.request === seq) return record;
    if ((record?.kind === 'handled' || record?.kind === 'lost') && record.message === seq) return record;
  }
  return undefined;
}
