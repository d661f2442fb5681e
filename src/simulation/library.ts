import { invariant } from '../engine/invariant';
import type { Result } from '../engine/result';
import { parseShopData, type ShopData } from '../shop/shop-data';
import { parseScenario, scenarioGroups, type Scenario } from './scenario';

/**
 * What ships with the simulator: the shop of `fixtures/data` and the scenarios of `fixtures/scenarios`. Adding a scenario
 * is adding a file.
 */
const dataFiles = import.meta.glob<unknown>('../../fixtures/data/*.json', { eager: true, import: 'default' });
const scenarioFiles = import.meta.glob<unknown>('../../fixtures/scenarios/*.json', {
  eager: true,
  import: 'default',
});

/** The shop as shipped. */
export const shopData: ShopData = required(
  parseShopData(
    Object.fromEntries(Object.entries(dataFiles).map(([path, json]) => [nameOf(path), json])),
    'fixtures/data/',
  ),
);

/** The shipped scenarios, by group and then by title. */
export const scenarios: readonly Scenario[] = Object.entries(scenarioFiles)
  .map(([path, json]) => scenarioOf(path, json))
  .sort(byGroupThenId);

/** The shipped scenario of that id, if there is one. */
export function findScenario(id: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}

function scenarioOf(path: string, json: unknown): Scenario {
  const scenario = required(parseScenario(json, path.replace('../../', '')));
  invariant(scenario.id === nameOf(path), `the scenario in ${path} has the id ${nameOf(path)}`);
  return scenario;
}

function byGroupThenId(a: Scenario, b: Scenario): number {
  const groups = scenarioGroups.indexOf(a.group) - scenarioGroups.indexOf(b.group);
  if (groups !== 0) return groups;
  return a.id < b.id ? -1 : 1;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
}

/** A fixture that is broken stops the simulator with its file, path and reason. */
function required<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}
