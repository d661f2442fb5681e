import { describe, expect, it } from 'vitest';
import { spansOf, type RunSpans, type Span } from '../../src/analysis/spans/spans';
import {
  architectureNames,
  brokerNames,
  defaultSettings,
  recordingOf,
  scenarios,
  simulate,
  topologyOf,
  type Act,
  type ArchitectureName,
  type Choices,
  type Scenario,
} from '../../src/simulation';
import { told } from '../support/play';

function spansIn(scenario: string | Scenario, architecture: ArchitectureName, choices: Choices = {}) {
  const recording = recordingOf(scenario, architecture, choices);
  const { trace } = simulate(recording);
  return { trace, spans: spansOf(trace, topologyOf(recording)) };
}

const length = ({ from, to }: { readonly from: number; readonly to: number }) => to - from;
const all = ({ works, waits, aways }: RunSpans): readonly Span[] => [...works, ...waits, ...aways];
const { command, store, api, channel, bus } = defaultSettings.latencyMs;

/** What must hold of the spans of any run. */
function expectPromises(name: string, spans: RunSpans): void {
  const works = new Map(spans.works.map((work) => [work.seq, work]));
  const broken: unknown[] = [];
  if (works.size !== spans.works.length) broken.push('two pieces of work have the same beginning');
  for (const span of all(spans)) {
    if (!(span.from >= 0 && span.from <= span.to && span.to <= spans.until)) broken.push(span);
    if (span.kind === 'away') continue;
    const parent = works.get(span.parent);
    if (parent === undefined) {
      if (span.parent !== 0 || span.kind === 'waiting') broken.push({ orphan: span });
      continue;
    }
    if (span.from < parent.from || span.to > parent.to) broken.push({ span, parent });
    if (span.kind === 'waiting' && span.node !== parent.node) broken.push({ span, parent });
  }
  for (const list of [spans.works, spans.waits, spans.aways]) {
    if (list.some(({ from }, index) => from < (list[index - 1]?.from ?? 0))) broken.push('out of order');
  }
  expect([name, broken]).toEqual([name, []]);
}

describe('the spans of a run', () => {
  it.each(architectureNames)(
    'lie within the run and within their parents, in every scenario (%s)',
    (architecture) => {
      for (const { id } of scenarios) expectPromises(id, spansIn(id, architecture).spans);
    },
  );

  it.each(brokerNames)('keep their promises over every broker (%s)', (broker) => {
    for (const { id } of scenarios) {
      expectPromises(`${id} over ${broker}`, spansIn(id, 'event-sourced', { broker }).spans);
    }
  });

  it.each(architectureNames)('have one flight for each record that travels (%s)', (architecture) => {
    for (const { id } of scenarios) {
      const { trace, spans } = spansIn(id, architecture);
      const travelling = new Set(['sent', 'duplicated', 'query', 'reply']);
      expect(spans.flights.map(({ seq }) => seq)).toEqual(
        trace.flatMap(({ kind, seq }) => (travelling.has(kind) ? [seq] : [])),
      );
    }
  });

  it.each(architectureNames)('have one wait for each question and each request (%s)', (architecture) => {
    const answered = new Set(['command', 'call', 'delivery']);
    for (const { id } of scenarios) {
      const { trace, spans } = spansIn(id, architecture);
      const asked = trace.filter(
        (record) => record.kind === 'query' || (record.kind === 'sent' && answered.has(record.form)),
      );
      expect(spans.waits.map(({ seq }) => seq)).toEqual(asked.map(({ seq }) => seq));
    }
  });

  it('are none for a run without records', () => {
    const spans = spansOf([], { nodes: [], links: [] });
    expect(spans).toEqual({ works: [], waits: [], aways: [], flights: [], points: [], until: 0 });
  });
});

describe('the spans of the price drop with calls', () => {
  const { spans } = spansIn('price-drop', 'api-driven');

  it('have Pricing at work from the arrival of the command until its answer', () => {
    const [work] = spans.works.filter(({ node }) => node === 'pricing');
    expect(work).toMatchObject({ name: 'UpdatePrice', from: command, parent: 0, ending: 'done' });
    const answer = spans.flights.find(({ node, form }) => node === 'pricing' && form === 'reply');
    expect(work?.to).toBe(answer?.at);
  });

  it('have each call of Pricing wait for both ways, two reads, and each message that is handed over', () => {
    const calls = spans.waits.filter(({ node, form }) => node === 'pricing' && form === 'call');
    // The API reads customer and preferences, then waits for the channels: two for Carol, one for Eva.
    const callMs = (channels: number) => 2 * api + 2 * (2 * store) + channels * 2 * channel;
    expect(calls.map(length)).toEqual([callMs(2), callMs(1)]);
    expect(calls.map(({ askedNode }) => askedNode)).toEqual(['notification-api', 'notification-api']);
    expect(calls.map(({ ending }) => ending)).toEqual(['answered', 'answered']);
  });

  it('have every question to the data store wait for both ways', () => {
    const reads = spans.waits.filter(({ form }) => form === 'query');
    expect(reads.length).toBeGreaterThan(10);
    expect(new Set(reads.map(length))).toEqual(new Set([2 * store]));
  });

  it('have the merchandiser wait for all of it', () => {
    const [whole] = spans.waits.filter(({ node }) => node === 'merchandiser');
    expect(whole).toMatchObject({ from: 0, to: spans.until, form: 'command', ending: 'answered' });
  });

  it('have the dispatcher at work within the process of the API', () => {
    const apiWorks = spans.works.filter(({ node }) => node === 'notification-api');
    const own = spans.works.filter(({ node }) => node === 'dispatcher');
    expect(own.map(length)).toEqual([2 * channel, 2 * channel, 2 * channel]);
    expect(own.map(({ parent }) => parent)).toEqual([apiWorks[0]?.seq, apiWorks[0]?.seq, apiWorks[1]?.seq]);
  });
});

