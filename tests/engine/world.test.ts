import { describe, expect, it } from 'vitest';
import { InvariantViolation } from '../../src/engine/invariant';
import { DomainError, pause, type Process } from '../../src/engine/process';
import type { Json, NodeId } from '../../src/engine/trace';
import type { World } from '../../src/engine/world';
import { askNode, askStore, recordsOf, runOut, settle, smallWorld } from '../support/small-world';

const ways = [
  ['client', 'server', 10],
  ['server', 'store', 4],
  ['client', 'store', 4],
] as const;

const call = (to: NodeId, serve: () => Process<Json | undefined>) => askNode('client', to, serve);
const read = (from: NodeId, serve: () => Json | undefined) => askStore(from, serve);

/** Runs a process of the client to its end, with everything that it starts. */
const run = <Result>(world: World, process: Process<Result>) => settle(world, 'client', process);

describe('a process', () => {
  it('goes on one step after the other, with what each wait brought', () => {
    const world = smallWorld(ways);
    const steps: string[] = [];
    function* work(): Process<string> {
      steps.push(`begins at ${world.now}`);
      const thing = yield* read('client', () => 'thing');
      steps.push(`has ${JSON.stringify(thing)} at ${world.now}`);
      yield* pause(100);
      steps.push(`has paused at ${world.now}`);
      return 'done';
    }
    expect(run(world, work())).toEqual({ ok: true, value: 'done' });
    expect(steps).toEqual(['begins at 0', 'has "thing" at 8', 'has paused at 108']);
  });

  it('waits for another node, which serves with a process of its own', () => {
    const world = smallWorld(ways);
    function* serve(): Process<Json> {
      return [yield* read('server', () => 'from the store'), world.now];
    }
    const answer = run(world, call('server', serve));
    // 10 there, 8 for the store; the answer takes 10 more.
    expect(answer).toEqual({ ok: true, value: ['from the store', 18] });
    expect(world.now).toBe(28);
  });

  it('is served when its request arrives, not when it is sent', () => {
    const world = smallWorld(ways);
    let served = -1;
    run(
      world,
      read('client', () => {
        served = world.now;
        return null;
      }),
    );
    expect(served).toBe(4);
  });

  it('gets the error of whom it asked, and can go on after it', () => {
    const world = smallWorld(ways);
    function* refuse(): Process<never> {
      throw new DomainError('ThingNotFound', 'There is no thing');
    }
    function* work(): Process<string> {
      try {
        yield* call('server', refuse);
        return 'no error';
      } catch (error) {
        return `${(error as Error).name} at ${world.now}`;
      }
    }
    expect(run(world, work())).toEqual({ ok: true, value: 'ThingNotFound at 20' });
    expect(recordsOf(world, 'reply')).toMatchObject([
      { ok: false, payload: { name: 'ThingNotFound', message: 'There is no thing' } },
    ]);
  });

  it('gets the refusal of the store', () => {
    const world = smallWorld(ways);
    const answer = run(
      world,
      read('client', () => {
        throw new DomainError('ConcurrentChange', 'Someone was faster');
      }),
    );
    expect(answer).toMatchObject({ ok: false, error: { name: 'ConcurrentChange' } });
  });

  it('ends with the error that it does not catch, through all callers', () => {
    const world = smallWorld([...ways, ['server', 'backend', 5]]);
    function* fail(): Process<never> {
      throw new Error('Out of paper');
    }
    function* relay(): Process<Json> {
      return (yield {
        kind: 'ask-node',
        from: 'server',
        to: 'backend',
        form: 'call',
        name: 'print',
        payload: {},
        serve: fail,
      }) as Json;
    }
    expect(run(world, call('server', relay))).toMatchObject({
      ok: false,
      error: { message: 'Out of paper' },
    });
    expect(recordsOf(world, 'reply').map(({ node, ok }) => `${node} ${ok}`)).toEqual([
      'backend false',
      'server false',
    ]);
  });

  it('turns what is thrown and is no error into one', () => {
    const world = smallWorld(ways);
    function* fail(): Process<never> {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- An adapter may throw anything.
      throw 'plain text';
    }
    expect(run(world, call('server', fail))).toMatchObject({
      ok: false,
      error: { message: 'plain text' },
    });
  });

  it('that breaks a promise of the program stops the run: it is no answer to anybody', () => {
    const world = smallWorld(ways);
    expect(() =>
      run(
        world,
        call('nowhere', () => pause(0) as Process<undefined>),
      ),
    ).toThrow(InvariantViolation);
  });
});

