import {
  warehouseAddress,
  type Decision,
  type Ignored,
  type Reply,
  type TraceRecord,
} from '../../simulation';
import type { Moment } from './moments';

/**
 * A stretch of a story that is about one thing: what followed from a moment, one passing of its news, the telling of one
 * recipient of it, one notification. Scopes nest: what is true of one is true of those within.
 */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly root: MomentScope;
  /** `seq` of its first record. */
  readonly from: number;
  /** The kind of notification that is being told; undefined as long as that is open. */
  readonly type: string | undefined;
  /** A customer's id, or the address of the warehouse. */
  readonly recipient: string | undefined;
  readonly notification: string | undefined;
  /** It belongs to someone who hears of the news and tells nobody: stock, figures, projections. */
  readonly isAside: boolean;
  /** The records that say how it went, in order. */
  readonly steps: TraceRecord[];
  readonly children: Scope[];
  /** `seq` of its last record, whatever that says. */
  last: number;
}

/** A moment with all that followed from it. */
export interface MomentScope extends Scope {
  readonly moment: Moment;
  /** The tellings of a kind of notification to a recipient, by `tellingKey`. */
  readonly tellings: Map<string, Scope[]>;
  /** What said, before anyone was looked at, that nobody is told. */
  readonly stops: { readonly scope: Scope; readonly record: Decision | Ignored }[];
  /** What said whom it concerns. */
  audience: { readonly scope: Scope; readonly record: Decision } | undefined;
  /** What went wrong, also within other moments that followed from this one. */
  readonly troubles: TraceRecord[];
  /** Arrivals of the same news that were recognised as such, each with the decision. */
  readonly repeats: { readonly scope: Scope; readonly decision: Decision }[];
  /** What the asker was told, where someone asked for a notification by name. */
  answer: Reply | undefined;
}

export function tellingKey(type: string, recipient: string): string {
  return `${type} ${recipient}`;
}

/** Whom a record names as recipient: null is the warehouse. */
export function recipientOf(customerId: string | undefined): string {
  return customerId ?? warehouseAddress;
}

export function momentScope(moment: Moment, outer: Scope | undefined): MomentScope {
  const { seq } = moment.record;
  const root: Omit<MomentScope, 'root'> & { root?: MomentScope } = {
    moment,
    parent: outer,
    from: seq,
    type: undefined,
    recipient: undefined,
    notification: undefined,
    isAside: false,
    steps: [],
    children: [],
    last: seq,
    tellings: new Map(),
    stops: [],
    audience: undefined,
    troubles: [],
    repeats: [],
    answer: undefined,
  };
  const whole = root as MomentScope;
  root.root = whole;
  outer?.children.push(whole);
  return whole;
}

/** A scope within another one; what is not given is as there. */
export function scopeWithin(
  parent: Scope,
  from: number,
  more: Partial<Pick<Scope, 'type' | 'recipient' | 'notification' | 'isAside'>> = {},
): Scope {
  const { root, type, recipient, notification, isAside } = parent;
  const scope: Scope = {
    parent,
    root,
    from,
    type,
    recipient,
    notification,
    isAside,
    ...more,
    steps: [],
    children: [],
    last: from,
  };
  parent.children.push(scope);
  return scope;
}

/**
 * The records that lead to a scope and those in it, in order: of what is around it, only what was before it.
 * @param firstOf the first record of each story: the command that began it is part of the chain.
 */
export function chainOf(scope: Scope, firstOf: ReadonlyMap<string, TraceRecord>): readonly TraceRecord[] {
  const chain = new Set(scope.steps);
  let { from } = scope;
  for (let around = scope.parent; around !== undefined; around = around.parent) {
    for (const step of around.steps) if (step.seq < from) chain.add(step);
    from = around.from;
  }
  return inOrder(chain, firstOf);
}

/** Records in their order, with the commands that began their stories. */
export function inOrder(
  steps: Iterable<TraceRecord>,
  firstOf: ReadonlyMap<string, TraceRecord>,
): readonly TraceRecord[] {
  const chain = new Set(steps);
  for (const { flow } of [...chain]) {
    const first = firstOf.get(flow);
    if (first?.kind === 'sent' && first.form === 'command') chain.add(first);
  }
  return [...chain].sort((a, b) => a.seq - b.seq);
}

/** `seq` of the last record of a scope and of all within it, but for those aside. */
export function lastWithin(scope: Scope): number {
  let { last } = scope;
  for (const child of scope.children) if (!child.isAside) last = Math.max(last, lastWithin(child));
  return last;
}
