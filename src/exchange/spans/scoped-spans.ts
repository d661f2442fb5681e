import { SpanReading } from '../../analysis/spans/reading';
import type { AwaySpan, Flight, WaitSpan, WorkSpan } from '../../analysis/spans/spans';
import { topologyOf, type Run, type TraceRecord } from '../../simulation';
import type { Piece } from '../piece';
import { recordsOf, type Scope } from '../scope';
import { Places } from './places';

/** What the nodes of a run do and wait for within a scope, for the formats that are made of spans. */
export interface ScopedSpans {
  readonly works: readonly WorkSpan[];
  readonly waits: readonly WaitSpan[];
  readonly aways: readonly AwaySpan[];
  /** All that set out, whether it arrives or not. */
  readonly flights: readonly Flight[];
  /** The records of the scope, in order. */
  readonly records: readonly TraceRecord[];
  /** The moment of the last record, in simulated ms: what has not ended by then ends there and is open. */
  readonly until: number;
  /** Where each record belongs. */
  readonly places: Places;
}

/** So many are read between two pauses. */
const itemsAtOnce = 200;

/**
 * Reads the spans of a scope; the pieces are empty, and their share goes up to the given one. A story is read with the whole run,
 * because what another one broke ends its spans too.
 */
export function* readSpans(run: Run, scope: Scope, lastShare: number): Generator<Piece, ScopedSpans> {
  const trace = scope.kind === 'cursor' ? recordsOf(run, scope) : run.trace;
  const reading = new SpanReading(topologyOf(run.recording));
  let done = 0;
  /** Each record is read, gives a span or none, and finds its place. */
  function* each<Item>(items: readonly Item[], take: (item: Item) => void): Generator<Piece> {
    for (const item of items) {
      take(item);
      done += 1;
      if (done % itemsAtOnce === 0)
        yield { text: '', share: Math.min(1, done / (3 * trace.length)) * lastShare };
    }
  }
  yield* each(trace, (record) => reading.take(record));
  const spans = reading.end();
  const until = trace.at(-1)?.at ?? 0;
  const isTold = ({ flow }: { readonly flow: string }) => scope.kind !== 'flow' || flow === scope.flow;
  const places = new Places(trace, reading.workAfter);
  const works: WorkSpan[] = [];
  const waits: WaitSpan[] = [];
  yield* each(spans.works.filter(isTold), (work) => {
    works.push(endedBy(work, until));
  });
  yield* each(spans.waits.filter(isTold), (wait) => {
    waits.push(endedBy(wait, until));
  });
  yield* each(works, (work) => places.addWork(work));
  yield* each(waits, (wait) => places.addWait(wait));
  yield* each(trace, (record) => places.take(record));
  return {
    works,
    waits,
    aways: spans.aways.filter(isTold).map((away) => ({ ...away, to: Math.min(away.to, until) })),
    flights: spans.flights.filter(isTold),
    records: scope.kind === 'flow' ? recordsOf(run, scope) : trace,
    until,
    places,
  };
}

/** A span as it is known at a moment: one that lasts longer is open. */
function endedBy<Span extends WorkSpan | WaitSpan>(span: Span, until: number): Span {
  return span.to > until ? { ...span, to: until, ending: 'open' } : span;
}
