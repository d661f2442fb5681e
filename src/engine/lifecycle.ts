import { invariant } from './invariant';
import { eventName, type ChartEvent, type ChartState, type Statechart } from './statechart';
import type { Facts, NodeId } from './trace';
import type { World } from './world';

interface LifecycleOptions {
  readonly initial?: ChartState;
  readonly afterTimer?: (() => void) | undefined;
}

/**
 * One living entity and its statechart: takes events, records each change and each refusal, and lets the clock bring the
 * machine's delayed events.
 */
export class Lifecycle<Event extends ChartEvent> {
  /** Running timers by machine event; most entities never have one. */
  #timers: Map<string, () => void> | undefined;
  #state: ChartState;
  readonly #afterTimer: (() => void) | undefined;

  constructor(
    readonly entity: string,
    readonly chart: Statechart<Event>,
    private readonly world: World,
    /** The state in which it comes into being, and what to do when a timer has brought it into another one. */
    { initial = chart.initial, afterTimer }: LifecycleOptions = {},
  ) {
    this.#state = initial;
    this.#afterTimer = afterTimer;
  }

  get state(): ChartState {
    return this.#state;
  }

  /** Records that the entity came into being, in its first state. */
  begin(node: NodeId, event: string, facts: Facts): void {
    this.world.journal.changed(node, this.chart.name, this.entity, null, this.#state.path, event, facts);
  }

  /**
   * Offers an event to the machine.
   * @param node where this happens.
   * @param facts what becomes known with the change.
   * @returns whether the state accepts it; if not, nothing changed, and the refusal is in the trace.
   */
  take(node: NodeId, event: Event, facts?: Facts): boolean {
    return this.#take(node, event, event.delayMs, facts);
  }

  #take(node: NodeId, event: { readonly type: string }, delayMs: number | undefined, facts?: Facts): boolean {
    const { chart, entity, world } = this;
    const before = this.#state;
    const step = chart.next(before, event);
    if (!step.accepted) {
      world.journal.ignored(node, chart.name, entity, before.path, eventName(event.type));
      return false;
    }
    this.#state = step.state;
    world.journal.changed(
      node,
      chart.name,
      entity,
      before.path,
      step.state.path,
      eventName(event.type),
      facts,
    );
    for (const timer of step.cancelled) {
      this.#timers?.get(timer)?.();
      this.#timers?.delete(timer);
    }
    for (const timer of step.timers) {
      invariant(delayMs !== undefined, `${event.type} says how long ${eventName(timer)} takes`);
      this.#startTimer(node, timer, delayMs);
    }
    return true;
  }

  #startTimer(node: NodeId, timer: string, delayMs: number): void {
    const { chart, entity, world } = this;
    const of = { machine: chart.name, entity, event: eventName(timer) };
    const cancel = world.startTimer(node, of, delayMs, () => {
      this.#timers?.delete(timer);
      this.#take(node, { type: timer }, undefined);
      this.#afterTimer?.();
    });
    this.#timers ??= new Map<string, () => void>();
    this.#timers.set(timer, cancel);
  }
}
