import { describe, expect, it } from 'vitest';
import { compareCloudEvents } from '../../src/exchange/cloud-events/compare-cloud-events';
import { writeCloudEvents, writeCloudEventsLines } from '../../src/exchange/cloud-events/write-cloud-events';
import { textOf } from '../../src/exchange/piece';
import { readFile, type Imported } from '../../src/exchange/read-file';
import { architectureNames, recordingOf, scenarios, simulate, type Recording } from '../../src/simulation';
import { importAgain, refusalOf } from '../support/export-samples';
import { holdsForAll } from '../support/properties';
import { anyRecording } from '../support/stories';

const run = simulate(recordingOf('order-shipped', 'api-driven'));
const lines = textOf(writeCloudEventsLines(run)).trimEnd().split('\n');
const batch = textOf(writeCloudEvents(run));
const eventAt = (index: number) => JSON.parse(lines[index] ?? '') as Record<string, unknown>;

function importedFrom(text: string, name = 'a.json'): Imported {
  const reading = readFile(text, name);
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusal));
  return reading.value;
}

function logFrom(text: string, name?: string) {
  const imported = importedFrom(text, name);
  if (imported.kind !== 'log') throw new Error(imported.kind);
  return imported;
}

function foreignFrom(text: string, name?: string) {
  const imported = importedFrom(text, name);
  if (imported.kind !== 'events') throw new Error(imported.kind);
  return imported.events;
}

const refused = (text: string, name = 'a.json') => refusalOf({ name, text });

/** Exports, imports and exports again, in both formats. */
function expectSameBytes(recording: Recording): void {
  const whole = simulate(recording);
  const texts = {
    cloudevents: textOf(writeCloudEvents(whole)),
    ndjson: textOf(writeCloudEventsLines(whole)),
  };
  for (const [format, text] of Object.entries(texts)) {
    const { imported, again } = importAgain(format, text, 'a.json');
    expect(imported.kind).toBe('log');
    expect(again).toBe(text);
  }
}

describe('the event log of a run', () => {
  it.each(architectureNames)(
    'gives the same run and the same bytes, for every scenario (%s)',
    (architecture) => {
      for (const { id } of scenarios) expectSameBytes(recordingOf(id, architecture));
    },
  );

  it('gives the same bytes whatever happens in it, with any broker, faults and data of its own', () => {
    holdsForAll(anyRecording, expectSameBytes, 40);
  });

  it.each<[string, string, string]>([
    ['a byte order mark', `\uFEFF${batch}`, 'a.json'],
    ['a byte order mark, as lines', `\uFEFF${lines.join('\n')}`, 'a.json'],
    ['lines as Windows ends them, some of them empty', `\r\n${lines.join('\r\n\r\n')}\r\n`, 'a.txt'],
    ['no line break at its end', lines.join('\n'), 'a.ndjson'],
    ['another layout', JSON.stringify(JSON.parse(batch), null, 4), 'a.ndjson'],
    ['the fields of each event turned round', JSON.stringify(lines.map(turned)), 'a.json'],
  ])('is the same with %s', (_, text, name) => {
    const { recording, events } = logFrom(text, name);
    expect(recording).toEqual(run.recording);
    const { trace, outcome, records } = compareCloudEvents(events, run);
    expect([trace, outcome, records]).toEqual([undefined, [], run.trace.length]);
  });

  it('is the same whichever version wrote it', () => {
    const text = batch.replace(/"engineVersion":"[^"]*"/, '"engineVersion":"0.0.1"');
    expect(text).not.toBe(batch);
    expect(compareCloudEvents(logFrom(text).events, run).trace).toBeUndefined();
  });
});

function turned(line: string): object {
  return Object.fromEntries(Object.entries(JSON.parse(line) as object).reverse());
}

