import { describe, expect, it } from 'vitest';
import { brokerNames } from '../../src/brokers/broker-names';
import { parcelPost } from '../support/parcel-post';
import { at, recordsOf, runOut } from '../support/small-world';

const keepsPast = ['redis-streams', 'kafka'];

describe.each(brokerNames)('who subscribes late, with %s', (broker) => {
  it(
    keepsPast.includes(broker) ? 'catches up with what was before' : 'hears nothing of what was before',
    () => {
      const { world, listen, send } = parcelPost({ broker });
      const archive = listen('archive');
      send('parcel-1');
      send('parcel-2');
      runOut(world);
      const customer = listen('customer');
      send('parcel-3');
      runOut(world);
      const all = ['parcel-1', 'parcel-2', 'parcel-3'];
      expect(customer.done).toEqual(keepsPast.includes(broker) ? all : ['parcel-3']);
      expect(archive.done).toEqual(all);
    },
  );

  it('changes nothing in the story that is told now', () => {
    const { world, listen, send } = parcelPost({ broker });
    send('parcel-1');
    runOut(world);
    const thread = { flow: 'flow-9', cause: 0 };
    world.journal.enter(thread);
    listen('customer');
    expect(world.journal.thread).toBe(thread);
    runOut(world);
    expect(new Set(recordsOf(world, 'handled').map(({ flow }) => flow))).toEqual(
      new Set(keepsPast.includes(broker) ? ['flow-1'] : []),
    );
  });
});

describe.each(brokerNames)('a replay, with %s', (broker) => {
  const replayed = (idempotency: boolean, startAnew?: () => void) => {
    const post = parcelPost({ broker, partitions: 1 });
    const customer = post.listen('customer', {
      idempotency,
      ...(startAnew === undefined ? {} : { startAnew }),
    });
    for (const parcelId of ['parcel-1', 'parcel-2', 'parcel-3']) post.send(parcelId);
    runOut(post.world);
    return { ...post, customer };
  };

  it('is skipped by who has processed the events already', () => {
    const { world, bus, customer } = replayed(true);
    expect(bus.replay(0)).toBe(3);
    runOut(world);
    expect(customer.done).toEqual(['parcel-1', 'parcel-2', 'parcel-3']);
    expect(recordsOf(world, 'decision').map(({ subject, outcome }) => `${subject} ${outcome}`)).toEqual([
      'evt-1 stopped',
      'evt-2 stopped',
      'evt-3 stopped',
    ]);
  });

  it('is processed once more without idempotency, from the offset on, in order', () => {
    const { world, bus, customer } = replayed(false);
    bus.replay(1);
    runOut(world);
    expect(customer.done.slice(3)).toEqual(['parcel-2', 'parcel-3']);
  });

  it('from the beginning lets who can start anew do so; from a later offset it does not', () => {
    const told: string[] = [];
    const { world, bus, customer } = replayed(true, () => told.push('anew'));
    bus.replay(1);
    runOut(world);
    expect(told).toEqual([]);
    bus.replay(0);
    runOut(world);
    expect(told).toEqual(['anew']);
    expect(customer.done).toHaveLength(6);
  });

  it('leaves no delivery behind, and gives each its own name', () => {
    const { world, bus, deliveryStates } = replayed(true);
    bus.replay(0);
    bus.replay(0);
    runOut(world);
    const states = deliveryStates();
    for (const state of Object.values(states)) expect(state).toBe('acknowledged');
    expect(Object.keys(states)).toHaveLength(['in-memory', 'redis-pubsub'].includes(broker) ? 0 : 9);
  });

  it('goes on with the story in which it was asked for', () => {
    const { world, bus } = replayed(false);
    const before = world.journal.records.length;
    at(world, 5_000, () => bus.replay(0));
    runOut(world);
    const flows = world.journal.records.slice(before).map(({ flow }) => flow);
    expect(new Set(flows)).toEqual(new Set(['flow-4']));
  });
});