describe('the spans of the price drop with events', () => {
  it('let the merchandiser go as soon as the price is published', () => {
    const { spans } = spansIn('price-drop', 'event-sourced');
    const [whole] = spans.waits.filter(({ node }) => node === 'merchandiser');
    // Two ways of the command, a read of the product and a write of its price.
    expect(whole && length(whole)).toBe(2 * command + 2 * (2 * store));
    const consumer = spans.works.find(({ node }) => node === 'notification-service');
    expect(consumer?.from).toBe(command + 2 * (2 * store) + 2 * bus);
    expect(spans.works.filter(({ node }) => node === 'bus')).toEqual([]);
  });
});

describe('spans in trouble', () => {
  const order = told([
    [10, { type: 'PlaceOrder', customerId: 'cust-001', items: [{ productId: 'prod-001', quantity: 1 }] }],
  ]);
  const fault = (at: number, given: Extract<Act, { kind: 'fault' }>['fault']): Act => ({
    at,
    kind: 'fault',
    fault: given,
  });

  it('a node that goes down is away until it is back, and what it did is cut off there', () => {
    const at = 10 + command + 2;
    const acts = [fault(at, { type: 'down', node: 'ordering', durationMs: 500 })];
    const { spans } = spansIn(order, 'event-sourced', { acts });
    expect(spans.aways).toMatchObject([{ node: 'ordering', from: at, to: at + 500, reason: 'down' }]);
    expect(spans.works.find(({ node }) => node === 'ordering')).toMatchObject({ to: at, ending: 'cut off' });
    expect(spans.waits.find(({ node }) => node === 'ordering')).toMatchObject({ to: at, ending: 'cut off' });
    expectPromises('down', spans);
  });

  it('a station is away with the service that it runs in', () => {
    const acts = [fault(0, { type: 'down', node: 'notifications', durationMs: 100 })];
    const { spans } = spansIn(order, 'event-sourced', { acts });
    expect(spans.aways.map(({ node }) => node)).toEqual([
      'notification-service',
      'correlator',
      'preferences',
      'templates',
    ]);
    expect(spans.aways.map(length)).toEqual([100, 100, 100, 100]);
  });

  it('who gets no answer waits as long as its patience', () => {
    const acts = [fault(0, { type: 'down', node: 'notifications' })];
    const choices = { acts, settings: { retries: false } };
    const { spans } = spansIn(order, 'api-driven', choices);
    const call = spans.waits.find(({ askedNode }) => askedNode === 'notification-api');
    expect(call).toMatchObject({ ending: 'timed out' });
    expect(call && length(call)).toBe(defaultSettings.timeoutMs);
    const flight = spans.flights.find(({ seq }) => seq === call?.seq);
    expect(flight?.lostBy).toBeDefined();
    expectPromises('no answer', spans);
  });

  it('a consumer that tries again by itself is at work until that attempt fails too', () => {
    const { trace, spans } = spansIn('event-schema-without-upcaster', 'event-sourced');
    const ends = trace.flatMap(({ kind, node, at }) =>
      node === 'analytics' && (kind === 'failed' || kind === 'handled')
        ? [[at, kind === 'failed' ? 'failed' : 'done']]
        : [],
    );
    expect(ends.filter(([, ending]) => ending === 'failed').length).toBe(3);
    const attempts = spans.works.filter(({ node }) => node === 'analytics');
    expect(attempts.map(({ to, ending }) => [to, ending])).toEqual(ends);
  });

  it('what is still going on when a run stops lasts until then', () => {
    const recording = recordingOf('price-drop', 'api-driven');
    const { trace } = simulate({ ...recording, until: 100 });
    const spans = spansOf(trace, topologyOf(recording));
    const open = [...spans.works, ...spans.waits].filter(({ ending }) => ending === 'open');
    expect(open.length).toBeGreaterThan(2);
    expect(new Set(open.map(({ to }) => to))).toEqual(new Set([spans.until]));
    expectPromises('until 100', spans);
  });
});
