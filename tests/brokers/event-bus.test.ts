import { describe, expect, it } from 'vitest';
import { busCommands } from '../../src/brokers/bus-commands';
import type { Process } from '../../src/engine/process';
import { parcelPost } from '../support/parcel-post';
import { at, finish, recordsOf, runOut, settle, strike } from '../support/small-world';

describe('the event bus', () => {
  it('brings an event to those who subscribed to its type, with its facts', () => {
    const { world, bus, send, lose } = parcelPost();
    const places: string[] = [];
    bus.subscribe('insurance', {
      *ParcelLost({ parcelId, where }): Process {
        places.push(`${parcelId} in ${where}`);
      },
    });
    send('parcel-1');
    lose('parcel-2');
    runOut(world);
    expect(places).toEqual(['parcel-2 in Reading']);
  });

  it('brings every event to who has a handler for each type', () => {
    const { world, listen, send, lose } = parcelPost();
    const archive = listen('archive');
    send('parcel-1');
    lose('parcel-2');
    runOut(world);
    expect(archive.done).toEqual(['parcel-1', 'parcel-2']);
  });

  it('brings an event to each of its subscribers once', () => {
    const { world, listen, send } = parcelPost();
    const [customer, archive] = [listen('customer'), listen('archive')];
    send('parcel-1');
    runOut(world);
    expect([customer.done, archive.done]).toEqual([['parcel-1'], ['parcel-1']]);
  });

  it('brings a subscriber only what it wants', () => {
    const { world, listen, send } = parcelPost();
    const picky = listen('customer', { wants: ({ orderId }) => orderId === 'ord-2' });
    const other = listen('archive');
    send('parcel-1', 'ord-1');
    send('parcel-2', 'ord-2');
    runOut(world);
    expect(picky.done).toEqual(['parcel-2']);
    expect(other.done).toEqual(['parcel-1', 'parcel-2']);
  });

  it('takes the time of the links: to the bus and on', () => {
    const { world, listen, send } = parcelPost();
    listen('insurance');
    send('parcel-1');
    runOut(world);
    const atInsurance = recordsOf(world, 'arrived').filter(({ node }) => node === 'insurance');
    expect(atInsurance.map(({ at: when }) => when)).toEqual([35]);
  });

  it('keeps the order of publication for each subscriber, far or near', () => {
    const { world, listen, send, lose } = parcelPost();
    const [near, far] = [listen('archive'), listen('insurance')];
    send('parcel-1');
    lose('parcel-2');
    send('parcel-3');
    runOut(world);
    expect(near.done).toEqual(['parcel-1', 'parcel-2', 'parcel-3']);
    expect(far.done).toEqual(near.done);
  });

  it('tells its subscribers in the order in which they subscribed', () => {
    const { world, listen, send } = parcelPost();
    for (const node of ['insurance', 'archive', 'customer']) listen(node);
    send('parcel-1');
    runOut(world);
    const passedOn = recordsOf(world, 'sent').filter(({ node }) => node === 'bus');
    expect(passedOn.map(({ to }) => to)).toEqual(['insurance', 'archive', 'customer']);
  });

  it('does not let a handler that throws stop the others, nor itself', () => {
    const { world, bus, listen, send } = parcelPost({ maxAttempts: 1 });
    const customer = listen('customer', { fails: () => true });
    const insurance = listen('insurance');
    send('parcel-1');
    send('parcel-2');
    runOut(world);
    expect(insurance.done).toEqual(['parcel-1', 'parcel-2']);
    expect(customer.begun).toEqual(['parcel-1', 'parcel-2']);
    expect(recordsOf(world, 'failed')).toMatchObject([
      { node: 'customer', message: 'Nobody knows where parcel-1 goes' },
      { node: 'customer', message: 'Nobody knows where parcel-2 goes' },
    ]);
    expect([bus.isSubscribed('customer'), bus.isSubscribed('insurance')]).toEqual([true, true]);
  });

  it('tells nothing more to who has unsubscribed, and unsubscribing twice is the same as once', () => {
    const { world, bus, listen, send } = parcelPost();
    const [customer, insurance] = [listen('customer'), listen('insurance')];
    send('parcel-1');
    runOut(world);
    customer.unsubscribe();
    customer.unsubscribe();
    send('parcel-2');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
    expect(insurance.done).toEqual(['parcel-1', 'parcel-2']);
    expect([bus.isSubscribed('customer'), bus.isSubscribed('insurance')]).toEqual([false, true]);
  });

  it('still delivers what was under way when someone unsubscribed', () => {
    const { world, listen, send } = parcelPost();
    const insurance = listen('insurance');
    send('parcel-1');
    at(world, 10, () => {
      insurance.unsubscribe();
    });
    runOut(world);
    expect(insurance.done).toEqual(['parcel-1']);
  });

  it('logs every event that reached it, with an id and a version, whether anyone listens or not', () => {
    const { world, bus, send, lose } = parcelPost();
    send('parcel-1');
    lose('parcel-2');
    expect(bus.log).toEqual([]);
    runOut(world);
    expect(bus.log).toEqual([
      { id: 'evt-1', type: 'ParcelSent', version: 1, orderId: 'ord-1', parcelId: 'parcel-1' },
      {
        id: 'evt-2',
        type: 'ParcelLost',
        version: 1,
        orderId: 'ord-1',
        parcelId: 'parcel-2',
        where: 'Reading',
      },
    ]);
  });

  it('lets the publisher go on at once', () => {
    const { world, bus, listen } = parcelPost();
    listen('customer');
    const published = bus.publisher('depot').publish({ type: 'ParcelSent', orderId: 'ord-1', parcelId: 'p' });
    let doneAt = -1;
    world.start('depot', 'flow-1', 0, published, () => {
      doneAt = world.now;
    });
    expect(doneAt).toBe(0);
    runOut(world);
    expect(recordsOf(world, 'handled')).toHaveLength(1);
  });

  it('that is away hears nothing: what is published meanwhile is lost, and not in its log', () => {
    const { world, bus, listen, send } = parcelPost();
    const customer = listen('customer');
    strike(world, { type: 'down', node: 'bus', durationMs: 100 });
    send('parcel-1');
    at(world, 200, () => {
      send('parcel-2');
    });
    runOut(world);
    expect(bus.log.map(({ parcelId }) => parcelId)).toEqual(['parcel-2']);
    expect(customer.done).toEqual(['parcel-2']);
  });

  it('that is slow takes longer before it passes anything on', () => {
    const { world, listen, send, handOvers } = parcelPost();
    listen('customer');
    strike(world, { type: 'slow', node: 'bus', delayMs: 500 });
    send('parcel-1');
    runOut(world);
    expect(handOvers('customer')).toEqual(['parcel-1 at 505']);
  });
});

