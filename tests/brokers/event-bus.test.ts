import { describe, expect, it } from 'vitest';
import { EventBus } from '../../src/brokers/event-bus';
import type { Process } from '../../src/engine/process';
import type { EventEnvelope } from '../../src/shop/events';
import { recordsOf, runOut, smallWorld } from '../support/small-world';

type ParcelSent = EventEnvelope<'ParcelSent'> & { readonly parcelId: string };
type ParcelLost = EventEnvelope<'ParcelLost'> & { readonly parcelId: string; readonly where: string };

/** A bus between a depot and three listeners of different distance. */
function parcels() {
  const world = smallWorld([
    ['depot', 'bus', 5],
    ['bus', 'customer', 5],
    ['bus', 'insurance', 30],
    ['bus', 'archive', 1],
  ]);
  const bus = new EventBus<ParcelSent | ParcelLost>(world);
  const { publish } = bus.publisher('depot');
  const tell = (process: Process) => {
    world.start(world.mint('flow'), 0, process, () => undefined);
  };
  return {
    world,
    bus,
    sent: (parcelId: string) => {
      tell(publish({ type: 'ParcelSent', parcelId }));
    },
    lost: (parcelId: string) => {
      tell(publish({ type: 'ParcelLost', parcelId, where: 'Reading' }));
    },
  };
}

/** A handler that notes which parcels it heard of. */
function noting(heard: string[]) {
  return function* ({ parcelId }: { parcelId: string }): Process {
    heard.push(parcelId);
  };
}

