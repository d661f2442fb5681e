/** Reads Mermaid’s diagrams with Mermaid itself: what its own database holds of one, beside what the run has. */
import mermaid from 'mermaid';
import { sequenceOf } from '../../src/analysis/sequence/sequence';
import { recordsOf, type Scope } from '../../src/exchange/scope';
import { topologyOf, type Run } from '../../src/simulation';

/** What Mermaid understood of a sequence diagram. Texts are as they are shown. */
export interface SequenceDiagram {
  readonly participants: readonly { readonly name: string; readonly type: string }[];
  readonly messages: readonly string[];
  /** What is said at one lifeline. */
  readonly notes: readonly string[];
  /** What is said across all lifelines. */
  readonly dividers: readonly string[];
  /** On which lifelines bars begin and end, in order. */
  readonly bars: readonly { readonly of: string; readonly ends: boolean }[];
  /** The number of the first message. */
  readonly firstNumber: number;
}

interface SequenceDatabase {
  getActors(): ReadonlyMap<string, { readonly description: string; readonly type: string }>;
  getMessages(): readonly DatabaseMessage[];
  readonly LINETYPE: Readonly<Record<string, number>>;
}

interface DatabaseMessage {
  readonly type: number;
  readonly from: string;
  readonly to: string;
  readonly message: string | { readonly start?: number };
}

/** @throws what Mermaid says of a diagram that it does not understand. */
export async function readSequence(text: string): Promise<SequenceDiagram> {
  await prepared;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what takes its place does not say what was understood
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const database = db as unknown as SequenceDatabase;
  const { NOTE, ACTIVE_START, ACTIVE_END, AUTONUMBER } = database.LINETYPE;
  const all = database.getMessages();
  const isBar = ({ type }: DatabaseMessage) => type === ACTIVE_START || type === ACTIVE_END;
  const notes = all.filter(({ type }) => type === NOTE);
  const number = all.find(({ type }) => type === AUTONUMBER)?.message;
  return {
    participants: Array.from(database.getActors().values(), ({ description, type }) => {
      return { name: shown(description), type };
    }),
    messages: all
      .filter((message) => message.type !== NOTE && message.type !== AUTONUMBER && !isBar(message))
      .map(({ message }) => shown(message)),
    notes: notes.filter(({ from, to }) => from === to).map(({ message }) => shown(message)),
    dividers: notes.filter(({ from, to }) => from !== to).map(({ message }) => shown(message)),
    bars: all.filter(isBar).map(({ from, type }) => ({ of: from, ends: type === ACTIVE_END })),
    firstNumber: typeof number === 'object' ? (number.start ?? 1) : 0,
  };
}

/** It knows its kinds of diagram once it has parsed one. */
const prepared = mermaid.parse('sequenceDiagram');

/** The diagrams in an exported text: it is one, or Markdown with several in fenced blocks. */
export function diagramsIn(text: string): readonly string[] {
  if (!text.startsWith('# ')) return [text];
  return Array.from(text.matchAll(/^```mermaid\n(.*?)^```$/gms), ([, diagram = '']) => diagram);
}

/** While it reads, Mermaid keeps `#59;` as `ﬂ°°59¶ß`. */
function shown(text: unknown): string {
  return String(text).replaceAll(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** What the page draws of a run, row by row. */
export function rowsIn({ recording, trace }: Run, scope: Scope) {
  const records = scope.kind === 'flow' ? trace : recordsOf({ trace }, scope);
  const flow = scope.kind === 'flow' ? scope.flow : '';
  const { rows, participants } = sequenceOf(records, topologyOf(recording), { flow, hidesQueries: false });
  const begun = new Set<string>();
  const isDivided = rows.map(({ record }, index) => {
    const waited = record.at - (rows[index - 1]?.record.at ?? record.at);
    const begins = scope.kind !== 'flow' && !begun.has(record.flow);
    begun.add(record.flow);
    return { waits: waited >= 60_000, begins };
  });
  return {
    participants: participants.map(({ title, role }) => {
      return { name: title, type: role === 'actor' ? 'actor' : 'participant' };
    }),
    messages: rows.filter(({ kind }) => kind === 'message').length,
    notes: rows.filter(({ kind }) => kind !== 'message').length,
    dividers: isDivided.filter(({ waits, begins }) => waits || (begins && begun.size > 1)).length,
  };
}

/** How much of each Mermaid has. */
export const countsIn = ({ participants, messages, notes, dividers }: SequenceDiagram) => {
  return { participants, messages: messages.length, notes: notes.length, dividers: dividers.length };
};

/** How many bars are open on each lifeline where the diagram ends. */
export function openBars({ bars }: SequenceDiagram): readonly number[] {
  const open = new Map<string, number>();
  for (const { of, ends } of bars) open.set(of, (open.get(of) ?? 0) + (ends ? -1 : 1));
  return [...open.values()];
}
