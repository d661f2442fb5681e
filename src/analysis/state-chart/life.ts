import type { Changed, Ignored, NodeId, TimerSet, TraceRecord } from '../../simulation';
import { bisectRight } from '../bisect';
import { textOf } from '../facts';
import { chartCalled, possibleFrom, transitionTaken, type StateChart } from './state-chart';
import { entityKey } from '../view';

/** What a whole run records of an entity that has a chart, or of several together. */
export interface Life {
  readonly machine: string;
  /** Its id; undefined for several together. */
  readonly id: string | undefined;
  /** Where each was that was there when the run began; empty for what comes into being in the run. */
  readonly openings: readonly string[];
  readonly changes: readonly Changed[];
  /** Events that its state did not accept. */
  readonly refusals: readonly Ignored[];
  readonly timers: readonly Timer[];
}

interface Timer {
  readonly set: TimerSet;
  /** `seq` of the record with which it ran out or was called off; infinite if neither happens in this run. */
  readonly overAt: number;
}

/** How an entity stands in its chart at a step, or several together. */
export interface Standing {
  /** How many are in each state that any is in. */
  readonly counts: ReadonlyMap<string, number>;
  /** The states that were entered by now. */
  readonly visited: ReadonlySet<string>;
  /** Where the one is; undefined before it is there, and for several together. */
  readonly current: string | undefined;
  /** By transition: how often it was taken, and the record of the last time. */
  readonly taken: ReadonlyMap<string, Taken>;
  /** The transitions that can come next. */
  readonly possible: ReadonlySet<string>;
  /** Timers that run, each with the event that it will bring. */
  readonly timers: readonly TimerSet[];
  /** How many of the changes and of the refusals have happened. */
  readonly changeCount: number;
  readonly refusalCount: number;
}

interface Taken {
  readonly count: number;
  readonly last: Changed;
}

/** The lives in a run of everything that has a chart: one pass over the trace, then look-ups. */
export class Lives {
  readonly #byEntity = new Map<string, Life>();
  readonly #together = new Map<string, Life>();

  /** @param openings where entities are when the run begins that no record brings into being, by `entityKey`. */
  constructor(trace: readonly TraceRecord[], openings: readonly Opening[] = []) {
    const writing = new Map<string, WritableLife>();
    for (const { machine, id, state } of openings)
      writing.set(entityKey(machine, id), begun(machine, id, [state]));
    const timers = new Map<number, WritableTimer>();
    for (const record of trace) {
      if (!isAboutState(record) || chartCalled(record.machine) === undefined) continue;
      const key = entityKey(record.machine, record.entity);
      let life = writing.get(key);
      if (life === undefined) writing.set(key, (life = begun(record.machine, record.entity)));
      take(life, record, timers);
    }
    for (const [key, life] of writing) this.#byEntity.set(key, life);
  }

  /** All of them, those that were there from the beginning first, then as they come into being. */
  get all(): readonly Life[] {
    return [...this.#byEntity.values()];
  }

  /** Undefined for what has no chart, and for what this run does not have. */
  of(machine: string, id: string): Life | undefined {
    return this.#byEntity.get(entityKey(machine, id));
  }

  /** All lives of a machine as one. @param consumer of deliveries: only those to this node. */
  together(machine: string, consumer?: NodeId): Life {
    const key = `${machine} ${consumer ?? ''}`;
    const known = this.#together.get(key);
    if (known !== undefined) return known;
    const members = this.all.filter(
      (life) => life.machine === machine && (consumer === undefined || consumerOf(life) === consumer),
    );
    const life = merged(machine, members);
    this.#together.set(key, life);
    return life;
  }

  /** The nodes that deliveries are kept track of for, in the order of the first of each. */
  get consumers(): readonly NodeId[] {
    const consumers = this.all.map((life) => (life.machine === 'delivery' ? consumerOf(life) : undefined));
    return [...new Set(consumers.filter((consumer) => consumer !== undefined))];
  }
}

/** An entity that is there when the run begins. */
interface Opening {
  readonly machine: string;
  readonly id: string;
  readonly state: string;
}

/** `seq` of the record that brought an entity into being; 0 for one that was there before. */
export function bornAt({ openings, changes }: Life): number {
  return openings.length === 0 ? (changes[0]?.seq ?? 0) : 0;
}

/** The node that a delivery is for; undefined for anything else. */
export function consumerOf({ changes }: Life): NodeId | undefined {
  return textOf(changes[0]?.facts['consumer']);
}

/** A life in its chart, at any step of the run: sorted by transition once, then counted. */
export class ChartedLife {
  readonly #seqs: readonly number[];
  readonly #refusalSeqs: readonly number[];
  readonly #taken = new Map<string, readonly Changed[]>();
  readonly #takenSeqs = new Map<string, readonly number[]>();
  readonly #entered = new Map<string, number[]>();
  readonly #left = new Map<string, number[]>();

