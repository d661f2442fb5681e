import { parseRecording, type Problem, type Recording } from '../../simulation';
import { mostProblems, pathWithin, type LogEntry } from '../log-entries';
import { fieldOf, isObject } from '../objects';
import { inheritedNames } from '../read-json';
import { refuse, type Reading } from '../reading';
import { attributeProblems, envelopeProblems } from './check-cloud-event';
import { formatVersion } from './cloud-event';

/** The event log of a run, as `writeCloudEvents` writes it. */
export interface RunLog {
  readonly kind: 'log';
  readonly recording: Recording;
  /** All events of the file. They are CloudEvents; what they say is not checked, it is there to be compared. */
  readonly events: readonly unknown[];
}

const exportAgain = 'Export it again, or correct it at these places.';

/**
 * Reads the event log of a run.
 * @param entries of the file, at least one.
 * @param name the file's, for messages.
 * @returns undefined when it is none: no event of it describes a run.
 */
export function readRunLog(entries: readonly LogEntry[], name: string): Reading<RunLog> | undefined {
  const starts = entries.filter(({ value }) => startedVersionOf(value) !== undefined);
  const [start, other] = starts;
  if (start === undefined) return undefined;
  if (start !== entries[0]) {
    return refuse(
      `${name} does not begin with the event that describes the run.`,
      'Put that event first, and the others in the order of their simorder; or export it again.',
      [{ path: start.path, message: 'is that event; it must be the first' }],
    );
  }
  if (other !== undefined) {
    return refuse(
      `${name} holds the logs of ${starts.length} runs. One can be opened at a time.`,
      'Put each run into a file of its own.',
      [{ path: other.path, message: 'begins another run' }],
    );
  }
  const version = startedVersionOf(start.value) ?? formatVersion;
  if (version > formatVersion) {
    return refuse(
      `${name} was made by a newer Signalbox (version ${version}); this one reads version ${formatVersion}.`,
      'Open it with the Signalbox that it was made with, or reload this page to get the newest.',
    );
  }
  const problems = [...problemsOf(entries), ...repetitions(entries)].slice(0, mostProblems);
  if (problems.length > 0) return refuse(`${name} is not a log of CloudEvents 1.0.`, exportAgain, problems);
  return readStart(start, entries, name);
}

function readStart(start: LogEntry, entries: readonly LogEntry[], name: string): Reading<RunLog> {
  const data = fieldOf(start.value, 'data');
  const json = fieldOf(data, 'recording');
  const inherited = inheritedNames(json, '');
  const read = inherited.length > 0 ? { ok: false as const, problems: inherited } : parseRecording(json);
  const problems: Problem[] = read.ok
    ? []
    : read.problems.map(({ path, message }) => ({
        path: pathWithin(start.path, path === '' ? 'data.recording' : `data.recording.${path}`),
        message,
      }));
  if (fieldOf(data, 'formatVersion') !== formatVersion) {
    problems.unshift({
      path: pathWithin(start.path, 'data.formatVersion'),
      message: `must be ${formatVersion}`,
    });
  }
  if (!read.ok || problems.length > 0) {
    return refuse(
      `${name} holds a run that this Signalbox cannot simulate.`,
      exportAgain,
      problems.slice(0, mostProblems),
    );
  }
  return {
    ok: true,
    value: { kind: 'log', recording: read.value, events: entries.map(({ value }) => value) },
  };
}

/** The version of the format, if an event is the one that describes a run. */
function startedVersionOf(event: unknown): number | undefined {
  const type = fieldOf(event, 'type');
  const [, version] =
    (typeof type === 'string' ? /^dev\.signalbox\.run\.started\.v(\d{1,9})$/.exec(type) : null) ?? [];
  if (version === undefined) return undefined;
  const told = fieldOf(fieldOf(event, 'data'), 'formatVersion');
  return typeof told === 'number' ? Math.max(told, Number(version)) : Number(version);
}

function problemsOf(entries: readonly LogEntry[]): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { value, path } of entries) {
    const room = mostProblems - problems.length;
    if (room <= 0) break;
    const own = isObject(value)
      ? [...envelopeProblems(value), ...attributeProblems(value, room)]
      : [{ path: '', message: 'must be a CloudEvent' }];
    for (const problem of own.slice(0, room))
      problems.push({ ...problem, path: pathWithin(path, problem.path) });
  }
  return problems;
}

/** Events with the source and the id of an earlier one. */
function repetitions(entries: readonly LogEntry[]): readonly Problem[] {
  const places = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { value, path } of entries) {
    const key = JSON.stringify([fieldOf(value, 'source'), fieldOf(value, 'id')]);
    const before = places.get(key);
    if (before === undefined) places.set(key, path);
    else problems.push({ path, message: `has the source and the id of ${before}: leave it out` });
    if (problems.length >= mostProblems) break;
  }
  return problems;
}
