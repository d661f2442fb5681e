import type { Rows } from './new-rows';
import { isRow } from './rows';

/** What people call customers and products by id; what is not known keeps its id. */
export function namedIn(rows: Rows): (id: string) => string {
  const names = new Map(
    [...rows.customers, ...rows.products].flatMap((row) => {
      if (!isRow(row)) return [];
      const { id, name } = row;
      return typeof id === 'string' && typeof name === 'string' ? [[id, name] as const] : [];
    }),
  );
  return (id) => names.get(id) ?? id;
}
