import { isSame, rowDifferences, rowsOver, type RowDifference } from '../../analysis/data-difference';
import { shopOf, typeRowsOf, type Recording, type ShopData } from '../../simulation';
import { parametersOf } from '../settings/parameters';
import { keyOfRow, type TableName } from './bench-tables';
import type { Rows } from './new-rows';

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

/** The settings that are not as in a recording: name and value. @param settings nobody has checked them. */
export function changedSettings(
  recording: Recording,
  settings: object,
): readonly (readonly [name: string, value: unknown])[] {
  const known = parametersOf(recording);
  const wanted = parametersOf({ ...recording, settings: settings as Recording['settings'] });
  return [...wanted].filter(([name, value]) => known.get(name) !== value);
}
