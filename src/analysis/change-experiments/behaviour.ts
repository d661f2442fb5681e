import type { Json, NodeId, NodeRole, Run, TraceRecord } from '../../simulation';
import { topologyOf } from '../../simulation';
import { answerChanges, type AnswerChange } from '../blast-radius/answers';
import { fateChanges, type NotificationOutcomeChange } from '../blast-radius/fates';
import { readingOf } from '../blast-radius/blast-radius';
import { storiesOf, type Stories } from '../blast-radius/stories';
import { fieldDifferences, type FieldDifference } from '../data-difference';
import { textOf } from '../facts';

/** What one part of the shop does differently in two runs. */
export interface NodeBehaviour {
  readonly node: NodeId;
  readonly title: string;
  readonly role: NodeRole;
  /** What it does only with the change, or only without it. */
  readonly added: readonly TraceRecord[];
  readonly removed: readonly TraceRecord[];
  /** What it does in both, in another way. */
  readonly changed: readonly {
    readonly before: TraceRecord;
    readonly after: TraceRecord;
    readonly fields: readonly FieldDifference[];
  }[];
  /** How many of its records are the same in both. */
  readonly sameCount: number;
}

/** What is different between two runs of one story. */
export interface BehaviourDifference {
  /** All parts of either run, in the order in which the architecture draws them, those that do the same included. */
  readonly nodes: readonly NodeBehaviour[];
  /** Notifications and answers that are not the same, their times included. */
  readonly notifications: readonly NotificationOutcomeChange[];
  readonly answers: readonly AnswerChange[];
}

/**
 * Compares what each part does in two runs: its records, whenever they are written and however things are numbered. Of what
 * only one run has, two records of a kind about the same thing are one that changed. Pauses in between.
 */
export function* behaviourDifference(without: Run, withIt: Run): Generator<void, BehaviourDifference> {
  const before = yield* deedsOf(without);
  const after = yield* deedsOf(withIt);
  const parts = new Map(
    [...topologyOf(withIt.recording).nodes, ...topologyOf(without.recording).nodes].map((node) => [
      node.id,
      node,
    ]),
  );
  const here = yield* readingOf(without);
  const there = yield* readingOf(withIt);
  const isDifferent = ({ effect }: { readonly effect: string }) => effect !== 'same';
  const nodes: NodeBehaviour[] = [];
  for (const { id, title, role } of parts.values()) {
    yield;
    const difference = differenceBetween(before.get(id) ?? [], after.get(id) ?? []);
    nodes.push({ node: id, title, role, ...difference });
  }
  return {
    nodes,
    notifications: fateChanges(here.fates, there.fates).filter(isDifferent),
    answers: answerChanges(here.answers, there.answers).filter(isDifferent),
  };
}

/** Whether a part does the same in both runs. */
export function behavesTheSame({ added, removed, changed }: NodeBehaviour): boolean {
  return added.length + removed.length + changed.length === 0;
}

/** A record as another run may have it too. */
interface Deed {
  readonly record: TraceRecord;
  /** What it is about; two of one run may be about the same. */
  readonly about: string;
  readonly content: Json;
  readonly text: string;
}

/** Records between two pauses: some milliseconds. */
const recordsInOneGo = 200;

function* deedsOf(run: Run): Generator<void, ReadonlyMap<NodeId, readonly Deed[]>> {
  const stories = storiesOf(run);
  const notifications = new Map<string, string>();
  const byNode = new Map<NodeId, Deed[]>();
  for (const record of run.trace) {
    if (record.seq % recordsInOneGo === 0) yield;
    if (record.kind === 'changed' && record.machine === 'notification' && record.from === null) {
      const { type, channel, customerId } = record.facts;
      notifications.set(
        record.entity,
        [type, channel, customerId].map((fact) => textOf(fact) ?? '').join(' '),
      );
    }
    const deed = deedOf(record, stories, notifications);
    const deeds = byNode.get(record.node);
    if (deeds === undefined) byNode.set(record.node, [deed]);
    else deeds.push(deed);
  }
  return byNode;
}

function deedOf(record: TraceRecord, stories: Stories, notifications: ReadonlyMap<string, string>): Deed {
  const content = timeless(record as unknown as Json, notifications);
  const story = stories.nameOf(record.flow);
  const about = JSON.stringify([record.kind, story, ...subjectOf(record, notifications)]);
  return { record, about, content, text: JSON.stringify([story, content]) };
}

