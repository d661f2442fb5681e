import type { Facts, NodeId } from '../engine/trace';
import type { World } from '../engine/world';

/** What a rule says of a subject. A rule is a function of values; its verdict carries the very values that decided. */
export interface Verdict<Outcome extends string = string> {
  readonly rule: string;
  readonly outcome: Outcome;
  readonly because: Facts;
}

/**
 * Writes a verdict on a subject (a customer, a product, an order) into the trace. Returns false when the rule stops the
 * notification.
 */
export type Decide = (subject: string, verdict: Verdict) => boolean;

/** Decisions as `node` makes them: where a rule is applied is what tells the two architectures apart. */
export function decisionsAt(world: World, node: NodeId): Decide {
  return (subject, { rule, outcome, because }) => {
    world.journal.decided(node, rule, subject, outcome, because);
    return outcome !== 'stopped';
  };
}
