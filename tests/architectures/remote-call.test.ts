import { describe, expect, it } from 'vitest';
import { remoteCalls } from '../../src/architectures/api-driven/remote-call';
import { DomainError, pause, type Process } from '../../src/engine/process';
import type { Fault } from '../../src/simulation/faults';
import { recordsOf, settle, smallWorld, strike } from '../support/small-world';

/** A caller who loses patience after half a second and tries three times, and an API that does what the test says. */
function calling(
  serve: (attempt: number) => Process<string> = function* () {
    return 'done';
  },
  maxAttempts = 3,
) {
  const world = smallWorld([['ordering', 'api', 15]], { patienceMs: 500 });
  const call = remoteCalls(world, 'ordering', { maxAttempts, firstDelayMs: 200, factor: 2 });
  const keys: string[] = [];
  const post = () =>
    settle(
      world,
      'ordering',
      call({
        to: 'api',
        name: 'POST /notify',
        body: { type: 'order_shipped' },
        serve: (idempotencyKey) => {
          keys.push(idempotencyKey);
          return serve(keys.length);
        },
      }),
    );
  /** When each request left, in ms. */
  const requests = () => recordsOf(world, 'sent').map(({ at }) => at);
  return { world, keys, post, requests };
}

const theWay = { from: 'ordering', to: 'api', count: 1 } as const;
const theWayBack = { from: 'api', to: 'ordering', count: 1 } as const;

describe('a remote call', () => {
  it('is made once when it is answered: a call with its body and an idempotency key', () => {
    const { world, keys, post } = calling();
    expect(post()).toEqual({ ok: true, value: 'done' });
    expect(recordsOf(world, 'sent')).toMatchObject([
      { form: 'call', name: 'POST /notify', payload: { type: 'order_shipped', idempotencyKey: 'key-1' } },
    ]);
    expect(recordsOf(world, 'sent')[0]?.payload).not.toHaveProperty('attempt');
    expect(keys).toEqual(['key-1']);
  });

  it('has a key of its own: two calls are two intentions', () => {
    const { keys, post } = calling();
    post();
    post();
    expect(keys).toEqual(['key-1', 'key-2']);
  });

  it('that is not answered in time is tried again, later each time, with the same key', () => {
    const { world, keys, post, requests } = calling((attempt) => (attempt < 3 ? tooLate() : inTime()));
    expect(post()).toEqual({ ok: true, value: 'done' });
    expect(keys).toEqual(['key-1', 'key-1', 'key-1']);
    // Patience of 500, and waits of 200 and 400.
    expect(requests()).toEqual([0, 700, 1_600]);
    expect(recordsOf(world, 'sent').map(({ payload }) => payload.attempt)).toEqual([undefined, 2, 3]);
  });

  it('ends with the error of its last attempt', () => {
    const { post, requests } = calling(tooLate);
    expect(post()).toMatchObject({
      ok: false,
      error: { name: 'TimedOut', message: 'api did not answer POST /notify within 500 ms' },
    });
    expect(requests()).toHaveLength(3);
  });

  it('is made once when retries are off', () => {
    const { post, requests } = calling(tooLate, 1);
    expect(post()).toMatchObject({ ok: false, error: { name: 'TimedOut' } });
    expect(requests()).toHaveLength(1);
  });

  it.each<[string, Fault, number]>([
    ['was lost', { type: 'drop', ...theWay }, 1],
    ['was answered, and the answer was lost', { type: 'drop', ...theWayBack }, 2],
    ['was spoiled', { type: 'corrupt', ...theWay }, 1],
    ['was answered, and the answer was spoiled', { type: 'corrupt', ...theWayBack }, 2],
    ['found nobody', { type: 'down', node: 'api', durationMs: 100 }, 1],
    ['met a crash', { type: 'crash', node: 'api', after: 'handling', durationMs: 100 }, 2],
    ['met trouble on the other side', { type: 'throw', node: 'api', count: 1, error: 'Out of memory' }, 1],
  ])('that %s is tried again', (_, fault, servedCount) => {
    const { world, keys, post } = calling();
    strike(world, fault);
    expect(post()).toEqual({ ok: true, value: 'done' });
    expect(keys).toEqual(Array.from({ length: servedCount }, () => 'key-1'));
    expect(recordsOf(world, 'sent')).toHaveLength(2);
  });

  it.each(['400 MissingContext', '404 CustomerNotFound', '409 ConcurrentChange'])(
    'that is refused is not tried again: %s stays one',
    (name) => {
      const { keys, post } = calling(function* () {
        throw new DomainError(name, 'Not like this');
      });
      expect(post()).toMatchObject({ ok: false, error: { name, message: 'Not like this' } });
      expect(keys).toEqual(['key-1']);
    },
  );

  it('that meets an unexpected error on the other side is tried again', () => {
    const { keys, post } = calling(function* (attempt) {
      if (attempt === 1) throw new Error('Out of memory');
      return 'done';
    });
    expect(post()).toEqual({ ok: true, value: 'done' });
    expect(keys).toHaveLength(2);
  });
});

function* tooLate(): Process<string> {
  yield* pause(1_000);
  return 'too late';
}

function* inTime(): Process<string> {
  return 'done';
}
