import { forgetsEvents } from '../../analysis/consumers-at';
import { lagsOf } from '../../analysis/metrics/lag';
import { stepsOf, type Step, type Steps } from '../../analysis/metrics/steps';
import {
  architectureNames,
  busNode,
  scenarioOf,
  topologyOf,
  type Facts,
  type NodeId,
  type Run,
  type TraceRecord,
} from '../../simulation';
import type { Piece } from '../piece';
import { wholeRun, type Scope } from '../scope';
import { readSpans, type ScopedSpans } from '../spans/scoped-spans';
import { noteOf, type Note } from './notes';
import { layThreads, type Slice, type Threads } from './threads';

/**
 * Chrome's Trace Event Format, as Perfetto, speedscope and chrome://tracing read it: the architecture is a process, each node a
 * thread with further ones for what it does at the same time, work and waiting are slices (`X`), what goes between nodes is a
 * flow from slice to slice (`s` and `f`), faults, decisions, losses and messages received are instants (`i`), and how many
 * events a consumer has before it, or how many callers wait for a part, is a counter (`C`).
 */

/** An event of the format. `ts` and `dur` are whole simulated µs since the start of the run. */
export interface TraceEvent {
  readonly ph: 'M' | 'X' | 's' | 'f' | 'i' | 'C';
  readonly name: string;
  readonly cat?: string;
  readonly pid: number;
  readonly tid?: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  /** A flow ends at the slice around it, not at the next one. */
  readonly bp?: 'e';
  /** How far an instant reaches: a thread, or all of the process. */
  readonly s?: 't' | 'p';
  readonly args?: Facts;
}

/** How slices end that need no words; a mark has no ending. */
const usual: ReadonlySet<string> = new Set(['done', 'answered', '']);

const readingShare = 0.4;
const layingShare = 0.6;

/** A run, or a part of it, as the text of one JSON object, an event a line. */
export function* writeChromeTrace(run: Run, scope: Scope = wholeRun): Generator<Piece> {
  const { recording } = run;
  const spans = yield* readSpans(run, scope, readingShare);
  const topology = topologyOf(recording);
  const threads = yield* layThreads(spans, topology, (part) => {
    return readingShare + part * (layingShare - readingShare);
  });
  const { architecture, broker, seed } = recording;
  const about = { scenario: scenarioOf(recording)?.id ?? '', architecture, broker, seed };
  yield { text: '{"displayTimeUnit":"ms",', share: layingShare };
  yield { text: `"otherData":${JSON.stringify(about)},"traceEvents":[`, share: layingShare };
  const total =
    spans.works.length + spans.waits.length + spans.records.length + 2 * threads.arrows.length + 1;
  let count = 0;
  for (const event of new TraceEvents(run, spans, threads).all()) {
    const text = `${count === 0 ? '\n' : ',\n'}${JSON.stringify(event)}`;
    count += 1;
    yield { text, share: Math.min(1, layingShare + ((1 - layingShare) * count) / total) };
  }
  yield { text: '\n]}\n', share: 1 };
}

/** The events of a run, whose spans are laid out already. */
class TraceEvents {
  readonly #pid: number;
  /** The first thread of each node. */
  readonly #tids = new Map<NodeId, number>();
  readonly #topology;

  constructor(
    private readonly run: Run,
    private readonly spans: ScopedSpans,
    private readonly threads: Threads,
  ) {
    const { recording } = run;
    this.#pid = architectureNames.indexOf(recording.architecture) + 1;
    this.#topology = topologyOf(recording);
    const present = new Set<NodeId>(threads.slices.keys());
    for (const record of spans.records) if (noteOf(record) !== undefined) present.add(record.node);
    for (const { node } of spans.flights) present.add(node);
    let tid = 1;
    for (const { id } of this.#topology.nodes) {
      if (!present.has(id)) continue;
      this.#tids.set(id, tid);
      tid += Math.max(1, threads.laneCount(id));
    }
  }

  *all(): Generator<TraceEvent> {
    yield* this.#names();
    for (const slices of this.threads.slices.values()) for (const slice of slices) yield this.#slice(slice);
    yield* this.#flows();
    yield* this.#instants();
    yield* this.#counters();
  }

