import { briefOf } from '../../analysis/brief';
import type { Flow } from '../../analysis/flows';
import type { Names } from '../../analysis/names';
import { labelOf, remarksOn } from '../../analysis/sequence/row-words';
import type { MessageRow, Row, Sequence } from '../../analysis/sequence/rows';
import type { NodeId, TopologyNode, TraceRecord } from '../../simulation';
import { mermaidText } from './wording';

/** Rows of a run as lines of a Mermaid `sequenceDiagram`: one line for each row, and one before it where a story begins or time passes. */
export class SequenceLines {
  /** By which number a message is known that arrives in another row than the one in which it left. */
  readonly #numbers = new Map<MessageRow, number>();
  readonly #begun = new Set<string>();
  #messageCount = 0;
  #last: TraceRecord | undefined;

  /** @param flows the stories of the rows; where there is but one, nothing is said of its beginning. */
  constructor(
    private readonly sequence: Sequence,
    private readonly trace: readonly TraceRecord[],
    private readonly names: Names,
    private readonly flows: ReadonlyMap<string, Flow>,
  ) {}

  /** `participant P2 as Pricing`, a line for each lifeline. */
  get participants(): string {
    return this.sequence.participants.map((node) => `${this.#declarationOf(node)}\n`).join('');
  }

  /** The line of a row. Ask it of each row, in order. */
  lineOf(row: Row): string {
    const text = mermaidText(this.#wordsOf(row));
    if (row.kind !== 'message') return `Note over ${this.idOf(row.node)}: ${text}\n`;
    return `${this.idOf(row.from)}${arrowOf(row)}${this.idOf(row.to)}: ${text}\n`;
  }

  /** What is said across all lifelines before a row: which story begins with it, and that time has passed; empty for most rows. */
  dividerBefore({ record }: Row): string {
    const words = [this.#timeAt(record), this.#beginningOf(record)].filter((part) => part !== undefined);
    this.#last = record;
    if (words.length === 0) return '';
    const [first] = this.sequence.participants;
    const last = this.sequence.participants.at(-1);
    if (first === undefined || last === undefined) return '';
    const over = first === last ? [first] : [first, last];
    return `Note over ${over.map(({ id }) => this.idOf(id)).join(',')}: ${mermaidText(words.join(' · '))}\n`;
  }

  /** `P1` for the first lifeline: names could be words of Mermaid. */
  idOf(node: NodeId): string {
    return `P${this.sequence.columnOf(node) + 1}`;
  }

  #declarationOf({ id, role }: TopologyNode): string {
    const kind = role === 'actor' ? 'actor' : 'participant';
    return `${kind} ${this.idOf(id)} as ${mermaidText(this.names.nodeTitle(id))}`;
  }

  #wordsOf(row: Row): string {
    const label = labelOf(row, this.names);
    if (row.kind === 'message') {
      this.#messageCount += 1;
      if (this.sequence.isSlanted(row)) this.#numbers.set(row, this.#messageCount);
      const remarks = remarksOn(row, this.trace.length, this.trace);
      return remarks.length === 0 ? label : `${label} (${remarks.join(', ')})`;
    }
    const number = row.kind === 'arrival' ? this.#numbers.get(row.message) : undefined;
    return number === undefined ? label : `${label} (${number})`;
  }

  #beginningOf({ flow: id }: TraceRecord): string | undefined {
    const flow = this.flows.get(id);
    if (flow === undefined || this.flows.size === 1 || this.#begun.has(id)) return undefined;
    this.#begun.add(id);
    return `Story ${flow.letter}: ${briefOf(flow.beginning, this.names)}`;
  }

  #timeAt({ at }: TraceRecord): string | undefined {
    const before = this.#last?.at;
    if (before === undefined || at - before < longWaitMs) return undefined;
    return `Later, at ${this.names.moment(at, before)}`;
  }
}

/** Time that passes without a record is told from here on. */
const longWaitMs = 60_000;

/**
 * As Mermaid draws them: a filled head where someone waits for what comes of it, dashed for what goes back, an open head where nobody
 * waits, a cross for what is lost.
 */
function arrowOf({ record, end }: MessageRow): string {
  const goesBack = record.kind === 'reply' || ('form' in record && record.form === 'acknowledgement');
  const line = goesBack ? '--' : '-';
  if (end?.kind === 'lost') return `${line}x`;
  const isTold = 'form' in record && (record.form === 'event' || record.form === 'acknowledgement');
  return isTold ? `${line})` : `${line}>>`;
}
