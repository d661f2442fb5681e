import { describe, expect, it } from 'vitest';
import { commitThenPublish, Outbox } from '../../src/brokers/outbox';
import type { Process } from '../../src/engine/process';
import { parcelPost, type ParcelEvent } from '../support/parcel-post';
import { askStore, at, recordsOf, runOut, strike } from '../support/small-world';

/** How long it takes the relay to notice a new row. */
const relayDelayMs = 20;
/** How long the relay waits until a row is marked before it looks again, in ms. */
const patienceMs = 500;

/** A depot that notes in its store that a parcel leaves, and tells so: through an outbox, or by itself. */
function depot({ hasOutbox }: { readonly hasOutbox: boolean }) {
  const post = parcelPost();
  const { world, bus } = post;
  const outbox = new Outbox<ParcelEvent>(world, bus, relayDelayMs, patienceMs);
  const { commit } = hasOutbox ? outbox.unitOfWork : commitThenPublish(bus.publisher('depot'));
  const customer = post.listen('customer', { idempotency: false });
  const shelf: string[] = [];
  const take = (parcelId: string): Process<string> =>
    commit(
      askStore(
        'depot',
        () => {
          shelf.push(parcelId);
          return parcelId;
        },
        { access: 'write', name: 'take from the shelf' },
      ) as Process<string>,
      (taken) => ({ type: 'ParcelSent', orderId: 'ord-1', parcelId: taken }),
    );
  const answers: unknown[] = [];
  const send = (parcelId: string) => {
    world.start('depot', world.mint('flow'), 0, take(parcelId), (settlement) => answers.push(settlement));
  };
  /** The events in the outbox and what became of them. */
  const rows = () =>
    recordsOf(world, 'changed')
      .filter(({ machine }) => machine === 'outbox')
      .map(({ entity, to, at: when }) => `${entity} ${String(to)} at ${when}`);
  const publications = () => bus.log.map(({ id }) => id);
  return { ...post, outbox, customer, shelf, answers, send, rows, publications };
}

describe('a change and the event that tells of it, without an outbox', () => {
  it('are two steps: first the one is committed, then the other is published', () => {
    const { world, customer, send, answers, publications } = depot({ hasOutbox: false });
    send('parcel-1');
    runOut(world);
    expect(answers).toEqual([{ ok: true, value: 'parcel-1' }]);
    expect(publications()).toEqual(['evt-1']);
    expect(customer.done).toEqual(['parcel-1']);
    const sent = recordsOf(world, 'sent').find(({ node }) => node === 'depot');
    expect(sent?.at).toBe(8);
  });

  it('come apart when the service crashes in between: nobody ever hears of the change', () => {
    const { world, customer, shelf, send, publications } = depot({ hasOutbox: false });
    strike(world, { type: 'crash', node: 'depot', after: 'write', durationMs: 50 });
    send('parcel-1');
    runOut(world);
    expect(shelf).toEqual(['parcel-1']);
    expect(publications()).toEqual([]);
    expect(customer.done).toEqual([]);
  });
});

describe('a change and the event that tells of it, with an outbox', () => {
  it('are stored in one transaction; the relay notices the row, publishes it and marks it', () => {
    const { world, customer, send, answers, rows, publications } = depot({ hasOutbox: true });
    send('parcel-1');
    runOut(world);
    expect(answers).toEqual([{ ok: true, value: 'parcel-1' }]);
    // 4 to the store; 20 until it is noticed, 8 to read it, 4 for the mark.
    expect(rows()).toEqual(['evt-1 stored at 4', 'evt-1 published at 46']);
    expect(publications()).toEqual(['evt-1']);
    expect(customer.done).toEqual(['parcel-1']);
    const sent = recordsOf(world, 'sent').filter(({ form, to }) => form === 'event' && to === 'bus');
    expect(sent).toMatchObject([{ node: 'relay', at: 32, flow: 'flow-1' }]);
  });

  it('stay together when the service crashes in between: the event is published all the same', () => {
    const { world, customer, shelf, send } = depot({ hasOutbox: true });
    strike(world, { type: 'crash', node: 'depot', after: 'write', durationMs: 50 });
    send('parcel-1');
    runOut(world);
    expect(shelf).toEqual(['parcel-1']);
    expect(customer.done).toEqual(['parcel-1']);
  });

  it('neither happen when the write is refused', () => {
    const { world, outbox, answers, rows, publications } = depot({ hasOutbox: true });
    const refused = outbox.unitOfWork.commit(
      askStore('depot', () => {
        throw new Error('The shelf is empty');
      }),
      () => ({ type: 'ParcelSent', orderId: 'ord-1', parcelId: 'parcel-1' }),
    );
    world.start('depot', 'flow-1', 0, refused, (settlement) => answers.push(settlement));
    runOut(world);
    expect(answers).toMatchObject([{ ok: false, error: { message: 'The shelf is empty' } }]);
    expect([rows(), publications()]).toEqual([[], []]);
  });

  it('keep the order of the changes', () => {
    const { world, customer, send } = depot({ hasOutbox: true });
    for (const parcelId of ['parcel-1', 'parcel-2', 'parcel-3']) send(parcelId);
    runOut(world);
    expect(customer.done).toEqual(['parcel-1', 'parcel-2', 'parcel-3']);
  });

  it('need no event: a change that nobody needs to hear of is only a change', () => {
    const { world, outbox, answers, rows } = depot({ hasOutbox: true });
    const silent = outbox.unitOfWork.commit(
      askStore('depot', () => 'done'),
      () => undefined,
    );
    world.start('depot', 'flow-1', 0, silent, (settlement) => answers.push(settlement));
    runOut(world);
    expect(answers).toEqual([{ ok: true, value: 'done' }]);
    expect(rows()).toEqual([]);
  });

  it('may be several events: all are stored at once, and published in their order', () => {
    const { world, outbox, customer, rows } = depot({ hasOutbox: true });
    const both = outbox.unitOfWork.commit(
      askStore('depot', () => 'done'),
      () =>
        ['parcel-1', 'parcel-2'].map(
          (parcelId) => ({ type: 'ParcelSent', orderId: 'ord-1', parcelId }) as const,
        ),
    );
    world.start('depot', 'flow-1', 0, both, () => undefined);
    runOut(world);
    expect(rows().slice(0, 2)).toEqual(['evt-1 stored at 4', 'evt-2 stored at 4']);
    expect(customer.done).toEqual(['parcel-1', 'parcel-2']);
  });

  it('can be stored by who raises events in its own database', () => {
    const { world, outbox, customer, rows } = depot({ hasOutbox: true });
    const { publish } = outbox.publisher('depot');
    const raised = publish({ type: 'ParcelSent', orderId: 'ord-1', parcelId: 'parcel-1' });
    world.start('depot', 'flow-1', 0, raised, () => undefined);
    runOut(world);
    expect(rows()[0]).toBe('evt-1 stored at 0');
    expect(customer.done).toEqual(['parcel-1']);
  });
});

