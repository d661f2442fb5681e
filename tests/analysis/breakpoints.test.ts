import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  breakpointChoices,
  breakpointKey,
  breakpointsOn,
  breakpointWords,
  isSet,
  withToggled,
} from '../../src/analysis/breakpoint-choices';
import { Breakpoint, nextStop, stopsAt } from '../../src/analysis/breakpoints';
import { namesOf } from '../../src/analysis/names';
import { recordingOf, simulate, type TraceRecord } from '../../src/simulation';

const recording = recordingOf('price-drop', 'event-sourced');
const { trace } = simulate(recording);
const names = namesOf(recording, trace);

/** The steps at which a breakpoint stops. */
function stopsOf(breakpoint: Breakpoint, records: readonly TraceRecord[] = trace): readonly number[] {
  return records.filter((record) => stopsAt(record, [breakpoint]) !== undefined).map(({ seq }) => seq);
}

describe('a breakpoint', () => {
  it('at a part stops at everything that happens there, and at nothing elsewhere', () => {
    const stops = stopsOf({ kind: 'node', node: 'dispatcher' });
    expect(stops.length).toBeGreaterThan(0);
    expect(stops).toEqual(trace.filter(({ node }) => node === 'dispatcher').map(({ seq }) => seq));
  });

  it('on an event stops where it is published, and not where the bus hands it on', () => {
    const sent = trace.filter((record) => record.kind === 'sent' && record.name === 'PriceChanged');
    expect(sent.length).toBeGreaterThan(1);
    expect(stopsOf({ kind: 'message', name: 'PriceChanged' })).toEqual([sent[0]?.seq]);
  });

  it('on a rule stops at each of its decisions, and with an outcome at these only', () => {
    const { trace: stopped } = simulate(recordingOf('price-drop-ineligible-segment', 'event-sourced'));
    const all = stopsOf({ kind: 'rule', rule: 'segment' }, stopped);
    const some = stopsOf({ kind: 'rule', rule: 'segment', outcome: 'stopped' }, stopped);
    expect(all.length).toBeGreaterThan(0);
    expect(some.length).toBeGreaterThan(0);
    for (const seq of some) expect(stopped[seq - 1]).toMatchObject({ kind: 'decision', outcome: 'stopped' });
    expect(all).toEqual(expect.arrayContaining([...some]));
  });

  it('on a state means its parts too, and stops only where it is entered from outside', () => {
    const change = (from: string | null, to: string): TraceRecord => {
      const where = { seq: 1, at: 0, cause: 0, flow: 'flow-1', node: 'dispatcher' } as const;
      const what = {
        kind: 'changed',
        machine: 'notification',
        entity: 'ntf-1',
        event: 'X',
        facts: {},
      } as const;
      return { ...where, ...what, from, to };
    };
    const failed: Breakpoint = { kind: 'state', machine: 'notification', state: 'failed' };
    const stops = (record: TraceRecord) => stopsAt(record, [failed]) !== undefined;
    expect(stops(change('pending.sending', 'failed.retryable'))).toBe(true);
    expect(stops(change(null, 'failed'))).toBe(true);
    expect(stops(change('failed.backingOff', 'failed.exhausted'))).toBe(false);
    expect(stops(change('pending.sending', 'failedOtherwise'))).toBe(false);
    expect(stops(change('failed.retryable', 'pending.ready'))).toBe(false);
  });

  it('that is off stops nothing', () => {
    const record = trace[0];
    if (record === undefined) throw new Error('the run has records');
    const on: Breakpoint = { kind: 'node', node: record.node };
    expect(stopsAt(record, [{ ...on, off: true }])).toBeUndefined();
    expect(stopsAt(record, [{ ...on, off: true }, on])).toBe(on);
  });

  it('is found onwards and backwards from a step, which does not count itself', () => {
    const breakpoint: Breakpoint = { kind: 'state', machine: 'notification', state: 'sent' };
    const [first = 0, second = 0] = stopsOf(breakpoint);
    expect(second).toBeGreaterThan(first);
    const from = (step: number, direction: 1 | -1) =>
      nextStop(trace, step, direction, [breakpoint])?.record.seq;
    expect(from(0, 1)).toBe(first);
    expect(from(first, 1)).toBe(second);
    expect(from(trace.length, -1)).toBe(stopsOf(breakpoint).at(-1));
    expect(from(second, -1)).toBe(first);
    expect(from(first, -1)).toBeUndefined();
    expect(from(trace.length, 1)).toBeUndefined();
  });
});

