import * as v from 'valibot';
import type { Problem, Result } from '../engine/result';

/**
 * Checks something read from outside against a schema. Problems are sentences that go on from their path (`acts[0].at`:
 * `is missing`), one a place: a schema's own, or those below.
 * @param within path of `input` in what the person knows: a file name, or empty.
 */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  within = '',
): Result<v.InferOutput<Schema>> {
  const result = v.safeParse(schema, input, { message: sentenceOn, abortPipeEarly: true });
  if (result.success) return { ok: true, value: result.output };
  const problems = new Map<string, Problem>();
  for (const issue of result.issues) {
    const problem = problemOf(issue, within);
    if (!problems.has(problem.path)) problems.set(problem.path, problem);
  }
  return { ok: false, problems: [...problems.values()] };
}

/** Problems of a part of something, under the paths that they have in the whole. */
export function problemsWithin(part: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ path, message }) => ({ path: `${part}.${path}`, message }));
}

/**
 * What is wrong with something whose kind is told by one of its fields, for the message of a variant.
 * @param name of what it must be, such as `event`.
 * @param kind what a person calls its kinds, where that is something else.
 */
export function kindMessage(
  name: string,
  kind = name,
): (issue: { readonly expected: string | null; readonly received: string }) => string {
  return ({ expected, received }) => {
    if (expected === 'Object') return `must be ${/^[aeo]/.test(name) ? 'an' : 'a'} ${name}`;
    if (received === 'undefined') return 'is missing';
    return `there is no ${kind} ${received}; known are ${choicesIn(expected)}`;
  };
}

/** The choices that valibot writes as `("a" | "b")`, as `"a", "b"`. */
function choicesIn(expected: string | null): string {
  return (expected ?? '').replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ', ');
}

/** What is wrong, where a schema has no sentence of its own. */
function sentenceOn({ type, expected, received }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'is not known here';
  if (received === 'undefined') return 'is missing';
  if (type === 'picklist') return `must be one of ${choicesIn(expected)}`;
  return kindSentences[type] ?? `must be ${expected ?? 'something else'}`;
}

const kindSentences: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  strict_object: 'must be an object',
};

function problemOf({ path: steps, message }: v.BaseIssue<unknown>, within: string): Problem {
  let path = within;
  for (const { key, input } of steps ?? []) {
    // To valibot a list is an object without the fields.
    if (typeof key === 'string' && Array.isArray(input)) return { path, message: 'must be an object' };
    if (typeof key === 'number') path += `[${key}]`;
    else path += path === '' ? String(key) : `.${String(key)}`;
  }
  return { path, message };
}
