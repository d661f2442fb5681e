import {
  busNode,
  type Changed,
  type FaultRecord,
  type Lost,
  type NodeDown,
  type NodeId,
  type Reply,
  type State,
  type TraceRecord,
  type Travelling,
} from '../simulation';
import { textOf } from './facts';
import type { NodeActivity, WritableFolding } from './folding';
import { isRequest } from './requests';

/** Names a link, whichever way a message goes on it. */
export function linkKey(a: NodeId, b: NodeId): string {
  return a < b ? `${a} — ${b}` : `${b} — ${a}`;
}

/** Names an entity: `notification ntf-1`, `order ord-001`, `product.price prod-001`. */
export function entityKey(machine: string, id: string): string {
  return `${machine} ${id}`;
}

export function fold(folding: WritableFolding, record: TraceRecord): void {
  land(folding, record);
  switch (record.kind) {
    case 'sent':
      depart(folding, record);
      if (isRequest(record)) wait(folding, record.node, record);
      break;
    case 'duplicated':
      depart(folding, record);
      break;
    case 'lost':
      lose(folding, record);
      break;
    case 'timed-out':
      stopWaiting(folding, record.node, record.request);
      break;
    case 'node-down':
      goAway(folding, record);
      break;
    case 'node-up':
      comeBack(folding, record.node);
      break;
    case 'fault':
      breakOrMend(folding, record);
      break;
    case 'query':
      depart(folding, record);
      wait(folding, record.node, record);
      break;
    case 'reply':
      answer(folding, record);
      break;
    case 'arrived':
      takeOff(folding, record.message);
      if (record.node !== busNode) work(folding, record.node, 1);
      break;
    case 'handled':
      work(folding, record.node, -1);
      break;
    case 'failed':
      if (record.handling !== undefined) work(folding, record.node, -1);
      break;
    case 'received':
      folding.inbox.push(record);
      folding.receivedCounts.set(record.node, (folding.peek.receivedCounts.get(record.node) ?? 0) + 1);
      break;
    case 'changed':
      change(folding, record);
      break;
    case 'concluded':
    case 'decision':
    case 'ignored':
    case 'rendered':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
    case 'limit-reached':
    case 'disturbed':
      break;
  }
}

/**
 * Replies leave no record where they arrive. They are there when something follows from them, when who waited for them
 * does something after their time, or when their time has passed.
 */
function land(folding: WritableFolding, record: TraceRecord): void {
  for (const [seq, reply] of folding.peek.replies) {
    if (record.kind === 'lost' && record.message === seq) continue;
    const isDue = record.node === reply.to ? record.at >= reply.arrivesAt : record.at > reply.arrivesAt;
    if (record.cause !== seq && !isDue) continue;
    takeOff(folding, seq);
    stopWaiting(folding, reply.to, reply.request);
  }
}

/** Whoever was to get an answer and is gone does not wait for it any more; who is there waits until it gives up. */
function lose(folding: WritableFolding, { message, reason }: Lost): void {
  const travelling = folding.peek.inFlight.get(message);
  takeOff(folding, message);
  if (travelling?.kind === 'reply' && reason !== 'dropped') {
    stopWaiting(folding, travelling.to, travelling.request);
  }
}

/** An answer leaves. A question to a store arrives and is answered at once, which is no work. */
function answer(folding: WritableFolding, reply: Reply): void {
  const isQuestion = takeOff(folding, reply.request);
  depart(folding, reply);
  if (!isQuestion) work(folding, reply.node, -1);
}

function stopWaiting(folding: WritableFolding, node: NodeId, request: number): void {
  const activity = folding.peek.nodes.get(node);
  if (activity === undefined) return;
  const waits = activity.waits.filter(({ seq }) => seq !== request);
  setActivity(folding, node, { ...activity, waits });
}

/** What a node was doing is gone, unless it was stopped in good order. */
function goAway(folding: WritableFolding, record: NodeDown): void {
  for (const node of [record.node, ...record.stations]) {
    folding.away.set(node, record);
    if (record.reason !== 'stopped') folding.nodes.delete(node);
  }
  if (folding.peek.faults.has(record.cause)) folding.faults.delete(record.cause);
}

function comeBack(folding: WritableFolding, node: NodeId): void {
  for (const [id, down] of folding.peek.away) if (down.node === node) folding.away.delete(id);
}

function breakOrMend(folding: WritableFolding, record: FaultRecord): void {
  if (record.phase === 'begins' && record.fault !== 'down') folding.faults.set(record.seq, record);
  if (record.phase !== 'ends') return;
  for (const [seq, { node, fault }] of folding.peek.faults) {
    const isSlowness = record.node === node && fault.endsWith('slow') && record.fault.endsWith('slow');
    if (record.cause === seq || isSlowness) folding.faults.delete(seq);
  }
}

function depart(folding: WritableFolding, travelling: Travelling): void {
  folding.inFlight.set(travelling.seq, travelling);
  if (travelling.kind === 'reply') folding.replies.set(travelling.seq, travelling);
  const key = linkKey(travelling.node, travelling.to);
  folding.links.set(key, (folding.peek.links.get(key) ?? 0) + 1);
}

/** A message is on its way no more. @returns whether it was. */
function takeOff(folding: WritableFolding, seq: number): boolean {
  if (folding.peek.replies.has(seq)) folding.replies.delete(seq);
  return folding.inFlight.delete(seq);
}

function wait(folding: WritableFolding, node: NodeId, request: Travelling): void {
  const activity = folding.peek.nodes.get(node) ?? idle;
  setActivity(folding, node, { ...activity, waits: [...activity.waits, request] });
}

function work(folding: WritableFolding, node: NodeId, change: 1 | -1): void {
  const activity = folding.peek.nodes.get(node) ?? idle;
  setActivity(folding, node, { ...activity, openCount: Math.max(0, activity.openCount + change) });
}

function setActivity(folding: WritableFolding, node: NodeId, activity: NodeActivity): void {
  if (activity.openCount === 0 && activity.waits.length === 0) folding.nodes.delete(node);
  else folding.nodes.set(node, activity);
}

function change(folding: WritableFolding, record: Changed): void {
  const { machine, entity: id, to: state } = record;
  const key = entityKey(machine, id);
  const before = folding.peek.entities.get(key);
  const facts = { ...before?.facts, ...record.facts };
  const changes = [...(before?.changes ?? []), record];
  folding.entities.set(key, { machine, id, state, facts, changes });
  if (machine !== 'delivery') return;
  recount(folding, textOf(facts['consumer']), before?.state, state);
  // A consumer that tries again by itself does so without a message.
  if (record.event === 'TRY_AGAIN') work(folding, record.node, 1);
}

/** A delivery to a consumer has gone from one state to another. */
function recount(
  folding: WritableFolding,
  consumer: string | undefined,
  from: State | undefined,
  to: State,
): void {
  if (consumer === undefined) return;
  const counts = { ...folding.peek.deliveries.get(consumer) };
  if (from !== undefined) counts[String(from)] = (counts[String(from)] ?? 0) - 1;
  counts[String(to)] = (counts[String(to)] ?? 0) + 1;
  folding.deliveries.set(consumer, counts);
}

const idle: NodeActivity = { openCount: 0, waits: [] };