describe('commands to the bus', () => {
  it('redrive the dead letters of who listens, and know nobody else', () => {
    const { world, bus, listen, send } = parcelPost({ maxAttempts: 1 });
    const customer = listen('customer', { fails: (_, attempt) => attempt === 1 });
    send('parcel-1');
    runOut(world);
    const { RedriveDeadLetters: redrive } = busCommands(bus);
    const redriven = finish(world, 'bus', redrive({ type: 'RedriveDeadLetters', consumer: 'customer' }));
    expect(redriven).toEqual({ consumer: 'customer', redriven: 1 });
    expect(customer.done).toEqual(['parcel-1']);
    expect(bus.deadLetters).toEqual([]);
    expect(settle(world, 'bus', redrive({ type: 'RedriveDeadLetters', consumer: 'nobody' }))).toMatchObject({
      ok: false,
      error: { name: 'UnknownConsumer', message: 'consumer: nobody called nobody listens to the bus' },
    });
  });

  it('replay the log from an offset, and say how many events that were', () => {
    const { world, bus, listen, send } = parcelPost();
    const customer = listen('customer', { idempotency: false });
    for (const parcelId of ['parcel-1', 'parcel-2', 'parcel-3']) send(parcelId);
    runOut(world);
    const { ReplayLog: replay } = busCommands(bus);
    expect(finish(world, 'bus', replay({ type: 'ReplayLog', fromOffset: 1 }))).toEqual({ replayed: 2 });
    expect(customer.done).toEqual(['parcel-1', 'parcel-2', 'parcel-3', 'parcel-2', 'parcel-3']);
    expect(finish(world, 'bus', replay({ type: 'ReplayLog', fromOffset: 9 }))).toEqual({ replayed: 0 });
  });
});
