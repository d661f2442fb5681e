import { describe, expect, it } from 'vitest';
import { SourceGraph } from '../../src/analysis/source/graph';
import { SourcePlaces, type SourcePlace } from '../../src/analysis/source/place';
import { Counterparts } from '../../src/analysis/source/counterpart';
import {
  architectureNames,
  brokerNames,
  recordingOf,
  scenarios,
  simulate,
  type ArchitectureName,
  type TraceRecord,
} from '../../src/simulation';
import { readSourceFiles } from '../support/source-files';

const files = new Map(readSourceFiles('src').map(({ path, text }) => [path, text]));
const lineOf = (path: string, line: number) => files.get(path)?.split('\n')[line - 1] ?? '';

const graphs = new Map<string, SourceGraph>();
function graphOf(architecture: ArchitectureName, broker: string): SourceGraph {
  const key = `${architecture} ${broker}`;
  const graph = graphs.get(key) ?? new SourceGraph(files, architecture, broker);
  graphs.set(key, graph);
  return graph;
}

/** A scenario, played in an architecture, and the sources of its records. */
function played(
  scenario: string,
  architecture: ArchitectureName,
  choices: Parameters<typeof recordingOf>[2] = {},
) {
  const recording = recordingOf(scenario, architecture, choices);
  const { trace } = simulate(recording);
  const graph = graphOf(architecture, recording.broker);
  return { trace, graph, places: new SourcePlaces(trace, graph) };
}

const inWords = (place: SourcePlace) =>
  place.map(({ function: { file, name }, line, word }) => ({ file, name, line, word }));

const everyRun = architectureNames.flatMap((architecture) =>
  scenarios.map(({ id }) => [id, architecture] as const),
);

describe('the source of a record', () => {
  it.each(everyRun)('has on each line that it names the word that it names (%s, %s)', (id, architecture) => {
    const { trace, places } = played(id, architecture);
    for (const record of trace) {
      for (const { function: found, line, word } of places.of(record)) {
        if (line === undefined) continue;
        expect(lineOf(found.file, line), `step ${record.seq}`).toContain(word);
        expect(line, `step ${record.seq}`).toBeGreaterThanOrEqual(found.line);
        expect(line, `step ${record.seq}`).toBeLessThanOrEqual(found.endLine);
      }
    }
  });

  it.each(everyRun)('begins with a handler for every message that arrives (%s, %s)', (id, architecture) => {
    const { trace, places } = played(id, architecture);
    for (const record of trace) {
      if (record.kind !== 'arrived') continue;
      const [handler] = places.of(record);
      expect(handler, `${record.form} ${record.name} at ${record.node}`).toBeDefined();
    }
  });

  it.each(brokerNames)(
    'has a handler for every message over %s, and names the line that sends each',
    (broker) => {
      const { trace, places } = played('order-confirmed', 'event-sourced', { broker });
      const messages = trace.filter((record) => record.kind === 'sent' && record.form !== 'command');
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages)
        expect(places.of(message).at(-1)?.line, `step ${message.seq}`).toBeDefined();
    },
  );

  it.each(everyRun)('is known for every decision, to the line (%s, %s)', (id, architecture) => {
    const { trace, places } = played(id, architecture);
    for (const record of trace) {
      if (record.kind === 'decision')
        expect(places.of(record).at(-1)?.line, `${record.rule} at step ${record.seq}`).toBeDefined();
    }
  });

  it.each(everyRun)(
    'names an event, or what publishes it, where it sets out (%s, %s)',
    (id, architecture) => {
      const { trace, places } = played(id, architecture);
      for (const record of trace) {
        if (
          record.kind !== 'sent' ||
          record.form !== 'event' ||
          record.to !== 'bus' ||
          record.node === 'relay'
        )
          continue;
        const frame = places.of(record).at(-1);
        expect(frame?.line, `step ${record.seq}`).toBeDefined();
        expect(lineOf(frame?.function.file ?? '', frame?.line ?? 0)).toContain(`'${record.name}'`);
      }
    },
  );

  it('is nobody’s where a message is lost, a fault begins, or data is changed by hand', () => {
    const { trace, places } = played('lost-message', 'event-sourced');
    const outside = trace.filter(({ kind }) => kind === 'lost' || kind === 'fault');
    expect(outside.length).toBeGreaterThan(0);
    for (const record of outside) expect(places.of(record)).toEqual([]);
  });

  it('is the very line that applies a rule, down from the handler', () => {
    const segment = (record: TraceRecord) => record.kind === 'decision' && record.rule === 'segment';
    const { trace, places } = played('price-drop', 'event-sourced');
    const decision = trace.find(segment);
    expect(decision).toBeDefined();
    if (decision === undefined) return;
    const place = inWords(places.of(decision));
    expect(place.map(({ name }) => name)).toEqual(['PriceChanged', 'alertCartHolders', 'alertCartHolder']);
    expect(place.at(-1)?.word).toBe('eligibleSegment');
    expect(new Set(place.map(({ file }) => file))).toEqual(
      new Set(['architectures/event-sourced/notification-service.ts']),
    );
  });

  it('marks no line where several could leave the record', () => {
    // Pricing has two ways to answer: the price stays, or it has changed.
    const { trace, places } = played('price-drop', 'event-sourced');
    const answer = trace.find((record) => record.kind === 'reply' && record.node === 'pricing');
    const frame = answer === undefined ? undefined : places.of(answer).at(-1);
    expect(frame?.function.name).toBe('changePrice');
    expect(frame?.line).toBeUndefined();
  });

  it('goes from who asks to the member of the store that answers', () => {
    const { trace, places } = played('price-drop', 'api-driven');
    const change = trace.find((record) => record.kind === 'changed' && record.machine === 'product.price');
    const place = change === undefined ? [] : inWords(places.of(change));
    expect(place.map(({ file, name }) => `${file} ${name}`)).toEqual([
      'architectures/api-driven/pricing.ts UpdatePrice',
      'architectures/api-driven/pricing.ts changePrice',
      'shop/store.ts setPrice',
    ]);
    expect(place.at(-1)?.word).toBe('changed');
  });
});

