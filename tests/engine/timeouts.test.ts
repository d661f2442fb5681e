import { describe, expect, it } from 'vitest';
import { pause, type Process } from '../../src/engine/process';
import type { Settlement } from '../../src/engine/settlement';
import type { World } from '../../src/engine/world';
import {
  askNode,
  askStore,
  at,
  ended,
  recordsOf,
  runOut,
  settle,
  smallWorld,
  strike,
} from '../support/small-world';

/** A client and a server 10 ms apart; who asks loses patience after a second. */
function impatient() {
  return smallWorld(
    [
      ['client', 'server', 10],
      ['server', 'backend', 10],
      ['client', 'store', 4],
      ['server', 'store', 4],
    ],
    { patienceMs: 1_000 },
  );
}

const slowly = (delayMs: number) =>
  function* (): Process<string> {
    yield* pause(delayMs);
    return 'done';
  };

/** A call of the client that notes when it ended and how. */
function noting(world: World, call: Process<unknown>): { readonly endings: readonly string[] } {
  const endings: string[] = [];
  world.start('client', 'flow-1', 0, call, (settlement: Settlement<unknown>) => {
    endings.push(`${String(ended(settlement))} at ${world.now}`);
  });
  return { endings };
}

describe('a call with a deadline', () => {
  it('gives up when patience ends, and says whom it waited for', () => {
    const world = impatient();
    const call = askNode('client', 'server', slowly(5_000), { isTimed: true });
    expect(settle(world, 'client', call)).toMatchObject({
      ok: false,
      error: { name: 'TimedOut', message: 'server did not answer GET / within 1000 ms' },
    });
    expect(recordsOf(world, 'timed-out')).toMatchObject([
      { at: 1_000, node: 'client', from: 'server', name: 'GET /', request: 1, afterMs: 1_000 },
    ]);
  });

  it('whose answer comes too late loses the answer: nobody waits', () => {
    const world = impatient();
    const { endings } = noting(world, askNode('client', 'server', slowly(5_000), { isTimed: true }));
    runOut(world);
    expect(endings).toEqual(['TimedOut at 1000']);
    expect(recordsOf(world, 'lost')).toMatchObject([
      { at: 5_020, node: 'client', from: 'server', reason: 'nobody waits' },
    ]);
  });

  it('does not take the late answer to its first request for the answer to its second', () => {
    const world = impatient();
    let count = 0;
    function* serve(): Process<string> {
      const number = (count += 1);
      yield* pause(number === 1 ? 1_200 : 400);
      return `answer ${number}`;
    }
    function* twice(): Process<unknown> {
      try {
        return yield* askNode('client', 'server', serve, { isTimed: true });
      } catch {
        return yield* askNode('client', 'server', serve, { isTimed: true });
      }
    }
    expect(settle(world, 'client', twice())).toEqual({ ok: true, value: 'answer 2' });
  });

  it('that is answered in time leaves nothing behind', () => {
    const world = impatient();
    const { endings } = noting(world, askNode('client', 'server', slowly(900), { isTimed: true }));
    runOut(world);
    expect(endings).toEqual(['done at 920']);
    expect(recordsOf(world, 'timed-out')).toEqual([]);
  });

  it('that is answered in the last ms is answered in time', () => {
    const world = impatient();
    const { endings } = noting(world, askNode('client', 'server', slowly(980), { isTimed: true }));
    runOut(world);
    expect(endings).toEqual(['done at 1000']);
  });

  it('keeps its own deadline when an earlier one has just led to another call', () => {
    const world = impatient();
    const call = () => askNode('client', 'server', slowly(5_000), { isTimed: true });
    function* twice(): Process<unknown> {
      try {
        return yield* call();
      } catch {
        return yield* call();
      }
    }
    noting(world, twice());
    at(world, 500, () => {
      noting(world, call());
    });
    runOut(world);
    expect(recordsOf(world, 'timed-out').map(({ at: when }) => when)).toEqual([1_000, 1_500, 2_000]);
  });

  it('can go on after it has given up', () => {
    const world = impatient();
    function* persistent(): Process<string> {
      try {
        yield* askNode('client', 'server', slowly(5_000), { isTimed: true });
      } catch (error) {
        return `${(error as Error).name}, and on`;
      }
      return 'no error';
    }
    expect(settle(world, 'client', persistent())).toEqual({ ok: true, value: 'TimedOut, and on' });
  });
});

describe('a command, which has no deadline', () => {
  const command = (serve: () => Process<string>) => askNode('client', 'server', serve, { form: 'command' });

  it('waits as long as its service is at work', () => {
    const world = impatient();
    const { endings } = noting(world, command(slowly(600_000)));
    runOut(world);
    expect(endings).toEqual(['done at 600020']);
  });

  it.each<[string, (world: World) => void, number]>([
    [
      'was lost on the way',
      (world) => strike(world, { type: 'drop', from: 'client', to: 'server', count: 1 }),
      1_010,
    ],
    ['found nobody', (world) => strike(world, { type: 'down', node: 'server' }), 1_010],
    [
      'was answered, and the answer was lost',
      (world) => strike(world, { type: 'drop', from: 'server', to: 'client', count: 1 }),
      1_070,
    ],
    [
      'killed its service on arrival',
      (world) => strike(world, { type: 'crash', node: 'server', after: 'arrival' }),
      1_010,
    ],
    [
      'was at work when its service crashed',
      (world) => at(world, 30, () => strike(world, { type: 'down', node: 'server' })),
      1_060,
    ],
  ])('is given up when it %s', (_, trouble, endsAt) => {
    const world = impatient();
    trouble(world);
    const { endings } = noting(world, command(slowly(50)));
    runOut(world);
    expect(endings).toEqual([`TimedOut at ${endsAt}`]);
  });

  it('is given up when its service died while another one worked for it', () => {
    const world = impatient();
    const { endings } = noting(
      world,
      command(function* () {
        return (yield* askNode('server', 'backend', slowly(300))) as string;
      }),
    );
    at(world, 100, () => {
      strike(world, { type: 'down', node: 'server', durationMs: 10 });
    });
    runOut(world);
    // The backend answers at 320; a server that is not the one who asked gets that at 330.
    expect(endings).toEqual(['TimedOut at 1330']);
  });
});

describe('a question to the store', () => {
  it.each<[string, (world: World) => void]>([
    ['is lost', (world) => strike(world, { type: 'drop', from: 'client', to: 'store', count: 1 })],
    ['finds no store', (world) => strike(world, { type: 'down', node: 'store' })],
    ['loses its answer', (world) => strike(world, { type: 'drop', from: 'store', to: 'client', count: 1 })],
  ])('that %s is given up', (_, trouble) => {
    const world = impatient();
    trouble(world);
    expect(
      ended(
        settle(
          world,
          'client',
          askStore('client', () => 1),
        ),
      ),
    ).toBe('TimedOut');
    expect(recordsOf(world, 'timed-out')).toMatchObject([{ node: 'client', from: 'store', name: 'thing' }]);
  });
});
