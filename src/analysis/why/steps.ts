import type { Changed, Decision, NodeId, Topology, TraceRecord } from '../../simulation';
import { entryOf, textOf } from '../facts';
import { messageAt } from '../message-at';

/** Nodes that hear of the shop's news and tell nobody of them: who does so in vain keeps no message from anyone. */
export function asideNodesOf({ nodes }: Topology): ReadonlySet<NodeId> {
  return new Set(['projections', ...nodes.filter(({ role }) => role === 'service').map(({ id }) => id)]);
}

/**
 * Whether a record says how it comes, or does not come, to a message.
 * @param isAside whether a node tells nobody of what it hears.
 */
export function isStep(
  record: TraceRecord,
  trace: readonly TraceRecord[],
  isAside: (node: NodeId) => boolean,
): boolean {
  switch (record.kind) {
    case 'decision':
      return record.rule !== 'idempotency' || isOfNews(record);
    case 'changed':
      return record.machine === 'delivery' ? isTurn(record) : record.machine === 'notification';
    case 'ignored':
      return record.machine === 'notification' || record.machine === 'order-completion';
    case 'timer-fired':
      return record.machine === 'notification';
    case 'lost':
    case 'disturbed':
      return isWanted(record.message, record.kind === 'lost' ? record.node : record.to, trace, isAside);
    case 'duplicated':
      return isWanted(record.original, record.to, trace, isAside);
    case 'failed':
      return record.handling === undefined || !isAside(record.node);
    case 'reply':
      return !record.ok && trace[record.request - 1]?.kind !== 'query';
    case 'concluded':
      return !record.ok;
    case 'timed-out':
    case 'received':
      return true;
    case 'arrived':
    case 'fault':
    case 'handled':
    case 'limit-reached':
    case 'node-down':
    case 'node-up':
    case 'query':
    case 'rendered':
    case 'sent':
    case 'timer-cancelled':
    case 'timer-set':
      return false;
  }
}

/**
 * How well a step explains that a message did not come about; 0 when it does not. The same order as on the page's summary
 * of a run: dead letters, then what was lost, who waited in vain, what threw, and what was answered with an error.
 */
export function weightOf(record: TraceRecord): number {
  if (record.kind === 'changed') return entryOf(weightsOfDeliveries, deliveryState(record)) ?? 0;
  if ((record.kind === 'reply' || record.kind === 'concluded') && !record.ok) return 1;
  if (record.kind === 'lost' && record.reason === 'nobody waits') return 0;
  return entryOf(weights, record.kind) ?? 0;
}

const weights: { readonly [kind: string]: number } = { lost: 4, 'timed-out': 3, failed: 2 };
const weightsOfDeliveries: { readonly [state: string]: number } = { deadLettered: 5, lost: 4 };

function deliveryState({ machine, to }: Changed): string {
  return machine === 'delivery' ? String(to) : '';
}

/** A repetition of news, or of a message; not one of a withdrawal from stock or of a count. */
function isOfNews({ because }: Decision): boolean {
  return ['processed', 'under way', 'delivered'].includes(textOf(because['before']) ?? '');
}

/** Whether an event's delivery went wrong, or was put right by someone. */
function isTurn({ to, event }: Changed): boolean {
  return to === 'deadLettered' || to === 'lost' || to === 'backingOff' || event === 'REDRIVEN';
}

/** Whether what happened to a message on its way matters to who is told. */
function isWanted(
  message: number,
  to: NodeId,
  trace: readonly TraceRecord[],
  isAside: (node: NodeId) => boolean,
): boolean {
  const record = trace[message - 1];
  if (record?.kind === 'query' || record?.kind === 'reply') return true;
  const form = messageAt(trace, message)?.form;
  return form !== 'acknowledgement' && !(form === 'event' && isAside(to));
}
