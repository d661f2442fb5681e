import * as v from 'valibot';
import { architectureNames, type ArchitectureName } from '../architectures';
import type { Problem, Result } from '../engine/result';
import { check } from '../shop/validation';
import { danglingReferences, withChanges } from '../shop/shop-data';
import { findScenario, shopData } from './library';
import { Act, Scenario } from './scenario';
import { completeSettings, Settings, type SettingsInput } from './settings';

/** The brokers that this version can simulate. */
const brokers = ['in-memory'] as const;

/** All that a run depends on. Same recording, same run, byte for byte. */
export const Recording = v.strictObject({
  format: v.literal('signalbox.recording', 'must be "signalbox.recording"'),
  version: v.literal(1, 'must be 1; a newer version needs a newer Signalbox'),
  title: v.optional(v.string()),
  /** Id of a shipped scenario, or a whole one. */
  scenario: v.union([v.string(), Scenario], 'must be the id of a scenario, or a scenario'),
  architecture: v.picklist(architectureNames),
  broker: v.picklist(brokers),
  /** Starts the random streams; any 32-bit integer. */
  seed: v.pipe(v.number(), v.safeInteger('must be a whole number')),
  settings: Settings,
  /** What a person did, beside what the scenario brings. */
  acts: v.pipe(v.array(Act), v.readonly()),
  /** Stop at this simulated ms; left out: run to the end. */
  until: v.optional(
    v.pipe(v.number(), v.safeInteger('must be whole ms'), v.minValue(0, 'must not be negative')),
  ),
});
export type Recording = v.InferOutput<typeof Recording>;

/** Reads a recording from outside. Never throws; problems say where and why. */
export function parseRecording(json: unknown): Result<Recording> {
  const checked = check(Recording, json);
  if (!checked.ok) return checked;
  const recording = checked.value;
  const scenario = scenarioOf(recording);
  if (scenario === undefined) {
    return problem('scenario', `there is no scenario ${JSON.stringify(recording.scenario)} in this version`);
  }
  const dangling = danglingReferences(withChanges(shopData, scenario.shop ?? {}));
  return dangling.length > 0
    ? {
        ok: false,
        problems: dangling.map(({ path, message }) => ({ path: `scenario.shop.${path}`, message })),
      }
    : checked;
}

/** A recording of a scenario as it stands, with everything that is left out at its default. */
export function recordingOf(
  scenario: string | Scenario,
  architecture: ArchitectureName,
  { seed = 1, settings = {} }: { readonly seed?: number; readonly settings?: SettingsInput } = {},
): Recording {
  const own = (typeof scenario === 'string' ? findScenario(scenario) : scenario)?.settings ?? {};
  return {
    format: 'signalbox.recording',
    version: 1,
    scenario,
    architecture,
    broker: 'in-memory',
    seed,
    settings: completeSettings({ ...own, ...settings }),
    acts: [],
  };
}

/** The scenario of a recording; undefined when it names one that does not ship with this version. */
export function scenarioOf({ scenario }: Recording): Scenario | undefined {
  return typeof scenario === 'string' ? findScenario(scenario) : scenario;
}

function problem(path: string, message: string): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems: [{ path, message }] };
}
