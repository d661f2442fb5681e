import { describe, expect, it } from 'vitest';
import { calleesAt, consumersAt, WorkHistory, type ConsumerAt } from '../../src/analysis/consumers-at';
import { Replay } from '../../src/analysis/view';
import {
  brokerNames,
  recordingOf,
  simulate,
  topologyOf,
  type Act,
  type Fault,
  type Operation,
  type Recording,
  type TraceRecord,
} from '../../src/simulation';
import { told } from '../support/play';

const newOrder = (customerId = 'cust-001') =>
  ({ type: 'PlaceOrder', customerId, items: [{ productId: 'prod-001', quantity: 1 }] }) as const;
const twoOrders = told([
  [10, newOrder()],
  [20, newOrder('cust-005')],
]);
const operation = (at: number, given: Operation): Act => ({ at, kind: 'operation', operation: given });
const fault = (at: number, given: Fault): Act => ({ at, kind: 'fault', fault: given });

/** The listeners of a run at its end, or after the last record that a predicate accepts. */
function consumersOf(recording: Recording, until: (record: TraceRecord) => boolean = () => true) {
  const { trace } = simulate(recording);
  const step = trace.filter(until).at(-1)?.seq ?? 0;
  const consumers = consumersAt(
    recording,
    topologyOf(recording),
    new WorkHistory(trace),
    new Replay(trace).at(step),
  );
  return (node: string): ConsumerAt => {
    const consumer = consumers.find((listener) => listener.node === node);
    if (consumer === undefined) throw new Error(`${node} is no listener`);
    return consumer;
  };
}

const stopInventory = operation(0, { type: 'stop', node: 'inventory' });

describe('the consumers of the bus', () => {
  it.each(brokerNames)('have no lag when a run without trouble is over (%s)', (broker) => {
    const recording = recordingOf(twoOrders, 'event-sourced', { broker });
    const { trace } = simulate(recording);
    const consumers = consumersAt(
      recording,
      topologyOf(recording),
      new WorkHistory(trace),
      new Replay(trace).at(trace.length),
    );
    expect(consumers.map(({ node }) => node)).toEqual([
      'inventory',
      'notification-service',
      'dispatcher',
      'projections',
    ]);
    expect(consumers.map(({ lagCount }) => lagCount)).toEqual([0, 0, 0, 0]);
    expect(consumers.find(({ node }) => node === 'inventory')).toMatchObject({
      subscription: 'subscribed',
      presence: 'there',
      handledCount: 2,
      deadLetterCount: 0,
    });
  });

  it.each(['rabbitmq', 'redis-streams', 'kafka'] as const)(
    'that are stopped have what waits for them with the broker (%s)',
    (broker) => {
      const inventory = consumersOf(
        recordingOf(twoOrders, 'event-sourced', { broker, acts: [stopInventory] }),
      )('inventory');
      expect(inventory).toMatchObject({ presence: 'stopped', waitingCount: 2, lagCount: 2, handledCount: 0 });
    },
  );

  it.each(['in-memory', 'redis-pubsub'] as const)(
    'that are stopped have missed what nobody keeps for them (%s)',
    (broker) => {
      const recording = recordingOf(twoOrders, 'event-sourced', { broker, acts: [stopInventory] });
      expect(consumersOf(recording)('inventory')).toMatchObject({ lagCount: 0, handledCount: 0 });
    },
  );

  it('have events in flight, and then in work, where the broker forgets what it hands over', () => {
    const recording = recordingOf(twoOrders, 'event-sourced');
    const isSent = (record: TraceRecord) =>
      record.kind === 'sent' && record.form === 'event' && record.to === 'inventory';
    const hasArrived = (record: TraceRecord) => record.kind === 'arrived' && record.node === 'inventory';
    expect(consumersOf(recording, isSent)('inventory')).toMatchObject({ inFlightCount: 1, lagCount: 2 });
    expect(consumersOf(recording, hasArrived)('inventory')).toMatchObject({
      inFlightCount: 0,
      inWorkCount: 1,
    });
  });

  it('have an event that is tried again, and then one that is dead', () => {
    const acts = [fault(0, { type: 'throw', node: 'inventory', count: 3, error: 'Out of memory' })];
    const recording = recordingOf(told([[10, newOrder()]]), 'event-sourced', { broker: 'rabbitmq', acts });
    const backsOff = (record: TraceRecord) => record.kind === 'changed' && record.to === 'backingOff';
    expect(consumersOf(recording, backsOff)('inventory')).toMatchObject({ retryingCount: 1, lagCount: 1 });
    expect(consumersOf(recording)('inventory')).toMatchObject({ lagCount: 0, deadLetterCount: 1 });
  });

  it('say whether they have subscribed, to what, and whether they are slow', () => {
    const acts = [
      operation(5, { type: 'add-consumer', consumer: 'analytics', filter: { minTotalCents: 20_000 } }),
      operation(5, { type: 'remove-consumer', consumer: 'notifications' }),
      operation(5, { type: 'slow', node: 'projections', delayMs: 300 }),
    ];
    const recording = recordingOf(twoOrders, 'event-sourced', { acts });
    const end = consumersOf(recording);
    expect(end('analytics')).toMatchObject({ subscription: 'subscribed', filter: { minTotalCents: 20_000 } });
    expect(end('notification-service').subscription).toBe('unsubscribed');
    expect(end('projections').presence).toBe('slow');
    const beginning = consumersOf(recording, ({ at }) => at < 5);
    expect(beginning('analytics').subscription).toBeNull();
  });
});

describe('the services that are called where there is no bus', () => {
  it('say whether they are called, who waits for them, and what they have answered', () => {
    const acts = [operation(15, { type: 'remove-consumer', consumer: 'inventory' })];
    const recording = recordingOf(twoOrders, 'api-driven', { acts });
    const { trace } = simulate(recording);
    const at = (step: number) =>
      calleesAt(recording, topologyOf(recording), new WorkHistory(trace), new Replay(trace).at(step));
    const [inventory, api] = at(trace.length);
    expect(inventory).toMatchObject({ node: 'inventory', isCalled: false, callerCount: 0 });
    expect(api).toMatchObject({ node: 'notification-api', isCalled: true, answeredCount: 2 });
    const call = trace.find((record) => record.kind === 'sent' && record.form === 'call');
    expect(at(call?.seq ?? 0).map(({ callerCount }) => callerCount)).toContain(1);
    expect(
      consumersAt(recording, topologyOf(recording), new WorkHistory(trace), new Replay(trace).at(0)),
    ).toEqual([]);
  });
});