describe('the event bus', () => {
  it('brings an event to those who subscribed to its type, with its facts', () => {
    const { world, bus, sent, lost } = parcels();
    const places: string[] = [];
    bus.subscribe('ParcelLost', 'insurance', function* ({ parcelId, where }) {
      places.push(`${parcelId} in ${where}`);
    });
    sent('parcel-1');
    lost('parcel-2');
    runOut(world);
    expect(places).toEqual(['parcel-2 in Reading']);
  });

  it('brings every event to who subscribed to all', () => {
    const { world, bus, sent, lost } = parcels();
    const heard: string[] = [];
    bus.subscribeToAll('archive', noting(heard));
    sent('parcel-1');
    lost('parcel-2');
    runOut(world);
    expect(heard).toEqual(['parcel-1', 'parcel-2']);
  });

  it('brings an event to each of its subscribers once', () => {
    const { world, bus, sent } = parcels();
    const [customer, archive]: [string[], string[]] = [[], []];
    bus.subscribe('ParcelSent', 'customer', noting(customer));
    bus.subscribeToAll('archive', noting(archive));
    sent('parcel-1');
    runOut(world);
    expect([customer, archive]).toEqual([['parcel-1'], ['parcel-1']]);
  });

  it('takes the time of the links: to the bus and on', () => {
    const { world, bus, sent } = parcels();
    let heardAt = -1;
    bus.subscribe('ParcelSent', 'insurance', function* () {
      heardAt = world.now;
    });
    sent('parcel-1');
    runOut(world);
    expect(heardAt).toBe(35);
  });

  it('keeps the order of publication for each subscriber, far or near', () => {
    const { world, bus, sent, lost } = parcels();
    const [near, far]: [string[], string[]] = [[], []];
    bus.subscribeToAll('archive', noting(near));
    bus.subscribeToAll('insurance', noting(far));
    sent('parcel-1');
    lost('parcel-2');
    sent('parcel-3');
    runOut(world);
    expect(near).toEqual(['parcel-1', 'parcel-2', 'parcel-3']);
    expect(far).toEqual(near);
  });

  it('tells its subscribers in the order in which they subscribed', () => {
    const { world, bus, sent } = parcels();
    bus.subscribe('ParcelSent', 'insurance', noting([]));
    bus.subscribeToAll('archive', noting([]));
    bus.subscribe('ParcelSent', 'customer', noting([]));
    sent('parcel-1');
    runOut(world);
    const passedOn = recordsOf(world, 'sent').filter(({ node }) => node === 'bus');
    expect(passedOn.map(({ to }) => to)).toEqual(['insurance', 'archive', 'customer']);
  });

  it('does not let a handler that throws stop the others, nor itself', () => {
    const { world, bus, sent } = parcels();
    const heard: string[] = [];
    let calls = 0;
    bus.subscribe('ParcelSent', 'customer', function* () {
      calls += 1;
      throw new Error('The customer is out');
    });
    bus.subscribe('ParcelSent', 'insurance', noting(heard));
    sent('parcel-1');
    sent('parcel-2');
    runOut(world);
    expect(heard).toEqual(['parcel-1', 'parcel-2']);
    expect(calls).toBe(2);
    expect(recordsOf(world, 'failed')).toMatchObject([
      { node: 'customer', message: 'The customer is out' },
      { node: 'customer', message: 'The customer is out' },
    ]);
    expect(bus.subscriberCount('ParcelSent')).toBe(2);
  });

  it('does not tell a late subscriber of what was before', () => {
    const { world, bus, sent } = parcels();
    const heard: string[] = [];
    sent('parcel-1');
    runOut(world);
    bus.subscribe('ParcelSent', 'customer', noting(heard));
    sent('parcel-2');
    runOut(world);
    expect(heard).toEqual(['parcel-2']);
  });

  it('tells nothing more to who has unsubscribed, and unsubscribing twice is the same as once', () => {
    const { world, bus, sent } = parcels();
    const [one, other]: [string[], string[]] = [[], []];
    const subscription = bus.subscribe('ParcelSent', 'customer', noting(one));
    bus.subscribe('ParcelSent', 'insurance', noting(other));
    sent('parcel-1');
    runOut(world);
    subscription.unsubscribe();
    subscription.unsubscribe();
    sent('parcel-2');
    runOut(world);
    expect(one).toEqual(['parcel-1']);
    expect(other).toEqual(['parcel-1', 'parcel-2']);
    expect(bus.subscriberCount('ParcelSent')).toBe(1);
  });

  it('still delivers what was under way when someone unsubscribed', () => {
    const { world, bus, sent } = parcels();
    const heard: string[] = [];
    const subscription = bus.subscribe('ParcelSent', 'insurance', noting(heard));
    sent('parcel-1');
    while (world.now < 5) world.clock.runNext();
    subscription.unsubscribe();
    runOut(world);
    expect(heard).toEqual(['parcel-1']);
  });

  it('counts who would hear of a type: its own subscribers and those of all types', () => {
    const { bus } = parcels();
    expect(bus.subscriberCount('ParcelSent')).toBe(0);
    bus.subscribe('ParcelSent', 'customer', noting([]));
    const all = bus.subscribeToAll('archive', noting([]));
    expect([bus.subscriberCount('ParcelSent'), bus.subscriberCount('ParcelLost')]).toEqual([2, 1]);
    all.unsubscribe();
    expect([bus.subscriberCount('ParcelSent'), bus.subscriberCount('ParcelLost')]).toEqual([1, 0]);
  });

  it('logs every event that reached it, with an id and a version, whether anyone listens or not', () => {
    const { world, bus, sent, lost } = parcels();
    sent('parcel-1');
    lost('parcel-2');
    expect(bus.log).toEqual([]);
    runOut(world);
    expect(bus.log).toEqual([
      { id: 'evt-1', type: 'ParcelSent', version: 1, parcelId: 'parcel-1' },
      { id: 'evt-2', type: 'ParcelLost', version: 1, parcelId: 'parcel-2', where: 'Reading' },
    ]);
  });

  it('lets the publisher go on at once', () => {
    const { world, bus } = parcels();
    bus.subscribe('ParcelSent', 'customer', noting([]));
    let doneAt = -1;
    world.start(
      'flow-1',
      0,
      bus.publisher('depot').publish({ type: 'ParcelSent', parcelId: 'parcel-1' }),
      () => {
        doneAt = world.now;
      },
    );
    expect(doneAt).toBe(0);
    runOut(world);
    expect(recordsOf(world, 'handled')).toHaveLength(1);
  });
});
