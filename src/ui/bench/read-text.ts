import type { Problem, Result } from '../../simulation';
import { isRow, type Row } from './rows';

/** Reads rows from JSON; what is in them nobody has checked then. */
export function readRows(text: string): Result<readonly Row[]> {
  const value = read(text);
  if (value === undefined) return noJson;
  if (!Array.isArray(value))
    return { ok: false, problems: [{ path: '', message: 'must be a list of rows' }] };
  const rows: readonly unknown[] = value;
  const problems = rows.flatMap((row, index): readonly Problem[] =>
    isRow(row) ? [] : [{ path: `[${index}]`, message: 'must be an object' }],
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: rows as readonly Row[] };
}

/** Reads settings from JSON; what is in them nobody has checked then. */
export function readSettings(text: string): Result<object> {
  const value = read(text);
  if (value === undefined) return noJson;
  if (isRow(value)) return { ok: true, value };
  return { ok: false, problems: [{ path: '', message: 'must be an object' }] };
}

/** Where in the text, the editor says. */
const noJson = { ok: false, problems: [{ path: '', message: 'cannot be read: it is no JSON' }] } as const;

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