  constructor(
    readonly chart: StateChart,
    readonly life: Life,
  ) {
    this.#seqs = life.changes.map(({ seq }) => seq);
    this.#refusalSeqs = life.refusals.map(({ seq }) => seq);
    for (const state of life.openings) add(this.#entered, state, 0);
    const taken = new Map<string, Changed[]>();
    for (const change of life.changes) {
      add(this.#entered, String(change.to), change.seq);
      if (change.from !== null) add(this.#left, String(change.from), change.seq);
      const transition = transitionTaken(chart, change);
      if (transition !== undefined) add(taken, transition.id, change);
    }
    for (const [id, changes] of taken) {
      this.#taken.set(id, changes);
      this.#takenSeqs.set(
        id,
        changes.map(({ seq }) => seq),
      );
    }
  }

  /** The records of a transition up to a step, first to last. */
  takenBy(transitionId: string, step: number): readonly Changed[] {
    const count = bisectRight(this.#takenSeqs.get(transitionId) ?? [], step);
    return (this.#taken.get(transitionId) ?? []).slice(0, count);
  }

  at(step: number): Standing {
    const counts = new Map<string, number>();
    const visited = new Set<string>();
    for (const [state, seqs] of this.#entered) {
      const entryCount = bisectRight(seqs, step);
      if (entryCount > 0) visited.add(state);
      const count = entryCount - bisectRight(this.#left.get(state) ?? [], step);
      if (count > 0) counts.set(state, count);
    }
    const taken = new Map<string, Taken>();
    for (const [id, changes] of this.#taken) {
      const count = bisectRight(this.#takenSeqs.get(id) ?? [], step);
      const last = changes[count - 1];
      if (last !== undefined) taken.set(id, { count, last });
    }
    const occupied = [...counts.keys()];
    return {
      counts,
      visited,
      current: this.life.id === undefined ? undefined : occupied[0],
      taken,
      possible: new Set(occupied.flatMap((state) => possibleFrom(this.chart, state).map(({ id }) => id))),
      timers: this.life.timers
        .filter(({ set, overAt }) => set.seq <= step && step < overAt)
        .map(({ set }) => set),
      changeCount: bisectRight(this.#seqs, step),
      refusalCount: bisectRight(this.#refusalSeqs, step),
    };
  }
}

type AboutState = Extract<TraceRecord, { readonly machine: string }>;

function isAboutState(record: TraceRecord): record is AboutState {
  return 'machine' in record;
}

interface WritableTimer {
  readonly set: TimerSet;
  overAt: number;
}

interface WritableLife extends Life {
  readonly changes: Changed[];
  readonly refusals: Ignored[];
  readonly timers: WritableTimer[];
}

function begun(machine: string, id: string | undefined, openings: readonly string[] = []): WritableLife {
  return { machine, id, openings, changes: [], refusals: [], timers: [] };
}

function take(life: WritableLife, record: AboutState, timers: Map<number, WritableTimer>): void {
  switch (record.kind) {
    case 'changed':
      life.changes.push(record);
      break;
    case 'ignored':
      life.refusals.push(record);
      break;
    case 'timer-set': {
      const timer = { set: record, overAt: Infinity };
      life.timers.push(timer);
      timers.set(record.seq, timer);
      break;
    }
    case 'timer-fired':
    case 'timer-cancelled': {
      const timer = timers.get(record.timer);
      if (timer !== undefined) timer.overAt = record.seq;
      break;
    }
  }
}

function merged(machine: string, lives: readonly Life[]): Life {
  const bySeq = (a: { readonly seq: number }, b: { readonly seq: number }) => a.seq - b.seq;
  return {
    ...begun(
      machine,
      undefined,
      lives.flatMap(({ openings }) => openings),
    ),
    changes: lives.flatMap(({ changes }) => changes).sort(bySeq),
    refusals: lives.flatMap(({ refusals }) => refusals).sort(bySeq),
    timers: lives.flatMap(({ timers }) => timers).sort((a, b) => a.set.seq - b.set.seq),
  };
}

function add<Entry>(lists: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}
