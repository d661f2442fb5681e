import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeKcat } from '../../src/exchange/kcat';
import { textOf } from '../../src/exchange/piece';
import {
  brokerNames,
  partitionKeyOf,
  recordingOf,
  scenarios,
  simulate,
  type BusEvent,
  type Run,
} from '../../src/simulation';
import { exportSamples } from '../support/export-samples';
import { ofKind } from '../support/play';

interface Message {
  readonly key: string;
  readonly event: BusEvent;
}

/**
 * What `kcat -P -K '\t'` makes of a file: lines, cut at the first tab; and what its consumers then make of key and value.
 * @throws when that is no key of ours, or no event.
 */
function messagesOf(text: string): readonly Message[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line does not end');
  return lines.map((line) => {
    const tab = line.indexOf('\t');
    if (tab === -1) throw new Error(`there is no key in ${line}`);
    const key = line.slice(0, tab).replaceAll(/(?<!\\)((?:\\\\)*)"/g, '$1\\"');
    const event = JSON.parse(line.slice(tab + 1)) as BusEvent;
    return { key: JSON.parse(`"${key}"`) as string, event };
  });
}

const play = (id: string) => simulate(recordingOf(id, 'event-sourced'));
const arrivals = (run: Run) =>
  ofKind(run, 'arrived')
    .filter(({ node, form }) => node === 'bus' && form === 'event')
    .map(({ message, flow }) => {
      const sent = run.trace[message - 1];
      return { flow, event: (sent as unknown as { payload: BusEvent }).payload };
    });
const withKeys = (events: readonly { readonly event: BusEvent }[]) =>
  events.map(({ event }) => ({ key: partitionKeyOf(event), event }));

describe('the events for kcat', () => {
  it.each(scenarios.map(({ id }) => id).filter((id) => id !== 'corrupt-message'))(
    'of %s are all that reached the bus, in order, each under its partition key',
    (id) => {
      const run = play(id);
      expect(messagesOf(textOf(writeKcat(run)))).toEqual(withKeys(arrivals(run)));
    },
  );

  it('of one story, or up to a step, are those that had reached the bus then', () => {
    const run = play('order-complete-interleaved');
    const all = arrivals(run);
    const flow = all.at(-1)?.flow ?? '';
    const ofStory = all.filter((arrival) => arrival.flow === flow);
    expect(ofStory.length).toBeLessThan(all.length);
    expect(messagesOf(textOf(writeKcat(run, { kind: 'flow', flow })))).toEqual(withKeys(ofStory));
    const second = ofKind(run, 'arrived').filter(({ node, form }) => node === 'bus' && form === 'event')[1];
    const step = second?.seq ?? 0;
    expect(messagesOf(textOf(writeKcat(run, { kind: 'cursor', step })))).toEqual(withKeys(all.slice(0, 2)));
    expect(messagesOf(textOf(writeKcat(run, { kind: 'cursor', step: step - 1 })))).toHaveLength(1);
    expect(textOf(writeKcat(run, { kind: 'cursor', step: 0 }))).toBe('');
  });

  it('keep a copy that a fault has made', () => {
    const fault = { type: 'duplicate', from: 'pricing', to: 'bus', count: 1 } as const;
    const run = simulate(
      recordingOf('price-drop', 'event-sourced', { acts: [{ kind: 'fault', at: 0, fault }] }),
    );
    const ids = messagesOf(textOf(writeKcat(run))).map(({ event }) => event.id);
    expect(ids.filter((id) => id === 'evt-1')).toHaveLength(2);
  });

  it('have one cut in half that was spoiled on its way, so that nobody can read it', () => {
    const fault = { type: 'corrupt', from: 'pricing', to: 'bus', count: 1 } as const;
    const run = simulate(
      recordingOf('price-drop', 'event-sourced', { acts: [{ kind: 'fault', at: 0, fault }] }),
    );
    const [key, value] = textOf(writeKcat(run)).trimEnd().split('\t');
    expect(key).toBe('prod-001');
    expect(() => JSON.parse(value ?? '') as unknown).toThrow();
    expect(value).toMatch(/^\{"id":"evt-1"/);
  });

  it('keep every key whole and on its line, whatever own data calls a product', () => {
    const anyId = fc.string({
      unit: fc.oneof(fc.constantFrom(...Array.from('\t\n\r\\"\u0000\u2028\ud800\udc00')), fc.string()),
    });
    fc.assert(
      fc.property(anyId, (name) => {
        const id = `prod-${name}`;
        const shop = { products: [{ id, name: 'Cable', priceCents: 200, stock: 1 }] };
        const command = { type: 'UpdatePrice', productId: id, priceCents: 100 } as const;
        const acts = [{ kind: 'command', at: 0, command }] as const;
        const run = simulate(recordingOf('order-shipped', 'event-sourced', { shop, acts }));
        const keys = messagesOf(textOf(writeKcat(run))).map(({ key }) => key);
        expect(keys).toContain(id);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it.each(brokerNames)('are there over %s, and the same ones', (broker) => {
    const over = simulate(recordingOf('price-drop', 'event-sourced', { broker }));
    const types = messagesOf(textOf(writeKcat(over))).map(({ event }) => event.type);
    expect([...types].sort()).toEqual(
      arrivals(play('price-drop'))
        .map(({ event }) => event.type)
        .sort(),
    );
  });
});

describe('the samples for kcat', () => {
  const { valid, broken } = exportSamples('kcat');

  it.each(valid)('$name is what its run gives', async ({ path, recording, text }) => {
    const run = simulate(recording);
    await expect(textOf(writeKcat(run))).toMatchFileSnapshot(path);
    expect(messagesOf(text)).toHaveLength(arrivals(run).length);
  });

  it.each(broken)('$name is no such file', ({ text }) => {
    expect(() => messagesOf(text)).toThrow();
  });
});
