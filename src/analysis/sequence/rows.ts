import type {
  Arrived,
  Concluded,
  Disturbed,
  Lost,
  NodeId,
  TopologyNode,
  TraceRecord,
  Travelling,
} from '../../simulation';
import { bisectRight } from '../bisect';
import type { Moment, Span } from './spans';

/** Where a message ended: at its receiver, or lost. */
export interface MessageEnd extends Moment {
  readonly kind: 'arrived' | 'lost';
}

/** A message, question or answer from one lifeline to another, in the row in which it left. */
export interface MessageRow {
  readonly kind: 'message';
  /** A `lost` one was never sent: nobody was there to pass it on to. */
  readonly record: Travelling | Lost;
  readonly from: NodeId;
  readonly to: NodeId;
  /** In the same row, or further down when something else happened to the receiver meanwhile; undefined: it never ends. */
  readonly end: MessageEnd | undefined;
  /** What a fault did to it on its way. */
  readonly disturbed: Disturbed | undefined;
}

/** A message that left in a row further up arrives, or is lost. */
export interface ArrivalRow {
  readonly kind: 'arrival';
  readonly record: Arrived | Concluded | Lost;
  readonly message: MessageRow;
  readonly node: NodeId;
}

/** Something that happens on one lifeline: a decision, a change, an error … */
export interface NoteRow {
  readonly kind: 'note';
  readonly record: TraceRecord;
  readonly node: NodeId;
}

export type Row = MessageRow | ArrivalRow | NoteRow;

/** A run as a sequence diagram, in rows and not in pixels. */
export class Sequence {
  /** The step at which each row comes. */
  readonly #steps: readonly number[];
  readonly #columns: ReadonlyMap<NodeId, number>;
  /** Messages that end in another row than the one in which they left. */
  readonly slanted: readonly MessageRow[];

  /** @param rowBySeq the row that shows a record, by `seq`; −1 for what is left out. */
  constructor(
    /** Those who take part, in the order of the topology. */
    readonly participants: readonly TopologyNode[],
    /** In the order of the trace. */
    readonly rows: readonly Row[],
    /** In order of beginning. */
    readonly spans: readonly Span[],
    private readonly rowBySeq: Int32Array,
  ) {
    this.#steps = rows.map(({ record }) => record.seq);
    this.#columns = new Map(participants.map(({ id }, column) => [id, column]));
    this.slanted = rows.filter((row): row is MessageRow => row.kind === 'message' && this.isSlanted(row));
  }

  /** Whether a message ends in another row than the one in which it left. */
  isSlanted({ record, end }: MessageRow): boolean {
    return end !== undefined && (end.isBelow || end.row !== this.rowAt(record.seq));
  }

  /** Which lifeline is a node's, 0 for the first; −1 when it takes no part. */
  columnOf(node: NodeId): number {
    return this.#columns.get(node) ?? -1;
  }

  /** How many rows have begun at a step. */
  rowCountAt(step: number): number {
    return bisectRight(this.#steps, step);
  }

  /** The row that shows the record of a step, its own or one that it is part of; −1 when it is left out, and at step 0. */
  rowAt(step: number): number {
    return this.rowBySeq[step] ?? -1;
  }

  /** The step at which a row comes; 0 when there is no such row. */
  stepOf(row: number): number {
    return this.#steps[row] ?? 0;
  }
}
