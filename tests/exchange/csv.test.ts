import { csvParseRows } from 'd3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, writeCsv } from '../../src/exchange/csv';
import { textOf } from '../../src/exchange/piece';
import { wholeRun, type Scope } from '../../src/exchange/scope';
import {
  architectureNames,
  brokerNames,
  busNode,
  recordingOf,
  scenarios,
  simulate,
  type ArchitectureName,
  type Choices,
  type Run,
} from '../../src/simulation';
import { csvColumns, csvRowsIn, problemsOfCsv, type CsvRow } from '../support/csv-document';
import { exportSamples } from '../support/export-samples';
import { ofKind } from '../support/play';
import { holdsForAll, propertySeed } from '../support/properties';
import { anyRecording } from '../support/stories';

const play = (scenario: string, architecture: ArchitectureName, choices: Choices = {}) =>
  simulate(recordingOf(scenario, architecture, choices));
const write = (run: Run, scope: Scope = wholeRun) => textOf(writeCsv(run, scope));
const rowsOf = (run: Run, scope: Scope = wholeRun) => csvRowsIn(write(run, scope));

/** Text as d3 is to give it back: the cells that went in, guarded. */
const guarded = (text: string) =>
  (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll(/\p{Surrogate}/gu, '\ufffd');

function expectAll(name: string, run: Run): void {
  const text = write(run);
  expect([name, problemsOfCsv(text)]).toEqual([name, []]);
  const rows = csvRowsIn(text);
  const counts = (ofRow: (row: CsvRow) => boolean) => rows.filter(ofRow).length;
  const said = ofKind(run, 'sent').filter(
    ({ form, node }) => form !== 'acknowledgement' && (form !== 'event' || node !== busNode),
  );
  const changed = ofKind(run, 'changed').filter(
    ({ machine }) => !['delivery', 'outbox', 'projection'].includes(machine),
  );
  expect([name, counts(({ activity }) => activity.startsWith('rule '))]).toEqual([
    name,
    ofKind(run, 'decision').length,
  ]);
  expect([name, counts(({ activity }) => activity.startsWith('inbox '))]).toEqual([
    name,
    ofKind(run, 'received').length,
  ]);
  const ids = new Set(rows.map(({ event_id: id }) => id));
  expect([name, [...said, ...changed].filter(({ seq }) => !ids.has(String(seq)))]).toEqual([name, []]);
  for (const row of rows) {
    const record = run.trace[Number(row.event_id) - 1];
    expect([name, row.case_id]).toEqual([name, record?.flow]);
  }
  const left = ['query', 'reply', 'arrived', 'handled', 'rendered', 'timer-set', 'timer-fired'];
  const kinds = new Set<string>(rows.map((row) => run.trace[Number(row.event_id) - 1]?.kind ?? ''));
  expect([name, left.filter((kind) => kinds.has(kind))]).toEqual([name, []]);
}

describe('the table of a run', () => {
  it.each(architectureNames)('reads back and counts what the run has (%s)', (architecture) => {
    for (const { id } of scenarios) expectAll(id, play(id, architecture));
  });

  it.each(brokerNames)('is the business, whatever carries it (%s)', (broker) => {
    const said = (run: Run) => rowsOf(run).map(({ activity, resource }) => `${resource}: ${activity}`);
    for (const id of ['price-drop', 'order-complete', 'payment-failed']) {
      const told = said(play(id, 'event-sourced', { broker }));
      expect([...told].sort()).toEqual([...said(play(id, 'event-sourced'))].sort());
    }
  });

  it(`is so for any recording (seed ${propertySeed})`, () => {
    holdsForAll(anyRecording, (recording) => expectAll('any', simulate(recording)), 60);
  });

  it('tells the price drop as a story', () => {
    const rows = rowsOf(play('price-drop', 'event-sourced'));
    expect(Object.keys(rows[0] ?? {})).toEqual([...csvColumns]);
    expect(rows[0]).toEqual({
      case_id: 'flow-1',
      activity: 'UpdatePrice',
      timestamp: '2026-03-02T09:00:00.000Z',
      resource: 'Merchandiser',
      architecture: 'event-sourced',
      status: 'answered',
      event_id: '1',
      causation_id: '',
    });
    const segments = rows.filter(({ activity }) => activity === 'rule segment');
    // Bob is silver; Carol and Eva are not.
    expect(segments.map(({ status }) => status).sort()).toEqual(['passed', 'passed', 'stopped']);
    const published = rows.find(({ activity }) => activity === 'PriceChanged');
    expect(published).toMatchObject({ resource: 'Pricing', status: 'published' });
    const rule = rows.find(({ activity }) => activity === 'rule price-drop');
    expect(rule?.causation_id).toBe(published?.event_id);
  });

  it('names an activity the same in every case', () => {
    const particular = /\b(?:ntf|ord|prod|cust|evt|pay)-?\d|\d{3}/;
    for (const architecture of architectureNames)
      for (const { id } of scenarios)
        for (const { activity } of rowsOf(play(id, architecture))) expect(activity).not.toMatch(particular);
  });

  it('says how each call and command ended', () => {
    const status = (run: Run, named: string) =>
      rowsOf(run)
        .filter(({ activity }) => activity === named)
        .map((row) => row.status);
    expect(status(play('no-answer', 'api-driven'), 'POST /notify')).toEqual(['timed out', 'answered']);
    expect(status(play('order-not-found', 'event-sourced'), 'ShipOrder')).toEqual(['refused']);
  });
});

describe('a part of a run as a table', () => {
  it('up to the cursor is the beginning of the whole, as it was known then', () => {
    const run = play('price-drop', 'api-driven');
    const whole = rowsOf(run);
    for (let step = 0; step <= run.trace.length; step += 1) {
      const rows = rowsOf(run, { kind: 'cursor', step });
      const ids = whole.map(({ event_id: id }) => id).filter((id) => Number(id) <= step);
      expect(rows.map(({ event_id: id }) => id)).toEqual(ids);
    }
    expect(rowsOf(run, { kind: 'cursor', step: 1 })[0]?.status).toBe('open');
  });

  it('of each story are the rows of the whole', () => {
    const run = play('order-complete-interleaved', 'event-sourced');
    const flows = [...new Set(run.trace.map(({ flow }) => flow))];
    const parts = flows.flatMap((flow) => {
      const text = write(run, { kind: 'flow', flow });
      expect(problemsOfCsv(text)).toEqual([]);
      return csvRowsIn(text).map(({ event_id: id }) => id);
    });
    const whole = rowsOf(run).map(({ event_id: id }) => id);
    expect([...parts].sort()).toEqual([...whole].sort());
  });

  it('is a header before the first step', () => {
    const text = write(play('price-drop', 'event-sourced'), { kind: 'cursor', step: 0 });
    expect(text).toBe(`${csvColumns.join(',')}\r\n`);
  });
});

describe('a cell', () => {
  it('that would be a formula begins with an apostrophe', () => {
    for (const text of ['=cmd()', '+1-555-0101', '-5', '@SUM(A1)', '\tx', '\rx']) {
      const [[cell] = []] = csvParseRows(csvCell(text));
      expect(cell).toBe(`'${text}`);
    }
    expect(csvCell('a=b')).toBe('a=b');
  });

  it(`comes back as it went in, whatever is in it (seed ${propertySeed})`, () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '""', ',', '\r\n', '\n', '=1,"2"\n', '\ud800', '__proto__', '\u0000'),
    );
    const rows = fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 1, maxLength: 4 });
    holdsForAll(rows, (table) => {
      const text = table.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
      expect(csvParseRows(text)).toEqual(table.map((cells) => cells.map(guarded)));
    });
  });
});

describe('the samples of tables', () => {
  const { valid, broken } = exportSamples('csv');

  it.each(valid.map((sample) => [sample.name, sample] as const))(
    '%s is written the same',
    async (_, sample) => {
      const text = write(simulate(sample.recording));
      await expect(text).toMatchFileSnapshot(sample.path);
      expect(problemsOfCsv(text)).toEqual([]);
    },
  );

  it.each(broken.map(({ name, text }) => [name, text] as const))('%s is refused', (_, text) => {
    expect(problemsOfCsv(text)).not.toEqual([]);
  });
});
