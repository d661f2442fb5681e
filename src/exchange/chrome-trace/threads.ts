import type { Flight, WaitSpan, WorkSpan } from '../../analysis/spans/spans';
import type { NodeId, Topology } from '../../simulation';
import type { Piece } from '../piece';
import { eventIdOf } from '../spans/places';
import type { ScopedSpans } from '../spans/scoped-spans';
import { Lanes } from './lanes';

/** A bar on a thread, in simulated ms. */
export interface Slice {
  /** `mark`: of no length, where something sets out or arrives and no work does. */
  readonly kind: 'work' | 'waiting' | 'away' | 'mark';
  readonly seq: number;
  readonly node: NodeId;
  readonly name: string;
  readonly flow: string;
  readonly from: number;
  readonly to: number;
  /** How it ends; empty for a mark. */
  readonly ending: string;
  /** `seq` of the work that it is a part of; 0 for a whole. */
  readonly parent: number;
}

/** What goes from one slice to another. */
export interface Arrow {
  readonly flight: Flight;
  readonly out: Slice;
  readonly into: Slice;
}

/** Slices on threads: those of a thread nest, and each node has as many threads as it does things at once. */
export interface Threads {
  /** Of each node that has any, in the order of the topology. */
  readonly slices: ReadonlyMap<NodeId, readonly Slice[]>;
  readonly arrows: readonly Arrow[];
  /** Which of the threads of its node a slice is on: 0, 1 … */
  laneOf(slice: Slice): number;
  laneCount(node: NodeId): number;
  sliceOf(work: WorkSpan): Slice | undefined;
}

const ranks = { work: 0, waiting: 1, away: 2, mark: 3 } as const;

/** So many are laid out between two pauses. */
const itemsAtOnce = 200;

/** Lays the spans of a scope out on threads; the pieces are empty. */
export function* layThreads(
  spans: ScopedSpans,
  { nodes }: Topology,
  shareBetween: (part: number) => number,
): Generator<Piece, Threads> {
  const works = new Map<number, Slice>();
  const waits = new Map<number, Slice>();
  const marks = new Map<string, Slice>();
  const byNode = new Map<NodeId, Slice[]>(nodes.map(({ id }) => [id, []]));
  const total = 2 * (spans.works.length + spans.waits.length) + spans.flights.length + 1;
  let done = 0;
  function* each<Item>(items: readonly Item[], take: (item: Item) => void): Generator<Piece> {
    for (const item of items) {
      take(item);
      done += 1;
      if (done % itemsAtOnce === 0) yield { text: '', share: shareBetween(Math.min(1, done / total)) };
    }
  }
  const add = (slice: Slice): Slice => {
    byNode.get(slice.node)?.push(slice);
    return slice;
  };
  yield* each(spans.works, (work) => works.set(work.seq, add(work)));
  yield* each(spans.waits, (wait) => waits.set(wait.seq, add({ ...wait, name: `waits: ${wait.name}` })));
  for (const away of spans.aways) {
    const ending = away.to < spans.until ? 'back' : 'open';
    add({ ...away, name: `away: ${away.reason}`, ending, parent: 0 });
  }
  const arrows: Arrow[] = [];
  yield* each(spans.flights, (flight) => {
    const { places, until } = spans;
    if (!places.hasArrived(flight, until)) return;
    const endAt = (place: WorkSpan | WaitSpan | undefined, node: NodeId, at: number): Slice => {
      const slice = place && (place.kind === 'work' ? works : waits).get(place.seq);
      if (slice?.node === node && slice.from <= at && at <= slice.to) return slice;
      const { key, mark } = markOf(flight, node, at, spans);
      const known = marks.get(key) ?? add(mark);
      marks.set(key, known);
      return known;
    };
    const out = endAt(places.departureOf(flight), flight.node, flight.at);
    arrows.push({ flight, out, into: endAt(places.arrivalOf(flight), flight.to, flight.arrivesAt) });
  });
  const lanes = new Lanes(works);
  const laid = new Map<NodeId, readonly Slice[]>();
  for (const [node, slices] of byNode) {
    if (slices.length === 0) continue;
    slices.sort((a, b) => a.from - b.from || ranks[a.kind] - ranks[b.kind] || a.seq - b.seq);
    laid.set(node, slices);
    yield* each(slices, (slice) => lanes.assign(slice));
  }
  return {
    slices: laid,
    arrows,
    laneOf: (slice) => lanes.of(slice),
    laneCount: (node) => lanes.countOf(node),
    sliceOf: (work) => works.get(work.seq),
  };
}

/** Where something sets out or arrives and no work is known: one for all that an event does there at that moment. */
function markOf({ seq, name, flow }: Flight, node: NodeId, at: number, { places }: ScopedSpans) {
  const sent = places.originalOf(seq);
  const eventId = sent?.kind === 'sent' ? eventIdOf(sent) : '';
  const mark: Slice = { kind: 'mark', seq, node, name, flow, from: at, to: at, ending: '', parent: 0 };
  return { key: `${node} ${at} ${name} ${flow} ${eventId}`, mark };
}
