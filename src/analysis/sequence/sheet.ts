import type { NodeId, Topology, TopologyNode, TraceRecord } from '../../simulation';
import { Sequence, type Row } from './rows';
import type { Place, Span } from './spans';

/** How many rows further up something may be shown without a row of its own. */
const nearRows = 6;

/** The rows of a sequence diagram while it is drawn, and what of a trace each of them shows. */
export class Sheet {
  readonly #rows: Row[] = [];
  readonly #rowBySeq: Int32Array;
  /** The last thing that happened on each lifeline. */
  readonly #last = new Map<NodeId, Place & { readonly seq: number }>();
  /** The last row of each story. */
  readonly #lastOfFlow = new Map<string, number>();

  /** @param recordCount how long the trace is. */
  constructor(recordCount: number) {
    this.#rowBySeq = new Int32Array(recordCount + 1).fill(-1);
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  /** Below the last row that there is. */
  get bottom(): Place {
    return { row: this.#rows.length - 1, isBelow: true };
  }

  /** Adds a row for its record. */
  append(row: Row): Place {
    const index = this.#rows.push(row) - 1;
    this.#rowBySeq[row.record.seq] = index;
    this.#lastOfFlow.set(row.record.flow, index);
    return { row: index, isBelow: false };
  }

  /** Adds a row for what happens at its node alone. */
  note(record: TraceRecord): Place {
    const { seq, node } = record;
    const place = this.append({ kind: 'note', record, node });
    this.touch(node, seq, place);
    return place;
  }

  /** Shows a record in a row that is there. */
  join({ seq }: TraceRecord, row: number): void {
    this.#rowBySeq[seq] = row;
  }

  /** Shows a record where its lifeline was last; undefined when that is too far up. */
  joinLifeline(record: TraceRecord): Place | undefined {
    const last = this.#last.get(record.node);
    if (last === undefined || !this.isNear(last.row)) return undefined;
    this.join(record, last.row);
    return { row: last.row, isBelow: last.isBelow };
  }

  /** Shows a record where its story was last, unless that is too far up. @returns whether it did. */
  joinStory(record: TraceRecord): boolean {
    const row = this.#lastOfFlow.get(record.flow) ?? -1;
    if (!this.isNear(row)) return false;
    this.join(record, row);
    return true;
  }

  /** Whether there is such a row, not far up. */
  isNear(row: number): boolean {
    return row >= 0 && this.#rows.length - 1 - row <= nearRows;
  }

  shows({ seq }: TraceRecord): boolean {
    return this.#rowBySeq[seq] !== -1;
  }

  /** Something happens on a lifeline. */
  touch(node: NodeId, seq: number, { row, isBelow }: Place): void {
    this.#last.set(node, { seq, row, isBelow });
  }

  /** A node takes part though nothing has happened to it yet. */
  involve(node: NodeId): void {
    if (!this.hasPart(node)) this.touch(node, 0, { row: -1, isBelow: true });
  }

  hasPart(node: NodeId): boolean {
    return this.#last.has(node);
  }

  /** `seq` of the last thing that happened on a lifeline; 0 when nothing has. */
  lastSeqOf(node: NodeId): number {
    return this.#last.get(node)?.seq ?? 0;
  }

  /** @param spans of all lifelines; those of nodes that take no part are left out. */
  finish({ nodes }: Topology, spans: readonly Span[]): Sequence {
    const known = new Set(nodes.map(({ id }) => id));
    const strangers = [...this.#last.keys()].filter((id) => !known.has(id));
    const participants: readonly TopologyNode[] = [
      ...nodes.filter(({ id }) => this.hasPart(id)),
      ...strangers.map((id): TopologyNode => ({ id, title: id, role: 'service' })),
    ];
    const shownSpans = spans.filter(({ node }) => this.hasPart(node));
    return new Sequence(participants, this.#rows, shownSpans, this.#rowBySeq);
  }
}
