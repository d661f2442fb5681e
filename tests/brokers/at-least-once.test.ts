import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/simulation/faults';
import { firstDelayMs, idleMs, parcelPost } from '../support/parcel-post';
import { at, recordsOf, runOut, strike } from '../support/small-world';

const acknowledgements = { 'redis-streams': 'XACK', rabbitmq: 'basic.ack', kafka: 'OffsetCommit' } as const;

describe.each(['redis-streams', 'rabbitmq', 'kafka'] as const)('%s, at least once', (broker) => {
  const acknowledgement = acknowledgements[broker];

  it('brings every event once, in order, and hears that it is done, when nothing goes wrong', () => {
    const { world, listen, send, deliveryStates } = parcelPost({ broker });
    const customer = listen('customer');
    for (const parcelId of ['parcel-1', 'parcel-2', 'parcel-3']) send(parcelId);
    runOut(world);
    expect(customer.begun).toEqual(['parcel-1', 'parcel-2', 'parcel-3']);
    expect(customer.done).toEqual(customer.begun);
    expect(deliveryStates()).toEqual({
      'evt-1@customer': 'acknowledged',
      'evt-2@customer': 'acknowledged',
      'evt-3@customer': 'acknowledged',
    });
    const told = recordsOf(world, 'sent').filter(({ form }) => form === 'acknowledgement');
    expect(new Set(told.map(({ name }) => name))).toEqual(new Set([acknowledgement]));
    expect(recordsOf(world, 'timer-fired')).toEqual([]);
  });

  it('keeps an event for each of its consumers: what one has done says nothing about another', () => {
    const { world, listen, send } = parcelPost({ broker });
    const [customer, archive] = [listen('customer'), listen('archive')];
    strike(world, { type: 'down', node: 'customer', durationMs: 5_000 });
    send('parcel-1');
    runOut(world);
    expect([customer.done, archive.done]).toEqual([['parcel-1'], ['parcel-1']]);
  });

  it('brings what was published while a consumer was away as soon as it is back, in order', () => {
    const { world, listen, send, breakAt } = parcelPost({ broker });
    const customer = listen('customer');
    breakAt(0, { type: 'down', node: 'customer', durationMs: 700 });
    at(world, 100, () => {
      for (const parcelId of ['parcel-1', 'parcel-2', 'parcel-3']) send(parcelId);
    });
    runOut(world);
    expect(customer.begun).toEqual(['parcel-1', 'parcel-2', 'parcel-3']);
    expect(recordsOf(world, 'arrived').find(({ node }) => node === 'customer')?.at).toBe(705);
  });

  it.each(['arrival', 'write', 'answer'] as const)(
    'loses nothing when the consumer crashes after %s: the event comes again and is done once',
    (after) => {
      const { world, listen, send, breakAt } = parcelPost({ broker });
      const customer = listen('customer');
      breakAt(0, { type: 'crash', node: 'customer', after, durationMs: 200 });
      send('parcel-1');
      send('parcel-2');
      runOut(world);
      expect([...customer.done].sort()).toEqual(['parcel-1', 'parcel-2']);
    },
  );

  it('doubles when the consumer crashes after its work and before it said so, without idempotency', () => {
    const { world, listen, send, breakAt } = parcelPost({ broker });
    const customer = listen('customer', { idempotency: false });
    breakAt(0, { type: 'crash', node: 'customer', after: 'handling', durationMs: 200 });
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1', 'parcel-1']);
  });

  it('doubles no work when the consumer crashes after it and before it said so, with idempotency', () => {
    const { world, listen, send, breakAt } = parcelPost({ broker });
    const customer = listen('customer', { idempotency: true });
    breakAt(0, { type: 'crash', node: 'customer', after: 'handling', durationMs: 200 });
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
    expect(recordsOf(world, 'decision')).toMatchObject([
      { rule: 'idempotency', subject: 'evt-1', outcome: 'stopped', because: { before: 'processed' } },
    ]);
  });

  it.each<[string, Fault]>([
    ['is lost', { type: 'drop', from: 'bus', to: 'customer', count: 1 }],
    ['was spoiled', { type: 'corrupt', from: 'bus', to: 'customer', count: 1 }],
    ['makes the consumer throw', { type: 'throw', node: 'customer', count: 1, error: 'Out of memory' }],
  ])('hands an event over again that %s on its first way', (_, fault) => {
    const { world, listen, send, deliveryStates, handOvers } = parcelPost({ broker });
    const customer = listen('customer');
    strike(world, fault);
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
    expect(handOvers('customer')).toHaveLength(2);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'acknowledged' });
  });

  it.each<[string, Fault]>([
    ['is lost', { type: 'drop', from: 'customer', to: 'bus', count: 1 }],
    ['cannot be read', { type: 'corrupt', from: 'customer', to: 'bus', count: 1 }],
  ])('hands an event over again whose acknowledgement %s; who knows it already skips it', (_, fault) => {
    const { world, listen, send, deliveryStates, handOvers } = parcelPost({ broker });
    const customer = listen('customer');
    strike(world, fault);
    send('parcel-1');
    runOut(world);
    expect(handOvers('customer')).toEqual(['parcel-1 at 5', `parcel-1 at ${5 + idleMs}`]);
    expect(customer.done).toEqual(['parcel-1']);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'acknowledged' });
  });

  it('doubles an event whose acknowledgement is lost, without idempotency', () => {
    const { world, listen, send } = parcelPost({ broker });
    const customer = listen('customer', { idempotency: false });
    strike(world, { type: 'drop', from: 'customer', to: 'bus', count: 1 });
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1', 'parcel-1']);
  });

  it('tries an event again that fails, and gives it up after the last attempt; the others go on', () => {
    const { world, bus, listen, send, deliveryStates } = parcelPost({ broker, maxAttempts: 3 });
    const customer = listen('customer', { fails: (parcelId) => parcelId === 'parcel-1' });
    send('parcel-1');
    send('parcel-2');
    runOut(world);
    expect(customer.begun.filter((parcelId) => parcelId === 'parcel-1')).toHaveLength(3);
    expect(customer.done).toEqual(['parcel-2']);
    expect(bus.deadLetters).toEqual([
      {
        consumer: 'customer',
        eventId: 'evt-1',
        eventType: 'ParcelSent',
        reason: 'AddressUnknown: Nobody knows where parcel-1 goes',
        attempts: 3,
      },
    ]);
    expect(deliveryStates()).toEqual({
      'evt-1@customer': 'deadLettered',
      'evt-2@customer': 'acknowledged',
    });
  });

  it('tries once and no more when retries are off', () => {
    const { world, bus, listen, send } = parcelPost({ broker, maxAttempts: 1 });
    const customer = listen('customer', { fails: () => true });
    send('parcel-1');
    runOut(world);
    expect(customer.begun).toEqual(['parcel-1']);
    expect(bus.deadLetters).toMatchObject([{ eventId: 'evt-1', attempts: 1 }]);
  });

  it('tries a dead letter anew that is redriven, with all its attempts', () => {
    const { world, bus, listen, send, deliveryStates } = parcelPost({ broker, maxAttempts: 2 });
    const customer = listen('customer', { fails: (_, attempt) => attempt < 4 });
    send('parcel-1');
    runOut(world);
    expect(customer.begun).toHaveLength(2);
    expect(bus.redrive('customer')).toBe(1);
    runOut(world);
    expect(customer.begun).toHaveLength(4);
    expect(customer.done).toEqual(['parcel-1']);
    expect(bus.deadLetters).toEqual([]);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'acknowledged' });
  });

  it('goes on with what is behind a dead letter, though the word about that is lost', () => {
    const { world, listen, send } = parcelPost({ broker, maxAttempts: 1, partitions: 1 });
    const customer = listen('customer', { fails: (parcelId) => parcelId === 'parcel-1' });
    strike(world, { type: 'drop', from: 'customer', to: 'bus', count: 1 });
    send('parcel-1');
    send('parcel-2');
    runOut(world);
    expect(customer.done).toEqual(['parcel-2']);
  });

  it('that is away hands nothing over; when it is back it goes on with what it kept', () => {
    const { world, listen, send, breakAt, handOvers } = parcelPost({ broker });
    const customer = listen('customer');
    breakAt(0, { type: 'down', node: 'customer', durationMs: 100 });
    send('parcel-1');
    breakAt(50, { type: 'down', node: 'bus', durationMs: 500 });
    runOut(world);
    expect(handOvers('customer')).toEqual(['parcel-1 at 550']);
    expect(customer.done).toEqual(['parcel-1']);
  });

  it('throws away what waits for who has unsubscribed', () => {
    const { world, bus, listen, send, deliveryStates } = parcelPost({ broker });
    const customer = listen('customer');
    strike(world, { type: 'down', node: 'customer' });
    send('parcel-1');
    at(world, 100, () => {
      customer.unsubscribe();
      world.outages.comeUp('customer');
    });
    runOut(world);
    expect(bus.log).toHaveLength(1);
    expect(customer.begun).toEqual([]);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'lost' });
  });

  it('hands a slow consumer an event again, which does not begin it twice', () => {
    const { world, listen, send, handOvers, deliveryStates } = parcelPost({ broker });
    const customer = listen('customer', { workMs: 1.5 * idleMs });
    send('parcel-1');
    runOut(world);
    expect(handOvers('customer')).toHaveLength(2);
    expect(customer.begun).toEqual(['parcel-1']);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'acknowledged' });
    expect(recordsOf(world, 'decision')).toMatchObject([
      { rule: 'idempotency', outcome: 'stopped', because: { before: 'under way' } },
    ]);
  });

  it('is done with an event when one of its copies is, whatever becomes of another', () => {
    const { world, listen, send, deliveryStates } = parcelPost({ broker });
    const customer = listen('customer');
    strike(world, { type: 'duplicate', from: 'bus', to: 'customer', count: 1 });
    // Strikes the first copy alone.
    strike(world, { type: 'throw', node: 'customer', count: 1, error: 'Out of memory' });
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'acknowledged' });
  });

  it('keeps each delivery in the story of its event', () => {
    const { world, listen, send } = parcelPost({ broker });
    listen('customer', { fails: (parcelId, attempt) => parcelId === 'parcel-1' && attempt === 1 });
    strike(world, { type: 'down', node: 'customer', durationMs: firstDelayMs });
    send('parcel-1');
    send('parcel-2');
    runOut(world);
    const flows = new Map(
      recordsOf(world, 'sent')
        .filter(({ node }) => node === 'depot')
        .map(({ payload, flow }) => [payload.id, flow]),
    );
    for (const { entity, machine, flow } of recordsOf(world, 'changed')) {
      if (machine === 'delivery') expect(flow).toBe(flows.get(entity.split('@')[0] ?? ''));
    }
  });
});