describe('the relay', () => {
  it('that is away publishes what was stored meanwhile when it is back', () => {
    const { world, customer, send, breakAt, rows } = depot({ hasOutbox: true });
    breakAt(0, { type: 'down', node: 'relay', durationMs: 500 });
    send('parcel-1');
    send('parcel-2');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1', 'parcel-2']);
    expect(rows().slice(2)).toEqual(['evt-1 published at 522', 'evt-2 published at 522']);
  });

  it('that crashes before it has published a row publishes it once when it is back', () => {
    const { world, customer, send, publications } = depot({ hasOutbox: true });
    strike(world, { type: 'crash', node: 'relay', after: 'answer', durationMs: 100 });
    send('parcel-1');
    runOut(world);
    expect(publications()).toEqual(['evt-1']);
    expect(customer.done).toEqual(['parcel-1']);
  });

  it('that goes down before it has marked a row publishes it twice: at least once', () => {
    const { world, customer, send, breakAt, publications, rows } = depot({ hasOutbox: true });
    // The bus has it at 37 ms, and its confirmation finds nobody.
    send('parcel-1');
    breakAt(34, { type: 'down', node: 'relay', durationMs: 100 });
    runOut(world);
    expect(publications()).toEqual(['evt-1', 'evt-1']);
    expect(customer.done).toEqual(['parcel-1', 'parcel-1']);
    expect(rows()).toEqual(['evt-1 stored at 4', 'evt-1 published at 156']);
  });

  it('gives both copies the same id, so that who is idempotent acts once', () => {
    const { world, listen, send, breakAt } = depot({ hasOutbox: true });
    const archive = listen('archive', { idempotency: true });
    strike(world, { type: 'drop', from: 'relay', to: 'store', message: 'mark as published', count: 1 });
    send('parcel-1');
    breakAt(34, { type: 'down', node: 'relay', durationMs: 100 });
    runOut(world);
    expect(archive.done).toEqual(['parcel-1']);
  });

  it.each([
    ['its question to the store', 'relay', 'store', 'unpublished event'],
    ['the answer to it', 'store', 'relay', 'unpublished event'],
  ])('looks again when %s is lost: what is stored is published', (_, from, to, message) => {
    const { world, customer, send } = depot({ hasOutbox: true });
    strike(world, { type: 'drop', from, to, message, count: 1 });
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
  });

  it('looks again when the store was away', () => {
    const { world, customer, send, breakAt } = depot({ hasOutbox: true });
    send('parcel-1');
    breakAt(22, { type: 'down', node: 'store', durationMs: 100 });
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
  });

  it('marks nothing as published that never reached the bus', () => {
    const { world, customer, send } = depot({ hasOutbox: true });
    strike(world, { type: 'drop', from: 'relay', to: 'bus', count: 1 });
    send('parcel-1');
    runOut(world);
    expect(customer.done).toEqual(['parcel-1']);
  });

  it('publishes nothing for a row that is marked already', () => {
    const { world, send, publications } = depot({ hasOutbox: true });
    send('parcel-1');
    runOut(world);
    at(world, 1_000, () => {
      world.outages.goDown('relay', 'stopped');
      world.outages.comeUp('relay');
    });
    runOut(world);
    expect(publications()).toEqual(['evt-1']);
  });
});
