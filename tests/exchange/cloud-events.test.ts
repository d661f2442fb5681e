import { Ajv } from 'ajv';
import { CloudEvent as SdkEvent, HTTP } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json';
import { partitionKeyOf } from '../../src/brokers/partition-key';
import type { CloudEvent } from '../../src/exchange/cloud-events/cloud-event';
import { writeCloudEvents, writeCloudEventsLines } from '../../src/exchange/cloud-events/write-cloud-events';
import { textOf } from '../../src/exchange/piece';
import {
  architectureNames,
  brokerNames,
  epochMsOf,
  findScenario,
  parseRecording,
  recordingOf,
  scenarioOf,
  scenarios,
  shopData,
  simulate,
  type BusEvent,
  type Recording,
  type Run,
  type TraceRecord,
} from '../../src/simulation';
import { importAgain } from '../support/export-samples';
import { holdsForAll } from '../support/properties';

const batchType = { 'content-type': 'application/cloudevents-batch+json' };

/** What the SDK reads from a batch. */
function readBySdk(body: string): readonly SdkEvent[] {
  const events = HTTP.toEvent({ headers: batchType, body });
  if (!Array.isArray(events)) throw new Error('It is no batch');
  return events.filter((event) => event instanceof SdkEvent);
}

const clean = { type: 'string', minLength: 1, not: { pattern: '[\\p{Cc}\\p{Cs}]' } };
/**
 * CloudEvents 1.0 as a schema, for what the SDK lets through: versions, names and lengths of attributes, types of extensions,
 * data beside data_base64. With the extensions as their own documents have them.
 */
const isCloudEvent = new Ajv({ unicodeRegExp: true, strict: true, strictTypes: false }).compile({
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'sequence', 'sequencetype', 'simorder', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: clean,
    source: { ...clean, pattern: '^https://signalbox\\.example(/[a-z0-9%._~-]+)+$' },
    type: {
      ...clean,
      pattern: '^dev\\.signalbox\\.([a-z-]+|run\\.[a-z]+|shop\\.[A-Z][A-Za-z]+)\\.v[1-9]\\d*$',
    },
    subject: clean,
    time: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
    datacontenttype: { const: 'application/json' },
    correlationid: clean,
    causationid: clean,
    sequence: { type: 'string', pattern: '^\\d{10}$' },
    sequencetype: { const: 'Integer' },
    partitionkey: clean,
    simorder: { type: 'integer', minimum: 0, maximum: 0x7fff_ffff },
    data: { type: 'object' },
  },
  propertyNames: { pattern: '^[a-z0-9]{1,20}$' },
  additionalProperties: false,
});

/** Where an event is none; empty when it is one. */
function faultsOf(event: unknown): string {
  return isCloudEvent(event) ? '' : JSON.stringify([isCloudEvent.errors, event]).slice(0, 2_000);
}

const batchOf = (run: Run): string => textOf(writeCloudEvents(run));
const eventsOf = (run: Run) => JSON.parse(batchOf(run)) as readonly CloudEvent[];
const recordsIn = (events: readonly CloudEvent[]) => events.slice(1, -1);

/** A record as an event has it: what stands in the attributes, and the rest in the data. */
function recordIn({ simorder, causationid, correlationid, data }: CloudEvent): object {
  return { seq: simorder, cause: Number(causationid ?? 0), flow: correlationid, ...data };
}

function isPublished(record: TraceRecord): record is Extract<TraceRecord, { kind: 'sent' }> {
  return record.kind === 'sent' && record.form === 'event' && record.to === 'bus';
}

