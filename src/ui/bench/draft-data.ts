import { isSame, rowDifferences, rowsOver, type RowDifference } from '../../analysis/data-difference';
import { shopOf, typeRowsOf, type Recording, type ShopData } from '../../simulation';
import { parametersOf } from '../settings/parameters';
import type { BenchProblem } from './bench-problems';
import { keyOfRow, type TableName } from './bench-tables';
import type { Rows } from './new-rows';
import { isRow, type Row } from './rows';

/** The rows of a recording, or of a scenario as it stands. */
export function rowsOf(recording: Pick<Recording, 'scenario' | 'shop' | 'notificationTypes'>): Rows {
  return { ...shopOf(recording), notificationTypes: typeRowsOf(recording) };
}

/** The shop’s tables of rows that may not be checked yet: whoever runs them checks them. */
export function shopIn(rows: Rows): ShopData {
  const { notificationTypes: _, ...shop } = rows;
  return shop as unknown as ShopData;
}

/** How the rows of a table differ. */
export function differences(table: TableName, before: Rows, after: Rows): readonly RowDifference[] {
  const keyOf = (row: object) => keyOfRow(table, row);
  return rowDifferences(before[table] as readonly object[], after[table] as readonly object[], keyOf);
}

/** The rows of a table that must be put over those of a scenario to get the wanted ones. */
export function givenRows(table: TableName, base: Rows, wanted: Rows): readonly unknown[] {
  if (table !== 'notificationTypes') return rowsOver(table, shopIn(base), shopIn(wanted));
  const known = new Map(base.notificationTypes.map((row) => [keyOfRow(table, row), row]));
  return wanted.notificationTypes.filter((row) => !isSame(known.get(keyOfRow(table, row)), row));
}

/** What a kind of notification has that says nothing of it. */
const unset: Row = { audience: 'customer', trigger: 'none', delayMs: 0, segments: null };
const ofCustomers = ['category', 'channels', 'segments'];

/**
 * Rows as they come out of a run. Rows of kinds of notification go over those of a scenario, so what a person leaves out of
 * one of these becomes what says nothing (`segments: null` is for all), or else stays as it is there.
 */
export function completedRows(table: TableName, rows: readonly unknown[], base: Rows): readonly unknown[] {
  if (table !== 'notificationTypes') return rows;
  const known = new Map(base.notificationTypes.map((row) => [keyOfRow(table, row), row]));
  return rows.map((row) => completedType(row, known.get(keyOfRow(table, row))));
}

function completedType(row: unknown, own: unknown): unknown {
  if (!isRow(row) || !isRow(own)) return row;
  const becomesInternal = row['audience'] === 'internal' && own['audience'] !== 'internal';
  const missing = Object.entries(own)
    .filter(([name]) => !(name in row) && !(becomesInternal && ofCustomers.includes(name)))
    .map(([name, value]) => [name, name in unset ? unset[name] : value]);
  const whole: Row = { ...row, ...(Object.fromEntries(missing) as Row) };
  const { template } = whole;
  if (!isRow(template) || !isRow(own['template'])) return whole;
  return { ...whole, template: { ...own['template'], ...template } };
}

/** Kinds of notification that the shop or the scenario has, and that a person has taken away: that cannot be. */
export function typesGone(base: Rows, rows: Rows): readonly BenchProblem[] {
  const gone = differences('notificationTypes', base, rows).filter(({ kind }) => kind === 'removed');
  return gone.map(({ key }) => {
    const message = `${key} cannot be taken away, since the shop or the scenario has it; put it back, with the trigger “none” if nobody is to be told`;
    return { tab: 'notificationTypes', key, path: '', message };
  });
}

/** The settings that are not as in a recording: name and value. @param settings nobody has checked them. */
export function changedSettings(
  recording: Recording,
  settings: object,
): readonly (readonly [name: string, value: unknown])[] {
  const known = parametersOf(recording);
  const wanted = parametersOf({ ...recording, settings: settings as Recording['settings'] });
  return [...wanted].filter(([name, value]) => known.get(name) !== value);
}
