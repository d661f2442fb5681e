import { invariant } from './invariant';
import type { Topology } from './topology';
import type { NodeId } from './trace';

/** At which moment an armed crash happens: see the fault `crash`. */
export type CrashMoment = 'arrival' | 'write' | 'answer' | 'handling';

export interface ArmedCrash {
  readonly after: CrashMoment;
  /** How long it stays away, in ms; undefined: to the end. */
  readonly durationMs: number | undefined;
  /** Where the fault was recorded. */
  readonly flow: string;
  readonly seq: number;
}

/** A process of the operating system, so to say: what goes down together. Stations of a service share its host. */
export interface Host {
  readonly node: NodeId;
  /** Whether it takes messages. */
  isUp: boolean;
  /** Counts up each time its memory is lost; what was begun in an older generation is dead. */
  generation: number;
  /** How much longer it takes before it begins anything, in ms. */
  slowMs: number;
  /** The latest time that it became slow; an end that belongs to an earlier one means nothing. */
  slowness: number;
  crash: ArmedCrash | undefined;
  /** The latest time that it went away; an end that belongs to an earlier one means nothing. */
  absence: number;
  readonly watchers: HostWatcher[];
  /** The other nodes that run in it. */
  readonly stations: NodeId[];
}

/** Someone who must know when a host comes and goes. */
export interface HostWatcher {
  readonly up?: () => void;
  /** @param abrupt what it was doing is gone. */
  readonly down?: (abrupt: boolean) => void;
}

/** All hosts of a topology, by each node that runs in them. */
export class Hosts {
  readonly #byNode = new Map<NodeId, Host>();
  readonly #titles = new Map<NodeId, string>();

  constructor(topology: Topology) {
    for (const { id, title, host = id } of topology.nodes) {
      this.#titles.set(id, title);
      if (host === id) this.#byNode.set(id, newHost(id));
    }
    for (const { id, host } of topology.nodes) {
      if (host === undefined) continue;
      this.of(host).stations.push(id);
      this.#byNode.set(id, this.of(host));
    }
  }

  /** The host that a node runs in. @throws InvariantViolation when the topology has no such node. */
  of(node: NodeId): Host {
    const host = this.#byNode.get(node);
    invariant(host !== undefined, `there is a node ${node}`);
    return host;
  }

  has(node: NodeId): boolean {
    return this.#byNode.has(node);
  }

  /** The name that people see. */
  titleOf(node: NodeId): string {
    return this.#titles.get(node) ?? node;
  }
}

function newHost(node: NodeId): Host {
  return {
    node,
    isUp: true,
    generation: 0,
    slowMs: 0,
    slowness: 0,
    crash: undefined,
    absence: 0,
    watchers: [],
    stations: [],
  };
}