describe.each(architectureNames)('the event log as CloudEvents (%s)', (architecture) => {
  const runs = scenarios.map(({ id }) => simulate(recordingOf(id, architecture)));

  it('is read by the SDK of CloudEvents, event by event, and each is valid', () => {
    for (const run of runs) {
      const events = readBySdk(batchOf(run));
      expect(events).toHaveLength(run.trace.length + 2);
      expect(events.map((event) => event.validate()).every((isValid) => isValid)).toBe(true);
      expect(events.map(({ simorder }) => simorder)).toEqual(events.map((_, index) => index));
    }
  });

  it('keeps the rules that the SDK does not check', () => {
    for (const event of runs.flatMap(eventsOf)) expect(faultsOf(event)).toBe('');
  });

  it('holds every record in the order of the trace, and nothing is lost', () => {
    for (const run of runs) expect(recordsIn(eventsOf(run)).map(recordIn)).toEqual(run.trace);
  });

  it('begins with the recording that gives the run, and ends with its counts', () => {
    for (const run of runs) {
      const events = eventsOf(run);
      const [first, last] = [events[0], events.at(-1)];
      expect(first).toMatchObject({
        id: '0',
        type: 'dev.signalbox.run.started.v1',
        data: { formatVersion: 1, engineVersion: packageJson.version, recording: run.recording },
      });
      expect(last).toMatchObject({
        type: 'dev.signalbox.run.finished.v1',
        data: {
          records: run.trace.length,
          stories: new Set(run.trace.map(({ flow }) => flow)).size,
          published: run.trace.filter(isPublished).length,
          lastAt: run.trace.at(-1)?.at,
        },
      });
      const { kinds } = last?.data as { kinds: Record<string, number> };
      expect(Object.values(kinds).reduce((sum, count) => sum + count)).toBe(run.trace.length);
      expect(kinds['sent']).toBe(run.trace.filter(({ kind }) => kind === 'sent').length);
    }
  });

  it('counts the events of each source from 1, without a gap, so that texts are in order as well', () => {
    for (const events of runs.map(eventsOf)) {
      for (const source of new Set(events.map((event) => event.source))) {
        const ofSource = events.filter((event) => event.source === source);
        const sequence = ofSource.map((event) => event.sequence);
        expect(sequence.map(Number)).toEqual(ofSource.map((_, index) => index + 1));
        expect([...sequence].sort()).toEqual(sequence);
      }
    }
  });

  it('names one source for each node, unlike those of any other run', () => {
    const owners = new Map<string, number>();
    for (const [index, run] of runs.entries()) {
      const events = eventsOf(run);
      const pairs = new Set(
        recordsIn(events).map(({ source }, place) => `${source} ${run.trace[place]?.node}`),
      );
      expect(pairs.size).toBe(new Set(run.trace.map(({ node }) => node)).size);
      for (const source of new Set(events.map((event) => event.source))) {
        expect(owners.get(source) ?? index).toBe(index);
        owners.set(source, index);
      }
      expect(new Set(events.map(({ source, id }) => `${source} ${id}`)).size).toBe(events.length);
    }
  });

  it('names the story, the event that caused it, and the time at which it happened', () => {
    for (const run of runs) {
      const startMs = epochMsOf(scenarioOf(run.recording)?.startsAt ?? '');
      const events = eventsOf(run);
      const byId = new Map(events.map((event) => [event.id, event]));
      for (const [index, event] of recordsIn(events).entries()) {
        const record = run.trace[index];
        expect(epochMsOf(event.time ?? '')).toBe(startMs + (record?.at ?? NaN));
        const cause = byId.get(event.causationid ?? '');
        expect(cause?.simorder ?? 0).toBe(record?.cause);
      }
    }
  });

  it('stays under 64 KiB an event', () => {
    for (const line of runs.flatMap((run) => batchOf(run).split('\n')))
      expect(Buffer.byteLength(line)).toBeLessThan(65_536);
  });

  it('has a line for each event as NDJSON, the same as in the batch', () => {
    for (const run of runs) {
      const text = textOf(writeCloudEventsLines(run));
      expect(text.endsWith('}\n')).toBe(true);
      const lines = text.slice(0, -1).split('\n');
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(eventsOf(run));
    }
  });
});

describe('what is published', () => {
  const run = simulate(recordingOf('event-schema-v2', 'event-sourced'));

  it('is found by its type and version; the copies of the bus are not', () => {
    const shop = eventsOf(run).filter(({ type }) => type.startsWith('dev.signalbox.shop.'));
    const published = run.trace.filter(isPublished);
    expect(shop.map(({ simorder }) => simorder)).toEqual(published.map(({ seq }) => seq));
    expect(new Set(shop.map(({ type }) => type))).toContain('dev.signalbox.shop.OrderCreated.v2');
    const copies = recordsIn(eventsOf(run)).filter(({ data }) => 'node' in data && data.node === 'bus');
    expect(copies.length).toBeGreaterThan(0);
    for (const { type } of copies) expect(type).not.toMatch('shop');
  });

  it.each(brokerNames)('has the key that the bus goes by, and its subject (%s)', (broker) => {
    const run = simulate(recordingOf('order-created-fans-out', 'event-sourced', { broker }));
    const events = recordsIn(eventsOf(run));
    const published = run.trace.filter(isPublished);
    expect(published.length).toBeGreaterThan(0);
    for (const { seq, payload } of published) {
      const event = events[seq - 1];
      expect(event?.partitionkey).toBe(partitionKeyOf(payload as BusEvent));
      expect(event?.subject).toBe(payload['notificationId'] ?? payload['orderId'] ?? payload['productId']);
    }
  });

  it('is nothing in the API-driven shop, which calls', () => {
    const events = eventsOf(simulate(recordingOf('order-created-fans-out', 'api-driven')));
    expect(events.filter(({ type }) => type.includes('.shop.'))).toEqual([]);
  });
});

