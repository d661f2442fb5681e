import {
  architectureNames,
  findScenario,
  parseRecording,
  recordingOf,
  type ArchitectureName,
  type Recording,
} from '../simulation';
import type { Breakpoint } from '../analysis/breakpoints';
import { logGroups, type LogFilter, type LogGroup } from '../analysis/log-groups';
import { readComparedWith, writeComparedWith, type ComparedWith } from './compare/compared-with';
import { panels, type Panel } from './panels';
import { readSelection, writeSelection, type Selection } from './selection';
import { changesIn, withParameter } from './settings/parameters';
import { shownViews, type ShownView } from './views';

/** What the address says: which run, which moment of it, and what is open. */
export interface Place {
  readonly recording: Recording;
  readonly step: number;
  readonly shownView: ShownView;
  /** Undefined: one run is shown by itself. */
  readonly comparedWith: ComparedWith | undefined;
  readonly panel: Panel;
  readonly selection: Selection | undefined;
  readonly logFilter: LogFilter;
  readonly breakpoints: readonly Breakpoint[];
}

/**
 * A place as the fragment of an address: `#scenario=price-drop&architecture=api-driven&step=12`. Of broker, seed and settings
 * it has what is not as in the scenario: `broker=kafka&set-latencyMs.bus=50`. What else a person made is in no such address
 * (`isReadable`).
 */
export function writePlace({ recording, step, shownView, comparedWith, ...rest }: Place): string {
  const { scenario, architecture } = recording;
  const { panel, selection, logFilter } = rest;
  const fields = new URLSearchParams({
    scenario: typeof scenario === 'string' ? scenario : scenario.id,
    architecture,
  });
  for (const { name, chosen } of changesIn(recording)) fields.set(fieldOf(name), String(chosen));
  fields.set('step', String(step));
  if (shownView !== 'stage') fields.set('view', shownView);
  if (comparedWith !== undefined) fields.set('compare', writeComparedWith(comparedWith));
  fields.set('panel', panel);
  if (selection !== undefined) fields.set('selected', writeSelection(selection));
  for (const [name, value] of Object.entries(logFilter)) {
    if (value !== '') fields.set(`log-${name}`, String(value));
  }
  return `#${fields.toString()}`;
}

/** Whether `writePlace` says all of a place: a shipped scenario, with nothing of a person but broker, seed and settings. */
export function isReadable({ recording, breakpoints }: Place): boolean {
  const { scenario, title, acts, shop, notificationTypes, until } = recording;
  return (
    typeof scenario === 'string' &&
    acts.length + breakpoints.length === 0 &&
    [title, shop, notificationTypes, until].every((part) => part === undefined)
  );
}

/** Whether an address holds a place packed: `#v1.…`, of whichever version. */
export function isPacked(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}

/**
 * Reads an address.
 * @returns the place; what is missing or unknown is left at the opening place. Undefined when the scenario is unknown.
 */
export function readPlace(hash: string, opening: Place): Place | undefined {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const recording = readRecording(fields, opening.recording);
  if (recording === undefined) return undefined;
  const step = Number(fields.get('step') ?? opening.step);
  return {
    recording,
    step: Number.isSafeInteger(step) ? step : opening.step,
    // A place without one is as it was before there were any.
    shownView: oneOf<ShownView>(shownViews, fields.get('view')) ?? 'stage',
    comparedWith: readComparedWith(fields.get('compare') ?? ''),
    panel: oneOf<Panel>(panels, fields.get('panel')) ?? opening.panel,
    selection: readSelection(fields.get('selected') ?? ''),
    logFilter: {
      group: oneOf(Object.keys(logGroups) as LogGroup[], fields.get('log-group')) ?? '',
      node: fields.get('log-node') ?? '',
      flow: fields.get('log-flow') ?? '',
      text: fields.get('log-text') ?? '',
    },
    breakpoints: opening.breakpoints,
  };
}

/** Undefined when the scenario is unknown, or a whole recording, as older addresses have it, makes no sense. */
function readRecording(fields: URLSearchParams, opening: Recording): Recording | undefined {
  const whole = fields.get('recording');
  if (whole !== null) {
    const parsed = parseRecording(readJson(whole));
    return parsed.ok ? parsed.value : undefined;
  }
  const scenario = fields.get('scenario') ?? opening.scenario;
  if (typeof scenario === 'string' && findScenario(scenario) === undefined) return undefined;
  const architecture = oneOf<ArchitectureName>(architectureNames, fields.get('architecture'));
  const recording = recordingOf(scenario, architecture ?? opening.architecture);
  return withActs(withChanges(recording, fields), fields.get('acts') ?? '[]');
}

const setting = 'set-';

function fieldOf(parameter: string): string {
  return parameter === 'broker' || parameter === 'seed' ? parameter : `${setting}${parameter}`;
}

/** The recording with the broker, the seed and the settings of an address, as far as they make sense. */
function withChanges(recording: Recording, fields: URLSearchParams): Recording {
  let changed = recording;
  for (const [field, text] of fields) {
    const name = field.startsWith(setting) ? field.slice(setting.length) : field;
    if (field !== fieldOf(name)) continue;
    const parsed = withParameter(changed, name, name === 'broker' ? text : readJson(text));
    if (parsed.ok) changed = parsed.value;
  }
  return changed;
}

/** The recording with the acts of an older address; acts that make no sense are left out. */
function withActs(recording: Recording, text: string): Recording {
  const acts = readJson(text);
  if (!Array.isArray(acts)) return recording;
  const known = acts.flatMap((act: unknown) => {
    const parsed = parseRecording({ ...recording, acts: [act] });
    return parsed.ok ? parsed.value.acts : [];
  });
  return { ...recording, acts: known };
}

/** Undefined when a text is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function oneOf<Choice extends string>(choices: readonly Choice[], text: string | null): Choice | undefined {
  return choices.find((choice) => choice === text);
}