describe('breakpoints from outside', () => {
  it.each([
    { kind: 'node', node: 'ordering' },
    { kind: 'message', name: 'PriceChanged', off: true },
    { kind: 'rule', rule: 'segment' },
    { kind: 'rule', rule: 'segment', outcome: 'stopped' },
    { kind: 'state', machine: 'notification', state: 'failed' },
  ])('are read: %j', (breakpoint) => {
    expect(v.parse(Breakpoint, breakpoint)).toEqual(breakpoint);
  });

  it.each([
    null,
    'node',
    { kind: 'time', at: 3 },
    { kind: 'node', node: '' },
    { kind: 'node', node: 'ordering', more: 1 },
    { kind: 'state', machine: 'notification' },
    { kind: 'message', name: 'PriceChanged', off: false },
  ])('are refused when they make no sense: %j', (breakpoint) => {
    expect(v.is(Breakpoint, breakpoint)).toBe(false);
  });
});

describe('the choice of breakpoints', () => {
  it('offers what happens in the run, each once, and each stops somewhere in it', () => {
    const { message, rule, state, node } = breakpointChoices(trace);
    const groups = [message, rule, state, node];
    const all = groups.flat();
    expect(groups.every((group) => group.length > 0)).toBe(true);
    expect(new Set(all.map(breakpointKey)).size).toBe(all.length);
    for (const choice of all) expect(stopsOf(choice).length).toBeGreaterThan(0);
  });

  it('offers a rule as such and with each outcome that it has', () => {
    const { rule } = breakpointChoices(trace);
    for (const record of trace) {
      if (record.kind !== 'decision') continue;
      expect(isSet({ kind: 'rule', rule: record.rule }, rule)).toBe(true);
      expect(isSet({ kind: 'rule', rule: record.rule, outcome: record.outcome }, rule)).toBe(true);
    }
  });

  it('what it offers for a record stops at that record', () => {
    const offered = trace.flatMap((record) => breakpointsOn(record).map((one) => ({ record, one })));
    expect(offered.length).toBeGreaterThan(0);
    for (const { record, one } of offered) expect(stopsAt(record, [one])).toBe(one);
  });

  it('sets a breakpoint, sets it on again in its place, and takes it away', () => {
    const a: Breakpoint = { kind: 'node', node: 'a' };
    const b: Breakpoint = { kind: 'node', node: 'b' };
    expect(withToggled(b, [a])).toEqual([a, b]);
    expect(withToggled(a, [{ ...a, off: true }, b])).toEqual([a, b]);
    expect(withToggled(a, [a, b])).toEqual([b]);
  });

  it.each<[Breakpoint, string]>([
    [{ kind: 'node', node: 'pricing' }, 'something happens at Pricing'],
    [{ kind: 'message', name: 'PriceChanged' }, 'PriceChanged is sent'],
    [{ kind: 'rule', rule: 'quiet-hours' }, 'the quiet hours rule decides'],
    [{ kind: 'rule', rule: 'segment', outcome: 'stopped' }, 'the segment rule decides “stopped”'],
    [{ kind: 'state', machine: 'notification', state: 'pending.ready' }, 'a notification becomes “pending”'],
    [{ kind: 'state', machine: 'order', state: 'SHIPPED' }, 'an order becomes “shipped”'],
  ])('says in words what is waited for: %j', (breakpoint, words) => {
    expect(breakpointWords(breakpoint, names)).toBe(words);
  });
});