/** What tells a record from others of its kind, apart from what it says. */
function subjectOf(record: TraceRecord, notifications: ReadonlyMap<string, string>): readonly string[] {
  const thing = (id: string) => notifications.get(id) ?? unnumbered(id, notifications);
  switch (record.kind) {
    case 'changed':
      return [record.machine, thing(record.entity), record.event];
    case 'ignored':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return [record.machine, thing(record.entity), record.event];
    case 'decision':
      return [record.rule, thing(record.subject), textOf(record.because['notificationType']) ?? ''];
    case 'rendered':
      return [record.template, record.channel, record.recipient];
    case 'received':
      return [record.channel, record.to];
    case 'sent':
    case 'duplicated':
    case 'disturbed':
    case 'query':
    case 'reply':
      return [record.to, record.name];
    case 'arrived':
    case 'lost':
    case 'timed-out':
      return [record.from, record.name];
    case 'handled':
    case 'concluded':
    case 'failed':
      return [record.name];
    case 'fault':
      return [record.fault];
    case 'limit-reached':
      return [record.limit];
    case 'node-down':
    case 'node-up':
      return [];
  }
}

/** Where a record stands in its run, and which records it points at: another run has others. */
const placeFields: ReadonlySet<string> = new Set([
  ...['seq', 'at', 'cause', 'flow', 'arrivesAt', 'dueAt'],
  ...['message', 'request', 'original', 'timer', 'handling', 'fault'],
]);

/** A record without its place in the run, without times, and without the numbers that ids get in a run. */
function timeless(record: Json, notifications: ReadonlyMap<string, string>): Json {
  const fields = Object.entries(record as { readonly [name: string]: Json });
  return Object.fromEntries(
    fields
      .filter(([name, value]) => !(placeFields.has(name) && (typeof value === 'number' || name === 'flow')))
      .map(([name, value]) => [name, withoutTimes(value, notifications)]),
  );
}

/** Fields of payloads that hold a simulated time. */
const timeField = /(At|For|Until)$/;

function withoutTimes(value: Json | undefined, notifications: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return unnumbered(value, notifications);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) return value.map((part: Json) => withoutTimes(part, notifications));
  return Object.fromEntries(
    Object.entries(value as { readonly [name: string]: Json | undefined }).map(([name, part]) => [
      name,
      timeField.test(name) && typeof part === 'number' ? 'a time' : withoutTimes(part, notifications),
    ]),
  );
}

/** What a world numbers in each run anew (`World.mint`): notifications go by what they are, all else by its kind. */
const mintedIds = /\b(evt|ntf|req|key|flow)-\d+\b/g;

function unnumbered(text: string, notifications: ReadonlyMap<string, string>): string {
  return text.replaceAll(mintedIds, (id, kind: string) => notifications.get(id) ?? kind);
}

function differenceBetween(
  before: readonly Deed[],
  after: readonly Deed[],
): Pick<NodeBehaviour, 'added' | 'removed' | 'changed' | 'sameCount'> {
  const onlyBefore = without(before, after, ({ text }) => text);
  const onlyAfter = without(after, before, ({ text }) => text);
  const removed = without(onlyBefore, onlyAfter, ({ about }) => about);
  const added = without(onlyAfter, onlyBefore, ({ about }) => about);
  const lonely = new Set([...removed, ...added]);
  const partners = byName(
    onlyAfter.filter((deed) => !lonely.has(deed)),
    ({ about }) => about,
  );
  const changed = onlyBefore
    .filter((deed) => !lonely.has(deed))
    .flatMap((deed) => {
      const partner = partners.get(deed.about)?.shift();
      if (partner === undefined) return [];
      const fields = fieldDifferences(deed.content, partner.content);
      return [{ before: deed.record, after: partner.record, fields }];
    });
  return {
    added: added.map(({ record }) => record),
    removed: removed.map(({ record }) => record),
    changed,
    sameCount: before.length - onlyBefore.length,
  };
}

/** The deeds that others do not have: what is there twice must be there twice. Those that came first are had. */
function without(
  deeds: readonly Deed[],
  others: readonly Deed[],
  nameOf: (deed: Deed) => string,
): readonly Deed[] {
  const had = new Map([...byName(others, nameOf)].map(([name, list]) => [name, list.length]));
  return deeds.filter((deed) => {
    const name = nameOf(deed);
    const left = had.get(name) ?? 0;
    had.set(name, left - 1);
    return left <= 0;
  });
}

function byName(deeds: readonly Deed[], nameOf: (deed: Deed) => string): Map<string, Deed[]> {
  const lists = new Map<string, Deed[]>();
  for (const deed of deeds) {
    const list = lists.get(nameOf(deed));
    if (list === undefined) lists.set(nameOf(deed), [deed]);
    else list.push(deed);
  }
  return lists;
}
