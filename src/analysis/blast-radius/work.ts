import { busNode, type NodeId, type TraceRecord } from '../../simulation';
import { Numbering, type Stories } from './stories';
import { numberOf, textOf } from '../facts';
import { messageAt } from '../message-at';

/** Something that a part of the shop was to do for another one, and has done. */
export interface Work {
  readonly node: NodeId;
  /** The event, or the call: `OrderCreated`, `POST /orders`. */
  readonly name: string;
  readonly story: string;
  /** The first, second … of that name that the part has done in this story. */
  readonly count: number;
  readonly at: number;
  readonly seq: number;
}

/** What the parts of a run were asked to do, and what they have done. */
export interface Works {
  /** By a name that is equal in another run. */
  readonly done: ReadonlyMap<string, Work>;
  /** How often an event was published, or a call made, by story and name. */
  readonly asked: ReadonlyMap<string, number>;
  /** Events that somebody still keeps for a consumer at the end, or that lie in its dead letters, by the same name as work. */
  readonly open: ReadonlyMap<string, OpenDelivery>;
}

/** An event that its consumer is not done with. */
interface OpenDelivery {
  readonly story: string;
  readonly isDead: boolean;
  readonly seq: number;
}

/**
 * What the parts of a run have done for others: events that they handled, calls that they answered with a result, and events
 * that projections took in (these are no messages of their own where the API calls them).
 */
export function worksOf(trace: readonly TraceRecord[], stories: Stories): Works {
  const projecting = new Set<NodeId>();
  for (const record of trace) if (isTakenIn(record)) projecting.add(record.node);
  const numbering = new Numbering();
  const done = new Map<string, Work>();
  const asked = new Map<string, number>();
  const open = new OpenDeliveries(stories);
  for (const record of trace) {
    open.take(record);
    if (isAsking(record)) {
      const key = askedKey(stories.nameOf(record.flow), record.name);
      asked.set(key, (asked.get(key) ?? 0) + 1);
    }
    const name = nameOf(record, trace, projecting);
    if (name === undefined) continue;
    const { node, at, seq } = record;
    const story = stories.nameOf(record.flow);
    const { text, count } = numbering.next(JSON.stringify([story, node, name]));
    done.set(text, { node, name, story, count, at, seq });
  }
  return { done, asked, open: open.atTheEnd() };
}

/** Follows the deliveries that somebody keeps track of; those that are done with, or lost, are none any more. */
class OpenDeliveries {
  readonly #names = new Map<string, string>();
  readonly #open = new Map<string, OpenDelivery>();

  constructor(private readonly stories: Stories) {}

  take(record: TraceRecord): void {
    if (record.kind !== 'changed' || record.machine !== 'delivery') return;
    const { entity, to, seq } = record;
    const story = this.stories.nameOf(record.flow);
    const { consumer, eventType } = record.facts;
    if (!this.#names.has(entity)) {
      this.#names.set(entity, JSON.stringify([story, textOf(consumer), textOf(eventType)]));
    }
    if (to === 'acknowledged' || to === 'lost') this.#open.delete(entity);
    else this.#open.set(entity, { story, isDead: to === 'deadLettered', seq });
  }

  /** By story, consumer and event; of several, the last. */
  atTheEnd(): ReadonlyMap<string, OpenDelivery> {
    return new Map([...this.#open].map(([entity, delivery]) => [this.#names.get(entity) ?? '', delivery]));
  }
}

/** The stories in which an event is still kept for somebody at the end: what is not done there may still be. */
export function heldStories({ open }: Works): ReadonlySet<string> {
  return new Set([...open.values()].filter(({ isDead }) => !isDead).map(({ story }) => story));
}

/** Whether a record asks parts to do something: what the bus passes on, or a further attempt of a call, asks nothing new. */
function isAsking(record: TraceRecord): record is Extract<TraceRecord, { kind: 'sent' }> {
  if (record.kind !== 'sent' || record.node === busNode) return false;
  return (
    record.form === 'event' || (record.form === 'call' && (numberOf(record.payload['attempt']) ?? 1) === 1)
  );
}

function askedKey(story: string, name: string): string {
  return JSON.stringify([story, name]);
}

function nameOf(
  record: TraceRecord,
  trace: readonly TraceRecord[],
  projecting: ReadonlySet<NodeId>,
): string | undefined {
  if (record.kind === 'handled') return projecting.has(record.node) ? undefined : record.name;
  if (isTakenIn(record)) return record.event;
  if (record.kind !== 'reply' || !record.ok) return undefined;
  return messageAt(trace, record.request)?.form === 'call' ? record.name : undefined;
}

function isTakenIn(record: TraceRecord): record is Extract<TraceRecord, { kind: 'changed' }> {
  return record.kind === 'changed' && record.machine === 'projection' && record.entity !== 'all';
}

/** What a fault did to a piece of work. */
export type WorkEffect =
  | 'same'
  | 'late'
  | 'earlier'
  /** It is not done at the end: somebody still keeps the event for it, it lies in the dead letters, or it is gone. */
  | 'kept'
  | 'deadLettered'
  | 'missed'
  /** Nobody asked for it: what it would follow from did not happen. */
  | 'unasked'
  /** It is not done without the fault. */
  | 'again';

export interface WorkChange {
  readonly node: NodeId;
  readonly name: string;
  readonly story: string;
  readonly effect: WorkEffect;
  /** How much later it was done, in ms; negative: earlier. */
  readonly lateMs: number;
  /** Where that is to be seen in the run with the fault; undefined where it was not done. */
  readonly seq: number | undefined;
}

/** Compares the work of two runs, in the order of the run without the fault. */
export function workChanges(without: Works, withFault: Works): readonly WorkChange[] {
  return [...new Set([...without.done.keys(), ...withFault.done.keys()])].flatMap((key) => {
    const [before, now] = [without.done.get(key), withFault.done.get(key)];
    const known = now ?? before;
    if (known === undefined) return [];
    const lateMs = before === undefined || now === undefined ? 0 : now.at - before.at;
    const { node, name, story } = known;
    if (now === undefined) return [{ node, name, story, lateMs, ...undone(known, withFault) }];
    return [{ node, name, story, effect: effectOn(before, now), lateMs, seq: now.seq }];
  });
}

/** Why a piece of work is not done. */
function undone(
  { node, name, story, count }: Work,
  { asked, open }: Works,
): Pick<WorkChange, 'effect' | 'seq'> {
  const delivery = open.get(JSON.stringify([story, node, name]));
  if (delivery !== undefined) {
    return { effect: delivery.isDead ? 'deadLettered' : 'kept', seq: delivery.seq };
  }
  const wasAsked = (asked.get(askedKey(story, name)) ?? 0) >= count;
  return { effect: wasAsked ? 'missed' : 'unasked', seq: undefined };
}

function effectOn(before: Work | undefined, now: Work): WorkEffect {
  if (before === undefined) return 'again';
  if (now.at === before.at) return 'same';
  return now.at > before.at ? 'late' : 'earlier';
}
