import { bisectRight } from './bisect';
import type { Json, MessageForm, NodeId, TraceRecord } from '../simulation';
import type { LogFilter, LogGroup } from './log-groups';

/** The group of a record. What went wrong is an error, whatever else it is. */
export function groupOf(record: TraceRecord, trace: readonly TraceRecord[]): LogGroup {
  switch (record.kind) {
    case 'sent':
    case 'arrived':
      return formGroups[record.form];
    case 'reply': {
      if (!record.ok) return 'errors';
      const request = trace[record.request - 1];
      if (request?.kind === 'query') return 'queries';
      return request === undefined || !('form' in request) ? 'messages' : formGroups[request.form];
    }
    case 'handled':
      return 'messages';
    case 'concluded':
      return record.ok ? 'messages' : 'errors';
    case 'query':
      return 'queries';
    case 'decision':
      return 'decisions';
    case 'changed':
    case 'ignored':
      return keepsTrack(record.machine) ? 'broker' : 'changes';
    case 'rendered':
    case 'received':
      return 'deliveries';
    case 'failed':
    case 'limit-reached':
      return 'errors';
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return keepsTrack(record.machine) ? 'broker' : 'timers';
    case 'fault':
    case 'node-down':
    case 'node-up':
    case 'lost':
    case 'disturbed':
    case 'duplicated':
    case 'timed-out':
      return 'faults';
  }
}

const formGroups: { readonly [form in MessageForm]: LogGroup } = {
  command: 'messages',
  event: 'messages',
  call: 'messages',
  delivery: 'deliveries',
  acknowledgement: 'broker',
};

/** Whether a machine keeps track of events on their way, and of nothing else. */
function keepsTrack(machine: string): boolean {
  return machine === 'delivery' || machine === 'outbox';
}

export function isNarrowed({ group, node, flow, text }: LogFilter): boolean {
  return group !== '' || node !== '' || flow !== '' || text.trim() !== '';
}

/**
 * The texts that a log is searched in, made when a record is first looked at and then kept.
 */
export class SearchIndex {
  readonly #texts: string[] = [];

  /** @param sentenceOf the sentence that people read of a record. */
  constructor(private readonly sentenceOf: (record: TraceRecord) => string) {}

  textOf(record: TraceRecord): string {
    return (this.#texts[record.seq] ??= this.#write(record));
  }

  #write(record: TraceRecord): string {
    const words = [this.sentenceOf(record), record.kind, record.node];
    if ('arrivesAt' in record || record.kind === 'received' || record.kind === 'disturbed')
      words.push(record.to);
    if (record.kind === 'fault') {
      words.push(record.fault);
      collectWords(record.details, words);
    }
    if (record.kind === 'lost' || record.kind === 'node-down') words.push(record.reason);
    if (record.kind === 'disturbed') words.push(record.effect);
    if ('name' in record) words.push(record.name);
    if ('entity' in record) words.push(record.entity);
    if ('notification' in record) words.push(record.notification);
    if (record.kind === 'decision' || record.kind === 'received') words.push(record.subject ?? '');
    if ('payload' in record) collectWords(record.payload, words);
    if ('parameters' in record) collectWords(record.parameters, words);
    return words.join('\n').toLowerCase();
  }
}

/** Texts longer than this are prose, which the sentence quotes. */
const longestWord = 60;

function collectWords(value: Json | undefined, words: string[]): void {
  if (typeof value === 'string') {
    if (value.length <= longestWord) words.push(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value) as (Json | undefined)[]) collectWords(part, words);
  }
}

/**
 * The records of a log that pass a filter, found as far as someone looks: stepping on examines what is new, stepping back
 * nothing.
 */
export class FilteredLog {
  readonly #matches: number[] = [];
  #examined = 0;
  readonly #words: readonly string[];
  readonly #isNarrowed: boolean;

  constructor(
    private readonly trace: readonly TraceRecord[],
    private readonly filter: LogFilter,
    private readonly index: SearchIndex,
  ) {
    this.#isNarrowed = isNarrowed(filter);
    this.#words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  }

  /**
   * Looks on, at `budget` records at the most.
   * @returns whether everything up to `step` has been looked at.
   */
  lookUpTo(step: number, budget = Infinity): boolean {
    if (!this.#isNarrowed) return true;
    const target = Math.min(step, this.trace.length);
    const end = Math.min(target, this.#examined + budget);
    for (; this.#examined < end; this.#examined += 1) {
      const record = this.trace[this.#examined];
      if (record !== undefined && this.#accepts(record)) this.#matches.push(record.seq);
    }
    return this.#examined >= target;
  }

  /** How many records up to `step` pass, of those that were looked at. */
  countAt(step: number): number {
    return this.#isNarrowed ? bisectRight(this.#matches, step) : Math.min(step, this.trace.length);
  }

  /** The record in a row, 0 for the first. */
  recordIn(row: number): TraceRecord | undefined {
    return this.#isNarrowed ? this.trace[(this.#matches[row] ?? 0) - 1] : this.trace[row];
  }

  #accepts(record: TraceRecord): boolean {
    const { group, node, flow } = this.filter;
    if (flow !== '' && record.flow !== flow) return false;
    if (node !== '' && !takesPart(record, node)) return false;
    if (group !== '' && groupOf(record, this.trace) !== group) return false;
    if (this.#words.length === 0) return true;
    const text = this.index.textOf(record);
    return this.#words.every((word) => text.includes(word));
  }
}

/** Whether something happened at a node, or went to it or came from it. */
export function takesPart(record: TraceRecord, node: NodeId): boolean {
  if (record.node === node) return true;
  if (record.kind === 'arrived' || record.kind === 'lost' || record.kind === 'timed-out') {
    return record.from === node;
  }
  if (record.kind === 'node-down') return record.stations.includes(node);
  return ('arrivesAt' in record || record.kind === 'disturbed') && record.to === node;
}
