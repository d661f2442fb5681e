import type { TraceRecord } from '../simulation';
import { isSetOut, type Breakpoint } from './breakpoints';
import type { Names } from './names';
import { nameWord, spaced, stateWords } from './words';

/** What breakpoints can be set on in a run, by kind; each in the order in which it first happens. */
export interface BreakpointChoices {
  readonly message: readonly Breakpoint[];
  readonly rule: readonly Breakpoint[];
  readonly state: readonly Breakpoint[];
  readonly node: readonly Breakpoint[];
}

/** The kinds of thing whose states people know. */
const machines: ReadonlySet<string> = new Set(['notification', 'order', 'line-item']);

/** What happens in a run and can be paused at. A rule can be chosen as such, and with each outcome that it has there. */
export function breakpointChoices(trace: readonly TraceRecord[]): BreakpointChoices {
  const groups = { message: new Chosen(), rule: new Chosen(), state: new Chosen(), node: new Chosen() };
  for (const record of trace) {
    groups.node.add({ kind: 'node', node: record.node });
    if (record.kind === 'decision') groups.rule.add({ kind: 'rule', rule: record.rule });
    for (const breakpoint of breakpointsOn(record)) groups[breakpoint.kind].add(breakpoint);
  }
  return {
    message: groups.message.all,
    rule: groups.rule.all,
    state: groups.state.all,
    node: groups.node.all,
  };
}

/**
 * The breakpoints that a person may mean who wants to pause whenever something like this record happens, the narrowest
 * first; none for what is too common to wait for.
 */
export function breakpointsOn(record: TraceRecord): readonly Breakpoint[] {
  if (record.kind === 'decision') {
    return [{ kind: 'rule', rule: record.rule, outcome: record.outcome }];
  }
  if (record.kind === 'changed') {
    const { machine, from, to } = record;
    if (!machines.has(machine) || typeof to !== 'string' || from === to) return [];
    const whole = to.split('.', 1)[0] ?? to;
    const wasWithin = typeof from === 'string' && (from === whole || from.startsWith(`${whole}.`));
    const part: Breakpoint = { kind: 'state', machine, state: to };
    return whole === to || wasWithin ? [part] : [part, { kind: 'state', machine, state: whole }];
  }
  return isSetOut(record) ? [{ kind: 'message', name: record.name }] : [];
}

/** Equal for breakpoints that stop at the same, whether they are on or off. */
export function breakpointKey({ off: _, ...what }: Breakpoint): string {
  return JSON.stringify(Object.entries(what).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a list has a breakpoint that stops at the same, and is on. */
export function isSet(breakpoint: Breakpoint, breakpoints: readonly Breakpoint[]): boolean {
  const key = breakpointKey(breakpoint);
  return breakpoints.some((other) => other.off !== true && breakpointKey(other) === key);
}

/** The list with a breakpoint set, in its place if it was there and off; without it when it was set. */
export function withToggled(
  breakpoint: Breakpoint,
  breakpoints: readonly Breakpoint[],
): readonly Breakpoint[] {
  const key = breakpointKey(breakpoint);
  const others = breakpoints.filter((other) => breakpointKey(other) !== key);
  if (isSet(breakpoint, breakpoints)) return others;
  if (others.length === breakpoints.length) return [...breakpoints, breakpoint];
  return breakpoints.map((other) => (breakpointKey(other) === key ? breakpoint : other));
}

/** What a breakpoint waits for, as a clause: `the price drop rule decides “stopped”`. */
export function breakpointWords(breakpoint: Breakpoint, names: Names): string {
  switch (breakpoint.kind) {
    case 'node':
      return `something happens at ${names.nodeTitle(breakpoint.node)}`;
    case 'message':
      return `${nameWord(breakpoint.name)} is sent`;
    case 'rule': {
      const rule = `the ${spaced(breakpoint.rule)} rule decides`;
      return breakpoint.outcome === undefined ? rule : `${rule} “${spaced(breakpoint.outcome)}”`;
    }
    case 'state': {
      const machine = spaced(breakpoint.machine);
      const article = /^[aeiou]/.test(machine) ? 'an' : 'a';
      return `${article} ${machine} becomes “${stateWords(breakpoint.state).toLowerCase()}”`;
    }
  }
}

class Chosen {
  readonly #byKey = new Map<string, Breakpoint>();

  get all(): readonly Breakpoint[] {
    return [...this.#byKey.values()];
  }

  add(breakpoint: Breakpoint): void {
    const key = breakpointKey(breakpoint);
    if (!this.#byKey.has(key)) this.#byKey.set(key, breakpoint);
  }
}
