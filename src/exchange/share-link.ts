import * as v from 'valibot';
import { Breakpoint } from '../analysis/breakpoints';
import type { LogFilter } from '../analysis/log-groups';
import {
  parseRecording,
  recordingOf,
  scenarioOf,
  type Problem,
  type Recording,
  type Scenario,
} from '../simulation';
import { pack, unpack } from './packing';
import { inheritedNames, readJson } from './read-json';
import { refuse, type Reading } from './reading';

/** What a link restores. View, panel and selection are in the words of the page, which checks them. */
export interface SharedPlace {
  readonly recording: Recording;
  /** How many records have happened. */
  readonly step: number;
  readonly shownView: string;
  /** Empty when one run is shown by itself. */
  readonly comparedWith: string;
  readonly panel: string;
  /** Empty when nothing is selected. */
  readonly selection: string;
  readonly logFilter: { readonly [Field in keyof LogFilter]: string };
  readonly breakpoints: readonly Breakpoint[];
}

const version = 1;

const linkPattern = /^#?v(\d{1,9})\.(.*)$/s;

/**
 * A place as the fragment of an address: `#v1.` and the packed JSON of what is not as the scenario ships. The same place
 * gives the same link.
 */
export function writeShareLink({ recording, step, panel, selection, ...rest }: SharedPlace): string {
  const log = Object.fromEntries(Object.entries(rest.logFilter).filter(([, value]) => value !== ''));
  const further = {
    step,
    ...(rest.shownView === 'stage' ? {} : { view: rest.shownView }),
    ...(rest.comparedWith === '' ? {} : { compare: rest.comparedWith }),
    panel,
    ...(selection === '' ? {} : { selected: selection }),
    ...(Object.keys(log).length === 0 ? {} : { log }),
    ...(rest.breakpoints.length === 0 ? {} : { breakpoints: rest.breakpoints }),
  };
  return `#v${version}.${pack(`{"recording":${compactText(recording)},${JSON.stringify(further).slice(1)}`)}`;
}

/** Reads what `writeShareLink` wrote. */
export function readShareLink(hash: string): Reading<SharedPlace> {
  const [, madeBy = '', packed = ''] = linkPattern.exec(hash) ?? [];
  if (Number(madeBy) > version) {
    return refuse(
      `This link was made by a newer Signalbox (version ${Number(madeBy)}); this one reads version ${version}.`,
      'Open it with the Signalbox that it was made with, or reload this page to get the newest.',
    );
  }
  if (Number(madeBy) !== version) {
    return refuse('This is no link of Signalbox.', `Such a link has #v${version}. in it; copy it whole.`);
  }
  const text = unpack(packed);
  if (!text.ok) return text;
  const json = readJson(text.value);
  return json.ok ? placeIn(json.value) : unusable(json.problems);
}

function placeIn(content: unknown): Reading<SharedPlace> {
  if (!isObject(content)) return unusable([{ path: '', message: 'must be an object' }]);
  const inherited = inheritedNames(content, '');
  if (inherited.length > 0) return unusable(inherited);
  const recording = parseRecording(expand(content['recording']));
  const {
    step,
    view = 'stage',
    compare = '',
    panel = '',
    selected = '',
    log = {},
    breakpoints = [],
  } = content;
  const problems: Problem[] = recording.ok
    ? []
    : recording.problems.map(({ path, message }) => ({ path: path === '' ? 'recording' : path, message }));
  const expectThat = (isRight: boolean, path: string, message: string) => {
    if (!isRight) problems.push({ path, message });
  };
  expectThat(Number.isSafeInteger(step) && Number(step) >= 0, 'step', 'must be a whole number, 0 or more');
  expectThat(typeof view === 'string', 'view', 'must be text');
  expectThat(typeof compare === 'string', 'compare', 'must be text');
  expectThat(typeof panel === 'string', 'panel', 'must be text');
  expectThat(typeof selected === 'string', 'selected', 'must be text');
  expectThat(isObject(log), 'log', 'must be an object');
  const stops = v.safeParse(v.array(Breakpoint), breakpoints);
  expectThat(stops.success, 'breakpoints', 'must be a list of breakpoints');
  if (!recording.ok || !stops.success || problems.length > 0) return unusable(problems);
  const filter = new Map(Object.entries(log as object));
  const textOf = (field: keyof LogFilter): string => {
    const value: unknown = filter.get(field);
    return typeof value === 'string' ? value : '';
  };
  return {
    ok: true,
    value: {
      recording: recording.value,
      step: Number(step),
      shownView: String(view),
      comparedWith: String(compare),
      panel: String(panel),
      selection: String(selected),
      logFilter: {
        group: textOf('group'),
        node: textOf('node'),
        flow: textOf('flow'),
        text: textOf('text'),
      },
      breakpoints: stops.output,
    },
  };
}

function unusable(problems: readonly Problem[]): Reading<never> {
  return refuse(
    'This link holds a recording that this Signalbox cannot run.',
    'Ask whoever made the link for a new one.',
    problems,
  );
}

/** Recordings never change once they are made, and a playhead that moves writes a link each time. */
const compactTexts = new WeakMap<Recording, string>();

function compactText(recording: Recording): string {
  const known = compactTexts.get(recording);
  if (known !== undefined) return known;
  const text = JSON.stringify(compact(recording));
  compactTexts.set(recording, text);
  return text;
}

/** What of a recording is not as its scenario has it by itself, in the one order that reading gives. */
function compact(given: Recording): object {
  const parsed = parseRecording(given);
  const recording = parsed.ok ? parsed.value : given;
  const { format: _format, version: _version, broker, seed, settings, acts, ...rest } = recording;
  const own = recordingOf(recording.scenario, recording.architecture);
  const changes = differing({ ...settings }, { ...own.settings });
  return {
    ...rest,
    ...(broker === own.broker ? {} : { broker }),
    ...(seed === own.seed ? {} : { seed }),
    ...(Object.keys(changes).length === 0 ? {} : { settings: changes }),
    ...(acts.length === 0 ? {} : { acts }),
  };
}

/** A recording with the parts that `compact` left out; nothing of it is checked yet. */
function expand(given: unknown): unknown {
  if (!isObject(given)) return given;
  const { scenario } = given;
  const known =
    typeof scenario === 'string'
      ? scenarioOf({ scenario })
      : isObject(scenario)
        ? (scenario as Pick<Scenario, 'broker'>)
        : undefined;
  const own = { broker: known?.broker ?? 'in-memory', seed: 1, settings: {}, acts: [] };
  return { ...own, ...given, format: 'signalbox.recording', version: 1 };
}

type Fields = { readonly [name: string]: unknown };

/** The fields of an object that another one has otherwise, or not at all. */
function differing(fields: Fields, others: Fields): Fields {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const other = others[name];
    if (isObject(value) && isObject(other)) {
      const inner = differing(value, other);
      if (Object.keys(inner).length > 0) found[name] = inner;
    } else if (value !== other) {
      found[name] = value;
    }
  }
  return found;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
