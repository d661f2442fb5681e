import { describe, expect, it } from 'vitest';
import { firstDelayMs, parcelPost } from '../support/parcel-post';
import { at, recordsOf, runOut, strike } from '../support/small-world';

describe.each(['in-memory', 'redis-pubsub'] as const)('%s, at most once', (broker) => {
  it('brings every event once, in order, when nothing goes wrong, and asks for no acknowledgement', () => {
    const { world, listen, send, deliveryStates } = parcelPost({ broker });
    const customer = listen('customer');
    for (const parcelId of ['parcel-1', 'parcel-2', 'parcel-3']) send(parcelId);
    runOut(world);
    expect(customer.done).toEqual(['parcel-1', 'parcel-2', 'parcel-3']);
    expect(recordsOf(world, 'sent').filter(({ form }) => form === 'acknowledgement')).toEqual([]);
    expect(deliveryStates()).toEqual({});
  });

  it('loses what a consumer misses while it is away', () => {
    const { world, listen, send, breakAt } = parcelPost({ broker });
    const customer = listen('customer');
    breakAt(0, { type: 'down', node: 'customer', durationMs: 100 });
    send('parcel-1');
    at(world, 200, () => {
      send('parcel-2');
    });
    runOut(world);
    expect(customer.begun).toEqual(['parcel-2']);
  });

  it('loses what is dropped between bus and consumer', () => {
    const { world, listen, send } = parcelPost({ broker });
    const customer = listen('customer');
    strike(world, { type: 'drop', from: 'bus', to: 'customer', count: 1 });
    send('parcel-1');
    send('parcel-2');
    runOut(world);
    expect(customer.done).toEqual(['parcel-2']);
  });

  it.each(['arrival', 'write', 'answer', 'handling'] as const)(
    'brings nothing twice to a consumer that crashes after %s',
    (after) => {
      const { world, listen, send, breakAt } = parcelPost({ broker });
      const customer = listen('customer', { idempotency: false });
      breakAt(0, { type: 'crash', node: 'customer', after, durationMs: 100 });
      send('parcel-1');
      runOut(world);
      expect(customer.begun).toEqual(after === 'arrival' ? [] : ['parcel-1']);
      expect(customer.done).toEqual(after === 'handling' ? ['parcel-1'] : []);
    },
  );

  it('leaves it to the consumer to try again what fails: after growing waits, from its own memory', () => {
    const { world, bus, listen, send, handOvers, deliveryStates } = parcelPost({ broker, maxAttempts: 4 });
    const customer = listen('customer', { fails: (_, attempt) => attempt < 4 });
    send('parcel-1');
    runOut(world);
    expect(customer.begun).toHaveLength(4);
    expect(customer.done).toEqual(['parcel-1']);
    expect(handOvers('customer')).toEqual(['parcel-1 at 5']);
    expect(bus.deadLetters).toEqual([]);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'acknowledged' });
    const failures = recordsOf(world, 'failed').map(({ at: when }) => when);
    // Each attempt takes the 8 ms of the store.
    expect(failures).toEqual([18, 18 + firstDelayMs + 8, 18 + 3 * firstDelayMs + 16]);
  });

  it('puts what fails too often aside, while the others go on', () => {
    const { world, bus, listen, send, deliveryStates } = parcelPost({ broker, maxAttempts: 2 });
    const customer = listen('customer', { fails: (parcelId) => parcelId === 'parcel-1' });
    send('parcel-1');
    send('parcel-2');
    runOut(world);
    expect(customer.done).toEqual(['parcel-2']);
    expect(bus.deadLetters).toEqual([
      {
        consumer: 'customer',
        eventId: 'evt-1',
        eventType: 'ParcelSent',
        reason: 'AddressUnknown: Nobody knows where parcel-1 goes',
        attempts: 2,
      },
    ]);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'deadLettered' });
  });

  it('loses what was to be tried again when the consumer crashes, and keeps the dead letters', () => {
    const { world, bus, listen, send, breakAt, deliveryStates } = parcelPost({ broker, maxAttempts: 2 });
    const customer = listen('customer', { fails: () => true });
    send('parcel-1');
    at(world, 500, () => {
      send('parcel-2');
    });
    breakAt(550, { type: 'down', node: 'customer', durationMs: 100 });
    runOut(world);
    expect(customer.begun).toEqual(['parcel-1', 'parcel-1', 'parcel-2']);
    expect(bus.deadLetters.map(({ eventId }) => eventId)).toEqual(['evt-1']);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'deadLettered', 'evt-2@customer': 'lost' });
  });

  it('lets a consumer that was stopped in good order go on with what it was to try again', () => {
    const { world, listen, send, deliveryStates } = parcelPost({ broker });
    const customer = listen('customer', { fails: (_, attempt) => attempt === 1 });
    send('parcel-1');
    at(world, 50, () => {
      world.outages.goDown('customer', 'stopped');
    });
    at(world, 1_000, () => {
      world.outages.comeUp('customer');
    });
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'acknowledged' });
    expect(recordsOf(world, 'handled').map(({ at: when }) => when)).toEqual([1_008]);
  });

  it('tries a dead letter anew that is redriven, when the consumer is there', () => {
    const { world, bus, listen, send, deliveryStates } = parcelPost({ broker, maxAttempts: 1 });
    const customer = listen('customer', { fails: (_, attempt) => attempt === 1 });
    send('parcel-1');
    runOut(world);
    world.outages.goDown('customer', 'down');
    expect(bus.redrive('customer')).toBe(1);
    runOut(world);
    expect(customer.begun).toHaveLength(1);
    world.outages.comeUp('customer');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'acknowledged' });
  });

  it('cannot try again what arrived spoiled: it fails until it is put aside', () => {
    const { world, bus, listen, send } = parcelPost({ broker });
    const customer = listen('customer');
    strike(world, { type: 'corrupt', from: 'bus', to: 'customer', count: 1 });
    send('parcel-1');
    runOut(world);
    expect(customer.begun).toEqual([]);
    expect(bus.deadLetters).toMatchObject([
      { attempts: 3, reason: 'MalformedMessage: The content of ParcelSent cannot be read' },
    ]);
  });

  it('throws away what failed for who has unsubscribed', () => {
    const { world, listen, send, deliveryStates } = parcelPost({ broker });
    const customer = listen('customer', { fails: () => true });
    send('parcel-1');
    at(world, 50, () => {
      customer.unsubscribe();
    });
    runOut(world);
    expect(customer.begun).toEqual(['parcel-1']);
    expect(deliveryStates()).toEqual({ 'evt-1@customer': 'lost' });
  });

  it('does not try again what fails after its consumer has unsubscribed', () => {
    const { world, listen, send, deliveryStates } = parcelPost({ broker });
    const customer = listen('customer', { fails: () => true });
    send('parcel-1');
    at(world, 12, () => {
      customer.unsubscribe();
    });
    runOut(world);
    expect(customer.begun).toEqual(['parcel-1']);
    expect(Object.values(deliveryStates()).filter((state) => state !== 'lost')).toEqual([]);
  });
});

