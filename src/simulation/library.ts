import priceDrop from '../../fixtures/scenarios/price-drop.json';
import { invariant } from '../engine/invariant';
import { nameOf, required } from './fixture-files';
import { parseScenario, scenarioGroups, type Scenario } from './scenario';

/** The scenario that people meet first: it shows the whole difference between the architectures. It is always there. */
export const openingScenario = 'price-drop';

const byId = new Map<string, Scenario>();
const inOrder: Scenario[] = [];

/**
 * The scenarios that ship with the simulator, those of `fixtures/scenarios`, by group, and within a group from plain to
 * special. Adding a scenario is adding a file. All but the opening one are there once `loadEverything` has brought them:
 * the page shows its first step before it has them.
 */
export const scenarios: readonly Scenario[] = inOrder;

addScenarios({ [`../../fixtures/scenarios/${openingScenario}.json`]: priceDrop });

/** The shipped scenario of that id, if there is one that is loaded. */
export function findScenario(id: string): Scenario | undefined {
  return byId.get(id);
}

/** Brings all shipped scenarios, and with them the other architecture and the other brokers. */
export function loadEverything() {
  return import('./everything').then(() => scenarios);
}

/** Does something when everything is there: at once if it is. */
export function whenEverythingIsLoaded(act: () => void): void {
  if (scenarios.length > 1) act();
  else void loadEverything().then(act);
}

/** Puts scenarios into the library, by the paths of their files. */
export function addScenarios(files: { readonly [path: string]: unknown }): void {
  for (const [path, json] of Object.entries(files)) {
    const scenario = required(parseScenario(json, path.replace('../../', '')));
    invariant(scenario.id === nameOf(path), `the scenario in ${path} has the id ${nameOf(path)}`);
    if (!byId.has(scenario.id)) inOrder.push(scenario);
    byId.set(scenario.id, byId.get(scenario.id) ?? scenario);
  }
  inOrder.sort(byPlace);
}

function byPlace(a: Scenario, b: Scenario): number {
  const groups = scenarioGroups.indexOf(a.group) - scenarioGroups.indexOf(b.group);
  if (groups !== 0) return groups;
  const places = (a.order ?? Infinity) - (b.order ?? Infinity);
  if (places !== 0 && !Number.isNaN(places)) return places;
  return a.id < b.id ? -1 : 1;
}
