import {
  createSimulation,
  runOf,
  scenarioOf,
  topologyOf,
  type Act,
  type ArchitectureName,
  type BrokerName,
  type Fault,
  type NodeId,
  type NodeRole,
  type Recording,
  type Run,
} from '../../simulation';
import { answerChanges, answersOf, type Answer, type AnswerChange } from './answers';
import { fateChanges, fatesOf, type Fate, type NotificationOutcomeChange } from './fates';
import { storiesOf } from './stories';
import { heldStories, workChanges, worksOf, type WorkChange, type Works } from './work';

/** What befalls a part: away from just before the first act to the end, away for a while from then on, or slow all the time. */
export type Trouble =
  | { readonly kind: 'down' }
  | { readonly kind: 'away'; readonly durationMs: number }
  | { readonly kind: 'slow'; readonly delayMs: number };

/** In what the same story is run: an architecture, and the broker where it has one. */
export interface Setting {
  readonly architecture: ArchitectureName;
  readonly broker: BrokerName;
}

/** A part of the shop, in one architecture or in both. */
export interface PartRow {
  readonly name: string;
  /** Undefined in an architecture that has no such part. */
  readonly in: Readonly<Record<ArchitectureName, Part | undefined>>;
}

export interface Part {
  readonly id: NodeId;
  readonly title: string;
  readonly role: NodeRole;
  /** The node whose process it runs in, which is what breaks; itself, where it has one of its own. */
  readonly host: NodeId;
}

/** What is kept of a run to compare others with it. */
export interface Reading {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly works: Works;
}

/** A change and the record of the run with the fault in which it is seen: what went wrong, where nothing came of it. */
export type Seen<Change> = Change & { readonly seq: number };

/** What came of one trouble: what is not as it is without it, and how much is. */
export interface Finding {
  readonly notifications: readonly Seen<NotificationOutcomeChange>[];
  readonly answers: readonly Seen<AnswerChange>[];
  readonly works: readonly Seen<WorkChange>[];
  readonly sameCounts: { readonly notifications: number; readonly answers: number; readonly works: number };
  /** Where the fault begins in its run. */
  readonly faultSeq: number;
}

/**
 * The parts of a story in both architectures, in the order in which these draw them; who gives commands stands outside. The
 * notification service and the notification API are one row.
 */
export function partsOf(recording: Recording): readonly PartRow[] {
  const sourced = partsIn({ ...recording, architecture: 'event-sourced' });
  const driven = partsIn({ ...recording, architecture: 'api-driven' });
  return [...new Set([...sourced.keys(), ...driven.keys()])].map((name) => ({
    name,
    in: { 'event-sourced': sourced.get(name), 'api-driven': driven.get(name) },
  }));
}

function partsIn(recording: Recording): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const { id, title, role, host = id } of topologyOf(recording).nodes) {
    if (role === 'actor') continue;
    parts.set(role === 'engine' || role === 'api' ? 'notifications' : id, { id, title, role, host });
  }
  return parts;
}

/** The same story as it runs elsewhere, without any trouble of ours. */
export function recordingIn(recording: Recording, { architecture, broker }: Setting): Recording {
  return { ...recording, architecture, broker };
}

/** The fault that stands for a trouble of a part, and when it begins: before anything of the first act arrives anywhere. */
export function faultAct(recording: Recording, node: NodeId, trouble: Trouble): Act {
  return { at: beginningOf(recording), kind: 'fault', fault: faultFor(node, trouble) };
}

function faultFor(node: NodeId, trouble: Trouble): Fault {
  switch (trouble.kind) {
    case 'down':
      return { type: 'down', node };
    case 'away':
      return { type: 'down', node, durationMs: trouble.durationMs };
    case 'slow':
      return { type: 'slow', node, delayMs: trouble.delayMs };
  }
}

/** Just before the first act. Where that is at 0: with it, before anything that it sends has arrived. */
function beginningOf(recording: Recording): number {
  const acts = [...(scenarioOf(recording)?.acts ?? []), ...recording.acts];
  const times = acts
    .filter(({ only = recording.architecture }) => only === recording.architecture)
    .map(({ at }) => at);
  const first = times.reduce((earliest, at) => Math.min(earliest, at), Infinity);
  return first === Infinity ? 0 : Math.max(0, first - 1);
}

