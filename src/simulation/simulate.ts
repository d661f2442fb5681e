import { architectureOf } from '../architectures';
import type {
  Architecture,
  Caller,
  Cast,
  RunningShop,
  ShopOperation,
  ShopOptions,
} from '../architectures/architecture';
import type { Operation } from '../architectures/operations';
import { epochMsOf } from '../engine/calendar';
import { invariant } from '../engine/invariant';
import type { Topology } from '../engine/topology';
import type { NodeId, TraceRecord } from '../engine/trace';
import { settledPayload } from '../engine/settlement';
import { World } from '../engine/world';
import { NotificationTypes } from '../notifications/type-catalogue';
import { segmentRules } from '../notifications/type-rows';
import { routeOf, type ActorId } from '../shop/actors';
import { DataStore } from '../shop/data-store';
import { ownerOf } from '../shop/outside-events';
import { breakSomething, operateNode } from './breaking';
import { editData } from './edits';
import { hearOf } from './hearing';
import { outcomeOf, type Outcome } from './outcome';
import { scenarioOf, shopOf, typeRowsOf, type Recording } from './recording';
import type { Act, Scenario } from './scenario';

/** What a recording turned out to be. */
export interface Run {
  readonly recording: Recording;
  readonly trace: readonly TraceRecord[];
  readonly outcome: Outcome;
  /** The acts of scenario and person that it came to, in the order in which they happened. */
  readonly performed: readonly PerformedAct[];
}

/** An act and where it stands in the trace. */
export interface PerformedAct {
  readonly act: Act;
  /** Whose it is; `index` is its place among these. */
  readonly of: 'scenario' | 'person';
  readonly index: number;
  /** `seq` of its first record; the length of the trace and one when it left none. */
  readonly seq: number;
}

/** A run under way, one due action at a time. */
export interface Simulation {
  /** The simulated time, in ms. */
  readonly now: number;
  /** All records so far. */
  readonly trace: readonly TraceRecord[];
  /** True when nothing is left to happen, the recording's `until` is reached, or a limit was. */
  readonly done: boolean;
  /** What people have received and what became of each notification, so far. */
  readonly outcome: Outcome;
  /** The acts that have happened so far. */
  readonly performed: readonly PerformedAct[];
  /** Runs the next due action and returns its records (some actions leave none); nothing more once it is done. */
  step(): readonly TraceRecord[];
  /** Runs so many due actions, or as many as are left. @returns whether it is done. */
  advance(actions: number): boolean;
  /** Runs to the end, or as long as something is due until `untilMs`. */
  run(untilMs?: number): void;
}

/** Runs a recording to its end. */
export function simulate(recording: Recording): Run {
  const simulation = createSimulation(recording);
  simulation.run();
  return runOf(recording, simulation);
}

/** What a simulation has come to, as a run. */
export function runOf(recording: Recording, { trace, outcome, performed }: Simulation): Run {
  return { recording, trace, outcome, performed };
}

/**
 * Sets a run up at simulated 0.
 * @throws InvariantViolation when the recording names a scenario that does not ship: `parseRecording` says so beforehand.
 */
export function createSimulation(recording: Recording): Simulation {
  const scenario = knownScenario(recording);
  const acts = actsOf(recording, scenario);
  const { settings } = recording;
  const world = new World({
    topology: topologyOf(recording),
    seed: recording.seed,
    jitterMs: settings.jitterMs,
    epochMs: epochMsOf(scenario.startsAt),
    patienceMs: settings.timeoutMs,
    reservedIds: new Set(scenario.acts.flatMap((act) => (act.kind === 'event' ? [act.event.id] : []))),
  });
  const architecture = architectureOf(recording.architecture);
  const data = shopOf(recording);
  const rows = typeRowsOf(recording);
  const segments = segmentRules(data.segments, rows);
  const database = new DataStore({ ...data, segments });
  const types = new NotificationTypes(rows, segments);
  const shop = architecture.build(world, database, optionsOf(recording, types));
  return new ScheduledRun(recording, world, architecture, shop, database, acts);
}

/** What the shop is built with. */
function optionsOf({ broker, settings }: Recording, types: NotificationTypes): ShopOptions {
  const { retries, retryPolicy } = settings;
  return { ...settings, types, broker, attempts: retries ? retryPolicy : { ...retryPolicy, maxAttempts: 1 } };
}

/** Who is there in a run, and who can reach whom. */
export function topologyOf(recording: Recording): Topology {
  return architectureOf(recording.architecture).topology(castOf(recording));
}

function castOf(recording: Recording): Cast {
  const { settings } = recording;
  const callers = new Map<string, Caller>();
  let hasAnalytics = settings.analytics;
  let hasAccounts = false;
  for (const { act } of actsOf(recording, knownScenario(recording))) {
    if (act.kind === 'command') {
      const caller = { actor: actorOf(act), target: routeOf(act.command.type).to };
      callers.set(`${caller.actor} ${caller.target}`, caller);
      hasAccounts ||= caller.target === 'accounts';
    } else if (act.kind === 'operation' && act.operation.type === 'add-consumer') {
      hasAnalytics ||= act.operation.consumer === 'analytics';
    } else if (act.kind === 'event') {
      hasAccounts ||= ownerOf[act.event.type] === 'accounts';
    }
  }
  const inOrder = [...callers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, caller]) => caller);
  const { outbox: hasOutbox, latencyMs: latencies } = settings;
  return { callers: inOrder, hasAnalytics, hasAccounts, hasOutbox, latencies };
}