describe('the log of a run that was edited', () => {
  const compared = (changed: readonly string[]) =>
    compareCloudEvents(logFrom(changed.join('\n')).events, run);
  const withEvent = (index: number, change: object) =>
    lines.map((line, at) => (at === index ? JSON.stringify({ ...eventAt(index), ...change }) : line));

  it.each<[string, object, string]>([
    ['source', { source: 'https://example.org/shop' }, 'source'],
    ['cause', { causationid: '1' }, 'causationid'],
    ['time', { time: '2026-03-02T09:00:01Z' }, 'time'],
    ['extension of its own', { tenant: 'a' }, 'tenant'],
    ['data', { data: { ...(eventAt(5)['data'] as object), entity: 'prod-999' } }, 'data.entity'],
  ])('is told from the first event with another %s on', (_, change, path) => {
    const { trace } = compared(withEvent(5, change));
    expect(trace?.seq).toBe(5);
    expect(trace?.computed).toEqual(run.trace[4]);
    expect(trace?.fields.map((field) => field.path)).toEqual([path]);
  });

  it('shows a number that is too large as what it is', () => {
    const { trace } = compared(
      lines.map((line, at) => (at === 5 ? line.replace('"at":16', '"at":1e400') : line)),
    );
    expect(trace?.fields).toEqual([{ path: 'data.at', given: Infinity, computed: 16 }]);
  });

  it('is told where it ends too early, or goes on', () => {
    const { length } = run.trace;
    const short = compared(lines.slice(0, -3));
    expect([short.trace?.seq, short.trace?.given]).toEqual([length - 1, undefined]);
    const last = lines.at(-1) ?? '';
    const more = compared([...lines.slice(0, -1), JSON.stringify({ ...eventAt(3), id: 'more' }), last]);
    expect([more.trace?.seq, more.trace?.computed]).toEqual([length + 1, undefined]);
    expect(compared(lines.slice(0, 1)).trace).toMatchObject({ seq: 1, given: undefined });
  });

  it('is told where its counts are other ones, or missing', () => {
    const { length } = lines;
    const data = { ...(eventAt(length - 1)['data'] as object), stories: 9 };
    expect(compared(withEvent(length - 1, { data }))).toMatchObject({
      trace: undefined,
      outcome: [{ path: 'data.stories', given: 9, computed: 1 }],
    });
    const [difference] = compared(lines.slice(0, -1)).outcome;
    expect([difference?.path, difference?.given]).toEqual(['', undefined]);
  });

  it('says how far it is', () => {
    const told: number[] = [];
    compareCloudEvents(logFrom(batch).events, run, (records, ofRecords) => told.push(records, ofRecords));
    expect(told).toEqual([0, run.trace.length]);
  });
});

