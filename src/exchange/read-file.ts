import { parseRecording, parseScenario, type Problem, type Recording, type Scenario } from '../simulation';
import { envelopeProblems } from './cloud-events/check-cloud-event';
import { readRunLog, type RunLog } from './cloud-events/read-cloud-events';
import {
  beginsWithLine,
  entriesOfList,
  isNamedAsLines,
  mostEvents,
  mostProblems,
  pathWithin,
  readLines,
  refuseByCount,
  unkeptNumbers,
  type LogEntry,
} from './log-entries';
import { isObject, jsonInShort, type Fields } from './objects';
import { inheritedNames, readJson } from './read-json';
import { refuse, type Reading } from './reading';

/**
 * A log of another system: JSON objects that may be events, at least one, in the order of the file. Those that say that they
 * are CloudEvents have an id, a source, a type and at most one kind of data; nothing else of them is checked.
 */
export interface ForeignLog {
  readonly kind: 'events';
  readonly events: readonly LogEntry[];
}

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
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | RunLog
  | ForeignLog;

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
 * Reads a run, a recording, a scenario, the log of a run, or events of another system. Never throws.
 * @param name the file's, for messages.
 */
export function readFile(text: string, name: string): Reading<Imported> {
  const tooLong = refuseByLength(text.length, name);
  if (tooLong !== undefined) return tooLong;
  const plain = text.replace(/^\uFEFF/, '');
  if (plain.trim() === '') {
    return refuse(`${name} is empty.`, 'Choose a file that Signalbox exported, or a log of events.');
  }
  if (plain.includes('\0')) {
    return refuse(
      `${name} is not a text.`,
      'Choose a JSON file that Signalbox exported, or a log of events.',
    );
  }
  if (beginsWithLine(plain)) return readLog(plain, name);
  const json = readJson(plain);
  if (json.ok) return readValue(json.value, name);
  if (isNamedAsLines(name)) return readLog(plain, name);
  return refuse(
    `${name} is not JSON that can be read.`,
    'Export it again, or correct it at that place.',
    json.problems,
  );
}

/** NDJSON. */
function readLog(text: string, name: string): Reading<Imported> {
  const lines = readLines(text);
  if (lines.ok) return readEvents(lines.value, name);
  return refuse(
    `${name} does not have one JSON value on each line.`,
    'Correct these lines, or take them out.',
    lines.problems,
  );
}

function readValue(value: unknown, name: string): Reading<Imported> {
  if (Array.isArray(value)) return readEvents(entriesOfList(value), name);
  if (!isObject(value)) {
    return refuse(
      `${name} holds a single value, where a run, a recording, a scenario or a log of events is expected.`,
      'Choose a file that Signalbox exported, or a log of events.',
    );
  }
  const isOurs = formats.has(value['format']) || 'story' in value;
  if (!isOurs && 'specversion' in value) return readEvents([{ value, path: '' }], name);
  const isLine = !isOurs && !('format' in value) && isNamedAsLines(name);
  return isLine ? readEvents([{ value, path: 'line 1' }], name) : readFormat(value, name);
}

/** A log: the one of a run, or one of another system. */
function readEvents(entries: readonly LogEntry[], name: string): Reading<Imported> {
  if (entries.length === 0) {
    return refuse(`${name} holds no event: its list is empty.`, 'Choose a log in which something happens.');
  }
  if (entries.length > mostEvents) {
    return refuse(
      `${name} holds more than ${mostEvents / 1_000_000} million events.`,
      'Choose a part of them: a day, or one kind of order.',
    );
  }
  const others = entries.filter(({ value }) => !isObject(value));
  if (others.length > 0) {
    const problems = others
      .slice(0, mostProblems)
      .map(({ path, value }) => ({ path, message: `must be an object, not ${jsonInShort(value)}` }));
    return refuse(
      `${name} holds more than events.`,
      'Events are JSON objects: take the others out.',
      problems,
    );
  }
  return readRunLog(entries, name) ?? readForeign(entries, name);
}

function readForeign(events: readonly LogEntry[], name: string): Reading<ForeignLog> {
  const tooMany = refuseByCount(events.length, name);
  if (tooMany !== undefined) return tooMany;
  const numbers = unkeptNumbers(events);
  if (numbers.length > 0) {
    return refuse(`${name} holds numbers that would not stay the same.`, 'Correct these places.', numbers);
  }
  const problems: Problem[] = [];
  for (const { value, path } of events) {
    if (problems.length >= mostProblems) break;
    if (!isObject(value) || !Object.hasOwn(value, 'specversion')) continue;
    for (const problem of envelopeProblems(value))
      problems.push({ ...problem, path: pathWithin(path, problem.path) });
  }
  if (problems.length === 0) return { ok: true, value: { kind: 'events', events } };
  return refuse(
    `${name} holds CloudEvents that cannot be read as such.`,
    'Correct these places, or leave specversion out of events that are no CloudEvents.',
    problems.slice(0, mostProblems),
  );
}

function readFormat(file: Fields, name: string): Reading<Imported> {
  const { format, version } = file;
  if (format === undefined && 'story' in file) return readScenario(file, name);
  const newest = formats.get(format);
  if (newest === undefined) {
    const found =
      format === undefined ? 'has no field “format”' : `says it is of the format ${jsonInShort(format)}`;
    return refuse(
      `${name} ${found}. Known are ${[...formats.keys()].map(jsonInShort).join(' and ')}, a scenario, and a log of events.`,
      'Choose a file that Signalbox exported, or a list of events.',
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
    return refuse(
      `${name} holds a run that this Signalbox cannot simulate.`,
      correctIt,
      problems.slice(0, mostProblems),
    );
  }
  return {
    ok: true,
    value: { kind: 'run', recording: read.value, trace: trace as readonly unknown[], outcome },
  };
}

function readRecording(file: Fields, name: string): Reading<Imported> {
  const read = recordingIn(file);
  if (read.ok) return { ok: true, value: { kind: 'recording', recording: read.value } };
  return refuse(
    `${name} holds a recording that this Signalbox cannot simulate.`,
    correctIt,
    read.problems.slice(0, mostProblems),
  );
}

function readScenario(file: Fields, name: string): Reading<Imported> {
  const inherited = inheritedNames(file, '');
  const read = inherited.length > 0 ? { ok: false as const, problems: inherited } : parseScenario(file);
  if (read.ok) return { ok: true, value: { kind: 'scenario', scenario: read.value } };
  return refuse(
    `${name} holds a scenario that this Signalbox cannot tell.`,
    correctIt,
    read.problems.slice(0, mostProblems),
  );
}

function recordingIn(json: unknown): ReturnType<typeof parseRecording> {
  const inherited = inheritedNames(json, '');
  return inherited.length > 0 ? { ok: false, problems: inherited } : parseRecording(json);
}
