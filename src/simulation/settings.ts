import * as v from 'valibot';

const ms = v.pipe(
  v.number(),
  v.safeInteger('must be whole ms'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(60_000, 'must be at most 60000 ms'),
);
const latencyNames = ['command', 'bus', 'store', 'api', 'channel'] as const;

/** Every parameter that shapes a run, besides scenario, architecture, broker, seed and acts. */
export interface Settings {
  /** How long the ways take, in whole ms. */
  readonly latencyMs: Readonly<Record<(typeof latencyNames)[number], number>>;
  /** The most that chance adds to each latency, in whole ms. */
  readonly jitterMs: number;
  /**
   * Once this many records are written, the run stops, in place of what is due next, with a record that says so. What is
   * under way when the limit is reached is finished first and may write a few records more.
   */
  readonly recordLimit: number;
}

/** Some settings, as scenarios and recordings hold them; what is left out stays as it is without them. */
export const SettingsChanges = v.strictObject({
  latencyMs: v.exactOptional(v.strictObject(v.entriesFromList(latencyNames, v.exactOptional(ms)))),
  jitterMs: v.exactOptional(ms),
  recordLimit: v.exactOptional(
    v.pipe(
      v.number(),
      v.safeInteger('must be a whole number'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(100_000_000, 'must be at most 100000000'),
    ),
  ),
});
export type SettingsChanges = Readonly<v.InferOutput<typeof SettingsChanges>>;

const defaults: Settings = {
  latencyMs: { command: 8, bus: 5, store: 4, api: 15, channel: 25 },
  jitterMs: 0,
  recordLimit: 1_000_000,
};

/** All settings: the defaults, over them the scenario's, over these a person's, each latency by itself. */
export function completeSettings(scenario: SettingsChanges = {}, person: SettingsChanges = {}): Settings {
  return {
    ...defaults,
    ...scenario,
    ...person,
    latencyMs: { ...defaults.latencyMs, ...scenario.latencyMs, ...person.latencyMs },
  };
}
