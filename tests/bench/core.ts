import '../../src/simulation/everything';
import { Subject } from 'rxjs';
import { architectureNames } from '../../src/simulation';
import { livesInTheCore, livesOfActors } from './notification-lives';
import { orderStream, run } from './order-stream';
import { seekAllOver } from './seeks';

/**
 * Speed of the core as ratios within one run, so that they can be compared between machines. Everything is measured once
 * in each round, one after the other, so that a busy machine slows all of it; what is printed are medians of the rounds.
 *
 * Timed for an order stream: setting the shop up and running to the end, with the trace kept. Not timed: making and parsing the
 * recording, and reading `outcome` off the run.
 */
const rounds = 5;
const nextCalls = 20_000_000;
const lives = 20_000;
const fewOrders = 10_000;
const manyOrders = 100_000;
/** A frame of a screen that shows sixty a second. */
const frameMs = 1000 / 60;

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly ratio: string;
  readonly target: string;
  readonly met: string;
}

const rows: Row[] = [];
const seconds = new Map<string, number[]>();
const recordCounts = new Map<string, number>();

const streams = architectureNames.map((architecture) => ({
  architecture,
  few: orderStream(fewOrders, architecture),
  many: orderStream(manyOrders, architecture),
}));

// The first round only warms up.
for (let round = 0; round <= rounds; round += 1) {
  const keep = round > 0;
  time('subject', keep, () => callSubject(nextCalls));
  time('actors', keep, () => livesOfActors(lives));
  time('core lives', keep, () => livesInTheCore(lives * 10));
  for (const { architecture, few, many } of streams) {
    const size = (orders: number) => `${architecture} ${orders}`;
    recordCounts.set(
      size(fewOrders),
      time(size(fewOrders), keep, () => run(few)),
    );
    recordCounts.set(
      size(manyOrders),
      time(size(manyOrders), keep, () => run(many)),
    );
  }
}

const subjectPerSecond = nextCalls / median('subject');
rows.push(row('Subject.next, one subscriber', `${thousands(subjectPerSecond)} calls/s`));
for (const architecture of architectureNames) {
  const name = `${architecture} ${manyOrders}`;
  const records = recordCounts.get(name) ?? 0;
  const perSecond = records / median(name);
  const callsPerRecord = subjectPerSecond / perSecond;
  rows.push(
    row(
      `${thousands(manyOrders)} orders shipped, ${architecture}`,
      `${thousands(perSecond)} records/s of ${thousands(records)}`,
      `${callsPerRecord.toFixed(1)} calls a record`,
      '≤ 25',
      callsPerRecord <= 25,
    ),
  );
}
for (const architecture of architectureNames) {
  const few = median(`${architecture} ${fewOrders}`);
  const many = median(`${architecture} ${manyOrders}`);
  rows.push(
    row(
      `10 × the orders, ${architecture}`,
      `${few.toFixed(2)} s → ${many.toFixed(2)} s`,
      `${(many / few).toFixed(1)} × the time`,
      '≤ 11 ×',
      many / few <= 11,
    ),
  );
}
const actorsPerSecond = lives / median('actors');
const livesPerSecond = (lives * 10) / median('core lives');
rows.push(row('Notification lives, an XState actor each', `${thousands(actorsPerSecond)} lives/s`));
rows.push(
  row(
    'Notification lives, in the core',
    `${thousands(livesPerSecond)} lives/s`,
    `${(livesPerSecond / actorsPerSecond).toFixed(1)} ×`,
    '≥ 10 ×',
    livesPerSecond >= 10 * actorsPerSecond,
  ),
);
seekAllOver();
const { recordCount, slowMs } = seekAllOver();
rows.push(
  row(
    `Seek in a trace of ${thousands(recordCount)} records`,
    `95 of 100 within ${slowMs.toFixed(1)} ms`,
    `${(slowMs / frameMs).toFixed(2)} frames`,
    '≤ 1',
    slowMs <= frameMs,
  ),
);
print(rows);

/** Runs `work`, and keeps how long it took. Garbage of what came before is not counted. */
function time(name: string, keep: boolean, work: () => number): number {
  gc?.();
  const start = performance.now();
  const result = work();
  const elapsed = (performance.now() - start) / 1000;
  if (keep) seconds.set(name, [...(seconds.get(name) ?? []), elapsed]);
  return result;
}

function callSubject(count: number): number {
  const subject = new Subject<number>();
  let sum = 0;
  subject.subscribe((value) => (sum += value));
  for (let index = 0; index < count; index += 1) subject.next(index);
  return sum;
}

function median(name: string): number {
  const sorted = [...(seconds.get(name) ?? [])].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function thousands(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

function row(what: string, measured: string, ratio = '', target = '', met?: boolean): Row {
  return { what, measured, ratio, target, met: met === undefined ? '' : met ? 'met' : 'not met' };
}

function print(table: readonly Row[]): void {
  const columns = ['what', 'measured', 'ratio', 'target', 'met'] as const;
  const head: Row = { what: 'Core', measured: 'measured', ratio: 'ratio', target: 'target', met: '' };
  const widths = columns.map((column) => Math.max(...[head, ...table].map((line) => line[column].length)));
  for (const line of [head, ...table]) {
    console.log(
      columns
        .map((column, index) => line[column].padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  console.log(
    `Medians of ${rounds} rounds after one to warm up; reading the outcome off a run is not included.`,
  );
}
