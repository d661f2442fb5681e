import { invariant } from '../engine/invariant';
import { nameOf, required } from './fixture-files';
import { parseScenario, scenarioGroups, type Scenario } from './scenario';

/** The scenarios that ship with the simulator, those of `fixtures/scenarios`. Adding a scenario is adding a file. */
const files = import.meta.glob<unknown>('../../fixtures/scenarios/*.json', {
  eager: true,
  import: 'default',
});

/** The shipped scenarios, by group and then by id. */
export const scenarios: readonly Scenario[] = Object.entries(files)
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
