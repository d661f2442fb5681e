import { describe, expect, it } from 'vitest';
import { partitionOf } from '../../src/brokers/kafka';
import { partitionKeyOf } from '../../src/brokers/partition-key';
import type { BusEvent } from '../../src/brokers/broker';
import { firstDelayMs, idleMs, parcelPost } from '../support/parcel-post';
import { recordsOf, runOut, strike } from '../support/small-world';

const parcels = ['parcel-1', 'parcel-2', 'parcel-3', 'parcel-4'];

/** How many events a consumer had at the same time that it had not acknowledged, at most. */
function mostUnacknowledged({ world }: Pick<ReturnType<typeof parcelPost>, 'world'>): number {
  let [now, most] = [0, 0];
  for (const { machine, from, to } of recordsOf(world, 'changed')) {
    if (machine !== 'delivery') continue;
    if (to === 'unacknowledged') now += 1;
    else if (from === 'unacknowledged') now -= 1;
    most = Math.max(most, now);
  }
  return most;
}

/** When attempts at an event began, after the first one, in ms. */
function waitsBetween(starts: readonly string[]): readonly number[] {
  const times = starts.map((start) => Number(start.split(' at ')[1]));
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

describe('Redis Streams', () => {
  const broker = 'redis-streams';

  it('reads one entry at a time: the next one when this one is done', () => {
    const post = parcelPost({ broker });
    post.listen('customer', { workMs: 50 });
    for (const parcelId of parcels) post.send(parcelId);
    runOut(post.world);
    expect(mostUnacknowledged(post)).toBe(1);
    // 5 there, 8 for the store, 50 of work, 5 back.
    expect(waitsBetween(post.handOvers('customer'))).toEqual([68, 68, 68]);
  });

  it('reads on when an entry fails; that one is claimed when it has been idle long enough', () => {
    const { world, listen, send, handOvers } = parcelPost({ broker });
    const customer = listen('customer', {
      fails: (parcelId, attempt) => parcelId === 'parcel-1' && attempt < 3,
    });
    for (const parcelId of ['parcel-1', 'parcel-2']) send(parcelId);
    runOut(world);
    expect(customer.done).toEqual(['parcel-2', 'parcel-1']);
    const first = handOvers('customer').filter((line) => line.startsWith('parcel-1 '));
    expect(first).toEqual([5, 5 + idleMs, 5 + 2 * idleMs].map((at) => `parcel-1 at ${at}`));
  });

  it('leaves what a crashed consumer had pending until it has been idle long enough', () => {
    const { world, listen, send, breakAt, handOvers } = parcelPost({ broker });
    const customer = listen('customer', { workMs: 50 });
    for (const parcelId of ['parcel-1', 'parcel-2']) send(parcelId);
    breakAt(40, { type: 'down', node: 'customer', durationMs: 60 });
    runOut(world);
    expect(handOvers('customer')).toEqual(['parcel-1 at 5', 'parcel-2 at 100', `parcel-1 at ${5 + idleMs}`]);
    expect(customer.done).toEqual(['parcel-2', 'parcel-1']);
  });

  it('counts deliveries: an entry that was delivered often enough is put aside at its next failure', () => {
    const { world, bus, listen, send, breakAt } = parcelPost({ broker, maxAttempts: 2 });
    const customer = listen('customer', { fails: () => true, workMs: 20 });
    send('parcel-1');
    breakAt(20, { type: 'down', node: 'customer', durationMs: 10 });
    runOut(world);
    expect(customer.begun).toHaveLength(2);
    expect(bus.deadLetters).toMatchObject([{ attempts: 2 }]);
  });
});

describe('RabbitMQ', () => {
  const broker = 'rabbitmq';

  it.each([1, 2, 3])('gives a consumer at most %i unacknowledged events', (prefetch) => {
    const post = parcelPost({ broker, prefetch });
    const customer = post.listen('customer', { workMs: 50 });
    for (const parcelId of parcels) post.send(parcelId);
    runOut(post.world);
    expect(mostUnacknowledged(post)).toBe(prefetch);
    expect([...customer.done].sort()).toEqual(parcels);
  });

  it('keeps the order with a prefetch of 1 while nothing is delivered again', () => {
    const { world, listen, send } = parcelPost({ broker, jitterMs: 40, seed: 7 });
    const customer = listen('customer', { workMs: 30 });
    for (const parcelId of parcels) send(parcelId);
    runOut(world);
    expect(customer.begun).toEqual(parcels);
    expect(customer.done).toEqual(parcels);
  });

  it('hears of a failure and delivers again after a growing wait; those behind go on meanwhile', () => {
    const { world, listen, send, handOvers } = parcelPost({ broker });
    const customer = listen('customer', {
      fails: (parcelId, attempt) => parcelId === 'parcel-1' && attempt < 3,
    });
    for (const parcelId of ['parcel-1', 'parcel-2']) send(parcelId);
    runOut(world);
    expect(customer.done).toEqual(['parcel-2', 'parcel-1']);
    const told = recordsOf(world, 'sent').filter(({ form }) => form === 'acknowledgement');
    expect(told.map(({ name }) => name)).toEqual(['basic.nack', 'basic.ack', 'basic.nack', 'basic.ack']);
    const first = handOvers('customer').filter((line) => line.startsWith('parcel-1 '));
    // 5 there, 8 for the store, 5 back, and the wait.
    expect(waitsBetween(first)).toEqual([18 + firstDelayMs, 18 + 2 * firstDelayMs]);
  });

  it('puts back at once what a crashed consumer had, each in its place', () => {
    const { world, listen, send, breakAt, handOvers } = parcelPost({ broker, prefetch: 2 });
    const customer = listen('customer', { workMs: 50 });
    for (const parcelId of parcels) send(parcelId);
    breakAt(40, { type: 'down', node: 'customer', durationMs: 60 });
    runOut(world);
    expect(handOvers('customer').slice(2, 4)).toEqual(['parcel-1 at 100', 'parcel-2 at 100']);
    expect(customer.done).toEqual(parcels);
  });

  it('delivers an event again whose nack is lost, when it has waited long enough', () => {
    const { world, listen, send, handOvers } = parcelPost({ broker });
    const customer = listen('customer', { fails: (_, attempt) => attempt === 1 });
    strike(world, { type: 'drop', from: 'customer', to: 'bus', message: 'basic.nack', count: 1 });
    send('parcel-1');
    runOut(world);
    expect(handOvers('customer')).toEqual(['parcel-1 at 5', `parcel-1 at ${5 + idleMs}`]);
    expect(customer.done).toEqual(['parcel-1']);
  });
});

describe('Kafka', () => {
  const broker = 'kafka';

  it('keeps the order of a key: a failing event holds up what is behind it', () => {
    const { world, listen, send } = parcelPost({ broker, partitions: 1 });
    const customer = listen('customer', {
      fails: (parcelId, attempt) => parcelId === 'parcel-1' && attempt < 3,
    });
    for (const parcelId of parcels) send(parcelId);
    runOut(world);
    expect(customer.done).toEqual(parcels);
    expect(customer.begun.slice(0, 3)).toEqual(['parcel-1', 'parcel-1', 'parcel-1']);
  });

  it('moves on when a failing event is put aside', () => {
    const { world, bus, listen, send } = parcelPost({ broker, partitions: 1, maxAttempts: 2 });
    const customer = listen('customer', { fails: (parcelId) => parcelId === 'parcel-2' });
    for (const parcelId of parcels) send(parcelId);
    runOut(world);
    expect(customer.done).toEqual(['parcel-1', 'parcel-3', 'parcel-4']);
    expect(bus.deadLetters).toMatchObject([{ eventId: 'evt-2', attempts: 2 }]);
  });

  it('lets other partitions go on while one is held up', () => {
    const { world, listen, send } = parcelPost({ broker, partitions: 3 });
    const orders = ['ord-1', 'ord-2', 'ord-3', 'ord-4'];
    const partitions = orders.map((orderId) => partitionOf(anEvent({ orderId }), 3));
    const elsewhere = orders.find((_, index) => partitions[index] !== partitions[0]) ?? '';
    const customer = listen('customer', {
      fails: (parcelId, attempt) => parcelId === 'parcel-1' && attempt < 3,
    });
    send('parcel-1', 'ord-1');
    send('parcel-2', 'ord-1');
    send('parcel-3', elsewhere);
    runOut(world);
    expect(customer.done).toEqual(['parcel-3', 'parcel-1', 'parcel-2']);
  });

  it.each(['arrival', 'write', 'answer', 'handling'] as const)(
    'goes on from the last committed offset after a crash: after %s nothing overtakes',
    (after) => {
      const { world, listen, send, breakAt } = parcelPost({ broker, partitions: 1 });
      const customer = listen('customer', { idempotency: false, workMs: 20 });
      for (const parcelId of parcels) send(parcelId);
      breakAt(50, { type: 'crash', node: 'customer', after, durationMs: 70 });
      runOut(world);
      expect([...new Set(customer.done)]).toEqual(parcels);
    },
  );

  it('tries again by itself, without a word to the broker, and commits when it is done', () => {
    const { world, listen, send } = parcelPost({ broker });
    listen('customer', { fails: (_, attempt) => attempt < 3 });
    send('parcel-1');
    runOut(world);
    const told = recordsOf(world, 'sent').filter(({ form }) => form === 'acknowledgement');
    expect(told).toMatchObject([{ name: 'OffsetCommit', payload: { eventId: 'evt-1', offset: 0 } }]);
  });

  it.each([
    [{ orderId: 'ord-1', customerId: 'cust-1' }, 'ord-1'],
    [{ productId: 'prod-1', customerId: 'cust-1' }, 'prod-1'],
    [{ notificationId: 'ntf-1', customerId: 'cust-1' }, 'ntf-1'],
    [{ customerId: 'cust-1' }, 'cust-1'],
    [{ customerId: null }, 'evt-1'],
    [{}, 'evt-1'],
  ])('takes what an event is about for its key: %o → %s', (facts, key) => {
    expect(partitionKeyOf(anEvent(facts))).toBe(key);
  });

  it('spreads the keys over the partitions, and a key always to the same one', () => {
    const orders = Array.from({ length: 30 }, (_, number) => anEvent({ orderId: `ord-${number}` }));
    const partitions = orders.map((event) => partitionOf(event, 3));
    expect(new Set(partitions)).toEqual(new Set([0, 1, 2]));
    expect(orders.map((event) => partitionOf({ ...event, id: 'evt-99' }, 3))).toEqual(partitions);
  });
});

function anEvent(facts: { readonly [fact: string]: string | null }): BusEvent {
  return { id: 'evt-1', type: 'ParcelSent', version: 1, ...facts };
}
