import type { NodeId, Query, Sent, TraceRecord } from '../../simulation';

/** A record that its node waits after, until it is answered or gives up. */
export type Request = Query | Sent;

/** A question to a store, or a message of a form that is answered. */
export function isRequest(record: TraceRecord): record is Request {
  if (record.kind === 'query') return true;
  return record.kind === 'sent' && record.form !== 'event' && record.form !== 'acknowledgement';
}

interface Wait {
  readonly from: number;
  /** When the answer is there; undefined while there is none. */
  until: number | undefined;
  /** Who asked gave up or is gone: no answer changes that. */
  isOver: boolean;
}

/**
 * How long each request was waited for, in simulated ms, by the `seq` of the request: until the answer is back, until who
 * asked gave up, or until its node went down; if none of it happens, until the last record of the run. What is asked at the
 * same time by two processes of a node counts for both.
 */
export function waitsIn(trace: readonly TraceRecord[]): ReadonlyMap<number, number> {
  const waits = new Map<number, Wait>();
  const byNode = new Map<NodeId, Wait[]>();
  const replies = new Map<number, number>();
  for (const record of trace) {
    if (isRequest(record)) {
      const wait = { from: record.at, until: undefined, isOver: false };
      waits.set(record.seq, wait);
      const others = byNode.get(record.node);
      if (others === undefined) byNode.set(record.node, [wait]);
      else others.push(wait);
    } else if (record.kind === 'reply') {
      replies.set(record.seq, record.request);
      end(waits.get(record.request), record.arrivesAt);
    } else if (record.kind === 'lost') {
      // An answer that never came: its asker goes on waiting.
      const wait = waits.get(replies.get(record.message) ?? 0);
      if (wait?.isOver === false && record.reason === 'dropped') wait.until = undefined;
    } else if (record.kind === 'timed-out') {
      cut(waits.get(record.request), record.at);
    } else if (record.kind === 'node-down' && record.reason !== 'stopped') {
      for (const node of [record.node, ...record.stations]) {
        for (const wait of byNode.get(node) ?? []) cut(wait, record.at);
      }
    }
  }
  const last = trace.at(-1)?.at ?? 0;
  return new Map([...waits].map(([seq, { from, until = last }]) => [seq, until - from]));
}

/** The first answer counts: who has it waits for no other. */
function end(wait: Wait | undefined, at: number): void {
  if (wait !== undefined) wait.until ??= at;
}

/** Whoever gives up or is gone waits no longer for what is still to come. */
function cut(wait: Wait | undefined, at: number): void {
  if (wait === undefined || wait.isOver) return;
  wait.isOver = wait.until === undefined || wait.until > at;
  if (wait.isOver) wait.until = at;
}
