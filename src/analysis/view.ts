import {
  busNode,
  type Changed,
  type Facts,
  type NodeId,
  type Received,
  type State,
  type TraceRecord,
  type Travelling,
} from '../simulation';

/** What is true at a moment of a run: the fold of the trace up to a step. */
export interface View {
  /** How many records have happened: the step, 0 before the first. */
  readonly step: number;
  /** The record of this step. */
  readonly current: TraceRecord | undefined;
  /** Messages, queries and replies that have left and not arrived, by `seq`. */
  readonly inFlight: ReadonlyMap<number, Travelling>;
  /** Nodes that are doing something; who is not listed is idle. */
  readonly nodes: ReadonlyMap<NodeId, NodeActivity>;
  /** How many messages each link has carried so far, by `linkKey`. */
  readonly links: ReadonlyMap<string, number>;
  /** What people have received, in order. */
  readonly inbox: readonly Received[];
  /** Everything whose state is known, by `entityKey`: notifications, orders, line items, prices, … */
  readonly entities: ReadonlyMap<string, Entity>;
}

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

/** Names a link, whichever way a message goes on it. */
export function linkKey(a: NodeId, b: NodeId): string {
  return a < b ? `${a} — ${b}` : `${b} — ${a}`;
}

/** Names an entity: `notification ntf-1`, `order ord-001`, `product.price prod-001`. */
export function entityKey(machine: string, id: string): string {
  return `${machine} ${id}`;
}

/** The collections of a view, while they are being folded. */
interface Folding {
  inFlight: Map<number, Travelling>;
  nodes: Map<NodeId, NodeActivity>;
  links: Map<string, number>;
  inbox: Received[];
  entities: Map<string, Entity>;
}

/** Records between two keyframes: what a seek folds at most. */
const keyframeDistance = 1000;

/**
 * Shows any moment of a trace. Seeking starts at the nearest keyframe, so that once the trace has been passed, a seek
 * folds a thousand records at most, however long it is. Views share what did not change between them; none is changed after it was given out.
 */
export class Replay {
  readonly #keyframes: Folding[] = [emptyFolding()];
  #folding = emptyFolding();
  #step = 0;
  #shown: View | undefined;

  constructor(readonly trace: readonly TraceRecord[]) {}

  /** The view at a step, 0 to the length of the trace. */
  at(step: number): View {
    const target = Math.max(0, Math.min(step, this.trace.length));
    if (this.#shown?.step === target) return this.#shown;
    this.#seek(target);
    this.#shown = { ...this.#folding, step: target, current: this.trace[target - 1] };
    return this.#shown;
  }

  #seek(target: number): void {
    const keyframe = Math.min(Math.floor(target / keyframeDistance), this.#keyframes.length - 1);
    const isBehind = target < this.#step;
    if (isBehind || keyframe * keyframeDistance > this.#step) {
      this.#folding = { ...(this.#keyframes[keyframe] ?? emptyFolding()) };
      this.#step = keyframe * keyframeDistance;
    }
    const writable = new WritableFolding(this.#folding);
    while (this.#step < target) {
      const record = this.trace[this.#step];
      if (record === undefined) break;
      fold(writable, record);
      this.#step += 1;
      if (this.#step === this.#keyframes.length * keyframeDistance) {
        this.#keyframes.push({ ...this.#folding });
        writable.share();
      }
    }
  }
}

/** Collections that others hold as well are copied before they are first written to. */
class WritableFolding {
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

  get entities(): Map<string, Entity> {
    if (this.#claim('entities')) this.folding.entities = new Map(this.folding.entities);
    return this.folding.entities;
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

function emptyFolding(): Folding {
  return { inFlight: new Map(), nodes: new Map(), links: new Map(), inbox: [], entities: new Map() };
}

function fold(folding: WritableFolding, record: TraceRecord): void {
  land(folding, record);
  switch (record.kind) {
    case 'sent':
      depart(folding, record);
      if (record.form !== 'event') wait(folding, record.node, record);
      break;
    case 'query':
      depart(folding, record);
      wait(folding, record.node, record);
      break;
    case 'reply':
      folding.inFlight.delete(record.request);
      depart(folding, record);
      work(folding, record.node, -1);
      break;
    case 'arrived':
      folding.inFlight.delete(record.message);
      if (record.node !== busNode) work(folding, record.node, 1);
      break;
    case 'handled':
      work(folding, record.node, -1);
      break;
    case 'failed':
      if (record.handling !== undefined) work(folding, record.node, -1);
      break;
    case 'received':
      folding.inbox.push(record);
      break;
    case 'changed':
      change(folding, record);
      break;
    case 'concluded':
    case 'decision':
    case 'ignored':
    case 'rendered':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
    case 'limit-reached':
      break;
  }
}

/**
 * Replies leave no record where they arrive. They are there when something follows from them, when who waited for them
 * does something after their time, or when their time has passed.
 */
function land(folding: WritableFolding, record: TraceRecord): void {
  for (const [seq, travelling] of folding.peek.inFlight) {
    if (travelling.kind !== 'reply') continue;
    const isDue =
      record.node === travelling.to ? record.at >= travelling.arrivesAt : record.at > travelling.arrivesAt;
    if (record.cause !== seq && !isDue) continue;
    folding.inFlight.delete(seq);
    const activity = folding.peek.nodes.get(travelling.to);
    if (activity === undefined) continue;
    const waits = activity.waits.filter((request) => request.seq !== travelling.request);
    setActivity(folding, travelling.to, { ...activity, waits });
  }
}

function depart(folding: WritableFolding, travelling: Travelling): void {
  folding.inFlight.set(travelling.seq, travelling);
  const key = linkKey(travelling.node, travelling.to);
  folding.links.set(key, (folding.peek.links.get(key) ?? 0) + 1);
}

function wait(folding: WritableFolding, node: NodeId, request: Travelling): void {
  const activity = folding.peek.nodes.get(node) ?? idle;
  setActivity(folding, node, { ...activity, waits: [...activity.waits, request] });
}

function work(folding: WritableFolding, node: NodeId, change: 1 | -1): void {
  const activity = folding.peek.nodes.get(node) ?? idle;
  setActivity(folding, node, { ...activity, openCount: Math.max(0, activity.openCount + change) });
}

function setActivity(folding: WritableFolding, node: NodeId, activity: NodeActivity): void {
  if (activity.openCount === 0 && activity.waits.length === 0) folding.nodes.delete(node);
  else folding.nodes.set(node, activity);
}

function change(folding: WritableFolding, record: Changed): void {
  const { machine, entity: id, to: state } = record;
  const key = entityKey(machine, id);
  const before = folding.peek.entities.get(key);
  const facts = { ...before?.facts, ...record.facts };
  const changes = [...(before?.changes ?? []), record];
  folding.entities.set(key, { machine, id, state, facts, changes });
}

const idle: NodeActivity = { openCount: 0, waits: [] };