/** The recording with that trouble in it: what a person gets who breaks the part by hand at that time. */
export function recordingWith(recording: Recording, node: NodeId, trouble: Trouble): Recording {
  return { ...recording, acts: [...recording.acts, faultAct(recording, node, trouble)] };
}

/** Actions between two pauses of a computation: some milliseconds at most. */
const actionsInOneGo = 256;

/** Computes the run of a recording; pauses now and then, so that whoever asks stays responsive. */
export function* simulateInParts(recording: Recording): Generator<void, Run> {
  const simulation = createSimulation(recording);
  while (!simulation.advance(actionsInOneGo)) yield;
  return runOf(recording, simulation);
}

/** Reads off a run what others are compared with; pauses in between. */
export function* readingOf(run: Pick<Run, 'trace' | 'performed'>): Generator<void, Reading> {
  const stories = storiesOf(run);
  yield;
  const fates = fatesOf(run.trace, stories);
  yield;
  const answers = answersOf(run.trace, stories);
  yield;
  return { fates, answers, works: worksOf(run.trace, stories) };
}

/** Runs a recording as it is, for others to be compared with. */
export function* baselineOf(recording: Recording): Generator<void, Reading> {
  return yield* readingOf(yield* simulateInParts(recording));
}

/** Runs a recording with a trouble in it, and compares. @param baseline the same recording without it. */
export function* blastRadiusOf(
  recording: Recording,
  baseline: Reading,
  node: NodeId,
  trouble: Trouble,
): Generator<void, Finding> {
  const run = yield* simulateInParts(recordingWith(recording, node, trouble));
  return yield* findingOf(baseline, run);
}

/** Compares a run with the reading of another one; pauses in between. */
export function* findingOf(baseline: Reading, run: Run): Generator<void, Finding> {
  const { fates, answers, works } = yield* readingOf(run);
  yield;
  const last = run.recording.acts.length - 1;
  const fault = run.performed.find(({ of, index }) => of === 'person' && index === last);
  const faultSeq = fault?.seq ?? 1;
  const troubles = troublesIn(run);
  yield;
  const seen = <Change extends AnyChange>(changes: readonly Change[]): readonly Seen<Change>[] =>
    changes
      .filter(({ effect }) => effect !== 'same')
      .map((change) => ({ ...change, seq: change.seq ?? troubles.get(change.story) ?? faultSeq }));
  const all = {
    notifications: fateChanges(baseline.fates, fates, heldStories(works)),
    answers: answerChanges(baseline.answers, answers),
    works: workChanges(baseline.works, works),
  };
  const changed = {
    notifications: seen(all.notifications),
    answers: seen(all.answers),
    works: seen(all.works),
  };
  return {
    ...changed,
    sameCounts: {
      notifications: all.notifications.length - changed.notifications.length,
      answers: all.answers.length - changed.answers.length,
      works: all.works.length - changed.works.length,
    },
    faultSeq,
  };
}

/** Whether nothing at all is different, the moments at which it happened included. */
export function changesNothing({ notifications, answers, works }: Finding): boolean {
  return notifications.length + answers.length + works.length === 0;
}

interface AnyChange {
  readonly effect: string;
  readonly story: string;
  readonly seq: number | undefined;
}

/** What went wrong in each story: the first loss, or else the first wait that was given up, or the first error. */
function troublesIn(run: Run): ReadonlyMap<string, number> {
  const stories = storiesOf(run);
  const worst = new Map<string, { readonly seq: number; readonly weight: number }>();
  for (const { kind, seq, flow } of run.trace) {
    const weight = kind === 'lost' ? 3 : kind === 'timed-out' ? 2 : kind === 'failed' ? 1 : 0;
    const story = stories.nameOf(flow);
    if (weight > (worst.get(story)?.weight ?? 0)) worst.set(story, { seq, weight });
  }
  return new Map([...worst].map(([story, { seq }]) => [story, seq]));
}
