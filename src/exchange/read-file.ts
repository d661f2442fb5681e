import { parseRecording, parseScenario, type Problem, type Recording, type Scenario } from '../simulation';
import { inheritedNames, readJson } from './read-json';
import { refuse, type Reading } from './reading';

/** What a file turned out to hold. */
export type Imported =
  | {
      readonly kind: 'run';
      readonly recording: Recording;
      /** As the file has it: nothing of it is checked, it is there to be compared. */
      readonly trace: readonly unknown[];
      readonly outcome: unknown;
    }
  | { readonly kind: 'recording'; readonly recording: Recording }
  | { readonly kind: 'scenario'; readonly scenario: Scenario };

/** The most that a file may hold, in bytes. */
const largestFile = 100_000_000;

/** The newest version of each format that is read here. */
const formats: ReadonlyMap<unknown, number> = new Map([
  ['signalbox.run', 1],
  ['signalbox.recording', 1],
]);

/** What is said of a file that nobody should even try to read; undefined when it is not too large. */
export function refuseByLength(bytes: number, name: string): Reading<never> | undefined {
  if (bytes <= largestFile) return undefined;
  return refuse(
    `${name} has ${Math.round(bytes / 1_000_000)} MB. Up to ${largestFile / 1_000_000} MB are read.`,
    'Save the recording alone (Share, “Save as a file”): it gives the same run.',
  );
}

/**
 * Reads a run, a recording or a scenario. Never throws.
 * @param name the file's, for messages.
 */
export function readFile(text: string, name: string): Reading<Imported> {
  const tooLong = refuseByLength(text.length, name);
  if (tooLong !== undefined) return tooLong;
  const plain = text.replace(/^\uFEFF/, '');
  if (plain.trim() === '') {
    return refuse(`${name} is empty.`, 'Choose a file that Signalbox exported.');
  }
  if (plain.includes('\0')) {
    return refuse(`${name} is not a text.`, 'Choose a JSON file that Signalbox exported.');
  }
  const json = readJson(plain);
  if (!json.ok) {
    return refuse(
      `${name} is not JSON that can be read.`,
      'Export it again, or correct it at that place.',
      json.problems,
    );
  }
  const { value } = json;
  if (!isObject(value)) {
    return refuse(
      `${name} holds ${Array.isArray(value) ? 'a list' : 'a single value'}, where a run, a recording or a scenario is expected.`,
      'Choose a file that Signalbox exported.',
    );
  }
  return readFormat(value, name);
}

function readFormat(file: Fields, name: string): Reading<Imported> {
  const { format, version } = file;
  if (format === undefined && 'story' in file) return readScenario(file, name);
  const newest = formats.get(format);
  if (newest === undefined) {
    const found =
      format === undefined ? 'has no field “format”' : `says it is of the format ${shortly(format)}`;
    return refuse(
      `${name} ${found}. Known are ${[...formats.keys()].map(shortly).join(' and ')}, and a scenario.`,
      'Choose a file that Signalbox exported.',
    );
  }
  if (typeof version === 'number' && version > newest) {
    return refuse(
      `${name} was made by a newer Signalbox (version ${version}); this one reads version ${newest}.`,
      'Open it with the Signalbox that it was made with, or reload this page to get the newest.',
    );
  }
  if (version !== newest) {
    const message = `must be ${newest}`;
    return refuse(`${name} does not say which version of the format it has.`, correctIt, [
      { path: 'version', message },
    ]);
  }
  return format === 'signalbox.run' ? readRun(file, name) : readRecording(file, name);
}

const correctIt = 'Correct these places in the file, or export it again.';

function readRun({ recording, trace, outcome }: Fields, name: string): Reading<Imported> {
  const read = recordingIn(recording);
  const problems: Problem[] = read.ok
    ? []
    : read.problems.map(({ path, message }) => {
        return { path: path === '' ? 'recording' : `recording.${path}`, message };
      });
  if (!Array.isArray(trace)) problems.push({ path: 'trace', message: 'must be a list' });
  if (!isObject(outcome)) problems.push({ path: 'outcome', message: 'must be an object' });
  if (!read.ok || problems.length > 0) {
    return refuse(`${name} holds a run that this Signalbox cannot simulate.`, correctIt, problems);
  }
  return {
    ok: true,
    value: { kind: 'run', recording: read.value, trace: trace as readonly unknown[], outcome },
  };
}

function readRecording(file: Fields, name: string): Reading<Imported> {
  const read = recordingIn(file);
  if (read.ok) return { ok: true, value: { kind: 'recording', recording: read.value } };
  return refuse(`${name} holds a recording that this Signalbox cannot simulate.`, correctIt, read.problems);
}

function readScenario(file: Fields, name: string): Reading<Imported> {
  const inherited = inheritedNames(file, '');
  const read = inherited.length > 0 ? { ok: false as const, problems: inherited } : parseScenario(file);
  if (read.ok) return { ok: true, value: { kind: 'scenario', scenario: read.value } };
  return refuse(`${name} holds a scenario that this Signalbox cannot tell.`, correctIt, read.problems);
}

function recordingIn(json: unknown): ReturnType<typeof parseRecording> {
  const inherited = inheritedNames(json, '');
  return inherited.length > 0 ? { ok: false, problems: inherited } : parseRecording(json);
}

type Fields = { readonly [name: string]: unknown };

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as JSON, as far as a message has room for it. */
function shortly(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
