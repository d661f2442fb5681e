import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { deliveryMachine, notificationMachine, orderCompletionMachine, type Changed } from '../../simulation';
import { textOf } from '../facts';
import { orderChart } from './order';

/** A state chart as plain data: what its machine defines, and nothing else. */
export interface StateChart {
  /** As the records name it: `notification`. */
  readonly id: string;
  /** What it was read from: a statechart, or a rule that was asked about each pair of states. */
  readonly origin: 'machine' | 'rule';
  /** In the order of the definition, each before the states within it. */
  readonly states: readonly StateNode[];
  /** In the order of the definition, which is the order in which guards are asked. */
  readonly transitions: readonly Transition[];
}

/** A state of a chart. */
export interface StateNode {
  /** As in the records: `pending.ready`. */
  readonly path: string;
  /** What it is called within the state that it lies in. */
  readonly name: string;
  /** The path of the state that it lies in; empty for those of the chart itself. */
  readonly parent: string;
  /** What it means, in a sentence; empty when the definition says nothing. */
  readonly description: string;
  readonly isFinal: boolean;
  /** Whether the state that it lies in, or the chart, begins here. */
  readonly isInitial: boolean;
  /** Whether other states lie within it. */
  readonly isCompound: boolean;
}

/** A way from one state to another, or back into the same. */
export interface Transition {
  /** Its own within the chart. */
  readonly id: string;
  readonly source: string;
  /** The machine event as records name it, or the delay; empty where none is needed. */
  readonly event: string;
  /** An event that comes from outside, a delay that runs out, at once, or whatever the rule allows. */
  readonly trigger: 'event' | 'delay' | 'always' | 'rule';
  /** The guard that must agree. */
  readonly guard: string | undefined;
  /** Whether it is taken when the guards before it have refused. */
  readonly isOtherwise: boolean;
  readonly target: string;
  /** The state in which it comes to rest: where the target begins, if other states lie within it. */
  readonly landing: string;
}

/** The chart of a kind of entity, by the name that its records have; undefined where nothing defines one. */
export function chartCalled(machine: string): StateChart | undefined {
  return charts.find(({ id }) => id === machine);
}

/**
 * Reads a machine's own definition.
 * @param machine one whose charts are in one state at a time, without transitions of the machine as a whole.
 */
export function chartOf(machine: AnyStateMachine): StateChart {
  const states: StateNode[] = [];
  const transitions: Transition[] = [];
  const visit = (node: AnyStateNode) => {
    for (const child of Object.values(node.states)) {
      states.push({
        path: pathOf(child),
        name: child.key,
        parent: pathOf(node),
        description: child.description ?? '',
        isFinal: child.type === 'final',
        isInitial: node.initial.target[0] === child,
        isCompound: Object.keys(child.states).length > 0,
      });
      transitions.push(...transitionsOf(child));
      visit(child);
    }
  };
  visit(machine.root);
  return { id: machine.id, origin: 'machine', states, transitions };
}

/** A path and, after it, the paths of the states that it lies in. */
function withAncestors(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

/** Whether a state is another one, or lies within it. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}

/** What can happen next in a state: its own transitions, and those of the states that it lies in, unless it takes the event itself. */
export function possibleFrom(chart: StateChart, path: string): readonly Transition[] {
  const taken = new Set<string>();
  return withAncestors(path).flatMap((state) => {
    const own = chart.transitions.filter(
      ({ source, trigger, event }) =>
        source === state && (trigger === 'rule' || trigger === 'always' || !taken.has(event)),
    );
    for (const { event, guard } of own) if (guard === undefined) taken.add(event);
    return own;
  });
}

/** The transition of which a change is the record; undefined for the beginning, and for what the chart does not know. */
export function transitionTaken(
  chart: StateChart,
  { from, to, event }: Pick<Changed, 'from' | 'to' | 'event'>,
): Transition | undefined {
  const before = textOf(from);
  if (before === undefined) return undefined;
  return withAncestors(before)
    .flatMap((state) => chart.transitions.filter(({ source }) => source === state))
    .find(
      (transition) =>
        transition.landing === to && (transition.trigger === 'rule' || transition.event === event),
    );
}

function transitionsOf(node: AnyStateNode): readonly Transition[] {
  const source = pathOf(node);
  const declared = [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
  return declared.map(({ eventType, guard, target }, index) => {
    const goal = target?.[0] ?? node;
    return {
      id: `${source}#${index}`,
      source,
      ...triggerOf(String(eventType)),
      guard: guardName(guard),
      isOtherwise:
        guard === undefined && declared.slice(0, index).some((other) => other.eventType === eventType),
      target: pathOf(goal),
      landing: pathOf(beginningOf(goal)),
    };
  });
}

/** XState makes an event of a delay: `xstate.after.untilDue.notification.pending.scheduled`. Records have `untilDue`. */
function triggerOf(eventType: string): Pick<Transition, 'event' | 'trigger'> {
  if (eventType === '') return { event: '', trigger: 'always' };
  if (!eventType.startsWith('xstate.after.')) return { event: eventType, trigger: 'event' };
  return { event: eventType.split('.')[2] ?? eventType, trigger: 'delay' };
}

function guardName(guard: unknown): string | undefined {
  if (typeof guard === 'string' || guard === undefined) return guard;
  if (typeof guard === 'function') return guard.name;
  return textOf((guard as { readonly type?: string }).type) ?? 'a condition';
}

/** The state within which a state begins, down to one that has none within it. */
function beginningOf(node: AnyStateNode): AnyStateNode {
  const first = Object.keys(node.states).length === 0 ? undefined : node.initial.target[0];
  return first === undefined ? node : beginningOf(first);
}

function pathOf(node: AnyStateNode): string {
  return node.path.join('.');
}

/** All that have a definition, in the order in which people look for them. */
export const charts: readonly StateChart[] = [
  chartOf(notificationMachine),
  orderChart,
  chartOf(orderCompletionMachine),
  chartOf(deliveryMachine),
];
