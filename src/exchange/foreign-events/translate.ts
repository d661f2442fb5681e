import {
  check,
  isoTime,
  OutsideEvent,
  parseScenario,
  type Act,
  type Problem,
  type Scenario,
} from '../../simulation';
import { refuseByCount, type LogEntry } from '../log-entries';
import type { Reading } from '../reading';
import { castOf, type Cast } from './cast';
import type { ForeignChoices } from './choices';
import { fieldTitle, moneyFields } from './fields';
import { EventIds } from './event-ids';
import { isEvent, mostFacts, readForeignEvent, type ForeignEvent, type NoEvent } from './foreign-event';
import { mappingOf, typesIn, type ForeignType, type Mapping } from './mapping';
import { notesOf } from './notes';
import { OutsideEvents } from './outside-event-of';
import { Said } from './said';
import { scenarioHead } from './scenario-head';

/** A log of another system, as far as it could be read: what every choice of a person begins with. */
export interface ReadLog {
  readonly name: string;
  readonly total: number;
  readonly types: readonly ForeignType[];
  readonly noEvents: readonly NoEvent[];
  /** Every id that an event has. */
  readonly ids: ReadonlySet<string>;
}

/** What became of a type of event. */
export interface TypeReport {
  readonly type: string;
  readonly count: number;
  /** How many of its events drive the notification engine. */
  readonly driven: number;
  readonly mapping: Mapping;
  readonly paths: readonly string[];
}

/** Entries that cannot be used, for one reason. */
interface UnusableGroup {
  /** Undefined when it is not even an event. */
  readonly type: string | undefined;
  readonly reason: string;
  /** Where they stand, in the order of the file. */
  readonly places: readonly string[];
}

/** What a log comes to. Each of its entries is counted once. */
export interface ForeignReport {
  readonly total: number;
  readonly counts: {
    /** Drive, by the name of their type. */
    readonly driven: number;
    /** Drive, since the person said what their type is. */
    readonly mapped: number;
    /** Are of a type that nobody knows, or that the person left out. */
    readonly unknown: number;
    readonly unusable: number;
  };
  readonly types: readonly TypeReport[];
  readonly unusable: readonly UnusableGroup[];
  readonly customers: Cast['customers'];
  /** What was made, or taken otherwise than it stands there, in sentences. */
  readonly notes: readonly string[];
  /** The story that can be played; undefined when nothing drives it, or something about it is wrong. */
  readonly scenario: Scenario | undefined;
  readonly problems: readonly Problem[];
}

/** So many events, the first in time, drive a story at most: each of them leads to dozens of records. */
export const mostDriven = 2000;
/** So many events are looked at in one step: some milliseconds. */
const perStep = 200;
const tenYearsMs = 10 * 365 * 86_400_000;

/**
 * Reads a log of another system. Never throws.
 * @param name of the file, for messages and for the story.
 */
export function readForeignLog(entries: readonly LogEntry[], name: string): Reading<ReadLog> {
  return atOnce(readingForeignLog(entries, name));
}

/** The same in steps, for logs that take longer than a page may stand still. */
export function* readingForeignLog(
  entries: readonly LogEntry[],
  name: string,
): Generator<void, Reading<ReadLog>> {
  const tooMany = refuseByCount(entries.length, name);
  if (tooMany !== undefined) return tooMany;
  const events: ForeignEvent[] = [];
  const noEvents: NoEvent[] = [];
  for (const [index, entry] of entries.entries()) {
    if (index % perStep === 0) yield;
    const read = readForeignEvent(entry, index);
    if (isEvent(read)) events.push(read);
    else noEvents.push(read);
  }
  const ids = new Set(events.flatMap(({ id }) => id ?? []));
  return { ok: true, value: { name, total: entries.length, types: typesIn(events), noEvents, ids } };
}

/** What a log comes to, with what a person has chosen. Never throws. */
export function translate(log: ReadLog, choices: ForeignChoices): ForeignReport {
  return atOnce(translating(log, choices));
}

