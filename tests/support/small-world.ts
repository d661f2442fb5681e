import type { AskNode, AskStore, Process } from '../../src/engine/process';
import type { Settlement } from '../../src/engine/settlement';
import type { Json, NodeId, TraceRecord } from '../../src/engine/trace';
import { World } from '../../src/engine/world';
import { breakSomething } from '../../src/simulation/breaking';
import type { Fault } from '../../src/simulation/faults';

/** A link of a small world: from, to, and how long a message takes in ms. */
export type Way = readonly [from: NodeId, to: NodeId, latencyMs: number];

/** 2026-03-02T09:00:00Z, when simulated time begins unless a scenario says otherwise. */
export const mondayMorning = Date.UTC(2026, 2, 2, 9);

interface Circumstances {
  readonly seed?: number;
  readonly jitterMs?: number;
  readonly epochMs?: number;
  readonly patienceMs?: number;
  /** The node in whose process another one runs. */
  readonly hosts?: Readonly<Record<NodeId, NodeId>>;
}

/** A world with just these ways. */
export function smallWorld(
  ways: readonly Way[],
  { seed = 1, jitterMs = 0, epochMs = mondayMorning, patienceMs = 2_000, hosts = {} }: Circumstances = {},
): World {
  const links = ways.map(([from, to, latencyMs]) => ({ from, to, latencyMs }));
  const ids = new Set(ways.flatMap(([from, to]) => [from, to]));
  const nodes = [...ids].map((id) => {
    const host = hosts[id];
    return { id, title: id, role: 'service' as const, ...(host === undefined ? {} : { host }) };
  });
  return new World({ topology: { nodes, links }, seed, jitterMs, epochMs, patienceMs });
}

/** Lets everything happen that is due, to the end. */
export function runOut({ clock }: World): void {
  while (clock.runNext());
}

/** The records of a kind, in order. */
export function recordsOf<Kind extends TraceRecord['kind']>(
  world: World,
  kind: Kind,
): readonly Extract<TraceRecord, { kind: Kind }>[] {
  return world.journal.records.filter(
    (record): record is Extract<TraceRecord, { kind: Kind }> => record.kind === kind,
  );
}

/** Does something when that time has come, in a story of its own. */
export function at(world: World, atMs: number, act: () => void): void {
  world.clock.schedule(atMs, () => {
    world.journal.enter({ flow: world.mint('flow'), cause: 0 });
    act();
  });
}

/** Puts a fault into force now, as an act of a recording does. */
export function strike(world: World, fault: Fault): void {
  breakSomething(world, fault, (name) => (world.has(name) ? name : undefined));
}

/** Runs a process of a node to its end, with all that follows, and says how it ended. */
export function settle<Result>(world: World, node: NodeId, process: Process<Result>): Settlement<Result> {
  let settled: Settlement<Result> | undefined;
  world.start(node, 'flow-1', 0, process, (settlement) => (settled = settlement));
  runOut(world);
  if (settled === undefined) throw new Error('the process never ended');
  return settled;
}

/** The same, for what ends well. Returns its result, or throws what it threw. */
export function finish<Result>(world: World, node: NodeId, process: Process<Result>): Result {
  const settled = settle(world, node, process);
  if (!settled.ok) throw settled.error;
  return settled.value;
}

/** A request that another node serves, as a process waits for it. */
export function* askNode(
  from: NodeId,
  to: NodeId,
  serve: () => Process<Json | undefined>,
  {
    form = 'call',
    name = 'GET /',
    isTimed = false,
  }: Partial<Pick<AskNode, 'form' | 'name' | 'isTimed'>> = {},
): Process<Json> {
  return (yield { kind: 'ask-node', from, to, form, name, payload: {}, serve, isTimed }) as Json;
}

/** A question to the store, or a write, as a process waits for it. */
export function* askStore(
  from: NodeId,
  serve: () => Json | undefined,
  { access = 'read', name = 'thing' }: Partial<Pick<AskStore, 'access' | 'name'>> = {},
): Process<Json> {
  const ask = { kind: 'ask-store', from, to: 'store', entity: 'things', parameters: {} } as const;
  return (yield { ...ask, access, name, serve }) as Json;
}

/** An outcome in one word or two: the result, or the name of the error. */
export function ended(settlement: Settlement<unknown>): unknown {
  return settlement.ok ? settlement.value : settlement.error.name;
}
