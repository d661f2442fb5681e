import { describe, expect, it } from 'vitest';
import { spansOf } from '../../src/analysis/spans/spans';
import { spanKinds, type OtlpSpan, type SpanKind } from '../../src/exchange/otlp/otlp';
import { writeOtlp } from '../../src/exchange/otlp/write-otlp';
import { textOf } from '../../src/exchange/piece';
import { wholeRun, type Scope } from '../../src/exchange/scope';
import {
  architectureNames,
  brokerNames,
  busNode,
  recordingOf,
  scenarios,
  simulate,
  topologyOf,
  type ArchitectureName,
  type Choices,
  type Run,
} from '../../src/simulation';
import { exportSamples } from '../support/export-samples';
import { attribute, otlpSpansIn, problemsOfOtlp, throughProtobuf } from '../support/otlp-document';
import { ofKind, told } from '../support/play';
import { holdsForAll, propertySeed } from '../support/properties';
import { anyRecording } from '../support/stories';

const play = (scenario: string, architecture: ArchitectureName, choices: Choices = {}) =>
  simulate(recordingOf(scenario, architecture, choices));
const write = (run: Run, scope: Scope = wholeRun) => textOf(writeOtlp(run, scope));
const spansIn = (run: Run, scope: Scope = wholeRun) => otlpSpansIn(write(run, scope));
const ofSpanKind = <Span extends OtlpSpan>(spans: readonly Span[], kind: SpanKind) =>
  spans.filter((span) => span.kind === spanKinds[kind]);
const count = (spans: readonly OtlpSpan[], name: string) =>
  spans.reduce((sum, { events }) => sum + events.filter((event) => event.name === name).length, 0);

/** How many spans, links and events a document has. */
function sizes(spans: readonly OtlpSpan[]) {
  return {
    spans: spans.length,
    links: spans.reduce((sum, { links }) => sum + links.length, 0),
    events: spans.reduce((sum, { events }) => sum + events.length, 0),
  };
}

function expectAll(name: string, run: Run): void {
  const text = write(run);
  expect([name, problemsOfOtlp(text)]).toEqual([name, []]);
  const spans = otlpSpansIn(text);
  const { works, waits } = spansOf(run.trace, topologyOf(run.recording));
  const published = ofKind(run, 'sent').filter(({ form, node }) => form === 'event' && node !== busNode);
  const faults = ofKind(run, 'fault').filter(({ phase }) => phase === 'begins');
  expect([name, spans.length]).toEqual([
    name,
    works.length + waits.length + published.length + faults.length,
  ]);
  expect([name, ofSpanKind(spans, 'client').length]).toEqual([name, waits.length]);
  expect([name, ofSpanKind(spans, 'producer').length]).toEqual([name, published.length]);
  for (const kind of ['decision', 'received', 'rendered'] as const)
    expect([name, kind, count(spans, kind)]).toEqual([name, kind, ofKind(run, kind).length]);
  // Who got an event, for the first time or again, is linked to who published it.
  const consumers = ofSpanKind(spans, 'consumer');
  expect([name, consumers.filter(({ links }) => links.length !== 1)]).toEqual([name, []]);
}

