import {
  architectureNames,
  findScenario,
  recordingOf,
  type ArchitectureName,
  type Recording,
} from '../simulation';
import { logGroups, type LogFilter, type LogGroup } from '../analysis/log-filter';
import { readSelection, writeSelection, type Selection } from './selection';
import { panels, type Panel } from './panels';

/** What the address says: which run, which moment of it, and what is open. */
export interface Place {
  readonly recording: Recording;
  readonly step: number;
  readonly panel: Panel;
  readonly selection: Selection | undefined;
  readonly logFilter: LogFilter;
}

/** A place as the fragment of an address: `#scenario=price-drop&architecture=api-driven&step=12`. */
export function writePlace({ recording, step, panel, selection, logFilter }: Place): string {
  const { scenario, architecture } = recording;
  const fields = new URLSearchParams({
    scenario: typeof scenario === 'string' ? scenario : scenario.id,
    architecture,
    step: String(step),
    panel,
  });
  if (selection !== undefined) fields.set('selected', writeSelection(selection));
  for (const [name, value] of Object.entries(logFilter)) {
    if (value !== '') fields.set(`log-${name}`, String(value));
  }
  return `#${fields.toString()}`;
}

/**
 * Reads an address.
 * @returns the place; what is missing or unknown is left at the opening place. Undefined when the scenario is unknown.
 */
export function readPlace(hash: string, opening: Place): Place | undefined {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const scenario = fields.get('scenario') ?? opening.recording.scenario;
  if (typeof scenario === 'string' && findScenario(scenario) === undefined) return undefined;
  const architecture = oneOf<ArchitectureName>(architectureNames, fields.get('architecture'));
  const step = Number(fields.get('step') ?? opening.step);
  return {
    recording: recordingOf(scenario, architecture ?? opening.recording.architecture),
    step: Number.isSafeInteger(step) ? step : opening.step,
    panel: oneOf<Panel>(panels, fields.get('panel')) ?? opening.panel,
    selection: readSelection(fields.get('selected') ?? ''),
    logFilter: {
      group: oneOf(Object.keys(logGroups) as LogGroup[], fields.get('log-group')) ?? '',
      node: fields.get('log-node') ?? '',
      flow: fields.get('log-flow') ?? '',
      text: fields.get('log-text') ?? '',
    },
  };
}

function oneOf<Choice extends string>(choices: readonly Choice[], text: string | null): Choice | undefined {
  return choices.find((choice) => choice === text);
}
