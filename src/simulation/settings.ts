import * as v from 'valibot';

const latency = (defaultMs: number) =>
  v.optional(
    v.pipe(
      v.number(),
      v.safeInteger('must be whole ms'),
      v.minValue(0, 'must not be negative'),
      v.maxValue(60_000, 'must be at most 60000 ms'),
    ),
    defaultMs,
  );

/** Every parameter that shapes a run, besides scenario, architecture, broker, seed and acts. What is left out has its default. */
export const Settings = v.strictObject({
  /** How long the ways take, in whole ms. */
  latencyMs: v.optional(
    v.strictObject({
      command: latency(8),
      bus: latency(5),
      store: latency(4),
      api: latency(15),
      channel: latency(25),
    }),
    {},
  ),
  /** The most that chance adds to each latency, in whole ms. */
  jitterMs: latency(0),
  /** The most records that a run may write; reaching it ends the run with a record that says so. */
  recordLimit: v.optional(
    v.pipe(v.number(), v.safeInteger(), v.minValue(1, 'must be at least 1')),
    1_000_000,
  ),
});
export type Settings = v.InferOutput<typeof Settings>;
export type SettingsInput = v.InferInput<typeof Settings>;

/** Settings with every default filled in. */
export function completeSettings(settings: SettingsInput = {}): Settings {
  return v.parse(Settings, settings);
}
