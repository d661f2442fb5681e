import { startMsOf, topologyOf, type Changed, type Run, type Sent, type TraceRecord } from '../simulation';
import { readSpans, type ScopedSpans } from './spans/scoped-spans';
import type { Piece } from './piece';
import { isOwnEvent } from './publication';
import { wholeRun, type Scope } from './scope';
import { timestampOf } from './wall-clock';
import { wellFormed } from './well-formed';

/**
 * A run as a table for process mining and spreadsheets (RFC 4180).
 *
 * A case is a story, and a row is what a part of the shop says, decides or changes, or what befalls it: a command given, a call
 * made, a message handed to a channel, an event published, the outcome of a rule, a change of state, a message in an inbox, an
 * answer that a person has, a failure, a loss, a fault. How that is carried and kept account of is left out: questions to
 * the data store and answers, the bus’s copies, acknowledgements, timers, deliveries, the outbox, projections.
 *
 * `activity` never holds an id or an amount, so that the same thing has the same name in each case; what is particular stands in
 * `status`. `event_id` is the `seq` of the record (and the `id` of its CloudEvent); `causation_id` is the row that it follows from, back
 * along the causes, and empty where there is none in the table.
 */

const columns = [
  'case_id',
  'activity',
  'timestamp',
  'resource',
  'architecture',
  'status',
  'event_id',
  'causation_id',
] as const;

const readingShare = 0.5;

/** A run, or a part of it, as CSV: a header, and a row for each activity in order of time; lines end in CR and LF. */
export function* writeCsv(run: Run, scope: Scope = wholeRun): Generator<Piece> {
  const { recording, trace } = run;
  const spans = yield* readSpans(run, scope, readingShare);
  const titles = new Map(topologyOf(recording).nodes.map(({ id, title }) => [id, title]));
  const startMs = startMsOf(recording);
  /** The row that each record is, or follows from. */
  const rows: number[] = [];
  const isTold = new Set(spans.records.map(({ seq }) => seq));
  const losses = new Set(spans.records.flatMap((record) => (record.kind === 'lost' ? [record.message] : [])));
  const told = { places: spans.places, until: spans.until, losses };
  yield { text: lineOf(columns), share: readingShare };
  for (const record of trace) {
    const { seq, cause, flow, at, node } = record;
    const share = readingShare + ((1 - readingShare) * seq) / trace.length;
    const step = isTold.has(seq) ? stepOf(record, told) : undefined;
    const before = rows[cause] ?? 0;
    rows[seq] = step === undefined ? before : seq;
    const cells = step && [
      flow,
      step.activity,
      timestampOf(startMs + at) ?? '',
      titles.get(node) ?? node,
      recording.architecture,
      step.status,
      String(seq),
      before === 0 ? '' : String(before),
    ];
    yield { text: cells === undefined ? '' : lineOf(cells), share };
  }
}

/** What is known of the records around one. */
interface Told extends Pick<ScopedSpans, 'places' | 'until'> {
  /** Messages that were lost. */
  readonly losses: ReadonlySet<number>;
}

/** What is done in a row, and how it turned out. */
interface Step {
  readonly activity: string;
  readonly status: string;
}

/** Machines that keep account of how something is carried or shown; nothing of the business changes with them. */
const bookkeeping: ReadonlySet<string> = new Set(['delivery', 'outbox', 'projection']);

/** What a record is as a row; undefined where it is none. */
function stepOf(record: TraceRecord, told: Told): Step | undefined {
  switch (record.kind) {
    case 'sent':
      return stepOfSent(record, told);
    case 'concluded':
      return { activity: `${record.name} concluded`, status: record.ok ? 'done' : 'refused' };
    case 'decision':
      return { activity: `rule ${record.rule}`, status: record.outcome };
    case 'changed':
      return stepOfChange(record);
    case 'ignored':
      return bookkeeping.has(record.machine)
        ? undefined
        : { activity: `${record.machine} refused`, status: record.state };
    case 'received':
      return { activity: `inbox ${record.channel}`, status: 'received' };
    case 'failed':
      return { activity: `failure ${record.name}`, status: 'failed' };
    case 'lost':
      return { activity: `${messageName(record.message, record.name, told)} lost`, status: record.reason };
    case 'timed-out':
      return { activity: `${messageName(record.request, record.name, told)} timed out`, status: 'timed out' };
    case 'node-down':
      return { activity: 'part away', status: record.reason };
    case 'node-up':
      return { activity: 'part back', status: 'back' };
    case 'fault':
      return { activity: `fault ${record.fault}`, status: record.phase };
    case 'limit-reached':
      return { activity: 'limit reached', status: record.limit };
    case 'duplicated':
      return {
        activity: `${messageName(record.original, record.name, told)} copied`,
        status: 'duplicated',
      };
    case 'disturbed':
      return {
        activity: `${messageName(record.message, record.name, told)} ${record.effect}`,
        status: record.effect,
      };
    case 'arrived':
    case 'handled':
    case 'query':
    case 'reply':
    case 'rendered':
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return undefined;
  }
}

/** What one part says to another, and what came of it; not what the bus hands on, nor that something is done with. */
function stepOfSent(sent: Sent, { places, until, losses }: Told): Step | undefined {
  const { seq, form, name, arrivesAt } = sent;
  if (form === 'acknowledgement') return undefined;
  if (form !== 'event') {
    return { activity: messageName(seq, name, { places }), status: places.wait(seq)?.ending ?? 'open' };
  }
  if (!isOwnEvent(sent)) return undefined;
  if (losses.has(seq)) return { activity: name, status: 'lost' };
  return { activity: name, status: arrivesAt > until ? 'open' : 'published' };
}

/** A state by its name is a part of the activity; an attribute, such as a price, or a version is what is particular. */
function stepOfChange({ machine, to }: Changed): Step | undefined {
  if (bookkeeping.has(machine)) return undefined;
  const state = String(to ?? 'gone');
  const isNamed = !machine.includes('.') && /^[A-Za-z.]+$/.test(state);
  return { activity: `${machine} ${isNamed ? state : 'changed'}`, status: state };
}

/** What a message is called: what is handed to a channel goes by the channel, as its own name is the notification's id. */
function messageName(message: number, name: string, { places }: Pick<Told, 'places'>): string {
  const record = places.originalOf(message);
  if (record?.kind === 'reply') return `answer to ${messageName(record.request, name, { places })}`;
  return record?.kind === 'sent' && record.form === 'delivery' ? `deliver ${record.to}` : name;
}

/** A line of the file. */
function lineOf(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A cell: what would begin a formula in a spreadsheet gets an apostrophe before it (OWASP, “CSV Injection”), also a negative number;
 * quotes go around what has commas, quotes or line breaks in it.
 */
export function csvCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  const cell = wellFormed(guarded);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
