import {
  busNode,
  type Changed,
  type Facts,
  type FaultRecord,
  type Lost,
  type NodeDown,
  type NodeId,
  type Received,
  type Reply,
  type Sent,
  type State,
  type TraceRecord,
  type Travelling,
} from '../simulation';

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
export interface Folding {
  inFlight: Map<number, Travelling>;
  nodes: Map<NodeId, NodeActivity>;
  links: Map<string, number>;
  inbox: Received[];
  entities: Map<string, Entity>;
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
    nodes: new Map(),
    links: new Map(),
    inbox: [],
    entities: new Map(),
    away: new Map(),
    faults: new Map(),
  };
}

export function fold(folding: WritableFolding, record: TraceRecord): void {
  land(folding, record);
  switch (record.kind) {
    case 'sent':
      depart(folding, record);
      if (isRequest(record)) wait(folding, record.node, record);
      break;
    case 'duplicated':
      depart(folding, record);
      break;
    case 'lost':
      lose(folding, record);
      break;
    case 'timed-out':
      stopWaiting(folding, record.node, record.request);
      break;
    case 'node-down':
      goAway(folding, record);
      break;
    case 'node-up':
      comeBack(folding, record.node);
      break;
    case 'fault':
      breakOrMend(folding, record);
      break;
    case 'query':
      depart(folding, record);
      wait(folding, record.node, record);
      break;
    case 'reply':
      answer(folding, record);
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
    case 'disturbed':
      break;
  }
}

/**
 * Replies leave no record where they arrive. They are there when something follows from them, when who waited for them
 * does something after their time, or when their time has passed.
 */
function land(folding: WritableFolding, record: TraceRecord): void {
  for (const [seq, travelling] of folding.peek.inFlight) {
    if (travelling.kind !== 'reply' || (record.kind === 'lost' && record.message === seq)) continue;
    const isDue =
      record.node === travelling.to ? record.at >= travelling.arrivesAt : record.at > travelling.arrivesAt;
    if (record.cause !== seq && !isDue) continue;
    folding.inFlight.delete(seq);
    stopWaiting(folding, travelling.to, travelling.request);
  }
}

/** Whoever was to get an answer and is gone does not wait for it any more; who is there waits until it gives up. */
function lose(folding: WritableFolding, { message, reason }: Lost): void {
  const travelling = folding.peek.inFlight.get(message);
  folding.inFlight.delete(message);
  if (travelling?.kind === 'reply' && reason !== 'dropped') {
    stopWaiting(folding, travelling.to, travelling.request);
  }
}

/** An answer leaves. A question to a store arrives and is answered at once, which is no work. */
function answer(folding: WritableFolding, reply: Reply): void {
  const isQuestion = folding.inFlight.delete(reply.request);
  depart(folding, reply);
  if (!isQuestion) work(folding, reply.node, -1);
}

/** Whether who sent it waits for an answer. */
function isRequest({ form }: Sent): boolean {
  return form !== 'event' && form !== 'acknowledgement';
}

function stopWaiting(folding: WritableFolding, node: NodeId, request: number): void {
  const activity = folding.peek.nodes.get(node);
  if (activity === undefined) return;
  const waits = activity.waits.filter(({ seq }) => seq !== request);
  setActivity(folding, node, { ...activity, waits });
}

/** What a node was doing is gone, unless it was stopped in good order. */
function goAway(folding: WritableFolding, record: NodeDown): void {
  for (const node of [record.node, ...record.stations]) {
    folding.away.set(node, record);
    if (record.reason !== 'stopped') folding.nodes.delete(node);
  }
  if (folding.peek.faults.has(record.cause)) folding.faults.delete(record.cause);
}

function comeBack(folding: WritableFolding, node: NodeId): void {
  for (const [id, down] of folding.peek.away) if (down.node === node) folding.away.delete(id);
}

function breakOrMend(folding: WritableFolding, record: FaultRecord): void {
  if (record.phase === 'begins' && record.fault !== 'down') folding.faults.set(record.seq, record);
  if (record.phase !== 'ends') return;
  for (const [seq, { node, fault }] of folding.peek.faults) {
    const isSlowness = record.node === node && fault.endsWith('slow') && record.fault.endsWith('slow');
    if (record.cause === seq || isSlowness) folding.faults.delete(seq);
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
  // A consumer that tries again by itself does so without a message.
  if (machine === 'delivery' && record.event === 'TRY_AGAIN') work(folding, record.node, 1);
}

const idle: NodeActivity = { openCount: 0, waits: [] };