describe('a log of another system', () => {
  const order = {
    specversion: '1.0',
    id: 'a',
    source: '/orders',
    type: 'OrderPlaced',
    data: { total: 12.5 },
  };

  it.each<[string, string, string, readonly string[]]>([
    ['a batch of CloudEvents', JSON.stringify([order, order]), 'a.json', ['[0]', '[1]']],
    ['one CloudEvent', JSON.stringify(order), 'a.json', ['']],
    ['a list of any objects', '[{"event":"x"},{"a":{"b":[1]}}]', 'a.json', ['[0]', '[1]']],
    ['NDJSON', '{"event":"x"}\r\n\r\n{"event":"y"}\r\n', 'What you pasted', ['line 1', 'line 3']],
    ['NDJSON of one line', '{"event":"x"}\n', 'a.jsonl', ['line 1']],
    ['NDJSON with a byte order mark', '\uFEFF{"event":"x"}\n{"event":"y"}', 'a.ndjson', ['line 1', 'line 2']],
    [
      'events of a run without its beginning',
      lines.slice(8, 10).join('\n'),
      'a.ndjson',
      ['line 1', 'line 2'],
    ],
  ])('is taken as it is: %s', (_, text, name, paths) => {
    const events = foreignFrom(text, name);
    expect(events.map(({ path }) => path)).toEqual(paths);
    const values = text.startsWith('[') ? (JSON.parse(text) as unknown[]) : undefined;
    if (values !== undefined) expect(events.map(({ value }) => value)).toEqual(values);
  });

  it('may repeat an event, and name attributes as it likes: who reads it decides', () => {
    const camel = { ...order, correlationId: 'c-1' };
    expect(foreignFrom(JSON.stringify([camel, camel]))).toHaveLength(2);
  });

  it('keeps texts as they are: script, half characters, names that every object has', () => {
    const text =
      '[{"type":"<script>alert(1)</script>","name":"\\ud800","__proto__":{"isAdmin":true},"constructor":1}]';
    const [event] = foreignFrom(text);
    expect(Object.entries(event?.value as object)).toEqual([
      ['type', '<script>alert(1)</script>'],
      ['name', '\uD800'],
      ['__proto__', { isAdmin: true }],
      ['constructor', 1],
    ]);
    expect('isAdmin' in (event?.value as object)).toBe(false);
  });

  it.each<[string, string, string, string]>([
    ['[{"a":1},2]', 'a.json', '[1]', 'must be an object, not 2'],
    ['[{"a":1},null]', 'a.json', '[1]', 'must be an object, not null'],
    ['{"a":1}\n[]\n', 'a.json', 'line 2', 'must be an object, not []'],
    ['{"a":1}\n{"a":}\n{"a":', 'a.json', 'line 2, column 6', 'expected a value'],
    ['{"a":', 'a.ndjson', 'line 1, column 6', 'expected a value'],
    ['time,type\n1,2', 'a.ndjson', 'line 1, column 1', 'expected a value'],
    ['{"a":1} {"a":2}', 'a.json', 'line 1, column 9', 'expected the end of the text'],
    [
      '[{"a":{"b":[1,1e400]}}]',
      'a.json',
      '[0].a.b[1]',
      'has more digits than a number can keep: write it as a text',
    ],
    [
      '{"a":1}\n{"a":1152921504606846977}',
      'a.json',
      'line 2: a',
      'has more digits than a number can keep: write it as a text',
    ],
    [
      JSON.stringify([{ ...order, specversion: '0.3' }]),
      'a.json',
      '[0].specversion',
      'must be "1.0", not "0.3"',
    ],
    [
      JSON.stringify({ ...order, id: '' }),
      'a.json',
      'id',
      'must be a text that is not empty, without control characters',
    ],
    [
      JSON.stringify({ ...order, type: '\uD800' }),
      'a.json',
      'type',
      'must be a text that is not empty, without control characters',
    ],
    [
      JSON.stringify([{ ...order, data_base64: 'e30=' }]),
      'a.json',
      '[0].data_base64',
      'cannot stand beside data: leave one of them out',
    ],
  ])('is refused with its place: %s', (text, name, path, message) => {
    const { problems, remedy } = refused(text, name);
    expect(problems[0]).toEqual({ path, message });
    expect(remedy).toMatch(/\.$/);
  });

  it('that nests without end is refused at its line', () => {
    const deep = `{"a":1}\n{"a":${'['.repeat(100_000)}`;
    expect(refused(deep).problems[0]).toEqual({
      path: 'line 2, column 105',
      message: 'is nested deeper than 100 levels',
    });
  });

  it.each([
    ['a list', `[${'{},'.repeat(1_000_000)}{}]`],
    ['NDJSON', '{}\n'.repeat(1_000_001)],
  ])('that nobody could look through is refused as such (%s)', (_, text) => {
    expect(refused(text).reason).toBe('a.json holds more than 1 million events.');
  });

  it('of another system with more than 50,000 events is refused before anybody looks at them', () => {
    const one = JSON.stringify(order);
    const lines = `${one}\n`;
    expect(foreignFrom(lines.repeat(50_000))).toHaveLength(50_000);
    const { reason, remedy } = refused(lines.repeat(50_001));
    expect(reason).toBe('a.json holds 50001 events of another system. Up to 50000 are looked at.');
    expect(remedy).toContain('Cut the log');
    expect(refused(`[${`${one},`.repeat(50_000)}${one}]`).reason).toBe(reason);
  });

  it('with many things wrong in one event says the first hundred', () => {
    const numbers = `[{"a":[${'1e999,'.repeat(500_000)}1]}]`;
    expect(refused(numbers).problems).toHaveLength(100);
    const nested = `{"a":{${Array.from({ length: 500 }, (_, index) => `"n${index}":[1e999]`).join()}}}\n{"b":1e999}`;
    expect(refused(nested).problems).toHaveLength(100);
  });

  it.each(['\n', '\r\n'])(
    'says the line of what is wrong, empty ones counted, with %j between them',
    (newline) => {
      const text = ['', '{"a":1}', '', '{"a":2}', '{', '', '['].join(newline);
      const places = refused(text, 'a.ndjson').problems.map(({ path }) => path.split(',')[0]);
      expect(places).toEqual(['line 5', 'line 7']);
    },
  );
});

