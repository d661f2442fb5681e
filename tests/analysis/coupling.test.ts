import { describe, expect, it } from 'vitest';
import { couplingOf, type Touch } from '../../src/analysis/coupling/coupling';
import { isRequest } from '../../src/analysis/requests';
import {
  architectureNames,
  brokerNames,
  recordingOf,
  scenarios,
  simulate,
  topologyOf,
  type Fault,
  type Run,
  type TraceRecord,
} from '../../src/simulation';
import { ofKind, play, told } from '../support/play';
import { holdsForAll } from '../support/properties';
import { anyTroubledRecording } from '../support/stories';

const measured = ({ trace, recording }: Run) => couplingOf(trace, topologyOf(recording));

/** What a node touches in a run: `read carts: 1`. Waiting is in ms. */
function touches(run: Run, node: string, kind: Touch['kind']): Record<string, number> {
  return Object.fromEntries(
    measured(run)
      .touches.filter((touch) => touch.node === node && touch.kind === kind)
      .map(({ how, thing, amount }) => [`${how} ${thing}`.trim(), amount]),
  );
}

describe('the price drop', () => {
  it('event-sourced, Pricing knows products and publishes once', () => {
    const run = play('price-drop', 'event-sourced');
    expect(touches(run, 'pricing', 'data')).toEqual({ 'read products': 1, 'write products': 1 });
    expect(touches(run, 'pricing', 'sends')).toEqual({ 'query store': 2, 'event bus': 1 });
    expect(touches(run, 'pricing', 'rule')).toEqual({});
    expect(touches(run, 'pricing', 'state')).toEqual({});
  });

  it('API-driven, Pricing finds three cart holders, asks of each, and calls once for each of the two eligible', () => {
    const run = play('price-drop', 'api-driven');
    expect(touches(run, 'pricing', 'data')).toEqual({
      'read products': 1,
      'write products': 1,
      'read carts': 1,
      'read segments': 1,
      'read customers': 3,
      'read preferences': 2,
    });
    expect(touches(run, 'pricing', 'sends')).toMatchObject({ 'call notification-api': 2 });
    expect(touches(run, 'pricing', 'rule')).toEqual({
      'price-drop': 1,
      audience: 1,
      segment: 3,
      channels: 2,
    });
  });

  it('Pricing waits there and back for each question, and for each call as long as the API works', () => {
    const published = play('price-drop', 'event-sourced');
    const { store, api, channel } = published.recording.settings.latencyMs;
    expect(touches(published, 'pricing', 'wait')).toEqual({ 'query store': 2 * 2 * store });
    // For each of both: the way there and back, two questions, and three hand-overs in all, one after the other.
    const called = 2 * (2 * api + 2 * 2 * store) + 3 * 2 * channel;
    expect(touches(play('price-drop', 'api-driven'), 'pricing', 'wait')).toEqual({
      'query store': 9 * 2 * store,
      'call notification-api': called,
    });
  });

  it('each number has the records behind it', () => {
    const run = play('price-drop', 'api-driven');
    const customers = measured(run).touches.find(
      ({ node, thing, kind }) => node === 'pricing' && kind === 'data' && thing === 'customers',
    );
    expect(customers?.seqs.map((seq) => (run.trace[seq - 1] as { parameters: unknown }).parameters)).toEqual([
      { customerId: 'cust-002' },
      { customerId: 'cust-003' },
      { customerId: 'cust-005' },
    ]);
  });
});

describe('order complete', () => {
  it.each([
    ['event-sourced', 'correlator', 'ordering'],
    ['api-driven', 'ordering', 'correlator'],
  ] as const)(
    '%s, %s keeps the completion of one order and decides on it twice',
    (architecture, keeper, other) => {
      const run = play('order-complete', architecture);
      expect(touches(run, keeper, 'state')).toEqual({ 'order-completion': 1 });
      expect(touches(run, keeper, 'rule')).toMatchObject({ 'order-complete': 2 });
      expect(touches(run, other, 'state')).toEqual({});
      expect(touches(run, other, 'rule')).toEqual({});
    },
  );

  it('counts orders, not their changes: two orders are two', () => {
    const run = play('order-complete-interleaved', 'api-driven');
    const state = measured(run).touches.find(({ thing }) => thing === 'order-completion');
    expect(state?.amount).toBe(2);
    expect(state?.seqs.length).toBeGreaterThan(2);
  });
});

it('an order that ships costs Ordering two questions in one architecture, and a third and a call in the other', () => {
  expect(touches(play('order-shipped', 'event-sourced'), 'ordering', 'sends')).toEqual({
    'query store': 2,
    'event bus': 1,
  });
  expect(touches(play('order-shipped', 'api-driven'), 'ordering', 'sends')).toEqual({
    'query store': 3,
    'call notification-api': 1,
  });
});

