import { Activities } from './activities';
import { Carrier } from './carrier';
import { Clock } from './clock';
import { Faults } from './faults';
import { Hosts } from './hosts';
import { Journal, type TimerOf } from './journal';
import { Links } from './links';
import { Outages } from './outages';
import type { Process } from './process';
import { RandomStreams } from './random';
import type { Settlement } from './settlement';
import type { Topology } from './topology';
import type { Facts, NodeId } from './trace';

export interface WorldOptions {
  readonly topology: Topology;
  readonly seed: number;
  /** The most that chance adds to a link's latency, in whole ms. */
  readonly jitterMs: number;
  /** Wall-clock time at simulated 0, in ms since 1970-01-01T00:00:00Z. */
  readonly epochMs: number;
  /** How long who asks waits for an answer that may not come, in ms. */
  readonly patienceMs: number;
  /** Ids that come from outside: no other thing gets one of them. */
  readonly reservedIds?: ReadonlySet<string>;
}

/**
 * The simulated world: one clock, the links between nodes, the processes that run in the nodes, what goes wrong with them,
 * and the journal of all that happens. It knows nothing of shops; what the nodes do comes in as processes.
 */
export class World {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly outages: Outages;
  readonly epochMs: number;
  readonly #hosts: Hosts;
  readonly #links: Links;
  readonly #carrier: Carrier;
  readonly #activities: Activities;
  readonly #mintedCounts = new Map<string, number>();
  readonly #reservedIds: ReadonlySet<string>;

  constructor({ topology, seed, jitterMs, epochMs, patienceMs, reservedIds = new Set() }: WorldOptions) {
    const clock = new Clock();
    const journal = new Journal(clock);
    const faults = new Faults(journal);
    this.clock = clock;
    this.journal = journal;
    this.faults = faults;
    const hosts = new Hosts(topology);
    const outages = new Outages(hosts, clock, journal);
    const links = new Links(topology, new RandomStreams(seed), jitterMs);
    const carrier = new Carrier(clock, journal, links, faults);
    this.#hosts = hosts;
    this.#links = links;
    this.outages = outages;
    this.#carrier = carrier;
    this.#activities = new Activities({ clock, journal, hosts, faults, outages, carrier, patienceMs });
    this.epochMs = epochMs;
    this.#reservedIds = reservedIds;
  }

  /** The simulated time, in ms. */
  get now(): number {
    return this.clock.now;
  }

  /** Whether the topology has such a node. */
  has(node: NodeId): boolean {
    return this.#hosts.has(node);
  }

  /** Whether the topology has a link between two nodes. */
  hasLink(from: NodeId, to: NodeId): boolean {
    return this.#links.has(from, to);
  }

  /** The next id of a kind: `mint('evt')` gives `evt-1`, `evt-2` … but for those that are reserved. */
  mint(kind: string): string {
    let count = this.#mintedCounts.get(kind) ?? 0;
    do count += 1;
    while (this.#reservedIds.has(`${kind}-${count}`));
    this.#mintedCounts.set(kind, count);
    return `${kind}-${count}`;
  }

  /**
   * Starts a process in `node` on behalf of a story.
   * @param cause `seq` of the record that made it start; 0 for an act of the recording.
   * @param settle is told how it ended; never, when the node goes down before.
   */
  start<Result>(
    node: NodeId,
    flow: string,
    cause: number,
    process: Process<Result>,
    settle: (settlement: Settlement<Result>) => void,
  ): void {
    this.#activities.run(this.#hosts.of(node), flow, cause, process, settle);
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

  /**
   * Sends a message that nobody waits for on its way.
   * @param arrive is what its arrival does; what was spoiled on the way is not intact.
   */
  send(
    from: NodeId,
    to: NodeId,
    form: 'event' | 'acknowledgement',
    name: string,
    payload: Facts,
    arrive: (message: number, isIntact: boolean) => void,
  ): void {
    const { flow } = this.journal.thread;
    const host = this.#hosts.of(to);
    const struck = this.#carrier.strike(from, to, name, true);
    const arrivesAt = this.#carrier.arrivalAt(from, to, struck);
    const message = this.journal.sent(from, to, form, name, payload, arrivesAt);
    const land = (copy = message, isIntact = true) => {
      if (this.#carrier.isAway(host, to, from, name, flow, copy)) return;
      this.journal.arrived(to, from, form, name, copy);
      if (host.crash !== undefined && this.outages.crashIfDue(host, 'arrival')) return;
      arrive(copy, isIntact);
    };
    this.#carrier.carry(from, to, name, message, arrivesAt, struck, land);
  }

  /**
   * Sends an event whose arrival starts a process in `to`; that it is done, or failed, is recorded there.
   * @param settled is told how it ended; never, when the event is lost or the node goes down before.
   */
  deliver(
    from: NodeId,
    to: NodeId,
    name: string,
    payload: Facts,
    handle: () => Process,
    settled?: (settlement: Settlement<void>) => void,
  ): void {
    this.send(from, to, 'event', name, payload, (message, isIntact) => {
      this.handle(to, name, message, isIntact, handle, settled);
    });
  }

  /**
   * Starts the process by which `node` handles an event that is there; that it is done, or failed, is recorded.
   * @param settled is told how it ended, unless the node goes down before.
   * @param ended is told at the very end of the work, though the node crashes right then.
   */
  handle(
    node: NodeId,
    name: string,
    message: number,
    isIntact: boolean,
    handle: () => Process,
    settled?: (settlement: Settlement<void>) => void,
    ended?: (settlement: Settlement<void>) => void,
  ): void {
    this.#activities.begin(node, name, isIntact, handle, (settlement) => {
      if (settlement.ok) this.journal.handled(node, name, message);
      else this.journal.failed(node, settlement.error.name, settlement.error.message, message);
      ended?.(settlement);
      const host = this.#hosts.of(node);
      if (host.crash !== undefined && this.outages.crashIfDue(host, 'handling')) return;
      settled?.(settlement);
    });
  }

  /** Does something in the story that is told now, at once or when a slow node gets to it; never, when that goes down before. */
  whenReady(node: NodeId, act: () => void): void {
    this.#activities.whenReady(this.#hosts.of(node), act);
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
}