describe('the in-memory bus', () => {
  it('hands an event to all of its subscribers in the moment in which it reaches the bus', () => {
    const { world, listen, send, handOvers } = parcelPost();
    for (const node of ['customer', 'archive']) listen(node);
    send('parcel-1');
    runOut(world);
    expect([handOvers('customer'), handOvers('archive')]).toEqual([['parcel-1 at 5'], ['parcel-1 at 5']]);
  });

  it('does not know whether a subscriber is there: what it hands over is lost at the door', () => {
    const { world, listen, send } = parcelPost();
    listen('customer');
    strike(world, { type: 'down', node: 'customer' });
    send('parcel-1');
    runOut(world);
    expect(recordsOf(world, 'lost')).toMatchObject([
      { at: 10, node: 'customer', from: 'bus', reason: 'addressee away' },
    ]);
  });
});

describe('Redis Pub/Sub', () => {
  it('sends nothing to who is not connected, and says that nobody listens', () => {
    const { world, listen, send, handOvers } = parcelPost({ broker: 'redis-pubsub' });
    const [customer, archive] = [listen('customer'), listen('archive')];
    strike(world, { type: 'down', node: 'customer' });
    send('parcel-1');
    runOut(world);
    const [arrival] = recordsOf(world, 'arrived');
    expect(recordsOf(world, 'lost')).toMatchObject([
      { at: 5, node: 'customer', from: 'bus', reason: 'nobody listens', message: arrival?.seq },
    ]);
    expect(handOvers('customer')).toEqual([]);
    expect([customer.done, archive.done]).toEqual([[], ['parcel-1']]);
  });
});
