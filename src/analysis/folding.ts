import type {
  Changed,
  Facts,
  FaultRecord,
  NodeDown,
  NodeId,
  Received,
  Reply,
  State,
  Travelling,
} from '../simulation';
import { LayeredMap } from './layered-map';

/** What a node is doing. */
export interface NodeActivity {
  /** How many events, commands or calls it is working on. */
  readonly openCount: number;
  /** The requests whose answers it waits for, oldest first. A node that waits is blocked in that piece of work. */
  readonly waits: readonly Travelling[];
}

/** An entity and the changes that brought it where it is. */
export interface Entity {
  readonly machine: string;
  readonly id: string;
  readonly state: State;
  /** All facts that became known, later ones over earlier ones. */
  readonly facts: Facts;
  readonly changes: readonly Changed[];
}

/** How many deliveries are in each state of the machine `delivery`. */
export interface DeliveryCounts {
  readonly [state: string]: number;
}

/** The collections of a view, while they are being folded. */
export interface Folding {
  inFlight: Map<number, Travelling>;
  /** Those of them that are replies: each record asks whether one has landed. */
  replies: Map<number, Reply>;
  nodes: Map<NodeId, NodeActivity>;
  links: Map<string, number>;
  inbox: Received[];
  receivedCounts: Map<NodeId, number>;
  entities: LayeredMap<string, Entity>;
  deliveries: Map<NodeId, DeliveryCounts>;
  away: Map<NodeId, NodeDown>;
  faults: Map<number, FaultRecord>;
}

/** Collections that others hold as well are copied before they are first written to. */
export class WritableFolding {
  readonly #own = new Set<keyof Folding>();

  constructor(private readonly folding: Folding) {}

  /** From now on others hold the collections. */
  share(): void {
    this.#own.clear();
  }

  get inFlight(): Map<number, Travelling> {
    if (this.#claim('inFlight')) this.folding.inFlight = new Map(this.folding.inFlight);
    return this.folding.inFlight;
  }

  get replies(): Map<number, Reply> {
    if (this.#claim('replies')) this.folding.replies = new Map(this.folding.replies);
    return this.folding.replies;
  }

  get nodes(): Map<NodeId, NodeActivity> {
    if (this.#claim('nodes')) this.folding.nodes = new Map(this.folding.nodes);
    return this.folding.nodes;
  }

  get links(): Map<string, number> {
    if (this.#claim('links')) this.folding.links = new Map(this.folding.links);
    return this.folding.links;
  }

  get inbox(): Received[] {
    if (this.#claim('inbox')) this.folding.inbox = [...this.folding.inbox];
    return this.folding.inbox;
  }

  get receivedCounts(): Map<NodeId, number> {
    if (this.#claim('receivedCounts')) this.folding.receivedCounts = new Map(this.folding.receivedCounts);
    return this.folding.receivedCounts;
  }

  get entities(): LayeredMap<string, Entity> {
    if (this.#claim('entities')) this.folding.entities = this.folding.entities.copied();
    return this.folding.entities;
  }

  get deliveries(): Map<NodeId, DeliveryCounts> {
    if (this.#claim('deliveries')) this.folding.deliveries = new Map(this.folding.deliveries);
    return this.folding.deliveries;
  }

  get away(): Map<NodeId, NodeDown> {
    if (this.#claim('away')) this.folding.away = new Map(this.folding.away);
    return this.folding.away;
  }

  get faults(): Map<number, FaultRecord> {
    if (this.#claim('faults')) this.folding.faults = new Map(this.folding.faults);
    return this.folding.faults;
  }

  /** Reads without claiming. */
  get peek(): Readonly<Folding> {
    return this.folding;
  }

  #claim(collection: keyof Folding): boolean {
    if (this.#own.has(collection)) return false;
    this.#own.add(collection);
    return true;
  }
}

export function emptyFolding(): Folding {
  return {
    inFlight: new Map(),
    replies: new Map(),
    nodes: new Map(),
    links: new Map(),
    inbox: [],
    receivedCounts: new Map(),
    entities: new LayeredMap(),
    deliveries: new Map(),
    away: new Map(),
    faults: new Map(),
  };
}