describe('the OTLP traces of a run', () => {
  it.each(architectureNames)('are well-formed and count what the run has (%s)', (architecture) => {
    for (const { id } of scenarios) expectAll(id, play(id, architecture));
  });

  it.each(brokerNames)('are so over every broker (%s)', (broker) => {
    // Every other one: the brokers differ, and not so much the stories.
    const some = scenarios.filter((_, index) => index % 2 === 0);
    for (const { id } of some) expectAll(id, play(id, 'event-sourced', { broker }));
  });

  it(`are so for any recording (seed ${propertySeed})`, () => {
    holdsForAll(anyRecording, (recording) => expectAll('any', simulate(recording)), 60);
  });

  it.each(architectureNames)('come back from protobuf as they were (%s)', (architecture) => {
    for (const { id } of scenarios) {
      const text = write(play(id, architecture));
      const back = otlpSpansIn(JSON.stringify(throughProtobuf(text)));
      const given = otlpSpansIn(text);
      expect([id, sizes(back)]).toEqual([id, sizes(given)]);
      const essence = (spans: typeof given) =>
        spans.map((span) => [
          span.service,
          span.name,
          span.traceId,
          span.spanId,
          span.parentSpanId ?? '',
          span.kind,
          span.startTimeUnixNano,
          span.endTimeUnixNano,
          span.links.map(({ traceId, spanId }) => [traceId, spanId]),
          span.events,
          span.attributes,
        ]);
      expect(essence(back)).toEqual(essence(given));
    }
  });

  it('have times that are exact to the last digit', () => {
    const run = play('price-drop', 'event-sourced');
    const [first] = spansIn(run);
    // 2026-03-02T09:00:00Z, and the merchandiser has the answer 32 ms later.
    expect(first?.startTimeUnixNano).toBe('1772442000000000000');
    expect(first?.endTimeUnixNano).toBe('1772442000032000000');
  });

  it('begin in 1970 for a story that 64 bits cannot tell the time of', () => {
    const scenario = told([[5, { type: 'ShipOrder', orderId: 'ord-001' }]], {
      startsAt: '2900-01-01T00:00:00Z',
    });
    const run = simulate(recordingOf(scenario, 'api-driven'));
    expect(problemsOfOtlp(write(run))).toEqual([]);
    expect(spansIn(run)[0]?.startTimeUnixNano).toBe('5000000');
  });

  it('have other ids for any other run, and the same for the same', () => {
    const ids = (scenario: string, architecture: ArchitectureName, choices: Choices = {}) =>
      spansIn(play(scenario, architecture, choices)).flatMap(({ traceId, spanId }) => [traceId, spanId]);
    const known = new Set(ids('price-drop', 'api-driven'));
    expect(new Set(ids('price-drop', 'api-driven'))).toEqual(known);
    const others = [
      ids('price-drop', 'api-driven', { seed: 2 }),
      ids('price-drop', 'api-driven', { broker: 'kafka' }),
      ids('price-drop', 'api-driven', { settings: { timeoutMs: 12_345 } }),
      ids('price-drop', 'api-driven', {
        acts: [{ at: 50_000, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } }],
      }),
      ids('price-drop', 'api-driven', { shop: { segments: [] } }),
      ids('price-discount', 'api-driven'),
      ids('price-drop', 'event-sourced'),
    ];
    expect(others.flat().filter((id) => known.has(id))).toEqual([]);
  });
});

describe('who calls and who is told, in the traces', () => {
  it('is one trace with calls: from the person to the inbox, parent by parent', () => {
    const spans = spansIn(play('price-drop', 'api-driven'));
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(spans.flatMap(({ links }) => links)).toEqual([]);
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const path: string[] = [];
    let span = ofSpanKind(spans, 'server').find(({ service }) => service === 'email');
    while (span !== undefined) {
      path.unshift(`${span.service} ${span.kind}`);
      span = span.parentSpanId === undefined ? undefined : byId.get(span.parentSpanId);
    }
    const { internal, client, server } = spanKinds;
    expect(path).toEqual([
      `merchandiser ${internal}`,
      `merchandiser ${client}`,
      `pricing ${server}`,
      `pricing ${client}`,
      `notification-api ${server}`,
      `notification-api ${internal}`,
      `notification-api ${client}`,
      `email ${server}`,
    ]);
  });

  it('is a trace for each consumer with events, linked to who published', () => {
    const spans = spansIn(play('price-drop', 'event-sourced'));
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const consumers = ofSpanKind(spans, 'consumer');
    expect(consumers.length).toBeGreaterThan(3);
    for (const consumer of consumers) {
      expect(consumer.parentSpanId).toBeUndefined();
      const [link, ...more] = consumer.links;
      expect(more).toEqual([]);
      const producer = byId.get(link?.spanId ?? '');
      expect(producer?.kind).toBe(spanKinds.producer);
      expect(producer?.traceId).not.toBe(consumer.traceId);
      const event = (span: OtlpSpan | undefined) => attribute(span?.attributes ?? [], 'messaging.message.id');
      expect(event(producer)).toBe(event(consumer));
      expect(event(consumer)).not.toBe('');
      expect(BigInt(producer?.startTimeUnixNano ?? 0) <= BigInt(consumer.startTimeUnixNano)).toBe(true);
    }
    const news = consumers.find(({ service }) => service === 'notification-service');
    expect(byId.get(news?.links[0]?.spanId ?? '')).toMatchObject({
      service: 'pricing',
      name: 'send PriceChanged',
    });
  });

  it('has what stations do as internal spans of the service in whose process they run', () => {
    const spans = spansIn(play('price-drop', 'event-sourced'));
    const station = spans.find(
      ({ attributes }) => attribute(attributes, 'signalbox.station') === 'templates',
    );
    expect(station).toMatchObject({ service: 'notification-service', kind: spanKinds.internal });
    expect(spans.map(({ service }) => service)).not.toContain(busNode);
  });

  it('tells what went wrong as an error, with its reason', () => {
    const spans = spansIn(play('no-answer', 'api-driven'));
    const failed = spans.filter(({ status }) => status.code === 2);
    expect(failed.map(({ service, name }) => `${service} ${name}`)).toEqual(['ordering POST /notify']);
    expect(failed[0]?.status.message).toMatch(/timed out/);
    expect(failed[0]?.events.map(({ name }) => name)).toEqual(['lost', 'timed-out']);
    const refused = spansIn(play('order-not-found', 'api-driven')).filter(({ status }) => status.code === 2);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status } of refused) expect(status.message).toMatch(/order/i);
  });
});