describe('an event', () => {
  it('is handled where it arrives, while the sender has long gone on', () => {
    const world = smallWorld(ways);
    let handledAt = -1;
    world.deliver('client', 'server', 'ThingHappened', { id: 'evt-1' }, function* () {
      handledAt = world.now;
    });
    expect(handledAt).toBe(-1);
    runOut(world);
    expect(handledAt).toBe(10);
    expect(recordsOf(world, 'handled')).toMatchObject([
      { node: 'server', name: 'ThingHappened', message: 1 },
    ]);
  });

  it('whose handler fails is recorded there and stops nobody', () => {
    const world = smallWorld(ways);
    const handled: string[] = [];
    world.deliver('client', 'server', 'First', {}, function* () {
      throw new DomainError('ThingNotFound', 'There is no thing');
    });
    world.deliver('client', 'server', 'Second', {}, function* () {
      handled.push('Second');
    });
    runOut(world);
    expect(handled).toEqual(['Second']);
    expect(recordsOf(world, 'failed')).toMatchObject([
      { node: 'server', name: 'ThingNotFound', message: 'There is no thing', handling: 1 },
    ]);
    expect(recordsOf(world, 'handled').map(({ name }) => name)).toEqual(['Second']);
  });
});

describe('causes', () => {
  it('lead from the end of a story to its beginning, one record at a time', () => {
    const world = smallWorld(ways);
    function* serve(): Process<Json> {
      const thing = yield* read('server', () => 'thing');
      world.journal.decided('server', 'rule', 'thing', 'passed', {});
      return thing;
    }
    function* work(): Process {
      const thing = yield* call('server', serve);
      world.journal.concluded('client', 'GET /', true, thing);
    }
    run(world, work());
    const { records } = world.journal;
    const chain: string[] = [];
    for (let seq = records.length; seq !== 0; seq = records[seq - 1]?.cause ?? 0) {
      chain.unshift(records[seq - 1]?.kind ?? '');
    }
    expect(chain).toEqual(['sent', 'arrived', 'query', 'reply', 'decision', 'reply', 'concluded']);
    for (const { seq, cause, flow } of records) {
      expect(cause).toBeLessThan(seq);
      expect(flow).toBe('flow-1');
    }
  });

  it('of what a process does after it sent an event are not the event', () => {
    const world = smallWorld(ways);
    function* work(): Process {
      world.journal.decided('client', 'rule', 'thing', 'passed', {});
      world.send('client', 'server', 'event', 'ThingHappened', {}, () => undefined);
      world.journal.decided('client', 'rule', 'other', 'passed', {});
    }
    run(world, work());
    expect(world.journal.records.map(({ kind, cause }) => `${kind} ← ${cause}`)).toEqual([
      'decision ← 0',
      'sent ← 1',
      'decision ← 1',
      'arrived ← 2',
    ]);
  });

  it('of turns are what was known before the loop: no turn causes another', () => {
    const world = smallWorld(ways);
    function* turn(item: string): Process<Json> {
      world.journal.decided('client', 'turn', item, 'passed', {});
      return yield* read('client', () => item.toUpperCase());
    }
    function* work(): Process<readonly Json[]> {
      world.journal.decided('client', 'before', 'all', 'passed', {});
      return yield* world.inTurn(['a', 'b', 'c'], turn);
    }
    expect(run(world, work())).toEqual({ ok: true, value: ['A', 'B', 'C'] });
    const decisions = recordsOf(world, 'decision');
    expect(decisions.map(({ rule, subject, cause }) => `${rule} ${subject} ← ${cause}`)).toEqual([
      'before all ← 0',
      'turn a ← 1',
      'turn b ← 1',
      'turn c ← 1',
    ]);
  });

  it('turns come one after the other: the next begins when the one before it is over', () => {
    const world = smallWorld(ways);
    const began: number[] = [];
    function* turn(): Process {
      began.push(world.now);
      yield* pause(10);
    }
    run(world, world.inTurn([1, 2, 3], turn));
    expect(began).toEqual([0, 10, 20]);
  });

  it('of two stories that overlap are never mixed', () => {
    const world = smallWorld(ways);
    function* story(): Process {
      for (let round = 0; round < 3; round += 1) yield* read('client', () => round);
    }
    for (const flow of ['flow-1', 'flow-2']) world.start('client', flow, 0, story(), () => undefined);
    runOut(world);
    for (const { cause, flow } of world.journal.records) {
      if (cause !== 0) expect(world.journal.records[cause - 1]?.flow).toBe(flow);
    }
    expect(recordsOf(world, 'query').map(({ flow }) => flow)).toEqual([
      'flow-1',
      'flow-2',
      'flow-1',
      'flow-2',
      'flow-1',
      'flow-2',
    ]);
  });
});

describe('ids', () => {
  it('are counted by kind', () => {
    const world = smallWorld([]);
    expect([world.mint('evt'), world.mint('ntf'), world.mint('evt')]).toEqual(['evt-1', 'ntf-1', 'evt-2']);
  });
});