describe('the counterpart of a record', () => {
  const here = played('price-drop', 'event-sourced');
  const there = played('price-drop', 'api-driven');
  const counterparts = new Counterparts(here.trace, there);
  const counterpartOf = (accepts: (record: TraceRecord) => boolean) => {
    const record = here.trace.find(accepts);
    if (record === undefined) throw new Error('there is no such record');
    return counterparts.of(record);
  };

  it('of a command is the handler of the same command', () => {
    const counterpart = counterpartOf(({ kind }) => kind === 'arrived');
    expect(counterpart).toMatchObject({ kind: 'same moment', isSamePart: true });
    if (counterpart.kind !== 'same moment') return;
    expect(counterpart.place.at(-1)?.function).toMatchObject({
      file: 'architectures/api-driven/pricing.ts',
      name: 'UpdatePrice',
    });
  });

  it('of a rule is where the other architecture applies it, though that is another service', () => {
    const counterpart = counterpartOf((record) => record.kind === 'decision' && record.rule === 'segment');
    expect(counterpart).toMatchObject({ kind: 'same moment', isSamePart: false });
    if (counterpart.kind !== 'same moment') return;
    expect(counterpart.record.node).toBe('pricing');
    expect(counterpart.place.at(-1)).toMatchObject({
      function: { file: 'architectures/api-driven/pricing.ts', name: 'alertCartHolder' },
      word: 'eligibleSegment',
    });
  });

  it('of a question is the same question there', () => {
    const counterpart = counterpartOf((record) => record.kind === 'query' && record.name === 'carts holding');
    expect(counterpart).toMatchObject({
      kind: 'same moment',
      record: { name: 'carts holding', node: 'pricing' },
    });
  });

  it('of an event is none: there what is done at this point of the story is done elsewhere', () => {
    const counterpart = counterpartOf((record) => record.kind === 'sent' && record.name === 'PriceChanged');
    expect(counterpart.kind).toBe('elsewhere');
    if (counterpart.kind !== 'elsewhere') return;
    // Both have just heard that the new price is written.
    expect(counterpart.record).toMatchObject({ kind: 'reply', name: 'set price' });
  });

  it('is nothing before the other run has come to anything', () => {
    const empty = { ...there, trace: [], places: new SourcePlaces([], there.graph) };
    const [first] = here.trace;
    const change = here.trace.find(({ kind }) => kind === 'changed');
    expect(first && new Counterparts(here.trace, empty).of(first)).toEqual({ kind: 'nothing' });
    expect(change && new Counterparts(here.trace, empty).of(change)).toEqual({ kind: 'nothing' });
  });
});
