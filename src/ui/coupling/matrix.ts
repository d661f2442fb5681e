import type { Touch, TouchKind } from '../../analysis/coupling/coupling';
import type { CouplingRow, CouplingTable, Part, PerArchitecture } from '../../analysis/coupling/comparison';
import { counted } from '../../analysis/words';
import type { ArchitectureName, NodeId } from '../../simulation';
import { countedEntities, rowLabel, thingWords, touchWords } from './coupling-words';

/** A number of the matrix, and the records behind it. */
export interface Figure {
  readonly amount: number;
  /** What it counts, with the number: `3 reads of customers`. */
  readonly words: string;
  readonly seqs: readonly number[];
}

export type Figures = PerArchitecture<Figure | undefined>;

interface MatrixRow {
  readonly key: string;
  readonly label: string;
  /** By key of the part. */
  readonly cells: ReadonlyMap<string, Figures>;
}

interface MatrixGroup {
  readonly title: string;
  readonly rows: readonly MatrixRow[];
}

/** The titles of nodes in each architecture. */
export type Titles = PerArchitecture<(id: NodeId) => string>;

/** The matrix as people read it: how much in all, and then each thing that is touched. */
export function matrixOf(table: CouplingTable, titles: Titles): readonly MatrixGroup[] {
  const details = groupTitles.map(([kind, title]): MatrixGroup => {
    const rows = table.rows.filter((row) => row.kind === kind);
    return { title, rows: rows.map((row) => detailRow(row, titles)) };
  });
  return [{ title: 'In all', rows: summaryRows(table) }, ...details].filter(({ rows }) => rows.length > 0);
}

/** Whether a number is only in its own architecture, or how it compares with the other one. */
export function comparedWith(figure: Figure, other: Figure | undefined): 'only' | 'more' | 'less' | 'same' {
  if (other === undefined) return 'only';
  if (figure.amount === other.amount) return 'same';
  return figure.amount > other.amount ? 'more' : 'less';
}

/** The name of a part; where its node has a name of its own in each architecture, both. */
export function partTitle({ nodes }: Part): string {
  const names = [nodes['event-sourced'], nodes['api-driven']].flatMap((node) => node?.title ?? []);
  return [...new Set(names)].join(' / ');
}

/** What a row is about, by the name that it has in an architecture. */
export function thingTitle({ kind, things }: CouplingRow, name: ArchitectureName, titles: Titles): string {
  const thing = things[name] ?? '';
  return kind === 'sends' || kind === 'wait' ? titles[name](thing) : thingWords(thing);
}

const groupTitles: readonly (readonly [TouchKind, string])[] = [
  ['sends', 'Sends'],
  ['data', 'Reads and writes'],
  ['rule', 'Decides by the rule'],
  ['state', 'Keeps the state of'],
  ['wait', 'Waits for answers, ms'],
];

/** One number for each part and question. */
const summaries: readonly {
  readonly label: string;
  readonly counts: (touch: Touch) => boolean;
  readonly amountOf: (touches: readonly Touch[]) => number;
  readonly words: (amount: number) => string;
}[] = [
  {
    label: 'Nodes it talks to',
    counts: ({ kind }) => kind === 'sends',
    amountOf: differentThings,
    words: (amount) => `talks to ${counted(amount, 'node')}`,
  },
  {
    label: 'Messages sent',
    counts: ({ kind, how }) => kind === 'sends' && how !== 'query',
    amountOf: sumOfAmounts,
    words: (amount) => `${counted(amount, 'message')} sent`,
  },
  {
    label: 'Entities it reads or writes',
    counts: ({ kind }) => kind === 'data',
    amountOf: differentThings,
    words: (amount) => `reads or writes ${countedEntities(amount)}`,
  },
  {
    label: 'Rules it knows',
    counts: ({ kind }) => kind === 'rule',
    amountOf: differentThings,
    words: (amount) => `knows ${counted(amount, 'rule')}`,
  },
  {
    label: 'Kinds of state it keeps',
    counts: ({ kind }) => kind === 'state',
    amountOf: differentThings,
    words: (amount) => `keeps ${amount} ${amount === 1 ? 'kind' : 'kinds'} of state`,
  },
  {
    label: 'Calls it waits for',
    counts: ({ kind, how }) => kind === 'wait' && how === 'call',
    amountOf: (touches) => touches.reduce((sum, { seqs }) => sum + seqs.length, 0),
    words: (amount) => `waits for ${counted(amount, 'call')}`,
  },
  {
    label: 'Time it waits, ms',
    counts: ({ kind }) => kind === 'wait',
    amountOf: sumOfAmounts,
    words: (amount) => `waits ${amount} ms in all`,
  },
];

function differentThings(touches: readonly Touch[]): number {
  return new Set(touches.map(({ thing }) => thing)).size;
}

function sumOfAmounts(touches: readonly Touch[]): number {
  return touches.reduce((sum, { amount }) => sum + amount, 0);
}

function summaryRows({ parts, rows }: CouplingTable): readonly MatrixRow[] {
  return summaries.map(({ label, counts, amountOf, words }) => {
    const figure = (part: Part, name: ArchitectureName): Figure | undefined => {
      const touches = rows.flatMap(({ cells }) => cells.get(part.key)?.[name] ?? []).filter(counts);
      if (touches.length === 0) return undefined;
      const amount = amountOf(touches);
      const seqs = [...new Set(touches.flatMap((touch) => touch.seqs))].sort((a, b) => a - b);
      return { amount, words: words(amount), seqs };
    };
    const cells = parts.map((part) => {
      const figures = {
        'event-sourced': figure(part, 'event-sourced'),
        'api-driven': figure(part, 'api-driven'),
      };
      return [part.key, figures] as const;
    });
    return { key: label, label, cells: new Map(cells) };
  });
}

function detailRow(row: CouplingRow, titles: Titles): MatrixRow {
  const names = (['event-sourced', 'api-driven'] as const).filter((name) => row.things[name] !== undefined);
  const label = [...new Set(names.map((name) => thingTitle(row, name, titles)))].join(' / ');
  const figure = (touch: Touch | undefined, name: ArchitectureName): Figure | undefined => {
    if (touch === undefined) return undefined;
    const { amount, seqs } = touch;
    return { amount, seqs, words: touchWords(touch, thingTitle(row, name, titles)) };
  };
  const cells = [...row.cells].map(([part, touches]) => {
    const figures = {
      'event-sourced': figure(touches['event-sourced'], 'event-sourced'),
      'api-driven': figure(touches['api-driven'], 'api-driven'),
    };
    return [part, figures] as const;
  });
  return { key: row.key, label: rowLabel(row.kind, row.how, label), cells: new Map(cells) };
}
