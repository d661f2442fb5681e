import { busNode, type BusEvent, type Recording, type TraceRecord } from '../simulation';
import type { Piece } from './piece';

/** An event as it stands in the log of the bus. */
export interface BusEntry {
  /** Its position: 0, 1, 2 … */
  readonly offset: number;
  readonly event: BusEvent;
  /** Simulated ms at which it got there. */
  readonly at: number;
  readonly flow: string;
  /** False when it was spoiled on its way to the bus. */
  readonly isIntact: boolean;
  /** `seq` of its arrival at the bus. */
  readonly arrival: number;
  /** `seq` of the first record at which it is in the log; one more than the last record's when none comes after it. */
  readonly since: number;
}

/**
 * Reads the log of the bus, in order, from the records alone: every event that arrived there, copies included. A slow bus
 * puts an event into its log some time after it arrived, unless it went down in between; a bus that crashes on the arrival
 * never does. Empty where there is no bus. It pauses now and then, as it comes before all writing.
 */
export function* readBusLog({ trace, recording }: BusRun): Generator<Piece, readonly BusEntry[]> {
  const reading = new Reading(trace);
  for (const record of trace) {
    reading.take(record);
    if (record.seq % recordsPerPiece === 0) yield { text: '', share: 0 };
  }
  if (trace.at(-1)?.kind !== 'limit-reached') reading.finish(recording.until ?? Infinity);
  return reading.entries;
}

/** As much of a run as the log is read from. */
interface BusRun {
  readonly trace: readonly TraceRecord[];
  readonly recording: Pick<Recording, 'until'>;
}

const recordsPerPiece = 2000;

type Arrival = Omit<BusEntry, 'offset' | 'since'>;

class Reading {
  readonly entries: BusEntry[] = [];
  /** What has arrived at a slow bus and is not in the log yet, in the order in which it will be. `at` is when. */
  #waiting: Arrival[] = [];
  readonly #spoiled = new Set<number>();
  #slowMs = 0;

  constructor(private readonly trace: readonly TraceRecord[]) {}

  take(record: TraceRecord): void {
    if (this.#waiting.length > 0) this.#letIn(record);
    if (record.kind === 'arrived') {
      if (record.node === busNode && record.form === 'event') this.#arrive(record);
    } else if (record.kind === 'disturbed') {
      if (record.to === busNode && record.effect === 'corrupted') this.#spoiled.add(record.message);
    } else if (record.node !== busNode) return;
    else if (record.kind === 'fault' && record.fault === 'slow' && record.phase !== 'void') {
      const { delayMs } = record.details;
      this.#slowMs = record.phase === 'begins' && typeof delayMs === 'number' ? delayMs : 0;
    } else if (record.kind === 'node-down' && record.reason !== 'stopped') this.#waiting = [];
  }

  finish(untilMs: number): void {
    for (const arrival of this.#waiting) if (arrival.at <= untilMs) this.#add(arrival, this.trace.length + 1);
  }

  #arrive({ seq, at, flow, message }: Extract<TraceRecord, { kind: 'arrived' }>): void {
    const carried = this.trace[message - 1];
    if (carried?.kind !== 'sent' && carried?.kind !== 'duplicated') return;
    if (crashesOnArrival(this.trace, seq)) return;
    const event = carried.payload as BusEvent;
    const arrival = {
      event,
      at: at + this.#slowMs,
      flow,
      isIntact: !this.#spoiled.has(message),
      arrival: seq,
    };
    if (this.#slowMs === 0) {
      this.#add(arrival, seq);
      return;
    }
    const behind = this.#waiting.findIndex((other) => other.at > arrival.at);
    this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, arrival);
  }

  /** Before this record, what is due; the first thing that an event leads to says that it is in the log. */
  #letIn({ seq, at, cause }: TraceRecord): void {
    const led = this.#waiting.findIndex(({ arrival }) => arrival === cause);
    const due = this.#waiting.findIndex((arrival) => arrival.at >= at);
    const count = Math.max(led + 1, due === -1 ? this.#waiting.length : due);
    for (const arrival of this.#waiting.splice(0, count)) this.#add(arrival, seq);
  }

  #add(arrival: Arrival, since: number): void {
    this.entries.push({ offset: this.entries.length, ...arrival, since });
  }
}

/** Whether the bus crashed on the arrival of a message, so that it never heard of it. @param seq of the arrival. */
export function crashesOnArrival(trace: readonly TraceRecord[], seq: number): boolean {
  const next = trace[seq];
  return next?.kind === 'node-down' && next.node === busNode && next.reason === 'crashed';
}
