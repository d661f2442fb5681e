import type { Result } from '../engine/result';

/** `price-drop` for `../../fixtures/scenarios/price-drop.json` */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
}

/** A fixture that is broken stops the simulator with its file, path and reason. */
export function required<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}
