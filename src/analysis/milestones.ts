import type { Changed, NodeId, TraceRecord } from '../simulation';

/** A moment of the story: what it is about, and how that turns out. Two that are about the same may turn out differently. */
export interface Milestone {
  readonly about: string;
  readonly how: string;
}

/**
 * Moments of the story that both architectures share, whoever brings them about: a command is taken, something in the
 * shop changes, a rule decides, a message is written, sent, received. They are how a moment of one run is found in another.
 *
 * Notifications are numbered as they come, which is not the same in both; here they go by type, channel and recipient.
 */
export class Milestones {
  readonly #notifications = new Map<string, string>();

  /** A name that is equal for equal moments; undefined for what is only one architecture's way. Give it every record. */
  nameOf(record: TraceRecord): string | undefined {
    const milestone = this.of(record);
    return milestone === undefined ? undefined : `${milestone.about} ${milestone.how}`;
  }

  /** The moment that a record brings about; undefined for what is only one architecture's way. Give it every record. */
  of(record: TraceRecord): Milestone | undefined {
    switch (record.kind) {
      case 'arrived':
        return record.form === 'command' ? { about: `command ${record.name}`, how: '' } : undefined;
      case 'changed':
        return this.#ofChange(record);
      case 'ignored':
        return { about: `${record.machine} ${this.#thing(record.entity)}`, how: `refuses ${record.event}` };
      case 'decision':
        return { about: `${record.rule} ${this.#thing(record.subject)}`, how: record.outcome };
      case 'fault':
        return { about: `fault ${record.fault} at ${partOf(record.node)}`, how: record.phase };
      case 'node-down':
        return { about: partOf(record.node), how: record.reason };
      case 'node-up':
        return { about: partOf(record.node), how: 'back' };
      case 'rendered':
        return { about: `rendered ${record.template}`, how: record.recipient };
      case 'received':
        return { about: `received ${record.channel} ${record.to}`, how: record.body };
      case 'sent':
      case 'query':
      case 'reply':
      case 'handled':
      case 'concluded':
      case 'failed':
      case 'timer-set':
      case 'timer-fired':
      case 'timer-cancelled':
      case 'limit-reached':
      case 'duplicated':
      case 'disturbed':
      case 'lost':
      case 'timed-out':
        return undefined;
    }
  }

  #ofChange(record: Changed): Milestone {
    const { machine, entity, from, to } = record;
    if (machine === 'notification' && from === null) this.#meet(record);
    if (listens.has(machine)) {
      return { about: entity, how: to === 'subscribed' || to === 'called' ? 'is told' : 'is not told' };
    }
    return { about: `${machine} ${this.#thing(entity)}`, how: String(to) };
  }

  #meet({ entity, facts }: Changed): void {
    const { type, channel, recipient } = facts;
    this.#notifications.set(entity, [type, channel, recipient].map((fact) => JSON.stringify(fact)).join(' '));
  }

  /** Notifications go by what they are, everything else by its id. */
  #thing(id: string): string {
    return this.#notifications.get(id) ?? id;
  }
}

/** How each architecture writes down who is told of new orders. */
const listens: ReadonlySet<string> = new Set(['subscription', 'integration']);

/** A part of the shop by a name that both architectures share. */
export function partOf(node: NodeId): string {
  return node === 'notification-service' || node === 'notification-api' ? 'notifications' : node;
}

/**
 * Finds the moment of `there` that matches a step of `here`: after the same occurrence of the latest milestone that both
 * traces have.
 * @returns a step of `there`.
 */
export function matchingStep(
  here: readonly TraceRecord[],
  step: number,
  there: readonly TraceRecord[],
): number {
  if (step >= here.length) return there.length;
  const stepsThere = stepsByMilestone(there);
  const passed = [...milestonesUpTo(here, step)].reverse();
  for (const { name, occurrence } of passed) {
    const match = stepsThere.get(name)?.[occurrence];
    if (match !== undefined) return match;
  }
  return Math.min(step, 1, there.length);
}

function* milestonesUpTo(
  trace: readonly TraceRecord[],
  step: number,
): Generator<{ name: string; occurrence: number }> {
  const counts = new Map<string, number>();
  const milestones = new Milestones();
  for (let index = 0; index < step; index += 1) {
    const record = trace[index];
    const name = record === undefined ? undefined : milestones.nameOf(record);
    if (name === undefined) continue;
    const occurrence = counts.get(name) ?? 0;
    counts.set(name, occurrence + 1);
    yield { name, occurrence };
  }
}

function stepsByMilestone(trace: readonly TraceRecord[]): ReadonlyMap<string, readonly number[]> {
  const steps = new Map<string, number[]>();
  const milestones = new Milestones();
  for (const record of trace) {
    const name = milestones.nameOf(record);
    if (name === undefined) continue;
    const known = steps.get(name);
    if (known === undefined) steps.set(name, [record.seq]);
    else known.push(record.seq);
  }
  return steps;
}
