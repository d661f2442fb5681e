import { keyOf, type ShopData, type ShopDataChanges } from '../simulation';

/** A value that is not as it was; undefined where there is, or was, none. */
export interface FieldDifference {
  /** Its place in the row: `items[1].quantity`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A row that came, went or changed. */
export interface RowDifference {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly key: string;
  /** Of a row that changed, what about it; of others nothing. */
  readonly fields: readonly FieldDifference[];
}

/** The tables of a shop by name, in the order of the data files. */
export const tableNames = Object.keys(keyOf) as readonly (keyof ShopData)[];

/**
 * How one list of rows differs from another one, whatever their order.
 * @returns first the rows that changed and those that went, in the order of `before`, then those that came.
 */
export function rowDifferences(
  before: readonly object[],
  after: readonly object[],
  keyOfRow: (row: never) => string,
): readonly RowDifference[] {
  const keyed = (rows: readonly object[]) => new Map(rows.map((row) => [keyOfRow(row as never), row]));
  const [old, now] = [keyed(before), keyed(after)];
  const differences: RowDifference[] = [];
  for (const [key, row] of old) {
    const wanted = now.get(key);
    if (wanted === undefined) differences.push({ kind: 'removed', key, fields: [] });
    else if (!isSame(row, wanted)) {
      differences.push({ kind: 'changed', key, fields: fieldDifferences(row, wanted) });
    }
  }
  for (const key of now.keys()) if (!old.has(key)) differences.push({ kind: 'added', key, fields: [] });
  return differences;
}

/** The smallest parts in which two values differ, each with its place; none when they are the same. */
export function fieldDifferences(before: unknown, after: unknown, path = ''): readonly FieldDifference[] {
  if (isSame(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && isOfHolders(before) && isOfHolders(after)) {
    const count = Math.max(before.length, after.length);
    return Array.from({ length: count }, (_, index) =>
      fieldDifferences(before[index], after[index], `${path}[${index}]`),
    ).flat();
  }
  if (isPlain(before) && isPlain(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      fieldDifferences(before[name], after[name], path === '' ? name : `${path}.${name}`),
    );
  }
  return [{ path, before, after }];
}

/**
 * What a person must put over a shop to get another one: only the rows that differ, and the keys of those that are
 * left out. `withChanges(base, changesOver(base, wanted))` is `wanted`, but for the order of its rows.
 * @returns undefined when nothing differs.
 */
export function changesOver(base: ShopData, wanted: ShopData): ShopDataChanges | undefined {
  const changes: { [table: string]: unknown } = {};
  const without: { [table: string]: readonly string[] } = {};
  for (const table of tableNames) {
    const rows = rowsOver(table, base, wanted);
    const left = leftOut(table, base, wanted);
    if (table === 'segments' ? left.length + rows.length > 0 : rows.length > 0) changes[table] = rows;
    // Who gives segments at all, gives all of them.
    if (table !== 'segments' && left.length > 0) without[table] = left;
  }
  if (Object.keys(without).length > 0) changes['without'] = without;
  return Object.keys(changes).length === 0 ? undefined : changes;
}

/** The rows of a table that must be given to get from a shop to another one, in their order there. */
export function rowsOver(table: keyof ShopData, base: ShopData, wanted: ShopData): readonly object[] {
  if (table === 'segments') return isSame(base.segments, wanted.segments) ? [] : wanted.segments;
  const keyOfRow = keyOf[table] as (row: object) => string;
  const known = new Map(base[table].map((row) => [keyOfRow(row), row]));
  return wanted[table].filter((row) => !isSame(known.get(keyOfRow(row)), row));
}

/** The keys of a table’s rows that another shop does not have any more. */
export function leftOut(table: keyof ShopData, base: ShopData, wanted: ShopData): readonly string[] {
  const keyOfRow = keyOf[table] as (row: object) => string;
  const present = new Set(wanted[table].map(keyOfRow));
  return base[table].map(keyOfRow).filter((key) => !present.has(key));
}

/** Whether two values of JSON are the same, whatever the order of their fields. One that is undefined is as good as none. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (!isPlain(one) || !isPlain(other)) return false;
  return (
    Object.keys(one).every((name) => isSame(one[name], other[name])) &&
    Object.keys(other).every((name) => name in one || other[name] === undefined)
  );
}

function isPlain(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lists of objects are compared item by item; a list of words is one value. */
function isOfHolders(list: readonly unknown[]): boolean {
  return list.every(isPlain);
}