describe('waiting', () => {
  const callsOf = (run: Run) => {
    const { waitedMs } = measured(run);
    return ofKind(run, 'sent')
      .filter(({ form }) => form === 'call')
      .map(({ seq }) => waitedMs.get(seq));
  };
  const ship = told([[0, { type: 'ShipOrder', orderId: 'ord-001' }]], { settings: { retries: false } });
  const broken = (fault: Fault, at = 0) =>
    recordingOf(ship, 'api-driven', { acts: [{ at, kind: 'fault', fault }] });

  it('ends when the caller gives up on an answer that was lost', () => {
    const run = simulate(broken({ type: 'drop', from: 'notification-api', to: 'ordering', count: 1 }));
    expect(ofKind(run, 'lost').map(({ reason }) => reason)).toContain('dropped');
    expect(callsOf(run)).toEqual([run.recording.settings.timeoutMs]);
  });

  it('ends when the caller gives up on an answer that comes too late', () => {
    const run = simulate(broken({ type: 'slow', node: 'notifications', delayMs: 2500 }));
    const [timedOut] = ofKind(run, 'timed-out').filter(({ node }) => node === 'ordering');
    expect(timedOut).toBeDefined();
    expect(callsOf(run)).toEqual([run.recording.settings.timeoutMs]);
  });

  it('ends when the node that waits crashes', () => {
    const call = ofKind(play(ship, 'api-driven'), 'sent').find(({ form }) => form === 'call');
    const run = simulate(broken({ type: 'down', node: 'ordering' }, (call?.at ?? 0) + 20));
    expect(ofKind(run, 'node-down')).toHaveLength(1);
    expect(callsOf(run)).toEqual([20]);
  });

  it('lasts until what is under way would arrive, in a run that stops before the answer', () => {
    const call = ofKind(play(ship, 'api-driven'), 'sent').find(({ form }) => form === 'call');
    const run = simulate({ ...recordingOf(ship, 'api-driven'), until: (call?.at ?? 0) + 40 });
    const lastArrival = Math.max(
      ...run.trace.map((record) => ('arrivesAt' in record ? record.arrivesAt : 0)),
    );
    expect(callsOf(run)).toEqual([lastArrival - (call?.at ?? 0)]);
  });
});

it('nothing is measured of a run without records', () => {
  expect(couplingOf([], topologyOf(recordingOf('price-drop', 'api-driven')))).toEqual({
    touches: [],
    waitedMs: new Map(),
  });
});

/** What must hold of each run, counted another way. */
function holds(run: Run): void {
  const { trace } = run;
  const { touches: all, waitedMs } = measured(run);
  const amountOf = (kind: Touch['kind'], accepts: (touch: Touch) => boolean = () => true) =>
    all.filter((touch) => touch.kind === kind && accepts(touch)).reduce((sum, { amount }) => sum + amount, 0);
  const count = (accepts: (record: TraceRecord) => boolean) => trace.filter(accepts).length;

  expect(amountOf('sends', ({ how }) => how !== 'query')).toBe(count(({ kind }) => kind === 'sent'));
  expect(amountOf('sends', ({ how }) => how === 'query')).toBe(count(({ kind }) => kind === 'query'));
  expect(amountOf('data')).toBe(count(({ kind }) => kind === 'query'));
  expect(amountOf('rule')).toBe(count(({ kind }) => kind === 'decision'));
  expect(waitedMs.size).toBe(count(isRequest));
  expect(amountOf('wait')).toBe([...waitedMs.values()].reduce((sum, ms) => sum + ms, 0));
  expect([...waitedMs.values()].every((ms) => Number.isSafeInteger(ms) && ms >= 0)).toBe(true);
  const isSound = ({ node, amount, seqs }: Touch) =>
    amount >= 0 &&
    seqs.length > 0 &&
    seqs.every((seq, index) => trace[seq - 1]?.node === node && seq > (seqs[index - 1] ?? 0));
  expect(all.filter((touch) => !isSound(touch))).toEqual([]);
  // Who gives a command has the answer when it is concluded, however it went.
  for (const { at, flow, node } of ofKind({ trace }, 'concluded')) {
    const given = trace.find(
      (record) => record.flow === flow && record.kind === 'sent' && record.node === node,
    );
    expect(waitedMs.get(given?.seq ?? 0)).toBe(at - (given?.at ?? 0));
  }
  const names = all.map(({ node, kind, how, thing }) => [node, kind, how, thing].join(' '));
  expect(new Set(names).size).toBe(names.length);
}

describe.each(architectureNames)(
  'sums are the records of the run, and each record is of its node (%s)',
  (architecture) => {
    it.each(scenarios.map(({ id }) => id))('%s', (id) => {
      const brokers = architecture === 'event-sourced' ? brokerNames : ([undefined] as const);
      for (const broker of brokers) holds(simulate(recordingOf(id, architecture, { broker })));
    });
  },
);

it('so they are in any story in which things break', () => {
  holdsForAll(anyTroubledRecording, (recording) => holds(simulate(recording)));
});
