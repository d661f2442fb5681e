import * as v from 'valibot';
import type { Problem, Result } from '../engine/result';

/**
 * Checks something read from outside against a schema.
 * @param within path of `input` in what the person knows: a file name, or empty.
 */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  within = '',
): Result<v.InferOutput<Schema>> {
  const result = v.safeParse(schema, input);
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, problems: result.issues.map((issue) => problemOf(issue, within)) };
}

function problemOf(issue: v.BaseIssue<unknown>, within: string): Problem {
  let path = within;
  for (const { key } of issue.path ?? []) {
    if (typeof key === 'number') path += `[${key}]`;
    else path += path === '' ? String(key) : `.${String(key)}`;
  }
  return { path, message: issue.message };
}
