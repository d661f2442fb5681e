import { Clock } from './clock';
import { InvariantViolation } from './invariant';
import { Journal, type Thread, type TimerOf } from './journal';
import { Links } from './links';
import { DomainError, type AskNode, type AskStore, type Process, type Wait } from './process';
import { RandomStreams } from './random';
import type { Topology } from './topology';
import type { Facts, Json, NodeId } from './trace';

export interface WorldOptions {
  readonly topology: Topology;
  readonly seed: number;
  /** The most that chance adds to a link's latency, in whole ms. */
  readonly jitterMs: number;
  /** Wall-clock time at simulated 0, in ms since 1970-01-01T00:00:00Z. */
  readonly epochMs: number;
}

/** How a process ended: with its result, or with the error that it did not catch. */
export type Settlement<Result> =
  { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly error: Error };

interface Activity extends Thread {
  readonly process: Process<unknown>;
  readonly settle: (settlement: Settlement<unknown>) => void;
}

/**
 * The simulated world: one clock, the links between nodes, the processes that run in the nodes, and the journal of all
 * that happens. It knows nothing of shops; what the nodes do comes in as processes.
 */
export class World {
  readonly clock = new Clock();
  readonly journal = new Journal(this.clock);
  readonly epochMs: number;
  readonly #links: Links;
  readonly #mintedCounts = new Map<string, number>();

  constructor({ topology, seed, jitterMs, epochMs }: WorldOptions) {
    this.#links = new Links(topology, new RandomStreams(seed), jitterMs);
    this.epochMs = epochMs;
  }

  /** The simulated time, in ms. */
  get now(): number {
    return this.clock.now;
  }

