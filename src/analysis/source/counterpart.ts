import type { TraceRecord } from '../../simulation';
import { alignmentOf } from '../alignment';
import { partOf } from '../milestones';
import { handlerOf } from './handlers';
import type { SourceGraph } from './graph';
import type { SourcePlace, SourcePlaces } from './place';

/** What corresponds in the other architecture to the code of a record. */
export type Counterpart =
  /** The same moment of the story is there: which record, where it comes from, and whether the same part brings it about. */
  | {
      readonly kind: 'same moment';
      readonly record: TraceRecord;
      readonly place: SourcePlace;
      readonly isSamePart: boolean;
      /** Whether it turns out alike. */
      readonly isAlike: boolean;
    }
  /** It has a handler of the same message. */
  | { readonly kind: 'same handler'; readonly place: SourcePlace }
  /** It has none: what is done at this point of the story is done there, at this record. */
  | { readonly kind: 'elsewhere'; readonly record: TraceRecord; readonly place: SourcePlace }
  /** Nothing has happened there yet that both have. */
  | { readonly kind: 'nothing' };

/** One side: a run, and the sources of its architecture. */
export interface SourcesOfRun {
  readonly trace: readonly TraceRecord[];
  readonly graph: SourceGraph;
  readonly places: SourcePlaces;
}

/** Finds, for the records of one run, the code that corresponds to theirs in another run of the same story. */
export class Counterparts {
  /** By the number of a record here: the record there of the same moment. */
  readonly #partners = new Map<number, TraceRecord>();
  /** The records here that turn out differently there. */
  readonly #differing = new Set<number>();
  /** By step here: the latest such record there that has been passed. */
  readonly #passed: (TraceRecord | undefined)[] = [undefined];

  constructor(
    here: readonly TraceRecord[],
    private readonly there: SourcesOfRun,
  ) {
    for (const { kind, left, right } of alignmentOf(here, there.trace).rows) {
      if (left === undefined || right === undefined) continue;
      this.#partners.set(left.seq, right);
      if (kind === 'differs') this.#differing.add(left.seq);
    }
    this.#pairQuestions(here, there.trace);
    for (const { seq } of here) this.#passed.push(this.#partners.get(seq) ?? this.#passed.at(-1));
  }

  of(record: TraceRecord): Counterpart {
    const { places } = this.there;
    const partner = this.#partners.get(record.seq);
    if (partner !== undefined) {
      const isSamePart = partOf(partner.node) === partOf(record.node);
      const isAlike = !this.#differing.has(record.seq);
      return { kind: 'same moment', record: partner, place: places.of(partner), isSamePart, isAlike };
    }
    const handler = this.#handlerOf(record);
    if (handler.length > 0) return { kind: 'same handler', place: handler };
    const passed = this.#passed[record.seq];
    if (passed === undefined) return { kind: 'nothing' };
    return { kind: 'elsewhere', record: passed, place: places.of(passed) };
  }

  /** What is asked of a store, and its answer, go with the like of the other run that has come as often before. */
  #pairQuestions(here: readonly TraceRecord[], there: readonly TraceRecord[]): void {
    const queues = new Map<string, TraceRecord[]>();
    for (const record of there) {
      const key = questionKey(record, there);
      if (key === undefined) continue;
      const queue = queues.get(key);
      if (queue === undefined) queues.set(key, [record]);
      else queue.push(record);
    }
    for (const record of here) {
      const key = questionKey(record, here);
      const partner = key === undefined ? undefined : queues.get(key)?.shift();
      if (partner !== undefined) this.#partners.set(record.seq, partner);
    }
  }

  /** The handler there of the message whose handling a record is part of; empty when there is no such message. */
  #handlerOf(record: TraceRecord): SourcePlace {
    const { graph, trace } = this.there;
    if (record.kind !== 'arrived' && record.kind !== 'sent' && record.kind !== 'concluded') return [];
    const form = record.kind === 'concluded' ? 'command' : record.form;
    if (form !== 'command' && form !== 'delivery') return [];
    const { name } = record;
    const arrival = trace.find(
      (other) => other.kind === 'arrived' && other.form === form && other.name === name,
    );
    const handler = arrival?.kind === 'arrived' ? handlerOf(arrival, graph) : undefined;
    return handler === undefined ? [] : [{ function: handler }];
  }
}

function questionKey(record: TraceRecord, trace: readonly TraceRecord[]): string | undefined {
  const query = record.kind === 'reply' ? trace[record.request - 1] : record;
  if (query?.kind !== 'query') return undefined;
  return `${record.kind} ${query.name} ${JSON.stringify(query.parameters)}`;
}
