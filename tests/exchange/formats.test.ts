import { describe, expect, it } from 'vitest';
import { fileNameOf, formatGroups, formats, type Format, type FormatId } from '../../src/exchange/formats';
import { wholeRun } from '../../src/exchange/scope';
import { architectureNames, brokerNames, recordingOf } from '../../src/simulation';

const formatWith = (id: FormatId): Format => {
  const format = formats.find((each) => each.id === id);
  if (format === undefined) throw new Error(id);
  return format;
};
const priceDrop = recordingOf('price-drop', 'api-driven');

describe('the catalogue of formats', () => {
  it('has each format once, in one of the groups, in their order', () => {
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
    const places = formats.map(({ group }) => formatGroups.indexOf(group));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('gives no two formats the same file name, so that none is saved over another', () => {
    const names = formats.map((format) => fileNameOf(format, priceDrop, wholeRun));
    expect(new Set(names).size).toBe(names.length);
  });

  it('says why a file is always of the whole run, and only then', () => {
    for (const { title, scopes, whyWhole, choices } of formats) {
      expect(scopes[0], title).toBe('run');
      if (choices === undefined) expect(whyWhole !== undefined, title).toBe(scopes.length === 1);
    }
  });

  it.each(['asyncapi', 'redis', 'kcat'] as const)('has no %s without a bus', (id) => {
    for (const broker of brokerNames) {
      const recording = recordingOf('price-drop', 'api-driven', { broker });
      expect(formatWith(id).whyNot?.(recording)).toMatch(/no event bus/);
    }
  });

  it('has a Redis script over the two brokers of Redis alone', () => {
    const offered = brokerNames.filter((broker) => {
      const recording = recordingOf('price-drop', 'event-sourced', { broker });
      return formatWith('redis').whyNot?.(recording) === undefined;
    });
    expect([...offered].sort()).toEqual(['redis-pubsub', 'redis-streams']);
  });

  it('has everything else for every run', () => {
    const limited = formats.filter(({ whyNot }) =>
      architectureNames.some(
        (architecture) => whyNot?.(recordingOf('price-drop', architecture)) !== undefined,
      ),
    );
    expect(limited.map(({ id }) => id)).toEqual(['asyncapi', 'redis', 'kcat']);
  });
});

describe('the name of a file', () => {
  it('says scenario and architecture', () => {
    expect(fileNameOf(formatWith('run'), priceDrop, wholeRun)).toBe('signalbox-price-drop-api-driven.json');
  });

  it('says what of the run it holds, when that is not all', () => {
    expect(fileNameOf(formatWith('csv'), priceDrop, { kind: 'cursor', step: 12 })).toBe(
      'signalbox-price-drop-api-driven-to-step-12.csv',
    );
    expect(fileNameOf(formatWith('csv'), priceDrop, { kind: 'flow', flow: 'flow-2' })).toBe(
      'signalbox-price-drop-api-driven-story-flow-2.csv',
    );
  });

  it('says which of several things it shows', () => {
    expect(fileNameOf(formatWith('mermaid-states'), priceDrop, wholeRun, { machine: 'order' })).toBe(
      'signalbox-price-drop-api-driven-order.states.mmd',
    );
  });

  it('is for every system, whatever a story is called', () => {
    const name = fileNameOf(formatWith('csv'), priceDrop, { kind: 'flow', flow: '../a b:"c"' });
    expect(name).toBe('signalbox-price-drop-api-driven-story--a-b-c-.csv');
  });

  it('stands in the command that takes the file in', () => {
    expect(formatWith('redis').command?.('a.redis.txt')).toBe('redis-cli < a.redis.txt');
    expect(formatWith('kcat').command?.('a.kcat.txt')).toContain('< a.kcat.txt');
  });
});
