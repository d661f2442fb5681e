import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partitionKeyOf } from '../../src/brokers/partition-key';
import type { BrokerName } from '../../src/brokers/broker-names';
import type { NodeId } from '../../src/engine/trace';
import type { Fault } from '../../src/simulation/faults';
import { parcelPost, textOf } from '../support/parcel-post';
import { holdsForAll, propertySeed } from '../support/properties';
import { at, recordsOf, runOut } from '../support/small-world';

const consumers = ['customer', 'insurance', 'archive'] as const;
const orders = ['ord-1', 'ord-2', 'ord-3'] as const;

/** Everything that breaks does so before this time, in ms, and nothing stays away for longer than a second. */
const horizonMs = 2_000;

const moment = fc.integer({ min: 0, max: horizonMs });
const durationMs = fc.integer({ min: 1, max: 1_000 });
const count = fc.integer({ min: 1, max: 3 });
const consumer = fc.constantFrom(...consumers);

/** What may happen to any consumer: a message or an acknowledgement is lost, it crashes, goes away, or throws. */
const anyTrouble: fc.Arbitrary<Fault> = fc.oneof(
  fc.tuple(consumer, count).map(([to, count]) => ({ type: 'drop' as const, from: 'bus', to, count })),
  fc.tuple(consumer, count).map(([from, count]) => ({ type: 'drop' as const, from, to: 'bus', count })),
  fc.tuple(consumer, durationMs).map(([node, durationMs]) => ({ type: 'down' as const, node, durationMs })),
  fc
    .tuple(consumer, fc.constantFrom('arrival', 'write', 'answer', 'handling'), durationMs)
    .map(([node, after, durationMs]) => ({ type: 'crash' as const, node, after, durationMs })),
  fc
    .tuple(consumer, count)
    .map(([node, count]) => ({ type: 'throw' as const, node, count, error: 'Out of memory' })),
  fc.tuple(consumer, count).map(([to, count]) => ({ type: 'corrupt' as const, from: 'bus', to, count })),
);

const anyStory = fc.record({
  parcels: fc.array(fc.record({ at: moment, orderId: fc.constantFrom(...orders) }), {
    minLength: 1,
    maxLength: 12,
  }),
  troubles: fc.array(fc.record({ at: moment, fault: anyTrouble }), { maxLength: 6 }),
  idempotency: fc.boolean(),
  prefetch: fc.constantFrom(1, 3),
  partitions: fc.constantFrom(1, 3),
  maxAttempts: fc.constantFrom(1, 3),
  jitterMs: fc.constantFrom(0, 30),
  workMs: fc.constantFrom(0, 60),
  seed: fc.integer(),
});
type Story = typeof anyStory extends fc.Arbitrary<infer Told> ? Told : never;

/** Lets a story happen to the end. A crash that met no occasion never happens. */
function tell(broker: BrokerName, story: Story) {
  const { parcels, troubles, idempotency, workMs, ...circumstances } = story;
  const post = parcelPost({ broker, ...circumstances });
  const { world, bus, send, listen, breakAt } = post;
  const listeners = new Map(consumers.map((node) => [node, listen(node, { idempotency, workMs })]));
  parcels.forEach(({ at: when, orderId }, number) => {
    at(world, when, () => {
      send(`parcel-${number}`, orderId);
    });
  });
  for (const { at: when, fault } of troubles) breakAt(when, fault);
  runOut(world);
  /** Ids of the events that a consumer has handled to the end, in order. */
  const handledBy = (node: NodeId): readonly string[] => {
    const { records } = world.journal;
    return recordsOf(world, 'handled').flatMap(({ node: where, message }) => {
      const sent = records[message - 1];
      return where === node && sent?.kind === 'sent' ? [textOf(sent.payload.id)] : [];
    });
  };
  return { ...post, listeners, handledBy, ids: bus.log.map(({ id }) => id) };
}

describe.each(['redis-streams', 'rabbitmq', 'kafka'] as const)('%s promises', (broker) => {
  it(`that every consumer processes every event, or has it among its dead letters (seed ${propertySeed})`, () => {
    holdsForAll(anyStory, (story) => {
      const { bus, ids, handledBy } = tell(broker, story);
      for (const node of consumers) {
        const dead = bus.deadLetters.filter((letter) => letter.consumer === node);
        const accounted = new Set([...handledBy(node), ...dead.map(({ eventId }) => eventId)]);
        expect([...accounted].sort()).toEqual([...ids].sort());
      }
    });
  });

  it(`that every delivery ends: acknowledged, or among the dead letters (seed ${propertySeed})`, () => {
    holdsForAll(anyStory, (story) => {
      const { ids, deliveryStates } = tell(broker, story);
      const states = Object.values(deliveryStates());
      expect(states).toHaveLength(ids.length * consumers.length);
      for (const state of states) expect(['acknowledged', 'deadLettered']).toContain(state);
    });
  });

  it(`that an idempotent consumer does each event’s work at most once (seed ${propertySeed})`, () => {
    holdsForAll(anyStory, (story) => {
      const { listeners } = tell(broker, { ...story, idempotency: true });
      for (const { done } of listeners.values()) expect(new Set(done).size).toBe(done.length);
    });
  });

  it(`that what nobody breaks is processed exactly once (seed ${propertySeed})`, () => {
    holdsForAll(anyStory, (story) => {
      const { ids, handledBy } = tell(broker, { ...story, troubles: [] });
      for (const node of consumers) expect([...handledBy(node)].sort()).toEqual([...ids].sort());
    });
  });
});

describe.each(['in-memory', 'redis-pubsub'] as const)('%s promises', (broker) => {
  it(`that no consumer processes an event twice, idempotent or not (seed ${propertySeed})`, () => {
    holdsForAll(anyStory, (story) => {
      const { ids, handledBy, listeners } = tell(broker, story);
      for (const node of consumers) {
        const handled = handledBy(node);
        expect(new Set(handled).size).toBe(handled.length);
        for (const id of handled) expect(ids).toContain(id);
        const done = listeners.get(node)?.done ?? [];
        expect(new Set(done).size).toBe(done.length);
      }
    });
  });

  it(`that what nobody breaks is processed exactly once, in order (seed ${propertySeed})`, () => {
    holdsForAll(anyStory, (story) => {
      const { ids, handledBy } = tell(broker, { ...story, troubles: [] });
      for (const node of consumers) expect(handledBy(node)).toEqual(ids);
    });
  });
});

describe('kafka promises', () => {
  it(`that events of one key are first processed in the order of their publication (seed ${propertySeed})`, () => {
    holdsForAll(anyStory, (story) => {
      const { bus, listeners } = tell('kafka', story);
      for (const { begun } of listeners.values()) {
        const firsts = [...new Set(begun)];
        for (const orderId of orders) {
          const published = bus.log.filter((event) => partitionKeyOf({ ...event }) === orderId);
          const inOrder = published.map(({ parcelId }) => parcelId).filter((id) => firsts.includes(id));
          expect(firsts.filter((id) => inOrder.includes(id))).toEqual(inOrder);
        }
      }
    });
  });
});

describe('rabbitmq promises', () => {
  it(`order with a prefetch of 1, as long as nothing breaks (seed ${propertySeed})`, () => {
    holdsForAll(anyStory, (story) => {
      const { ids, handledBy } = tell('rabbitmq', { ...story, prefetch: 1, troubles: [] });
      for (const node of consumers) expect(handledBy(node)).toEqual(ids);
    });
  });
});
