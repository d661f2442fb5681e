import type { Carrier } from './carrier';
import type { Clock } from './clock';
import { isDead, type Activity, type Request } from './activity';
import { Deadlines } from './deadlines';
import type { Faults } from './faults';
import type { Host, Hosts } from './hosts';
import type { Journal } from './journal';
import type { Outages } from './outages';
import { DomainError, type AskNode, type AskStore, type Process, type Wait } from './process';
import { asError, attempt, errorOf, settledPayload, spoiled, type Settlement } from './settlement';
import type { Json, NodeId } from './trace';

/** What they need of the world around them. */
export interface Surroundings {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly hosts: Hosts;
  readonly faults: Faults;
  readonly outages: Outages;
  readonly carrier: Carrier;
  /** How long who asks waits for an answer that may not come, in ms. */
  readonly patienceMs: number;
}

/** Runs processes in their nodes and brings them the answers that they wait for. */
export class Activities {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #hosts: Hosts;
  readonly #faults: Faults;
  readonly #outages: Outages;
  readonly #carrier: Carrier;
  readonly #deadlines: Deadlines<Request>;

  constructor({ clock, journal, hosts, faults, outages, carrier, patienceMs }: Surroundings) {
    this.#clock = clock;
    this.#journal = journal;
    this.#hosts = hosts;
    this.#faults = faults;
    this.#outages = outages;
    this.#carrier = carrier;
    this.#deadlines = new Deadlines(patienceMs, (request) => {
      this.#giveUp(request);
    });
    clock.watch(this.#deadlines);
  }

  /** Starts a process in a host, in a story. @param settle is told how it ended; never, when the host goes down before. */
  run<Result>(
    host: Host,
    flow: string,
    cause: number,
    process: Process<Result>,
    settle: (settlement: Settlement<Result>) => void,
    abandon?: () => void,
  ): void {
    const activity: Activity = {
      flow,
      cause,
      host,
      generation: host.generation,
      process,
      settle: settle as Activity['settle'],
      abandon,
      awaited: 0,
      deadline: undefined,
    };
    this.#advance(activity, undefined);
  }

  /** Starts what a handler returns when its node gets to it; one that throws while it is called has failed like later. */
  begin<Result>(
    node: NodeId,
    name: string,
    isIntact: boolean,
    handle: () => Process<Result>,
    settle: (settlement: Settlement<Result>) => void,
    abandon?: () => void,
  ): void {
    const host = this.#hosts.of(node);
    const begin = () => {
      this.#beginNow(host, node, name, isIntact, handle, settle, abandon);
    };
    if (host.slowMs === 0) begin();
    else this.whenReady(host, begin, abandon);
  }

  /** Goes on in the story that is told now when a host gets to it. @param abandon runs when it went down before. */
  whenReady(host: Host, act: () => void, abandon?: () => void): void {
    const { flow, cause } = this.#journal.thread;
    const { generation, slowMs } = host;
    if (slowMs === 0) {
      act();
      return;
    }
    this.#clock.schedule(this.#clock.now + slowMs, () => {
      if (host.generation === generation) {
        this.#journal.enter({ flow, cause });
        act();
      } else {
        abandon?.();
      }
    });
  }

  #beginNow<Result>(
    host: Host,
    node: NodeId,
    name: string,
    isIntact: boolean,
    handle: () => Process<Result>,
    settle: (settlement: Settlement<Result>) => void,
    abandon: (() => void) | undefined,
  ): void {
    const { flow, cause } = this.#journal.thread;
    const begun = isIntact ? this.#call(node, name, handle) : spoiled(name);
    if (begun.ok) this.run(host, flow, cause, begun.value, settle, abandon);
    else settle(begun);
  }

  #call<Result>(node: NodeId, name: string, handle: () => Result): Settlement<Result> {
    const struck = this.#faults.onNode(node, 'throw', name);
    return struck === undefined ? attempt(handle) : { ok: false, error: errorOf(struck) };
  }

  /** Runs a process up to its next wait. The thread's cause and the input are what it goes on with. */
  #advance(activity: Activity, input: unknown, error?: Error): void {
    if (isDead(activity)) {
      activity.abandon?.();
      return;
    }
    this.#journal.enter(activity);
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
        this.#clock.schedule(this.#clock.now + wait.delayMs, () => {
          this.#advance(activity, undefined);
        });
    }
  }

  #askStore(activity: Activity, ask: AskStore): void {
    const { from, to, access, entity, name, parameters } = ask;
    const { flow } = activity;
    const host = this.#hosts.of(to);
    const struck = this.#carrier.strike(from, to, name, false);
    const arrivesAt = this.#carrier.arrivalAt(from, to, struck);
    const request = this.#journal.query(from, to, access, entity, name, parameters, arrivesAt);
    activity.awaited = request;
    const lose = () => {
      this.#giveUpLater(activity, from, to, name, request);
    };
    const land = (_copy = request, isIntact = true) => {
      if (this.#carrier.isAway(host, to, from, name, flow, request)) {
        lose();
        return;
      }
      const answer = () => {
        const settlement = isIntact ? this.#call(to, name, ask.serve) : spoiled(name);
        this.#answer(activity, to, from, name, request, settlement, access === 'write');
      };
      if (host.slowMs === 0) {
        answer();
        return;
      }
      this.whenReady(host, answer, () => {
        this.#carrier.miss(to, from, name, flow, request);
        lose();
      });
    };
    if (struck === undefined) {
      this.#clock.schedule(arrivesAt, land);
      return;
    }
    this.#carrier.carry(from, to, name, request, arrivesAt, struck, land, lose);
  }

  #askNode(activity: Activity, ask: AskNode): void {
    const { from, to, form, name, payload, serve, isTimed = false } = ask;
    const { flow } = activity;
    const host = this.#hosts.of(to);
    const struck = this.#carrier.strike(from, to, name, true);
    const arrivesAt = this.#carrier.arrivalAt(from, to, struck);
    const request = this.#journal.sent(from, to, form, name, payload, arrivesAt);
    activity.awaited = request;
    if (isTimed) {
      const wait = { asker: activity, from, to, name, seq: request };
      activity.deadline = this.#deadlines.begin(this.#clock.now, wait);
    }
    const lose = () => {
      if (!isTimed) this.#giveUpLater(activity, from, to, name, request);
    };
    const land = (copy = request, isIntact = true) => {
      if (this.#carrier.isAway(host, to, from, name, flow, copy)) {
        lose();
        return;
      }
      this.#journal.arrived(to, from, form, name, copy);
      if (host.crash !== undefined && this.#outages.crashIfDue(host, 'arrival')) {
        lose();
        return;
      }
      const settle = (settlement: Settlement<Json | undefined>) => {
        if (host.crash !== undefined && this.#outages.crashIfDue(host, 'handling')) {
          lose();
          return;
        }
        this.#answer(activity, to, from, name, copy, settlement, false);
      };
      this.begin(to, name, isIntact, serve, settle, lose);
    };
    this.#carrier.carry(from, to, name, request, arrivesAt, struck, land, lose);
  }

  /** Sends the answer to a request back; the asking process goes on when it is there, if it still waits. */
  #answer(
    asker: Activity,
    from: NodeId,
    to: NodeId,
    name: string,
    request: number,
    settlement: Settlement<Json | undefined>,
    isWrite: boolean,
  ): void {
    const { flow } = asker;
    const struck = this.#carrier.strike(from, to, name, false);
    const arrivesAt = this.#carrier.arrivalAt(from, to, struck);
    const payload = settledPayload(settlement);
    const reply = this.#journal.reply(from, to, name, request, settlement.ok, payload, arrivesAt);
    const land = (_copy = reply, isIntact = true) => {
      if (isDead(asker) || asker.awaited !== request) {
        this.#journal.enter({ flow, cause: reply });
        this.#journal.lost(to, from, name, reply, isDead(asker) ? 'addressee away' : 'nobody waits');
        if (isDead(asker)) asker.abandon?.();
        return;
      }
      asker.awaited = 0;
      if (asker.deadline !== undefined) {
        asker.deadline.isMet = true;
        asker.deadline = undefined;
      }
      const { host } = asker;
      const moment = isWrite ? 'write' : 'answer';
      if (host.crash !== undefined && this.#outages.crashIfDue(host, 'answer', moment)) {
        asker.abandon?.();
        return;
      }
      asker.cause = reply;
      const answer = isIntact ? settlement : spoiled(name);
      if (answer.ok) this.#advance(asker, answer.value);
      else this.#advance(asker, undefined, answer.error);
    };
    if (struck === undefined) {
      this.#clock.schedule(arrivesAt, land);
      return;
    }
    this.#carrier.carry(from, to, name, reply, arrivesAt, struck, land, () => {
      this.#giveUpLater(asker, to, from, name, request);
    });
  }

  /** The asking process goes on without an answer, if it still waits for this one. */
  #giveUp({ asker, from, to, name, seq: request }: Request): void {
    if (asker.awaited !== request) return;
    if (isDead(asker)) {
      asker.abandon?.();
      return;
    }
    asker.awaited = 0;
    asker.deadline = undefined;
    const afterMs = this.#deadlines.lengthMs;
    this.#journal.enter(asker);
    this.#journal.timedOut(from, to, name, request, afterMs);
    const message = `${this.#hosts.titleOf(to)} did not answer ${name} within ${afterMs} ms`;
    this.#advance(asker, undefined, new DomainError('TimedOut', message));
  }

  /** What is lost is given up when patience ends; who has a deadline does so by itself. */
  #giveUpLater(asker: Activity, from: NodeId, to: NodeId, name: string, request: number): void {
    if (asker.deadline !== undefined) return;
    this.#deadlines.begin(this.#clock.now, { asker, from, to, name, seq: request });
  }
}
