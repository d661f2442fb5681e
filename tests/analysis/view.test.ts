import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityKey, linkKey, Replay, type View } from '../../src/analysis/view';
import {
  architectureNames,
  brokerNames,
  recordingOf,
  scenarios,
  simulate,
  type TraceRecord,
} from '../../src/simulation';

const priceDrop = simulate(recordingOf('price-drop', 'event-sourced')).trace;
const priceDropByCalls = simulate(recordingOf('price-drop', 'api-driven')).trace;

/** The first record that a predicate accepts; its `seq` is the step at which it has just happened. */
function firstStep(trace: readonly TraceRecord[], accepts: (record: TraceRecord) => boolean): number {
  const record = trace.find(accepts);
  if (record === undefined) throw new Error('The trace has no such record');
  return record.seq;
}

/** A view as plain data that can be compared. */
function plain(view: View): unknown {
  return {
    ...view,
    inFlight: [...view.inFlight],
    nodes: [...view.nodes],
    links: [...view.links],
    entities: [...view.entities],
    deliveries: [...view.deliveries],
  };
}

describe('the view at a step', () => {
  it('is empty before the first step', () => {
    const view = new Replay(priceDrop).at(0);
    expect(view.current).toBeUndefined();
    expect([
      view.inFlight.size,
      view.nodes.size,
      view.links.size,
      view.inbox.length,
      view.entities.size,
    ]).toEqual([0, 0, 0, 0, 0]);
  });

  it.each(architectureNames)('is the same however it was reached (%s)', (architecture) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...scenarios.map(({ id }) => id)),
        fc.array(fc.nat(200), { minLength: 1, maxLength: 12 }),
        (scenario, jumps) => {
          const { trace } = simulate(recordingOf(scenario, architecture));
          const replay = new Replay(trace);
          for (const jump of jumps) {
            const step = jump % (trace.length + 1);
            expect(plain(replay.at(step))).toEqual(plain(new Replay(trace.slice(0, step)).at(step)));
          }
        },
      ),
      { seed: 20260302, numRuns: 60 },
    );
  });

  it('crosses keyframes both ways without a difference', () => {
    const acts = Array.from({ length: 60 }, (_, index) => ({
      at: index * 400,
      kind: 'command' as const,
      command: {
        type: 'PlaceOrder' as const,
        customerId: 'cust-001',
        items: [{ productId: 'prod-001', quantity: 1 }],
      },
    }));
    const recording = recordingOf('order-confirmed', 'event-sourced');
    const { trace } = simulate({ ...recording, acts });
    expect(trace.length).toBeGreaterThan(2500);
    const replay = new Replay(trace);
    for (const step of [trace.length, 10, 2001, 1999, 2000, trace.length - 1, 0, 2500]) {
      expect(plain(replay.at(step))).toEqual(plain(new Replay(trace).at(step)));
    }
  });

  it.each(brokerNames)('counts what each consumer has before it as its deliveries say (%s)', (broker) => {
    const { trace } = simulate(recordingOf('poison-message', 'event-sourced', { broker }));
    const replay = new Replay(trace);
    for (let step = 0; step <= trace.length; step += 1) {
      const { deliveries, entities } = replay.at(step);
      const inStates = [...deliveries].flatMap(([consumer, counts]) =>
        Object.entries(counts).flatMap(([state, count]) =>
          Array.from({ length: count }, () => [consumer, state]),
        ),
      );
      const states = [...entities.values()]
        .filter(({ machine }) => machine === 'delivery')
        .map(({ facts, state }) => [facts['consumer'], state]);
      expect(inStates.sort()).toEqual(states.sort());
    }
  });

  it('is not changed by a later step', () => {
    const replay = new Replay(priceDrop);
    const early = replay.at(30);
    const before = JSON.stringify(plain(early));
    replay.at(priceDrop.length);
    expect(JSON.stringify(plain(early))).toBe(before);
  });
});

describe('what a view shows', () => {
  it('a message is in flight from the record that sends it until the record of its arrival', () => {
    const replay = new Replay(priceDrop);
    const sent = firstStep(priceDrop, (record) => record.kind === 'sent' && record.form === 'event');
    const arrived = firstStep(priceDrop, (record) => record.kind === 'arrived' && record.message === sent);
    expect(replay.at(sent - 1).inFlight.has(sent)).toBe(false);
    expect(replay.at(sent).inFlight.has(sent)).toBe(true);
    expect(replay.at(arrived - 1).inFlight.has(sent)).toBe(true);
    expect(replay.at(arrived).inFlight.has(sent)).toBe(false);
  });

  it('a caller waits from its call until the answer is back', () => {
    const replay = new Replay(priceDropByCalls);
    const call = firstStep(priceDropByCalls, (record) => record.kind === 'sent' && record.form === 'call');
    const answer = firstStep(
      priceDropByCalls,
      (record) => record.kind === 'reply' && record.request === call,
    );
    const waits = (step: number) =>
      replay
        .at(step)
        .nodes.get('pricing')
        ?.waits.map(({ seq }) => seq) ?? [];
    expect(waits(call - 1)).not.toContain(call);
    for (let step = call; step <= answer; step += 1) expect(waits(step)).toContain(call);
    const after = firstStep(priceDropByCalls, ({ seq, node }) => seq > answer && node === 'pricing');
    expect(waits(after)).not.toContain(call);
  });

  it('at the end nothing is in flight and nobody works or waits', () => {
    for (const architecture of architectureNames) {
      for (const { id } of scenarios) {
        const { trace } = simulate(recordingOf(id, architecture));
        const { inFlight, nodes } = new Replay(trace).at(trace.length);
        expect([id, [...inFlight.keys()], [...nodes.keys()]]).toEqual([id, [], []]);
      }
    }
  });

  it('counts every message that a link has carried, whichever way', () => {
    const { links } = new Replay(priceDrop).at(priceDrop.length);
    const viaStore = priceDrop.filter(
      (record) =>
        (record.kind === 'query' && record.node === 'pricing') ||
        (record.kind === 'reply' && record.to === 'pricing' && record.node === 'store'),
    );
    expect(links.get(linkKey('pricing', 'store'))).toBe(viaStore.length);
    expect(linkKey('pricing', 'store')).toBe(linkKey('store', 'pricing'));
  });

  it('keeps the state, the facts and the history of each notification', () => {
    const { entities } = new Replay(priceDrop).at(priceDrop.length);
    const notification = entities.get(entityKey('notification', 'ntf-1'));
    expect(notification?.state).toBe('sent');
    expect(notification?.changes.map(({ to }) => to)).toEqual(['pending.ready', 'pending.sending', 'sent']);
    expect(notification?.facts).toMatchObject({
      type: 'price_drop',
      customerId: 'cust-003',
      channel: 'email',
    });
  });
});
