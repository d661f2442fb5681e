import type { FieldDifference } from '../../analysis/data-difference';
import { shippedTypeRows, shopData } from '../../simulation';
import { keyOfRow, type TableName } from './bench-tables';
import type { Draft } from './draft.svelte';
import type { Rows } from './new-rows';
import { isRow, withTotal, withValue } from './rows';

/** Everything as it ships. */
export const shippedRows: Rows = { ...shopData, notificationTypes: shippedTypeRows };

/** The row of that key; undefined when there is none. */
export function rowWithKey(rows: Rows, table: TableName, key: string): unknown {
  return rows[table].find((row) => keyOfRow(table, row) === key);
}

/**
 * Makes a row of a draft, or one value in it, what it is elsewhere.
 * @param origin the rows that it is taken from: where there is no such row, it goes.
 */
export function putBack(
  draft: Draft,
  origin: Rows,
  table: TableName,
  key: string,
  field?: FieldDifference,
): void {
  const own = rowWithKey(origin, table, key);
  const present = rowWithKey(draft.rows, table, key);
  const rows = draft.rows[table];
  if (own === undefined)
    draft.setRows(
      table,
      rows.filter((row) => row !== present),
    );
  else if (present === undefined) draft.setRows(table, [...rows, own]);
  else {
    const part = field === undefined || !isRow(present) ? own : withValue(present, field.path, field.before);
    const next = field !== undefined && table === 'orders' && isRow(part) ? withTotal(part) : part;
    draft.setRows(
      table,
      rows.map((row) => (row === present ? next : row)),
    );
  }
}
