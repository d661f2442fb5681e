import {
  initialTransition,
  transition,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
} from 'xstate';
import { invariant } from './invariant';

/** A state of a chart as a value that can be compared and printed: `pending.ready`. */
export interface ChartState {
  readonly path: string;
  /** The first part of the path: the status that people see. */
  readonly status: string;
  readonly snapshot: AnyMachineSnapshot;
}

/** What an event does in a state. */
export interface ChartStep {
  /** The state afterwards; the same object as before when the event was ignored. */
  readonly state: ChartState;
  readonly accepted: boolean;
  /** Timers that the new state starts: the machine event that each brings when it runs out. */
  readonly timers: readonly string[];
  /** Timers that leaving the old state calls off. */
  readonly cancelled: readonly string[];
}

/** A machine event. `delayMs` is for the clock, not for the machine: it never decides where a transition goes. */
export interface ChartEvent {
  readonly type: string;
  readonly delayMs?: number;
}

/**
 * An XState machine used through its pure transitions, each computed by XState once and remembered: for a machine without
 * context, state, event and the fields that guards look at say everything.
 */
export class Statechart<Event extends ChartEvent> {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly initial: ChartState;
  readonly #states = new Map<string, ChartState>();
  readonly #steps = new Map<ChartState, Map<string, ChartStep>>();

  constructor(machine: AnyStateMachine) {
    this.machine = machine;
    this.name = machine.id;
    const [snapshot] = initialTransition(machine);
    this.initial = this.#intern(snapshot);
  }

  /** What `event` does in `state`. */
  next(state: ChartState, event: Event | { readonly type: string }): ChartStep {
    let steps = this.#steps.get(state);
    if (steps === undefined) this.#steps.set(state, (steps = new Map<string, ChartStep>()));
    const key = guardKey(event);
    let step = steps.get(key);
    if (step === undefined) steps.set(key, (step = this.#compute(state, event)));
    return step;
  }

  #compute(state: ChartState, event: AnyEventObject): ChartStep {
    const [snapshot, actions] = transition(this.machine, state.snapshot, event);
    const timers: string[] = [];
    const cancelled: string[] = [];
    for (const { type, params } of actions as readonly ChartAction[]) {
      if (type === 'xstate.raise' && params?.event !== undefined) timers.push(params.event.type);
      if (type === 'xstate.cancel' && params?.sendId !== undefined) cancelled.push(params.sendId);
    }
    // Not told from the snapshot: XState returns the same one when a state without actions is entered anew.
    const accepted = state.snapshot.can(event);
    return { state: this.#intern(snapshot), accepted, timers, cancelled };
  }

  #intern(snapshot: AnyMachineSnapshot): ChartState {
    const path = pathOf(snapshot.value as StateValue);
    let state = this.#states.get(path);
    if (state === undefined) {
      state = { path, status: path.split('.', 1)[0] ?? path, snapshot };
      this.#states.set(path, state);
    }
    return state;
  }
}

/**
 * The name that a machine gives to a delay, from the event that XState makes of it:
 * `xstate.after.untilDue.notification.pending.scheduled` → `untilDue`. Other events keep their type.
 */
export function eventName(eventType: string): string {
  return eventType.startsWith('xstate.after.') ? (eventType.split('.')[2] ?? eventType) : eventType;
}

interface ChartAction {
  readonly type: string;
  readonly params?: { readonly event?: { readonly type: string }; readonly sendId?: string };
}

type StateValue = string | { readonly [parent: string]: StateValue };

function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [region, ...others] = Object.entries(value);
  invariant(region !== undefined && others.length === 0, 'a chart is in one state at a time');
  return `${region[0]}.${pathOf(region[1])}`;
}

function guardKey(event: { readonly type: string }): string {
  let key = event.type;
  for (const [field, value] of Object.entries(event)) {
    if (field !== 'type' && field !== 'delayMs') key += `|${field}=${value}`;
  }
  return key;
}
