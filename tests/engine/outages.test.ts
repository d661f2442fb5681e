import { describe, expect, it } from 'vitest';
import { pause, type Process } from '../../src/engine/process';
import type { World } from '../../src/engine/world';
import { askStore, at, recordsOf, runOut, smallWorld, strike } from '../support/small-world';

/** A client, a server with a station in its process, and a store. */
function office() {
  const world = smallWorld(
    [
      ['client', 'server', 10],
      ['client', 'station', 10],
      ['server', 'store', 4],
    ],
    { hosts: { station: 'server' } },
  );
  const steps: string[] = [];
  const note = (step: string) => steps.push(`${step} at ${world.now}`);
  const tell = (name: string, to = 'server', work: () => Process = () => pause(0)) => {
    world.deliver('client', to, name, {}, function* () {
      note(`${name} begins`);
      yield* work();
      note(`${name} ends`);
    });
  };
  return { world, steps, note, tell };
}

const comingAndGoing = (world: World) =>
  world.journal.records
    .filter(({ kind }) => kind === 'node-down' || kind === 'node-up')
    .map(({ kind, node, at: when }) => `${kind} ${node} at ${when}`);

describe('a node that goes down', () => {
  it('loses what arrives while it is away, and takes what arrives when it is back', () => {
    const { world, steps, tell } = office();
    strike(world, { type: 'down', node: 'server', durationMs: 100 });
    tell('First');
    at(world, 89, () => {
      tell('Second');
    });
    at(world, 90, () => {
      tell('Third');
    });
    runOut(world);
    expect(comingAndGoing(world)).toEqual(['node-down server at 0', 'node-up server at 100']);
    expect(recordsOf(world, 'lost').map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'First: addressee away',
      'Second: addressee away',
    ]);
    expect(steps).toEqual(['Third begins at 100', 'Third ends at 100']);
  });

  it('stays away to the end when no duration is given, unless someone starts it', () => {
    const { world } = office();
    strike(world, { type: 'down', node: 'server' });
    runOut(world);
    expect(world.outages.isUp('server')).toBe(false);
    world.outages.comeUp('server');
    expect(world.outages.isUp('server')).toBe(true);
  });

  it('loses what it was doing', () => {
    const { world, steps, tell } = office();
    tell('First', 'server', () => pause(50));
    at(world, 30, () => {
      strike(world, { type: 'down', node: 'server', durationMs: 5 });
    });
    runOut(world);
    expect(steps).toEqual(['First begins at 10']);
    expect(recordsOf(world, 'handled')).toEqual([]);
  });

  it('loses the answer that it was waiting for', () => {
    const { world } = office();
    world.start(
      'server',
      'flow-1',
      0,
      askStore('server', () => 1),
      () => {
        throw new Error('it settled');
      },
    );
    at(world, 6, () => {
      strike(world, { type: 'down', node: 'server', durationMs: 1 });
    });
    runOut(world);
    expect(recordsOf(world, 'lost')).toMatchObject([{ node: 'server', reason: 'addressee away', at: 8 }]);
  });

  it('takes with it the stations that run in its process, and says which', () => {
    const { world, steps, tell } = office();
    tell('First', 'station', () => pause(50));
    at(world, 30, () => {
      strike(world, { type: 'down', node: 'station', durationMs: 100 });
    });
    at(world, 50, () => {
      tell('Second', 'station');
      tell('Third', 'server');
    });
    runOut(world);
    expect(steps).toEqual(['First begins at 10']);
    expect(recordsOf(world, 'node-down')).toMatchObject([{ node: 'server', stations: ['station'] }]);
    expect(recordsOf(world, 'node-up')).toMatchObject([{ node: 'server' }]);
    expect(recordsOf(world, 'lost').map(({ name }) => name)).toEqual(['Second', 'Third']);
  });

  it('comes back when the latest outage ends: the end of an earlier one means nothing', () => {
    const { world } = office();
    strike(world, { type: 'down', node: 'server', durationMs: 100 });
    at(world, 50, () => {
      strike(world, { type: 'down', node: 'server', durationMs: 200 });
    });
    runOut(world);
    expect(comingAndGoing(world).at(-1)).toBe('node-up server at 250');
    expect(recordsOf(world, 'node-up')).toHaveLength(1);
  });

  it('is started once: an outage that someone has ended does not end again', () => {
    const { world } = office();
    strike(world, { type: 'down', node: 'server', durationMs: 100 });
    at(world, 50, () => {
      world.outages.comeUp('server');
    });
    runOut(world);
    expect(comingAndGoing(world)).toEqual(['node-down server at 0', 'node-up server at 50']);
  });

  it('comes back in the story of what took it away, whatever those who watch it do meanwhile', () => {
    const { world } = office();
    world.outages.watch('server', {
      down: () => {
        world.journal.enter({ flow: 'another story', cause: 0 });
        world.journal.decided('client', 'watch', 'server', 'noted', {});
      },
    });
    at(world, 5, () => {
      strike(world, { type: 'down', node: 'server', durationMs: 100 });
    });
    runOut(world);
    const [down] = recordsOf(world, 'node-down');
    const [up] = recordsOf(world, 'node-up');
    expect(up?.flow).toBe(down?.flow);
    expect(up?.cause).toBe(down?.seq);
  });
});

