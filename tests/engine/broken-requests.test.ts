import { describe, expect, it } from 'vitest';
import type { MessageForm } from '../../src/engine/trace';
import type { World } from '../../src/engine/world';
import {
  askNode,
  askStore,
  ended,
  recordsOf,
  runOut,
  settle,
  smallWorld,
  strike,
} from '../support/small-world';

/** A sender and a receiver 10 ms apart, and a store. */
function network(): World {
  return smallWorld([
    ['sender', 'receiver', 10],
    ['sender', 'store', 4],
    ['receiver', 'store', 4],
  ]);
}

const onTheWay = { from: 'sender', to: 'receiver', count: 1 } as const;

describe('a request', () => {
  const call = (world: World, form: Exclude<MessageForm, 'event' | 'acknowledgement'>, served: number[]) =>
    settle(
      world,
      'sender',
      askNode(
        'sender',
        'receiver',
        function* () {
          served.push(world.now);
          return served.length;
        },
        { form },
      ),
    );

  it.each(['call', 'command', 'delivery'] as const)(
    'that is doubled is served twice, and answered once to who asked: a %s',
    (form) => {
      const world = network();
      const served: number[] = [];
      strike(world, { type: 'duplicate', ...onTheWay });
      expect(call(world, form, served)).toEqual({ ok: true, value: 1 });
      expect(served).toEqual([10, 10]);
      expect(recordsOf(world, 'reply')).toHaveLength(2);
      expect(recordsOf(world, 'lost')).toMatchObject([{ node: 'sender', reason: 'nobody waits' }]);
    },
  );

  it('that is corrupted is refused where it arrives, and nothing is done', () => {
    const world = network();
    const served: number[] = [];
    strike(world, { type: 'corrupt', ...onTheWay });
    expect(ended(call(world, 'call', served))).toBe('MalformedMessage');
    expect(served).toEqual([]);
    expect(recordsOf(world, 'reply')).toMatchObject([
      { node: 'receiver', ok: false, payload: { name: 'MalformedMessage' } },
    ]);
  });

  it('whose answer is corrupted was served, and who asked cannot read the answer', () => {
    const world = network();
    const served: number[] = [];
    strike(world, { type: 'corrupt', from: 'receiver', to: 'sender', count: 1 });
    expect(ended(call(world, 'call', served))).toBe('MalformedMessage');
    expect(served).toEqual([10]);
    expect(recordsOf(world, 'reply')).toMatchObject([{ ok: true }]);
  });

  it('to the store that is corrupted is refused there, and nothing is written', () => {
    const world = network();
    let isWritten = false;
    const write = askStore(
      'sender',
      () => {
        isWritten = true;
        return null;
      },
      { access: 'write' },
    );
    strike(world, { type: 'corrupt', from: 'sender', to: 'store', count: 1 });
    expect(ended(settle(world, 'sender', write))).toBe('MalformedMessage');
    expect(isWritten).toBe(false);
  });

  it('to the store is never doubled: the fault waits for a message that can be', () => {
    const world = network();
    let reads = 0;
    strike(world, { type: 'duplicate', from: 'sender', to: 'store', count: 1 });
    settle(
      world,
      'sender',
      askStore('sender', () => (reads += 1)),
    );
    expect(reads).toBe(1);
    expect(world.faults.isQuiet).toBe(false);
  });
});

describe('an event that is corrupted', () => {
  it('fails where it is to be handled, and no handler sees it', () => {
    const world = network();
    let isHandled = false;
    strike(world, { type: 'corrupt', ...onTheWay });
    world.deliver('sender', 'receiver', 'ThingHappened', {}, function* () {
      isHandled = true;
    });
    runOut(world);
    expect(isHandled).toBe(false);
    expect(recordsOf(world, 'failed')).toMatchObject([
      { node: 'receiver', name: 'MalformedMessage', message: 'The content of ThingHappened cannot be read' },
    ]);
  });
});

describe('a node that throws', () => {
  const handleTwo = (world: World, handled: string[]) => {
    for (const name of ['First', 'Second']) {
      world.deliver('sender', 'receiver', name, {}, function* () {
        handled.push(name);
      });
    }
    runOut(world);
  };

  it('does so before it begins with the message, as often as it says', () => {
    const world = network();
    const handled: string[] = [];
    strike(world, { type: 'throw', node: 'receiver', count: 1, error: 'Out of memory' });
    handleTwo(world, handled);
    expect(handled).toEqual(['Second']);
    expect(recordsOf(world, 'failed')).toMatchObject([{ name: 'Error', message: 'Out of memory' }]);
    expect(recordsOf(world, 'fault').map(({ phase }) => phase)).toEqual(['begins', 'ends']);
  });

  it('does so at messages of that name alone', () => {
    const world = network();
    const handled: string[] = [];
    strike(world, { type: 'throw', node: 'receiver', message: 'Second', count: 1, error: 'Out of memory' });
    handleTwo(world, handled);
    expect(handled).toEqual(['First']);
  });

  it('answers who asked with that error', () => {
    const world = network();
    strike(world, { type: 'throw', node: 'receiver', count: 1, error: 'Out of memory' });
    const answer = settle(
      world,
      'sender',
      askNode('sender', 'receiver', function* () {
        return 1;
      }),
    );
    expect(answer).toMatchObject({ ok: false, error: { name: 'Error', message: 'Out of memory' } });
  });
});

describe('a request to a node that crashes', () => {
  it.each(['arrival', 'answer', 'handling'] as const)('after %s gets no answer', (after) => {
    const world = network();
    strike(world, { type: 'crash', node: 'receiver', after });
    const serve = function* () {
      return yield* askStore('receiver', () => 1);
    };
    expect(ended(settle(world, 'sender', askNode('sender', 'receiver', serve)))).toBe('TimedOut');
    expect(recordsOf(world, 'reply').filter(({ node }) => node === 'receiver')).toEqual([]);
  });
});