  *#names(): Generator<TraceEvent> {
    const { recording } = this.run;
    const pid = this.#pid;
    const title = scenarioOf(recording)?.title ?? '';
    yield meta('process_name', pid, 0, { name: `${title}, ${recording.architecture}` });
    for (const { id, title: nodeTitle } of this.#topology.nodes) {
      const first = this.#tids.get(id);
      if (first === undefined) continue;
      for (let lane = 0; lane < Math.max(1, this.threads.laneCount(id)); lane += 1) {
        const name = lane === 0 ? nodeTitle : `${nodeTitle} (${lane + 1})`;
        yield meta('thread_name', pid, first + lane, { name });
        yield meta('thread_sort_index', pid, first + lane, { sort_index: first + lane });
      }
    }
  }

  #slice(slice: Slice): TraceEvent {
    const { kind, seq, name, flow, from, to, ending } = slice;
    const place = { pid: this.#pid, tid: this.#tidOf(slice) };
    const span = { ts: microseconds(from), dur: microseconds(to - from) };
    // speedscope takes what has other arguments for something else, and adds up the time of each: so they are for the unusual.
    const args = usual.has(ending) ? {} : { args: { seq, flow, ending } };
    return { ph: 'X', name, cat: kind, ...place, ...span, ...args };
  }

  *#flows(): Generator<TraceEvent> {
    const pid = this.#pid;
    for (const { flight, out, into } of this.threads.arrows) {
      const { seq: id, form: cat, name, at, arrivesAt } = flight;
      yield { ph: 's', name, cat, pid, tid: this.#tidOf(out), ts: microseconds(at), id };
      const end = { tid: this.#tidOf(into), ts: microseconds(arrivesAt) };
      yield { ph: 'f', name, cat, pid, ...end, id, bp: 'e' };
    }
  }

  *#instants(): Generator<TraceEvent> {
    const { records, flights, places, until } = this.spans;
    for (const record of records) {
      const note = noteOf(record);
      if (note !== undefined) yield this.#instant(record, note);
    }
    for (const flight of flights) {
      const { seq, flow, name, node, lostBy } = flight;
      if (lostBy !== undefined || places.hasArrived(flight, until)) continue;
      const tid = this.#tids.get(node) ?? 0;
      const args = { seq, flow };
      const place = { pid: this.#pid, tid, ts: microseconds(until) };
      yield { ph: 'i', name: `${name} is on its way`, cat: 'on its way', ...place, s: 't', args };
    }
  }

  #instant(record: TraceRecord, { cat, name }: Note): TraceEvent {
    const { at, kind: _kind, cause: _cause, node, ...facts } = record;
    const work = this.spans.places.workOf(record);
    const slice = work === undefined ? undefined : this.threads.sliceOf(work);
    const tid = slice === undefined ? (this.#tids.get(node) ?? 0) : this.#tidOf(slice);
    const place = { pid: this.#pid, tid, ts: microseconds(at) };
    const reach = cat === 'fault' ? 'p' : 't';
    return { ph: 'i', name, cat, ...place, s: reach, args: facts };
  }

  *#counters(): Generator<TraceEvent> {
    const { records, waits } = this.spans;
    const { nodes } = this.#topology;
    const hasBus = nodes.some(({ id }) => id === busNode);
    if (hasBus) {
      const lags = lagsOf(records, this.#topology, forgetsEvents(this.run.recording.broker));
      for (const { node, lag } of lags) {
        yield* this.#counter(`Events before ${this.#titleOf(node)}`, 'events', lag);
      }
      return;
    }
    const changes = new Map<NodeId, Step[]>();
    for (const { form, askedNode, from, to } of waits) {
      if (form !== 'call') continue;
      const own = changes.get(askedNode) ?? [];
      changes.set(askedNode, own);
      own.push({ at: from, by: 1 }, { at: to, by: -1 });
    }
    for (const { id, title } of nodes)
      yield* this.#counter(`Callers waiting for ${title}`, 'callers', stepsOf(changes.get(id) ?? []));
  }

  *#counter(name: string, series: string, { times, values }: Steps): Generator<TraceEvent> {
    for (const [index, at] of times.entries()) {
      yield {
        ph: 'C',
        name,
        pid: this.#pid,
        ts: microseconds(at),
        args: { [series]: values[index] ?? 0 },
      };
    }
  }

  #titleOf(node: NodeId): string {
    return this.#topology.nodes.find(({ id }) => id === node)?.title ?? node;
  }

  #tidOf(slice: Slice): number {
    return (this.#tids.get(slice.node) ?? 0) + this.threads.laneOf(slice);
  }
}

function meta(
  name: 'process_name' | 'thread_name' | 'thread_sort_index',
  pid: number,
  tid: number,
  args: Facts,
): TraceEvent {
  return { ph: 'M', name, pid, tid, args };
}

/** Whole ms as whole µs. */
function microseconds(ms: number): number {
  return ms * 1000;
}
