import {
  parseRecording,
  recordingOf,
  type Recording,
  type Result,
  type Settings,
  type SettingsChanges,
} from '../../simulation';

type SettingName = {
  [Name in keyof Settings]: Settings[Name] extends object
    ? `${Name}.${Extract<keyof Settings[Name], string>}`
    : Name;
}[keyof Settings];

/** Everything that shapes a run besides scenario, architecture and acts, by name: `broker`, `outbox`, `latencyMs.bus`. */
export type ParameterName = 'broker' | 'seed' | SettingName;
export type ParameterValue = string | number | boolean;

/** A parameter that is not as the scenario has it. */
export interface Change {
  readonly name: string;
  readonly chosen: ParameterValue;
}

/** The values of all parameters of a recording, by name. */
export function parametersOf({ broker, seed, settings }: Recording): ReadonlyMap<string, ParameterValue> {
  const values = new Map<string, ParameterValue>([
    ['broker', broker],
    ['seed', seed],
  ]);
  for (const [name, value] of Object.entries({ ...settings })) {
    if (typeof value !== 'object') values.set(name, value);
    else for (const [part, inner] of Object.entries({ ...value })) values.set(`${name}.${part}`, inner);
  }
  return values;
}

/** The same story as the scenario has it by itself: its own broker and settings, and the first seed. */
export function withoutChanges(recording: Recording): Recording {
  const { broker, seed, settings } = recordingOf(recording.scenario, recording.architecture);
  return { ...recording, broker, seed, settings };
}

/** What is not as the scenario has it, in the order of the parameters. */
export function changesIn(recording: Recording): readonly Change[] {
  const own = parametersOf(withoutChanges(recording));
  return [...parametersOf(recording)]
    .filter(([name, value]) => own.get(name) !== value)
    .map(([name, chosen]) => ({ name, chosen }));
}

/** The recording with another value for a parameter, or what is wrong with the value. */
export function withParameter(recording: Recording, name: string, value: unknown): Result<Recording> {
  if (name === 'broker' || name === 'seed') return parseRecording({ ...recording, [name]: value });
  return parseRecording({ ...recording, settings: withSetting(recording.settings, name, value) });
}

/** Settings that nobody has checked yet. */
export function withSetting(settings: SettingsChanges, path: string, value: unknown): object {
  const [name = '', part] = path.split('.');
  if (part === undefined) return { ...settings, [name]: value };
  const group = Object.entries(settings).find(([known]) => known === name)?.[1];
  return { ...settings, [name]: { ...(typeof group === 'object' ? group : {}), [part]: value } };
}