describe('an attribute of the log of a run', () => {
  it.each<[string, unknown]>([
    ['time', '2026-03-02'],
    ['time', '2026-13-02T09:00:00Z'],
    ['time', '2026-03-02T24:00:00Z'],
    ['time', 5],
    ['subject', ''],
    ['subject', '\u0007'],
    ['source', 'a b'],
    ['source', '%zz'],
    ['source', 'a%'],
    ['source', 'a%2'],
    ['source', 'https://example.org/größe'],
    ['source', 'https://example.org/a[1]'],
    ['source', 'https://example.org/?a[]=1'],
    ['source', 'https://[example]/'],
    ['source', 'https://a]/'],
    ['source', 'a\\b'],
    ['dataschema', 'https:'],
    ['dataschema', 'https://example.org/%'],
    ['data_base64', 'e30'],
    ['data_base64', 'e3==e3=='],
    ['data_base64', 'e==='],
    ['dataschema', '/relative'],
    ['datacontenttype', ''],
    ['data_base64', '***'],
    ['simorder', 2_147_483_648],
    ['simorder', Infinity],
    ['tenant', {}],
    ['tenant', '\uD800'],
    ['correlationId', 'a'],
    ['averyöttname', 'a'],
  ])('%s cannot be %j', (name, value) => {
    const { data: _data, ...event } = eventAt(2);
    const text = JSON.stringify({ ...event, [name]: 0 }).replace(`${JSON.stringify(name)}:0`, () => {
      return `${JSON.stringify(name)}:${value === Infinity ? '1e400' : JSON.stringify(value)}`;
    });
    const { problems } = refused([lines[0], lines[1], text].join('\n'));
    expect(problems.map(({ path }) => path)).toEqual([`line 3: ${name}`]);
  });

  it.each<[string, unknown]>([
    ['time', '2026-03-02T09:00:00Z'],
    ['time', '2024-02-29t23:59:60.123456+01:00'],
    ['source', 'urn:example:a%20b'],
    ['source', '/relative?x=1#y'],
    ['source', 'https://user@[2001:db8::7]:8080/a?b=c'],
    ['source', '//[::1]'],
    ['dataschema', 'https://example.org/schema'],
    ['subject', null],
    ['tenant', true],
    ['tenant', ''],
    ['tenant', -2_147_483_648],
  ])('%s can be %j', (name, value) => {
    const changed = JSON.stringify({ ...eventAt(2), [name]: value });
    const { trace } = compareCloudEvents(logFrom([lines[0], lines[1], changed].join('\n')).events, run);
    expect(trace?.seq).toBe(2);
  });

  const millions = 20_000_000;
  it.each<[string, string]>([
    ['source', `https://x/${'a'.repeat(millions)}`],
    ['source', `https://x/${'%20'.repeat(millions / 4)}`],
    ['dataschema', `https:${'/'.repeat(millions)}`],
    ['subject', 'a'.repeat(millions)],
    ['tenant', 'a'.repeat(millions)],
  ])('%s can be millions of characters long', (name, value) => {
    const changed = JSON.stringify({ ...eventAt(2), [name]: value });
    expect(logFrom([lines[0], lines[1], changed].join('\n')).events).toHaveLength(3);
  });

  it.each<[string, string]>([
    ['source', `https://x/${'a'.repeat(millions)} `],
    ['source', `//[${':'.repeat(millions)}`],
    ['dataschema', 'a'.repeat(millions)],
    ['time', `2026-03-02T09:00:00.${'1'.repeat(millions)}`],
    ['data_base64', `${'a'.repeat(millions)}===`],
    ['a'.repeat(millions).concat('_'), 'a'],
  ])('is refused and not choked on when it is millions of characters long and wrong', (name, value) => {
    const { data: _data, ...event } = eventAt(2);
    const changed = JSON.stringify({ ...event, [name]: value });
    const { problems } = refused([lines[0], lines[1], changed].join('\n'));
    expect(problems.map(({ path }) => path === `line 3: ${name}`)).toEqual([true]);
  });

  it('can hold millions of bytes as base64', () => {
    const { data: _data, ...event } = eventAt(2);
    const changed = JSON.stringify({ ...event, ['data_base64']: 'a'.repeat(millions) });
    expect(logFrom([lines[0], lines[1], changed].join('\n')).events).toHaveLength(3);
  });

  it('is not looked at any more once a hundred are wrong', () => {
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`N${index}`, 1]));
    const changed = JSON.stringify({ ...eventAt(2), ...many });
    expect(refused([lines[0], lines[1], changed].join('\n')).problems).toHaveLength(100);
  });
});
