import { bisectRight } from 'd3';
import type { Json, NodeId, TraceRecord } from '../simulation';

/** What records are about, for filtering a log: several kinds of record each. */
export const logGroups = {
  messages: 'Messages',
  queries: 'Queries',
  decisions: 'Decisions',
  changes: 'Changes of state',
  deliveries: 'Deliveries',
  errors: 'Errors',
  timers: 'Timers',
} as const;
export type LogGroup = keyof typeof logGroups;

/** The group of a record. What went wrong is an error, whatever else it is. */
export function groupOf(record: TraceRecord, trace: readonly TraceRecord[]): LogGroup {
  switch (record.kind) {
    case 'sent':
    case 'arrived':
      return record.form === 'delivery' ? 'deliveries' : 'messages';
    case 'reply': {
      if (!record.ok) return 'errors';
      const request = trace[record.request - 1];
      if (request?.kind === 'query') return 'queries';
      return request?.kind === 'sent' && request.form === 'delivery' ? 'deliveries' : 'messages';
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
      return 'changes';
    case 'rendered':
    case 'received':
      return 'deliveries';
    case 'failed':
    case 'limit-reached':
      return 'errors';
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return 'timers';
  }
}

/** What a person wants to see of the log; a field that is empty does not narrow it. */
export interface LogFilter {
  readonly group: LogGroup | '';
  /** Takes part: where it happened, or the other end of a message. */
  readonly node: NodeId;
  readonly flow: string;
  /** Words that all must occur, in any case. */
  readonly text: string;
}

export const noFilter: LogFilter = { group: '', node: '', flow: '', text: '' };

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
    if ('arrivesAt' in record || record.kind === 'received') words.push(record.to);
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
  if (record.kind === 'arrived') return record.from === node;
  return 'arrivesAt' in record && record.to === node;
}
