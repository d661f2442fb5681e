import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/engine/process';
import { parcelPost } from '../support/parcel-post';
import { at, recordsOf, runOut, strike } from '../support/small-world';

/** A post whose bus doubles the first event on its way to the customer. */
function doubling() {
  const post = parcelPost();
  strike(post.world, { type: 'duplicate', from: 'bus', to: 'customer', count: 1 });
  return post;
}

describe('a consumer that gets the same event twice', () => {
  it('processes it once, with idempotency, and says why it skips the copy', () => {
    const { world, listen, send } = doubling();
    const customer = listen('customer', { idempotency: true });
    send('parcel-1');
    runOut(world);
    expect(customer.begun).toEqual(['parcel-1']);
    expect(recordsOf(world, 'decision')).toMatchObject([
      {
        node: 'customer',
        rule: 'idempotency',
        subject: 'evt-1',
        outcome: 'stopped',
        because: { eventId: 'evt-1', eventType: 'ParcelSent', before: 'under way' },
      },
    ]);
    expect(recordsOf(world, 'handled')).toHaveLength(2);
  });

  it('processes it twice without idempotency', () => {
    const { world, listen, send } = doubling();
    const customer = listen('customer', { idempotency: false });
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1', 'parcel-1']);
    expect(recordsOf(world, 'decision')).toEqual([]);
  });

  it('processes the second copy when the first one failed', () => {
    const { world, listen, send } = doubling();
    const customer = listen('customer');
    strike(world, { type: 'throw', node: 'customer', count: 1, error: 'Out of memory' });
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
  });

  it('knows what it has processed after a crash, and has forgotten what was under way', () => {
    const { world, bus, listen, send } = parcelPost();
    const customer = listen('customer', { workMs: 50 });
    send('parcel-1');
    at(world, 100, () => {
      send('parcel-2');
    });
    at(world, 130, () => {
      strike(world, { type: 'down', node: 'customer', durationMs: 20 });
    });
    at(world, 200, () => bus.replay(0));
    runOut(world);
    expect(customer.begun).toEqual(['parcel-1', 'parcel-2', 'parcel-2']);
    expect(customer.done).toEqual(['parcel-1', 'parcel-2']);
    expect(recordsOf(world, 'decision')).toMatchObject([
      { subject: 'evt-1', because: { before: 'processed' } },
    ]);
  });

  it('has its own memory: what another one has processed it has not', () => {
    const { world, listen, send } = doubling();
    const [customer, archive] = [listen('customer'), listen('archive')];
    send('parcel-1');
    runOut(world);
    expect([customer.done, archive.done]).toEqual([['parcel-1'], ['parcel-1']]);
  });
});

describe('the version of an event', () => {
  it('is brought up to what the handlers need before they see it', () => {
    const { world, bus, send } = parcelPost();
    const versions: number[] = [];
    bus.subscribe(
      'customer',
      {
        *ParcelSent({ version }) {
          versions.push(version);
        },
      },
      { read: (event) => ({ ...event, version: 2 }) },
    );
    send('parcel-1');
    runOut(world);
    expect(versions).toEqual([2]);
    expect(bus.log.map(({ version }) => version)).toEqual([1]);
  });

  it('that cannot be read is a failure like any other: tried again, and put aside', () => {
    const { world, bus, listen, send } = parcelPost({ broker: 'kafka', maxAttempts: 2 });
    const customer = listen('customer', {
      read: () => {
        throw new DomainError('UnsupportedVersion', 'ParcelSent is of version 1; version 2 is needed');
      },
    });
    send('parcel-1');
    runOut(world);
    expect(customer.begun).toEqual([]);
    expect(recordsOf(world, 'failed')).toHaveLength(2);
    expect(bus.deadLetters).toMatchObject([
      { reason: expect.stringContaining('UnsupportedVersion') as string },
    ]);
  });
});
