import type { Problem } from '../../simulation';
import { benchTables, keyFieldOf, keyOfRow, type BenchTable, type TableName } from './bench-tables';
import { isRow } from './rows';

/** Something that is wrong with what stands on the bench. */
export interface BenchProblem {
  /** Where it can be put right; undefined where no tab of the bench is about it. */
  readonly tab: TableName | 'settings' | undefined;
  /** The row, by its place in the table; undefined for one that was taken away. */
  readonly index?: number;
  /** Of a row that was taken away. */
  readonly key?: string;
  /** The place within the row, or within the settings: `items[0].quantity`. */
  readonly path: string;
  readonly message: string;
}

/** What is put over the scenario’s rows, table by table: that is what the paths of problems count. */
export interface Overlay {
  /** Places in the table on the bench of the rows that are given. */
  readonly given: (table: TableName) => readonly number[];
  /** The keys of the rows that are left out. */
  readonly without: (table: TableName) => readonly string[];
}

/**
 * Where on the bench the problems of a recording lie.
 * @param problems of `parseRecording`.
 */
export function benchProblems(problems: readonly Problem[], overlay: Overlay): readonly BenchProblem[] {
  return problems.map(({ path, message }): BenchProblem => {
    const [, table, place, rest = ''] = /^(?:shop\.)?(\w+)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
    if (isTable(table)) {
      const index = overlay.given(table)[Number(place)];
      return { tab: table, ...(index === undefined ? {} : { index }), path: rest, message };
    }
    const [, from, which] = /^shop\.without\.(\w+)\[(\d+)\]$/.exec(path) ?? [];
    if (isTable(from)) {
      return { tab: from, key: overlay.without(from)[Number(which)] ?? '', path: '', message };
    }
    const setting = /^settings\.?(.*)$/.exec(path)?.[1];
    if (setting !== undefined) return { tab: 'settings', path: setting, message };
    return { tab: undefined, path, message };
  });
}

/**
 * Rows of a table that have the key of one before them: of two only one could be in the shop.
 * @param keyField the field that tells rows apart.
 */
export function repeatedKeys(
  { name: tab, one }: Pick<BenchTable, 'name' | 'one'>,
  rows: readonly unknown[],
): readonly BenchProblem[] {
  const seen = new Set<string>();
  return rows.flatMap((row, index): readonly BenchProblem[] => {
    const key = isRow(row) ? keyOfRow(tab, row) : '';
    if (!seen.has(key) || key === '') {
      seen.add(key);
      return [];
    }
    return [
      {
        tab,
        index,
        path: keyFieldOf(tab),
        message: `${key} stands there twice: there is already a ${one} of that id`,
      },
    ];
  });
}

function isTable(name: string | undefined): name is TableName {
  return benchTables.some((table) => table.name === name);
}