describe('a run that is not as its scenario ships', () => {
  const sourceOf = (recording: Recording) => eventsOf(simulate(recording))[0]?.source;
  const plain = recordingOf('price-drop', 'api-driven');

  it('has sources of its own, as other events have the same ids', () => {
    const others = [
      plain,
      { ...plain, seed: 2 },
      { ...plain, broker: 'kafka' as const },
      { ...plain, until: 40 },
      { ...plain, settings: { ...plain.settings, jitterMs: 3 } },
      { ...plain, scenario: findScenario('price-drop') ?? '' },
    ];
    expect(new Set(others.map(sourceOf)).size).toBe(others.length);
  });

  it('has the same sources whatever it is called, and however its fields are ordered', () => {
    expect(sourceOf({ ...plain, title: 'Mine' })).toBe(sourceOf(plain));
    const turned = Object.fromEntries(Object.entries(plain).reverse()) as unknown as Recording;
    expect(batchOf(simulate(turned))).toBe(batchOf(simulate(plain)));
  });
});

describe('own data that holds anything', () => {
  const hostile = fc.oneof(
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.constantFrom(
      '\uD800',
      '\uDFFF\uD800',
      '\u0000\u001F\u0085\uFFFE',
      '\u2028\u2029',
      '"\\\n\r\n',
      '__proto__',
      '=cmd()|;#<>{}',
      '<script>alert(1)</script>',
      '\uFEFF',
      'x'.repeat(20_000),
    ),
  );

  it('stays what it is in the data, and becomes no attribute that CloudEvents refuses', () => {
    holdsForAll(
      fc.record({ name: hostile, phone: hostile, id: hostile, product: hostile }),
      ({ name, phone, id, product }) => {
        const customerId = `cust-${id}`;
        const customer = { id: customerId, name, email: 'a@example.com', phone, segment: 'gold' as const };
        const productId = `prod-${id}`;
        const run = simulate(
          recordingOf('price-drop', 'event-sourced', {
            shop: {
              customers: [customer],
              products: [{ id: productId, name: product, priceCents: 1_000, stock: 1 }],
              carts: [{ customerId, items: [{ productId, quantity: 1 }] }],
              preferences: shopData.preferences.slice(0, 1).map((row) => ({ ...row, customerId })),
            },
            acts: [
              {
                at: 1_000,
                kind: 'command',
                command: { type: 'UpdatePrice', productId, priceCents: 500 },
              },
            ],
          }),
        );
        const told = run.outcome.inbox.filter(({ to }) => to === 'a@example.com');
        expect(told.length).toBeGreaterThan(0);
        const events = eventsOf(run);
        for (const event of events) expect(faultsOf(event)).toBe('');
        expect(recordsIn(events).map(recordIn)).toEqual(JSON.parse(JSON.stringify(run.trace)));
        expect(readBySdk(batchOf(run)).every((event) => event.validate())).toBe(true);
        const text = textOf(writeCloudEventsLines(run));
        expect(text.split('\n')).toHaveLength(events.length + 1);
        expect(importAgain('ndjson', text, 'a.json').again).toBe(text);
      },
      20,
    );
  });

  it('fills a run that has nothing in it', () => {
    const run = simulate({ ...recordingOf('price-drop', 'api-driven'), until: 0, broker: 'kafka' });
    const empty = { ...run, trace: [] };
    expect(eventsOf(empty).map(({ type }) => type)).toEqual([
      'dev.signalbox.run.started.v1',
      'dev.signalbox.run.finished.v1',
    ]);
  });
});

describe('a batch that is broken', () => {
  const events = eventsOf(simulate(recordingOf('order-shipped', 'api-driven'))).slice(0, 3);
  const broken = (change: object) =>
    events.map((event, index) => (index === 1 ? { ...event, ...change } : event));

  it.each([
    ['no type', { type: undefined }],
    ['a time that is none', { time: 'yesterday' }],
    ['a source with a space', { source: 'https://signalbox.example/a b' }],
    ['a name that no attribute has', { correlationId: 'flow-1' }],
    ['a fraction', { simorder: 1.5 }],
  ])('with %s is refused by the SDK and by the schema', (_, change) => {
    expect(() => {
      for (const event of readBySdk(JSON.stringify(broken(change)))) event.validate();
    }).toThrow();
    expect(
      broken(change)
        .map(faultsOf)
        .filter((fault) => fault !== ''),
    ).toHaveLength(1);
  });

  it.each([
    ['an empty id', { id: '' }],
    ['a name that is too long', { averylongattributename1: 'x' }],
    ['an extension that is an object', { sequence: { value: 1 } }],
    ['two kinds of data', { data_base64: 'e30=' }],
    ['another version', { specversion: '0.3' }],
  ])('with %s is refused by the schema, as the SDK lets it through', (_, change) => {
    expect(
      broken(change)
        .map(faultsOf)
        .filter((fault) => fault !== ''),
    ).toHaveLength(1);
  });
});

it('a recording is in the log as reading it gives it', () => {
  const recording = recordingOf('price-drop', 'event-sourced');
  expect(
    parseRecording((eventsOf(simulate(recording))[0]?.data as { recording: unknown }).recording),
  ).toEqual({
    ok: true,
    value: recording,
  });
});
