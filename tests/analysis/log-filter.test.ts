import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { FilteredLog, groupOf, SearchIndex } from '../../src/analysis/log-filter';
import { logGroups, noFilter, type LogFilter, type LogGroup } from '../../src/analysis/log-groups';
import { narrate } from '../../src/analysis/narrate';
import { namesOf } from '../../src/analysis/names';
import { recordingOf, simulate, type Act } from '../../src/simulation';
import { play } from '../support/play';

const { trace } = play('order-complete', 'event-sourced');
const names = namesOf(recordingOf('order-complete', 'event-sourced'));
const index = new SearchIndex((record) => narrate(record, trace, names));

function found(filter: Partial<LogFilter>, step = trace.length) {
  const log = new FilteredLog(trace, { ...noFilter, ...filter }, index);
  log.lookUpTo(step);
  return Array.from({ length: log.countAt(step) }, (_, row) => log.recordIn(row)).filter(
    (record) => record !== undefined,
  );
}

describe('the groups of a log', () => {
  it('hold each record once', () => {
    const counts = (Object.keys(logGroups) as LogGroup[]).map((group) => found({ group }).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(trace.length);
  });

  it('tell the answer of the store from the answer to a command', () => {
    const replies = trace.filter((record) => record.kind === 'reply');
    expect(new Set(replies.map((reply) => groupOf(reply, trace)))).toEqual(
      new Set(['queries', 'messages', 'deliveries']),
    );
  });

  it('count an answer that is an error among the errors', () => {
    const { trace: failing } = play('order-not-found', 'api-driven');
    const errors = failing.filter((record) => groupOf(record, failing) === 'errors');
    expect(errors.map(({ kind }) => kind)).toEqual(['reply', 'concluded']);
  });
});

describe('the log of a run in which things break', () => {
  const acts: readonly Act[] = [
    { at: 0, kind: 'fault', fault: { type: 'drop', from: 'bus', to: 'dispatcher', count: 1 } },
    { at: 0, kind: 'fault', fault: { type: 'duplicate', from: 'ordering', to: 'bus', count: 1 } },
    {
      at: 0,
      kind: 'fault',
      fault: { type: 'crash', node: 'dispatcher', after: 'handling', durationMs: 100 },
    },
  ];
  const recording = recordingOf('order-complete', 'event-sourced', { broker: 'rabbitmq', acts });
  const { trace: troubled } = simulate(recording);
  const named = namesOf(recording, troubled);
  const kindsIn = (group: LogGroup) =>
    new Set(troubled.filter((record) => groupOf(record, troubled) === group).map(({ kind }) => kind));
  const index = new SearchIndex((record) => narrate(record, troubled, named));
  const search = (filter: Partial<LogFilter>) => {
    const log = new FilteredLog(troubled, { ...noFilter, ...filter }, index);
    log.lookUpTo(troubled.length);
    return Array.from({ length: log.countAt(troubled.length) }, (_, row) => log.recordIn(row)?.kind);
  };

  it('has a group for what was broken and what that did', () => {
    expect([...kindsIn('faults')].sort()).toEqual(['duplicated', 'fault', 'lost', 'node-down', 'node-up']);
  });

  it('has a group for what the broker keeps track of', () => {
    expect([...kindsIn('broker')].sort()).toEqual([
      'arrived',
      'changed',
      'sent',
      'timer-cancelled',
      'timer-fired',
      'timer-set',
    ]);
    const sent = troubled.filter(
      (record) => record.kind === 'sent' && groupOf(record, troubled) === 'broker',
    );
    expect(sent.every((record) => record.kind === 'sent' && record.form === 'acknowledgement')).toBe(true);
  });

  it('is searched in the words and the values of faults', () => {
    expect(search({ text: 'fault drop' })).toContain('lost');
    expect(search({ text: 'handling', group: 'faults' })).toEqual(['fault']);
    expect(search({ text: 'crashed' })).toContain('node-down');
  });

  it('counts what was lost as something of both ends', () => {
    for (const node of ['bus', 'dispatcher']) expect(search({ node, group: 'faults' })).toContain('lost');
  });
});

describe('a filtered log', () => {
  it('holds everything up to the step when nothing narrows it', () => {
    expect(found({}, 12)).toEqual(trace.slice(0, 12));
  });

  it('holds what a node sent, what went to it and what happened there', () => {
    const there = found({ node: 'bus' });
    expect(there).toEqual(
      trace.filter(
        (record) =>
          record.node === 'bus' ||
          ('to' in record && record.kind !== 'changed' && record.to === 'bus') ||
          ('from' in record && record.kind === 'arrived' && record.from === 'bus'),
      ),
    );
    expect(there.length).toBeGreaterThan(0);
  });

  it('finds all of several words, in any case, in sentences and in payloads', () => {
    expect(found({ text: '  ROUTER shipped ' }).length).toBeGreaterThan(0);
    expect(found({ text: 'router giraffe' })).toEqual([]);
    expect(found({ text: 'cust-001' }).some(({ kind }) => kind === 'sent')).toBe(true);
  });

  it('writes a text only when words are looked for, and only once', () => {
    const sentenceOf = vi.fn(() => 'a sentence');
    const own = new SearchIndex(sentenceOf);
    new FilteredLog(trace, { ...noFilter, group: 'decisions' }, own).lookUpTo(trace.length);
    expect(sentenceOf).not.toHaveBeenCalled();
    new FilteredLog(trace, { ...noFilter, text: 'sentence' }, own).lookUpTo(10);
    new FilteredLog(trace, { ...noFilter, text: 'other' }, own).lookUpTo(10);
    expect(sentenceOf).toHaveBeenCalledTimes(10);
  });

  it('says whether a search within a budget has come to its end', () => {
    const log = new FilteredLog(trace, { ...noFilter, group: 'queries' }, index);
    expect(log.lookUpTo(30, 20)).toBe(false);
    expect(log.lookUpTo(30, 20)).toBe(true);
    expect(log.countAt(30)).toBe(found({ group: 'queries' }, 30).length);
  });

  it('is the same at a step, whichever steps were looked at before', () => {
    const steps = fc.array(fc.nat({ max: trace.length }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(steps, fc.constantFrom(...(Object.keys(logGroups) as LogGroup[])), (visited, group) => {
        const log = new FilteredLog(trace, { ...noFilter, group }, index);
        for (const step of visited) log.lookUpTo(step);
        const step = visited.at(-1) ?? 0;
        expect(log.countAt(step)).toBe(found({ group }, step).length);
      }),
    );
  });
});
