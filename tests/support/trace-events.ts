import type { TraceEvent } from '../../src/exchange/chrome-trace/write-chrome-trace';

const phases = new Set(['M', 'X', 's', 'f', 'i', 'C']);

interface Document {
  readonly displayTimeUnit?: unknown;
  readonly traceEvents?: unknown;
}

/** The events of a document of the Trace Event Format, unchecked. @throws when it is none. */
export function traceEventsIn(text: string): readonly TraceEvent[] {
  const { traceEvents } = JSON.parse(text) as Document;
  if (!Array.isArray(traceEvents)) throw new Error('There are no traceEvents');
  return traceEvents as readonly TraceEvent[];
}

/**
 * What is wrong with a document, by the rules of the format and by our own: shapes, slices that nest on each thread, flows that
 * have both ends within slices, threads that have names.
 */
export function problemsOfTrace(text: string): readonly string[] {
  let events: readonly TraceEvent[];
  try {
    events = traceEventsIn(text);
  } catch (error) {
    return [String(error)];
  }
  const problems = events.flatMap((event, index) => shapeProblems(event).map((what) => `${index}: ${what}`));
  return problems.length > 0
    ? problems
    : [...nestingProblems(events), ...flowProblems(events), ...nameProblems(events)];
}

function shapeProblems(event: TraceEvent): readonly string[] {
  const { ph, name, pid, tid, ts, dur, id, bp, s, args, cat } = event;
  const problems: string[] = [];
  const expectThat = (holds: boolean, what: string) => {
    if (!holds) problems.push(`${ph}: ${what}`);
  };
  const isWhole = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
  expectThat(phases.has(ph), 'phase');
  expectThat(typeof name === 'string' && name !== '', 'name');
  expectThat(Number.isSafeInteger(pid), 'pid');
  if (ph !== 'C') expectThat(Number.isSafeInteger(tid), 'tid');
  if (ph !== 'M') expectThat(isWhole(ts), 'ts');
  if (ph === 'X') expectThat(isWhole(dur), 'dur');
  if (ph === 's' || ph === 'f')
    expectThat(isWhole(id) && typeof cat === 'string', 'a flow has id and category');
  if (ph === 'f') expectThat(bp === 'e', 'a flow ends at the slice around it');
  if (ph === 'i') expectThat(s === 't' || s === 'p', 'how far an instant reaches');
  if (ph === 'C')
    expectThat(
      Object.values(args ?? {}).every((value) => typeof value === 'number'),
      'series',
    );
  return problems;
}

/** The slices of each thread, those that begin first and last longest first. */
function slicesByThread(events: readonly TraceEvent[]): ReadonlyMap<string, readonly Bar[]> {
  const threads = new Map<string, Bar[]>();
  for (const { ph, pid, tid = 0, ts = 0, dur = 0, name } of events) {
    if (ph !== 'X') continue;
    const thread = `${pid}/${tid}`;
    const slices = threads.get(thread) ?? [];
    threads.set(thread, slices);
    slices.push({ from: ts, to: ts + dur, name });
  }
  for (const slices of threads.values()) slices.sort((a, b) => a.from - b.from || b.to - a.to);
  return threads;
}

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

function nestingProblems(events: readonly TraceEvent[]): readonly string[] {
  const problems: string[] = [];
  for (const [thread, slices] of slicesByThread(events)) {
    const open: Bar[] = [];
    for (const slice of slices) {
      let around = open.at(-1);
      while (around !== undefined && around.to <= slice.from && around.to < slice.to) {
        open.pop();
        around = open.at(-1);
      }
      if (around !== undefined && slice.to > around.to)
        problems.push(
          `thread ${thread}: ${slice.name} at ${slice.from} crosses ${around.name} at ${around.from}`,
        );
      open.push(slice);
    }
  }
  return problems;
}

function flowProblems(events: readonly TraceEvent[]): readonly string[] {
  const threads = slicesByThread(events);
  const key = ({ cat, name, id }: TraceEvent) => `${cat} ${name} ${id}`;
  const starts = new Map(events.filter(({ ph }) => ph === 's').map((event) => [key(event), event]));
  const ends = events.filter(({ ph }) => ph === 'f');
  const problems: string[] = [];
  if (starts.size !== events.filter(({ ph }) => ph === 's').length)
    problems.push('two flows have the same id');
  for (const end of ends) {
    const start = starts.get(key(end));
    if (start === undefined) problems.push(`flow ${key(end)} has no beginning`);
    else if ((start.ts ?? 0) > (end.ts ?? 0)) problems.push(`flow ${key(end)} ends before it begins`);
    starts.delete(key(end));
  }
  for (const left of starts.keys()) problems.push(`flow ${left} has no end`);
  for (const event of events) {
    if (event.ph !== 's' && event.ph !== 'f') continue;
    const { pid, tid = 0, ts = 0 } = event;
    const around = threads.get(`${pid}/${tid}`)?.some(({ from, to }) => from <= ts && ts <= to);
    if (around !== true) problems.push(`flow ${key(event)} is in no slice at ${ts}`);
  }
  return problems;
}

function nameProblems(events: readonly TraceEvent[]): readonly string[] {
  const named = new Set(
    events.flatMap(({ ph, name, tid }) => (ph === 'M' && name === 'thread_name' ? [tid] : [])),
  );
  const used = new Set(events.flatMap(({ ph, tid }) => (ph === 'M' || tid === undefined ? [] : [tid])));
  return [...used].filter((tid) => !named.has(tid)).map((tid) => `thread ${tid} has no name`);
}
