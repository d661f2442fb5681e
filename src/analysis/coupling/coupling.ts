import type { NodeId, Topology, TraceRecord } from '../../simulation';
import { isRequest } from '../requests';
import { spansOf } from '../spans/spans';

/** What is measured of a node: whom it sends to, what it reads and writes, decides, keeps, and waits for. */
export const touchKinds = ['sends', 'data', 'rule', 'state', 'wait'] as const;
export type TouchKind = (typeof touchKinds)[number];

/** One thing that a node touched in a run, and the records that say so. */
export interface Touch {
  readonly node: NodeId;
  readonly kind: TouchKind;
  /** The node that it sends to or waits for, the entity that it reads or writes, the rule, or the kind of state. */
  readonly thing: string;
  /** The form of the messages or `query`; `read` or `write`; empty for rules and state. */
  readonly how: string;
  /**
   * How much: messages, accesses and decisions are counted; of state it is how many entities the node keeps (`order-completion`
   * of one order: 1); of waiting it is simulated ms.
   */
  readonly amount: number;
  /** The records behind the amount, in order. Each is a record of the node. */
  readonly seqs: readonly number[];
}

/** How the nodes of a run depend on each other and on data, rules and state. */
export interface Coupling {
  /** In the order in which they first happen. */
  readonly touches: readonly Touch[];
  /** How long each request was waited for, in simulated ms, by its `seq`. */
  readonly waitedMs: ReadonlyMap<number, number>;
}

/** While it is being measured. */
interface Growing extends Touch {
  amount: number;
  readonly seqs: number[];
  readonly entities: Set<string>;
}

/**
 * Measures a whole run, from its records alone.
 *
 * - sends: its `sent` and `query` records, by receiver and form. An answer goes where the question came from and a second copy is
 *   a fault's doing, so neither counts. What is called within a process leaves no message and is not counted either.
 * - data: its `query` records, by entity and access.
 * - rule: its `decision` records, by rule.
 * - state: its `changed` records, by machine: what a node changes itself, it has to keep.
 * - wait: its requests, by whom it waited for, with the time until each was answered or given up (`spans/`).
 */
export function couplingOf(trace: readonly TraceRecord[], topology: Topology): Coupling {
  const { waits } = spansOf(trace, topology);
  const waitedMs = new Map(waits.map(({ seq, from, to }) => [seq, to - from]));
  const touches: Growing[] = [];
  const known: Index = new Map();
  const touch = (record: TraceRecord, kind: TouchKind, thing: string, how = ''): Growing => {
    const { node, seq } = record;
    const things = within(within(within(known, node), kind), how);
    let found = things.get(thing);
    if (found === undefined) {
      found = { node, kind, thing, how, amount: 0, seqs: [], entities: new Set() };
      things.set(thing, found);
      touches.push(found);
    }
    found.seqs.push(seq);
    return found;
  };
  for (const record of trace) {
    if (record.kind === 'sent') touch(record, 'sends', record.to, record.form).amount += 1;
    else if (record.kind === 'query') {
      touch(record, 'sends', record.to, 'query').amount += 1;
      touch(record, 'data', record.entity, record.access).amount += 1;
    } else if (record.kind === 'decision') touch(record, 'rule', record.rule).amount += 1;
    else if (record.kind === 'changed') {
      const state = touch(record, 'state', record.machine);
      state.entities.add(record.entity);
      state.amount = state.entities.size;
    }
    if (isRequest(record)) {
      const how = record.kind === 'query' ? 'query' : record.form;
      touch(record, 'wait', record.to, how).amount += waitedMs.get(record.seq) ?? 0;
    }
  }
  const measured = touches.map(({ entities: _, ...finished }): Touch => finished);
  return { touches: measured, waitedMs };
}

/** By node, kind, how and thing: names that are joined into one would have to be joined for each record. */
type Index = Map<NodeId, Map<TouchKind, Map<string, Map<string, Growing>>>>;

/** The map under a key of a map of maps; a new one where there is none. */
function within<Key, InnerKey, Value>(maps: Map<Key, Map<InnerKey, Value>>, key: Key): Map<InnerKey, Value> {
  let inner = maps.get(key);
  if (inner === undefined) {
    inner = new Map<InnerKey, Value>();
    maps.set(key, inner);
  }
  return inner;
}
