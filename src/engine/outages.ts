import type { Clock } from './clock';
import type { ArmedCrash, CrashMoment, Host, HostWatcher, Hosts } from './hosts';
import type { Journal } from './journal';
import type { NodeDown, NodeId } from './trace';

/** Lets nodes go away and come back: by a fault, by a crash at a moment of their work, or because someone stops them. */
export class Outages {
  constructor(
    private readonly hosts: Hosts,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  isUp(node: NodeId): boolean {
    return this.hosts.of(node).isUp;
  }

  /** The node whose process a node runs in: what goes down, or is slow, with it. */
  hostOf(node: NodeId): NodeId {
    return this.hosts.of(node).node;
  }

  /** Tells `watcher` each time the node comes and goes. */
  watch(node: NodeId, watcher: HostWatcher): void {
    this.hosts.of(node).watchers.push(watcher);
  }

  /**
   * Takes a node away.
   * @param reason when it is stopped it finishes what it does; otherwise that is lost.
   * @param durationMs how long, in ms; undefined: until someone starts it.
   */
  goDown(node: NodeId, reason: NodeDown['reason'], durationMs?: number): void {
    const host = this.hosts.of(node);
    const isAbrupt = reason !== 'stopped';
    const wasUp = host.isUp;
    host.isUp = false;
    host.absence += 1;
    if (isAbrupt) host.generation += 1;
    if (wasUp || isAbrupt) this.journal.nodeDown(host.node, reason, host.stations);
    if (durationMs !== undefined) {
      const { absence } = host;
      this.#later(durationMs, () => {
        if (host.absence === absence) this.comeUp(node);
      });
    }
    if (wasUp || isAbrupt) for (const { down } of host.watchers) down?.(isAbrupt);
  }

  /** Brings a node back, or makes a slow one quick again. */
  comeUp(node: NodeId): void {
    const host = this.hosts.of(node);
    if (host.slowMs > 0) this.journal.fault(host.node, 'slow', 'ends', { delayMs: host.slowMs });
    host.slowMs = 0;
    if (host.isUp) return;
    host.isUp = true;
    this.journal.nodeUp(host.node);
    const { flow, cause } = this.journal.thread;
    for (const { up } of host.watchers) {
      this.journal.enter({ flow, cause });
      up?.();
    }
  }

  /** Does something in the story that is told now, at once or when the node is there again. */
  whenUp(node: NodeId, act: () => void): void {
    const host = this.hosts.of(node);
    if (host.isUp) {
      act();
      return;
    }
    const { flow, cause } = this.journal.thread;
    let isDone = false;
    this.watch(node, {
      up: () => {
        if (isDone) return;
        isDone = true;
        this.journal.enter({ flow, cause });
        act();
      },
    });
  }

  /** From now on the node takes `delayMs` longer before it begins anything; `ended` runs when that is over. */
  slow(node: NodeId, delayMs: number, durationMs?: number, ended?: () => void): void {
    const host = this.hosts.of(node);
    host.slowMs = delayMs;
    host.slowness += 1;
    if (durationMs === undefined) return;
    const { slowness } = host;
    this.#later(durationMs, () => {
      if (host.slowness !== slowness || host.slowMs === 0) return;
      host.slowMs = 0;
      ended?.();
    });
  }

  /** Has the node crash at the next moment of that kind. */
  armCrash(node: NodeId, after: CrashMoment, durationMs: number | undefined): void {
    const { flow, cause: seq } = this.journal.thread;
    this.hosts.of(node).crash = { after, durationMs, flow, seq };
  }

  /** Crashes the host if it is to do so at one of these moments. Returns whether it did. */
  crashIfDue(host: Host, ...moments: readonly CrashMoment[]): boolean {
    const { crash } = host;
    if (crash === undefined || !moments.includes(crash.after)) return false;
    host.crash = undefined;
    this.#crash(host, crash);
    return true;
  }

  #crash(host: Host, { flow, seq, durationMs }: ArmedCrash): void {
    this.journal.enter({ flow, cause: seq });
    this.goDown(host.node, 'crashed', durationMs);
  }

  /** Goes on in the story that is told now, after a while. */
  #later(delayMs: number, act: () => void): void {
    const { flow, cause } = this.journal.thread;
    this.clock.schedule(this.clock.now + delayMs, () => {
      this.journal.enter({ flow, cause });
      act();
    });
  }
}