/** The acts of scenario and person that concern the architecture, in the order in which they happen. */
function actsOf(recording: Recording, scenario: Scenario): readonly DueAct[] {
  const acts = [
    ...scenario.acts.map((act, index): DueAct => ({ act, of: 'scenario', index })),
    ...recording.acts.map((act, index): DueAct => ({ act, of: 'person', index })),
  ];
  return acts
    .filter(({ act: { only = recording.architecture } }) => only === recording.architecture)
    .sort((a, b) => a.act.at - b.act.at);
}

type DueAct = Omit<PerformedAct, 'seq'>;

type CommandAct = Extract<Act, { readonly kind: 'command' }>;

function actorOf({ by, command }: CommandAct): ActorId {
  return by ?? routeOf(command.type).by;
}

function knownScenario(recording: Recording): Scenario {
  const scenario = scenarioOf(recording);
  invariant(scenario !== undefined, 'the scenario of a recording is known');
  return scenario;
}

class ScheduledRun implements Simulation {
  #nextAct = 0;
  #halted = false;

  constructor(
    private readonly recording: Recording,
    private readonly world: World,
    private readonly architecture: Architecture,
    private readonly shop: RunningShop,
    private readonly database: DataStore,
    private readonly acts: readonly DueAct[],
  ) {}

  readonly performed: PerformedAct[] = [];

  get now(): number {
    return this.world.now;
  }

  get trace(): readonly TraceRecord[] {
    return this.world.journal.records;
  }

  get done(): boolean {
    return !this.#isDueBy(this.recording.until ?? Infinity);
  }

  get outcome(): Outcome {
    return outcomeOf(this.trace, this.shop);
  }

  step(): readonly TraceRecord[] {
    const { records } = this.world.journal;
    const before = records.length;
    if (!this.done) this.#advance();
    return records.slice(before);
  }

  advance(actions: number): boolean {
    const lastAt = this.recording.until ?? Infinity;
    for (let action = 0; action < actions; action += 1) {
      if (!this.#isDueBy(lastAt)) return true;
      this.#advance();
    }
    return this.done;
  }

  run(untilMs = Infinity): void {
    const lastAt = Math.min(untilMs, this.recording.until ?? Infinity);
    while (this.#isDueBy(lastAt)) this.#advance();
  }

  /** When the next act of the recording is due, or an action that one led to, in ms; Infinity when nothing is. */
  get #dueAt(): number {
    return Math.min(this.acts[this.#nextAct]?.act.at ?? Infinity, this.world.clock.nextAt ?? Infinity);
  }

  /** Whether something is left to do at that time or before. */
  #isDueBy(at: number): boolean {
    const dueAt = this.#dueAt;
    return !this.#halted && dueAt < Infinity && dueAt <= at;
  }

  /** Runs what is due next, or stops in its place when enough has been written; at the same ms an act comes first. */
  #advance(): void {
    const { clock, journal } = this.world;
    const due = this.acts[this.#nextAct];
    if (journal.records.length >= this.recording.settings.recordLimit) {
      this.#halt();
    } else if (due?.act.at === this.#dueAt) {
      this.#nextAct += 1;
      clock.moveTo(due.act.at);
      this.performed.push({ ...due, seq: journal.records.length + 1 });
      this.#perform(due.act);
    } else {
      clock.runNext();
    }
  }

  /** Ends the run where the next action is due: a run with an earlier `until` has no part in it. */
  #halt(): void {
    const { clock, journal } = this.world;
    const last = journal.records.at(-1);
    invariant(last !== undefined, 'a run that reached its limit has records');
    clock.moveTo(this.#dueAt);
    journal.enter({ flow: last.flow, cause: last.seq });
    journal.limitReached(last.node, 'records', this.recording.settings.recordLimit);
    this.#halted = true;
  }

  /** Each act is the beginning of a story of its own. */
  #perform(act: Act): void {
    const { world } = this;
    const flow = world.mint('flow');
    if (act.kind === 'command') {
      this.#command(flow, act);
      return;
    }
    world.journal.enter({ flow, cause: 0 });
    const findNode = this.#findNode.bind(this);
    if (act.kind === 'fault') breakSomething(world, act.fault, findNode);
    else if (act.kind === 'edit') editData(world.journal, this.database, act.edit);
    else if (act.kind === 'event') hearOf(world, this.shop, act.event);
    else if (isOfShop(act.operation)) this.shop.operate(act.operation);
    else operateNode(world, act.operation, findNode);
  }

  /** The actor sends the command and waits for what comes of it. */
  #command(flow: string, act: CommandAct): void {
    const { world, shop } = this;
    const actor = actorOf(act);
    world.start(actor, flow, 0, shop.commands.send(actor, act.command), (settlement) => {
      world.journal.concluded(actor, act.command.type, settlement.ok, settledPayload(settlement));
    });
  }

  #findNode(name: string): NodeId | undefined {
    const node = name === 'notifications' ? this.architecture.engine : name;
    return this.world.has(node) ? node : undefined;
  }
}

function isOfShop(operation: Operation): operation is ShopOperation {
  return !('node' in operation);
}