/** The same in steps. */
export function* translating(log: ReadLog, choices: ForeignChoices): Generator<void, ForeignReport> {
  const unusable = new Unusable();
  for (const { path, reason } of log.noEvents) unusable.add(undefined, path, reason);
  const mappings = new Map(log.types.map((type) => [type, mappingOf(type, choices.types.get(type.type))]));
  const candidates: Candidate[] = [];
  let unknown = 0;
  for (const [{ events }, mapping] of mappings) {
    const { target } = mapping;
    if (target === undefined) unknown += events.length;
    else {
      for (const [index, event] of events.entries()) {
        if (index % perStep === 0) yield;
        takeInto(candidates, new Said(event, { ...mapping, target }), unusable);
      }
    }
  }
  candidates.sort((a, b) => a.said.event.index - b.said.event.index);
  const late = lateIn(candidates);
  candidates.sort((a, b) => a.time - b.time);
  for (const { said } of candidates.splice(mostDriven)) {
    const { type, path } = said.event;
    unusable.add(type, path, `comes after the first ${mostDriven} that can drive a story: cut the log down`);
  }
  yield;
  const startMs = candidates[0]?.time ?? 0;
  const said = candidates.map((candidate) => candidate.said);
  const cast = castOf(said, choices.customers);
  yield;
  const story = yield* storyOf(candidates, startMs, cast, new EventIds(log.ids), unusable);
  const types = [...mappings].map(([{ type, events, paths }, mapping]): TypeReport => ({
    type,
    count: events.length,
    driven: story.drivenByType.get(type) ?? 0,
    mapping,
    paths: paths.paths,
  }));
  const drivenIn = (own: readonly TypeReport[]) => own.reduce((sum, { driven }) => sum + driven, 0);
  const counts = {
    driven: drivenIn(types.filter(({ mapping }) => !mapping.isChosen)),
    mapped: drivenIn(types.filter(({ mapping }) => mapping.isChosen)),
    unknown,
    unusable: unusable.count,
  };
  const { groups } = unusable;
  const head = scenarioHead(log.name, { counts, types, unusable: groups }, isoTime(startMs));
  const { acts } = story;
  const read = acts.length === 0 ? undefined : parseScenario({ ...head, shop: cast.rows, acts });
  return {
    total: log.total,
    counts,
    types,
    unusable: groups,
    customers: cast.customers,
    notes: notesOf(cast, { late, ids: story.ids, said, types }),
    scenario: read?.ok === true ? read.value : undefined,
    problems: read === undefined || read.ok ? [] : read.problems,
  };
}

function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** An event that may drive the story. */
interface Candidate {
  readonly said: Said;
  /** Ms since 1970. */
  readonly time: number;
}

/** How many stand behind one that happened later. */
function lateIn(candidates: readonly Candidate[]): number {
  let [latest, late] = [0, 0];
  for (const { time } of candidates) {
    if (time < latest) late += 1;
    else latest = time;
  }
  return late;
}

function takeInto(candidates: Candidate[], said: Said, unusable: Unusable): void {
  const { type, path, time } = said.event;
  const { missing } = said;
  if (typeof time === 'string') unusable.add(type, path, time);
  else if (missing.length > 0) {
    const where = said.event.isCut ? ` in its first ${mostFacts} fields; the rest is not read` : '';
    unusable.add(type, path, `does not say: ${missing.map((name) => fieldTitle(name)).join(', ')}${where}`);
  } else {
    const unread = said.target.required.flatMap((name) => {
      const value = moneyFields.has(name) ? said.noAmount(name) : undefined;
      return value === undefined ? [] : [`${fieldTitle(name)} “${value}”`];
    });
    if (unread.length > 0) unusable.add(type, path, `says what is no amount: ${unread.join(', ')}`);
    else candidates.push({ said, time });
  }
}

/** The acts that events come to, and what is to be said of their ids. */
interface Story {
  readonly acts: readonly Act[];
  readonly drivenByType: ReadonlyMap<string, number>;
  readonly ids: EventIds['counts'];
}

function* storyOf(
  candidates: readonly Candidate[],
  startMs: number,
  cast: Cast,
  ids: EventIds,
  unusable: Unusable,
): Generator<void, Story> {
  const events = new OutsideEvents(cast);
  const acts: Act[] = [];
  const drivenByType = new Map<string, number>();
  for (const [index, { said, time }] of candidates.entries()) {
    if (index % 50 === 0) yield;
    const { type, path } = said.event;
    const at = time - startMs;
    const problem = at > tenYearsMs ? 'is more than ten years after the first one' : undefined;
    if (problem !== undefined) {
      unusable.add(type, path, problem);
      continue;
    }
    const id = ids.of(said);
    const draft = events.next(said, id.id);
    const made = check(OutsideEvent, draft.event);
    if (!made.ok) {
      const [first] = made.problems;
      unusable.add(type, path, `cannot be used: ${first?.path ?? ''} ${first?.message ?? ''}`);
    } else {
      ids.take(said, id);
      // What is told again changes nothing more.
      if (id.kind !== 'repeated') draft.commit();
      acts.push({ at, kind: 'event', event: made.value });
      drivenByType.set(type, (drivenByType.get(type) ?? 0) + 1);
    }
  }
  return { acts, drivenByType, ids: ids.counts };
}

/** Entries that cannot be used, by type and reason. */
class Unusable {
  readonly #groups = new Map<string, { type: string | undefined; reason: string; places: string[] }>();
  count = 0;

  get groups(): readonly UnusableGroup[] {
    return [...this.#groups.values()];
  }

  add(type: string | undefined, path: string, reason: string): void {
    this.count += 1;
    const key = JSON.stringify([type, reason]);
    const group = this.#groups.get(key) ?? { type, reason, places: [] };
    this.#groups.set(key, group);
    group.places.push(path === '' ? 'the whole' : path);
  }
}
