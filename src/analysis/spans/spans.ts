import type { MessageForm, NodeId, Topology, TraceRecord } from '../../simulation';
import { SpanReading } from './reading';

/** Something that lasts, from one simulated moment to another, both in ms. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * A node at work: from the arrival of a command, a call or an event until it is answered or handled, or until the node goes
 * down. A station that works in another node's process has a span of its own within that node's.
 */
export interface WorkSpan extends Interval {
  readonly kind: 'work';
  /** The record with which it begins; no other span of work has the same. */
  readonly seq: number;
  readonly node: NodeId;
  /** What it works on: the name of the message. */
  readonly name: string;
  readonly flow: string;
  /** `seq` of the span that it is a part of; 0 when it is a whole. */
  readonly parent: number;
  readonly ending: 'done' | 'failed' | 'cut off' | 'open';
}

/** A node that has asked another one and is blocked until the answer is there, or until it gives up or goes down. */
export interface WaitSpan extends Interval {
  readonly kind: 'waiting';
  /** The request. */
  readonly seq: number;
  readonly node: NodeId;
  /** Whom it has asked. */
  readonly askedNode: NodeId;
  readonly name: string;
  readonly flow: string;
  /** How it asked: `query` is for a data store. */
  readonly form: MessageForm | 'query';
  /** `seq` of the span of work that waits. */
  readonly parent: number;
  readonly ending: 'answered' | 'refused' | 'timed out' | 'cut off' | 'open';
}

/** A node that is not there. */
export interface AwaySpan extends Interval {
  readonly kind: 'away';
  readonly seq: number;
  readonly node: NodeId;
  readonly flow: string;
  readonly reason: 'down' | 'crashed' | 'stopped';
}

/** A message, a question or an answer on its way. */
export interface Flight {
  readonly seq: number;
  readonly node: NodeId;
  readonly to: NodeId;
  /** When it leaves, in ms. */
  readonly at: number;
  readonly arrivesAt: number;
  readonly name: string;
  readonly flow: string;
  readonly form: MessageForm | 'query' | 'reply';
  /** `seq` of the record of its loss; undefined: it arrives. */
  readonly lostBy: number | undefined;
}

/** Something of note that takes no time. */
export interface Point {
  readonly seq: number;
  readonly node: NodeId;
  readonly at: number;
  readonly flow: string;
  readonly kind: 'decision' | 'received' | 'fault' | 'error';
}

/** What the nodes of a run do and wait for, and what goes between them. Each list is in the order of its beginnings. */
export interface RunSpans {
  readonly works: readonly WorkSpan[];
  readonly waits: readonly WaitSpan[];
  readonly aways: readonly AwaySpan[];
  readonly flights: readonly Flight[];
  readonly points: readonly Point[];
  /** When the last has happened and arrived, in simulated ms. Nothing lasts longer. */
  readonly until: number;
}

/** A span in a lane. */
export type Span = WorkSpan | WaitSpan | AwaySpan;

/** Reads the spans of a run off its trace, in one pass. @param topology says which stations work in whose process. */
export function spansOf(trace: readonly TraceRecord[], topology: Topology): RunSpans {
  const reading = new SpanReading(topology);
  for (const record of trace) reading.take(record);
  return reading.end();
}

/**
 * When something happens in a run: spans of work and of waiting, flights and points. Being away is no activity. What overlaps
 * is one time.
 */
export function busyTimes({ works, waits, flights, points }: RunSpans): readonly Interval[] {
  return [
    ...joined(works),
    ...joined(waits),
    ...joined(flights.map(({ at, arrivesAt }) => ({ from: at, to: arrivesAt }))),
    ...joined(points.map(({ at }) => ({ from: at, to: at }))),
  ];
}

/** The same time in as few intervals as one pass finds. */
function joined(intervals: readonly Interval[]): readonly Interval[] {
  const found: { readonly from: number; to: number }[] = [];
  for (const { from, to } of intervals) {
    const last = found.at(-1);
    if (last !== undefined && from >= last.from && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}