describe('a part of a run as OTLP traces', () => {
  it('ends at the cursor, and what goes on then is open', () => {
    for (const architecture of architectureNames) {
      const run = play('price-drop', architecture);
      const startNs = 1_772_442_000_000_000_000n;
      for (let step = 0; step <= run.trace.length; step += 7) {
        const text = write(run, { kind: 'cursor', step });
        expect([step, problemsOfOtlp(text)]).toEqual([step, []]);
        const untilNs = startNs + BigInt(run.trace[step - 1]?.at ?? 0) * 1_000_000n;
        const late = otlpSpansIn(text).filter(({ endTimeUnixNano }) => BigInt(endTimeUnixNano) > untilNs);
        expect([step, late]).toEqual([step, []]);
      }
      const early = spansIn(run, { kind: 'cursor', step: 3 });
      expect(early.map(({ attributes }) => attribute(attributes, 'signalbox.ending'))).toContain('open');
    }
  });

  it('has the spans of a story with the ids that they have in the whole run', () => {
    const run = play('order-complete-interleaved', 'event-sourced');
    const whole = new Map(spansIn(run).map((span) => [span.spanId, span]));
    const flows = [...new Set(run.trace.map(({ flow }) => flow))];
    expect(flows.length).toBeGreaterThan(1);
    const parts = flows.flatMap((flow) => {
      const text = write(run, { kind: 'flow', flow });
      expect(problemsOfOtlp(text)).toEqual([]);
      return otlpSpansIn(text);
    });
    expect(parts.length).toBe(whole.size);
    for (const part of parts) expect(part).toEqual(whole.get(part.spanId));
  });

  it('is empty before the first step', () => {
    const text = write(play('price-drop', 'event-sourced'), { kind: 'cursor', step: 0 });
    expect(JSON.parse(text)).toEqual({ resourceSpans: [] });
  });
});

describe('texts that anybody may have written, in the traces', () => {
  it('stay texts that protobuf can hold', () => {
    const name = '"}],"spans":[<script>=cmd()\u0000\ud800 __proto__';
    const shop = {
      customers: [
        {
          id: 'cust-001',
          name,
          email: 'alice.johnson@example.com',
          phone: '+1-555-0101',
          segment: 'gold' as const,
        },
      ],
    };
    const text = write(play('order-shipped', 'event-sourced', { shop }));
    expect(problemsOfOtlp(text)).toEqual([]);
    const back = otlpSpansIn(JSON.stringify(throughProtobuf(text)));
    expect(sizes(back)).toEqual(sizes(otlpSpansIn(text)));
    const received = back.flatMap(({ events }) => events).find((event) => event.name === 'received');
    expect(attribute(received?.attributes ?? [], 'body')).toContain(name.replace('\ud800', '\ufffd'));
  });
});

describe('the samples of OTLP traces', () => {
  const { valid, broken } = exportSamples('otlp');

  it.each(valid.map((sample) => [sample.name, sample] as const))(
    '%s is written the same',
    async (_, sample) => {
      const text = write(simulate(sample.recording));
      await expect(text).toMatchFileSnapshot(sample.path);
      expect(problemsOfOtlp(text)).toEqual([]);
    },
  );

  it.each(broken.map(({ name, text }) => [name, text] as const))('%s is refused', (_, text) => {
    expect(problemsOfOtlp(text)).not.toEqual([]);
  });

  it('that are no list of spans are refused by the messages of OpenTelemetry too', () => {
    const wrongShape = broken.find(({ name }) => name === 'broken-spans-no-list.json');
    expect(() => throughProtobuf(wrongShape?.text ?? '')).toThrow(/array expected/);
  });
});