  /** The next id of a kind: `mint('evt')` gives `evt-1`, `evt-2` … */
  mint(kind: string): string {
    const count = (this.#mintedCounts.get(kind) ?? 0) + 1;
    this.#mintedCounts.set(kind, count);
    return `${kind}-${count}`;
  }

  /**
   * Starts a process on behalf of a story.
   * @param cause `seq` of the record that made it start; 0 for an act of the recording.
   * @param settle is told how it ended.
   */
  start<Result>(
    flow: string,
    cause: number,
    process: Process<Result>,
    settle: (settlement: Settlement<Result>) => void,
  ): void {
    this.#advance({ flow, cause, process, settle: settle as Activity['settle'] }, undefined);
  }

  /**
   * Runs a process for each item, one after the other. Each turn follows from what was known before the loop, not from
   * the turn before it; what comes after the loop follows from the last turn.
   * @returns the results, in order.
   */
  *inTurn<Item, Result>(
    items: readonly Item[],
    each: (item: Item) => Process<Result>,
  ): Process<readonly Result[]> {
    const { thread } = this.journal;
    const origin = thread.cause;
    const results: Result[] = [];
    for (const item of items) {
      thread.cause = origin;
      results.push(yield* each(item));
    }
    return results;
  }

  /** Sends an event on its way; nobody waits for it. `arrive` is what its arrival does. */
  send(from: NodeId, to: NodeId, name: string, payload: Facts, arrive: (message: number) => void): void {
    const { flow } = this.journal.thread;
    const arrivesAt = this.#links.arrivalAt(from, to, this.now);
    const message = this.journal.sent(from, to, 'event', name, payload, arrivesAt);
    this.clock.schedule(arrivesAt, () => {
      this.journal.enter({ flow, cause: message });
      this.journal.arrived(to, from, 'event', name, message);
      arrive(message);
    });
  }

  /** Sends an event whose arrival starts a process in `to`; that it is done, or failed, is recorded there. */
  deliver(from: NodeId, to: NodeId, name: string, payload: Facts, handle: () => Process): void {
    this.send(from, to, name, payload, (message) => {
      const { flow, cause } = this.journal.thread;
      this.#begin(flow, cause, handle, (settlement) => {
        if (settlement.ok) this.journal.handled(to, name, message);
        else this.journal.failed(to, settlement.error.name, settlement.error.message, message);
      });
    });
  }

  /** Starts a state machine's timer. `fire` runs when it is due; the returned function calls it off. */
  startTimer(node: NodeId, timer: TimerOf, delayMs: number, fire: () => void): () => void {
    const dueAt = this.now + delayMs;
    const set = this.journal.timerSet(node, timer, dueAt);
    const { flow } = this.journal.thread;
    let running = true;
    this.clock.schedule(dueAt, () => {
      if (!running) return;
      running = false;
      this.journal.enter({ flow, cause: set });
      this.journal.timerFired(node, timer, set);
      fire();
    });
    return () => {
      if (!running) return;
      running = false;
      this.journal.timerCancelled(node, timer, set);
    };
  }

  /** Starts what a handler returns; a handler that throws while it is called has failed like one that throws later. */
  #begin<Result>(
    flow: string,
    cause: number,
    handle: () => Process<Result>,
    settle: (settlement: Settlement<Result>) => void,
  ): void {
    const begun = attempt(handle);
    if (begun.ok) this.start(flow, cause, begun.value, settle);
    else settle(begun);
  }

  /** Runs a process up to its next wait. The thread's cause and the input are what it goes on with. */
  #advance(activity: Activity, input: unknown, error?: Error): void {
    this.journal.enter(activity);
    let turn: IteratorResult<Wait, unknown>;
    try {
      turn = error === undefined ? activity.process.next(input) : activity.process.throw(error);
    } catch (thrown) {
      activity.settle({ ok: false, error: asError(thrown) });
      return;
    }
    if (turn.done === true) activity.settle({ ok: true, value: turn.value });
    else this.#wait(activity, turn.value);
  }

  #wait(activity: Activity, wait: Wait): void {
    switch (wait.kind) {
      case 'ask-store':
        this.#askStore(activity, wait);
        return;
      case 'ask-node':
        this.#askNode(activity, wait);
        return;
      case 'pause':
        this.clock.schedule(this.now + wait.delayMs, () => {
          this.#advance(activity, undefined);
        });
    }
  }

  #askStore(activity: Activity, ask: AskStore): void {
    const { from, to, access, entity, name, parameters } = ask;
    const { flow } = activity;
    const arrivesAt = this.#links.arrivalAt(from, to, this.now);
    const request = this.journal.query(from, to, access, entity, name, parameters, arrivesAt);
    this.clock.schedule(arrivesAt, () => {
      this.journal.enter({ flow, cause: request });
      this.#answer(activity, to, from, name, request, attempt(ask.serve));
    });
  }

  #askNode(activity: Activity, ask: AskNode): void {
    const { from, to, form, name, payload } = ask;
    const { flow } = activity;
    const arrivesAt = this.#links.arrivalAt(from, to, this.now);
    const request = this.journal.sent(from, to, form, name, payload, arrivesAt);
    this.clock.schedule(arrivesAt, () => {
      this.journal.enter({ flow, cause: request });
      const arrived = this.journal.arrived(to, from, form, name, request);
      this.#begin(flow, arrived, ask.serve, (settlement) => {
        this.#answer(activity, to, from, name, request, settlement);
      });
    });
  }

  /** Sends the answer to a request back; the asking process goes on when it is there. */
  #answer(
    asker: Activity,
    from: NodeId,
    to: NodeId,
    name: string,
    request: number,
    settlement: Settlement<Json | undefined>,
  ): void {
    const arrivesAt = this.#links.arrivalAt(from, to, this.now);
    const payload = settledPayload(settlement);
    const reply = this.journal.reply(from, to, name, request, settlement.ok, payload, arrivesAt);
    this.clock.schedule(arrivesAt, () => {
      asker.cause = reply;
      if (settlement.ok) this.#advance(asker, settlement.value);
      else this.#advance(asker, undefined, settlement.error);
    });
  }
}

/** What a record says of how something ended: its result, or the error's name and message. */
export function settledPayload(settlement: Settlement<Json | undefined>): Json {
  return settlement.ok
    ? (settlement.value ?? null)
    : { name: settlement.error.name, message: settlement.error.message };
}

/** Runs something that may refuse. */
function attempt<Result>(serve: () => Result): Settlement<Result> {
  try {
    return { ok: true, value: serve() };
  } catch (thrown) {
    return { ok: false, error: asError(thrown) };
  }
}

/** What a service or an adapter throws travels to whoever waits; a broken promise inside the program stops the run. */
function asError(thrown: unknown): Error {
  if (thrown instanceof InvariantViolation) throw thrown;
  return thrown instanceof Error ? thrown : new DomainError('Error', String(thrown));
}