describe('a node that is stopped in good order', () => {
  it('finishes what it does, with the answers that it waits for, and takes nothing new', () => {
    const { world, steps, note, tell } = office();
    tell('First', 'server', function* () {
      yield* pause(30);
      note(`read ${JSON.stringify(yield* askStore('server', () => 'thing'))}`);
    });
    at(world, 20, () => {
      world.outages.goDown('server', 'stopped');
      tell('Second');
    });
    runOut(world);
    expect(steps).toEqual(['First begins at 10', 'read "thing" at 48', 'First ends at 48']);
    expect(recordsOf(world, 'handled').map(({ name }) => name)).toEqual(['First']);
    expect(recordsOf(world, 'lost')).toMatchObject([{ name: 'Second', reason: 'addressee away' }]);
  });

  it('tells those who watch that nothing was lost', () => {
    const { world } = office();
    const told: string[] = [];
    world.outages.watch('server', {
      down: (abrupt) => told.push(abrupt ? 'crashed' : 'stopped'),
      up: () => told.push('up'),
    });
    world.outages.goDown('server', 'stopped');
    world.outages.comeUp('server');
    world.outages.comeUp('server');
    world.outages.goDown('server', 'down');
    expect(told).toEqual(['stopped', 'up', 'crashed']);
  });
});

describe('a crash', () => {
  it('when a message has arrived loses it before anything is done', () => {
    const { world, steps, tell } = office();
    strike(world, { type: 'crash', node: 'server', after: 'arrival', durationMs: 100 });
    tell('First');
    at(world, 200, () => {
      tell('Second');
    });
    runOut(world);
    expect(comingAndGoing(world)).toEqual(['node-down server at 10', 'node-up server at 110']);
    expect(steps).toEqual(['Second begins at 210', 'Second ends at 210']);
    expect(recordsOf(world, 'arrived').map(({ name }) => name)).toEqual(['First', 'Second']);
  });

  it.each([
    ['a write is answered', 'write', ['read at 18'], 1],
    ['any request is answered', 'answer', [], 0],
  ] as const)('when %s happens before the process goes on', (_, after, lastSteps, writtenCount) => {
    const { world, steps, note, tell } = office();
    let written = 0;
    strike(world, { type: 'crash', node: 'server', after });
    tell('First', 'server', function* () {
      yield* askStore('server', () => 1);
      note('read');
      yield* askStore('server', () => (written += 1), { access: 'write' });
      note('wrote');
    });
    runOut(world);
    expect(steps).toEqual(['First begins at 10', ...lastSteps]);
    expect(written).toBe(writtenCount);
    expect(recordsOf(world, 'node-down')).toMatchObject([{ reason: 'crashed' }]);
  });

  it('when an event is handled comes after all its work, and nobody is told', () => {
    const { world } = office();
    let isTold = false;
    let isDone = false;
    strike(world, { type: 'crash', node: 'server', after: 'handling' });
    const handle = function* (): Process {
      yield* pause(5);
      isDone = true;
    };
    world.deliver('client', 'server', 'First', {}, handle, () => {
      isTold = true;
    });
    runOut(world);
    expect({ isDone, isTold }).toEqual({ isDone: true, isTold: false });
    expect(recordsOf(world, 'handled')).toHaveLength(1);
    expect(comingAndGoing(world)).toEqual(['node-down server at 15']);
  });

  it('happens once, and not at moments of another kind', () => {
    const { world, steps, tell } = office();
    strike(world, { type: 'crash', node: 'server', after: 'write', durationMs: 1 });
    tell('First', 'server', () => pause(5));
    runOut(world);
    expect(steps).toHaveLength(2);
    tell('Second', 'server', function* () {
      yield* askStore('server', () => null, { access: 'write' });
    });
    runOut(world);
    tell('Third', 'server', function* () {
      yield* askStore('server', () => null, { access: 'write' });
    });
    runOut(world);
    expect(steps.slice(2)).toEqual(['Second begins at 25', 'Third begins at 44', 'Third ends at 52']);
    expect(recordsOf(world, 'node-down')).toHaveLength(1);
  });

  it('belongs to the story of the fault, not to that of the message that it met', () => {
    const { world, tell } = office();
    at(world, 0, () => {
      strike(world, { type: 'crash', node: 'server', after: 'arrival', durationMs: 50 });
    });
    at(world, 20, () => {
      tell('First');
    });
    runOut(world);
    const [begins] = recordsOf(world, 'fault');
    expect(recordsOf(world, 'node-down')).toMatchObject([{ flow: 'flow-1', cause: begins?.seq }]);
    expect(recordsOf(world, 'node-up')).toMatchObject([{ flow: 'flow-1', at: 80 }]);
  });
});

describe('what waits for a node', () => {
  it('is done at once when the node is there', () => {
    const { world, steps, note } = office();
    world.outages.whenUp('server', () => note('done'));
    expect(steps).toEqual(['done at 0']);
  });

  it('is done once, when the node is back, and in its own story', () => {
    const { world, steps, note } = office();
    strike(world, { type: 'down', node: 'server', durationMs: 100 });
    at(world, 10, () => {
      world.outages.whenUp('station', () => {
        note('done');
        world.journal.decided('server', 'rule', 'thing', 'passed', {});
      });
    });
    at(world, 200, () => {
      strike(world, { type: 'down', node: 'server', durationMs: 100 });
    });
    runOut(world);
    expect(steps).toEqual(['done at 100']);
    expect(recordsOf(world, 'decision')).toMatchObject([{ flow: 'flow-1', cause: 0 }]);
  });
});
