import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import { Lifecycle } from '../../src/engine/lifecycle';
import { Statechart } from '../../src/engine/statechart';
import { recordsOf, runOut, smallWorld } from '../support/small-world';

type ParcelEvent = { type: 'HOLD'; delayMs: number } | { type: 'PICK_UP' } | { type: 'SEND_BACK' };

/** A parcel that is kept for some time and then goes back. */
const parcelChart = new Statechart<ParcelEvent>(
  setup({
    types: { events: {} as ParcelEvent },
    delays: { untilReturn: ({ event }) => (event.type === 'HOLD' ? event.delayMs : 0) },
  }).createMachine({
    id: 'parcel',
    initial: 'arrived',
    states: {
      arrived: { on: { HOLD: 'kept' } },
      kept: {
        after: { untilReturn: 'returned' },
        on: { PICK_UP: 'gone', HOLD: { target: 'kept', reenter: true } },
      },
      returned: { type: 'final' },
      gone: { type: 'final' },
    },
  }),
);

function parcel() {
  const world = smallWorld([]);
  return { world, lifecycle: new Lifecycle('parcel-1', parcelChart, world) };
}

describe('a lifecycle', () => {
  it('begins with a record of its birth', () => {
    const { world, lifecycle } = parcel();
    lifecycle.begin('shop', 'dropped', { weight: 2 });
    expect(recordsOf(world, 'changed')).toMatchObject([
      {
        node: 'shop',
        machine: 'parcel',
        entity: 'parcel-1',
        from: null,
        to: 'arrived',
        event: 'dropped',
        facts: { weight: 2 },
      },
    ]);
  });

  it('records each change with what became known', () => {
    const { world, lifecycle } = parcel();
    expect(lifecycle.take('shop', { type: 'HOLD', delayMs: 5 }, { shelf: 7 })).toBe(true);
    expect(lifecycle.state.path).toBe('kept');
    expect(recordsOf(world, 'changed')).toMatchObject([
      { from: 'arrived', to: 'kept', event: 'HOLD', facts: { shelf: 7 } },
    ]);
  });

  it('records a refusal, and nothing changes', () => {
    const { world, lifecycle } = parcel();
    expect(lifecycle.take('shop', { type: 'PICK_UP' })).toBe(false);
    expect(lifecycle.state.path).toBe('arrived');
    expect(world.journal.records).toMatchObject([
      {
        kind: 'ignored',
        node: 'shop',
        machine: 'parcel',
        entity: 'parcel-1',
        state: 'arrived',
        event: 'PICK_UP',
      },
    ]);
  });

  it('moves on by itself when its time has come on the virtual clock', () => {
    const { world, lifecycle } = parcel();
    lifecycle.take('shop', { type: 'HOLD', delayMs: 86_400_000 });
    expect(recordsOf(world, 'timer-set')).toMatchObject([{ event: 'untilReturn', dueAt: 86_400_000 }]);
    expect(lifecycle.state.path).toBe('kept');
    runOut(world);
    expect(world.now).toBe(86_400_000);
    expect(lifecycle.state.path).toBe('returned');
    expect(recordsOf(world, 'changed').at(-1)).toMatchObject({
      at: 86_400_000,
      from: 'kept',
      to: 'returned',
      event: 'untilReturn',
    });
  });

  it('the change follows from the timer that fired, and that from the timer that was set', () => {
    const { world, lifecycle } = parcel();
    lifecycle.take('shop', { type: 'HOLD', delayMs: 10 });
    runOut(world);
    const [set] = recordsOf(world, 'timer-set');
    const [fired] = recordsOf(world, 'timer-fired');
    expect(fired).toMatchObject({ timer: set?.seq, cause: set?.seq });
    expect(recordsOf(world, 'changed').at(-1)?.cause).toBe(fired?.seq);
  });

  it('that leaves the state calls the timer off and says so', () => {
    const { world, lifecycle } = parcel();
    lifecycle.take('shop', { type: 'HOLD', delayMs: 100 });
    lifecycle.take('shop', { type: 'PICK_UP' });
    runOut(world);
    expect(lifecycle.state.path).toBe('gone');
    const [set] = recordsOf(world, 'timer-set');
    expect(recordsOf(world, 'timer-cancelled')).toMatchObject([{ event: 'untilReturn', timer: set?.seq }]);
    expect(recordsOf(world, 'timer-fired')).toEqual([]);
  });

  it('that enters a state again starts its timer again', () => {
    const { world, lifecycle } = parcel();
    lifecycle.take('shop', { type: 'HOLD', delayMs: 100 });
    lifecycle.take('shop', { type: 'HOLD', delayMs: 500 });
    runOut(world);
    expect(recordsOf(world, 'timer-cancelled')).toHaveLength(1);
    expect(recordsOf(world, 'timer-fired').map(({ at }) => at)).toEqual([500]);
  });

  it('shares its chart with others of its kind and nothing else', () => {
    const world = smallWorld([]);
    const [one, other] = ['parcel-1', 'parcel-2'].map((entity) => new Lifecycle(entity, parcelChart, world));
    one?.take('shop', { type: 'HOLD', delayMs: 100 });
    other?.take('shop', { type: 'HOLD', delayMs: 200 });
    one?.take('shop', { type: 'PICK_UP' });
    runOut(world);
    expect([one?.state.path, other?.state.path]).toEqual(['gone', 'returned']);
  });

  it('can come into being in another state than the first', () => {
    const world = smallWorld([]);
    const kept = parcelChart.next(parcelChart.initial, { type: 'HOLD', delayMs: 0 }).state;
    const lifecycle = new Lifecycle('parcel-1', parcelChart, world, { initial: kept });
    lifecycle.begin('shop', 'found', {});
    expect(recordsOf(world, 'changed')).toMatchObject([{ from: null, to: 'kept', event: 'found' }]);
    expect(lifecycle.take('shop', { type: 'PICK_UP' })).toBe(true);
  });

  it('tells when a timer has brought it into another state, and not when that was called off', () => {
    const world = smallWorld([]);
    const told: string[] = [];
    const lives = ['parcel-1', 'parcel-2'].map((entity): Lifecycle<ParcelEvent> => {
      const life: Lifecycle<ParcelEvent> = new Lifecycle(entity, parcelChart, world, {
        afterTimer: () => told.push(`${entity} ${life.state.path} at ${world.now}`),
      });
      life.take('shop', { type: 'HOLD', delayMs: 10 });
      return life;
    });
    lives[1]?.take('shop', { type: 'PICK_UP' });
    runOut(world);
    expect(told).toEqual(['parcel-1 returned at 10']);
  });

  it('has a timer run as long as its event says, and no event says nothing', () => {
    const { lifecycle } = parcel();
    expect(() => lifecycle.take('shop', { type: 'HOLD' } as ParcelEvent)).toThrow(
      'HOLD says how long untilReturn takes',
    );
  });
});
