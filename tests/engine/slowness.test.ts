import { describe, expect, it } from 'vitest';
import { pause, type Process } from '../../src/engine/process';
import { askNode, askStore, at, recordsOf, runOut, settle, smallWorld, strike } from '../support/small-world';

/** A client and a server 10 ms apart, and a store. */
function office() {
  const world = smallWorld([
    ['client', 'server', 10],
    ['server', 'store', 4],
  ]);
  const steps: string[] = [];
  const tell = (name: string, work: () => Process = () => pause(0)) => {
    world.deliver('client', 'server', name, {}, function* () {
      steps.push(`${name} begins at ${world.now}`);
      yield* work();
      steps.push(`${name} ends at ${world.now}`);
    });
  };
  return { world, steps, tell };
}

describe('a slow node', () => {
  it('takes longer before it begins anything, for a time', () => {
    const { world, steps, tell } = office();
    strike(world, { type: 'slow', node: 'server', delayMs: 500, durationMs: 1000 });
    tell('First');
    at(world, 2000, () => {
      tell('Second');
    });
    runOut(world);
    expect(steps[0]).toBe('First begins at 510');
    expect(steps[2]).toBe('Second begins at 2010');
    expect(recordsOf(world, 'fault').map(({ phase, at: when }) => `${phase} at ${when}`)).toEqual([
      'begins at 0',
      'ends at 1000',
    ]);
  });

  it('is quick again when someone starts it, and says once that this ends', () => {
    const { world, steps, tell } = office();
    strike(world, { type: 'slow', node: 'server', delayMs: 500, durationMs: 1000 });
    at(world, 100, () => {
      world.outages.comeUp('server');
      tell('First');
    });
    runOut(world);
    expect(steps[0]).toBe('First begins at 110');
    expect(recordsOf(world, 'fault').map(({ phase, at: when }) => `${phase} at ${when}`)).toEqual([
      'begins at 0',
      'ends at 100',
    ]);
  });

  it('stays slow until the latest slowness ends: the end of an earlier one means nothing', () => {
    const { world, steps, tell } = office();
    strike(world, { type: 'slow', node: 'server', delayMs: 100, durationMs: 100 });
    at(world, 50, () => {
      strike(world, { type: 'slow', node: 'server', delayMs: 300, durationMs: 1000 });
    });
    at(world, 200, () => {
      tell('First');
    });
    runOut(world);
    expect(steps[0]).toBe('First begins at 510');
  });

  it('that goes down while something waits to begin never begins it', () => {
    const { world, steps, tell } = office();
    strike(world, { type: 'slow', node: 'server', delayMs: 500 });
    tell('First');
    at(world, 100, () => {
      strike(world, { type: 'down', node: 'server', durationMs: 10 });
    });
    runOut(world);
    expect(steps).toEqual([]);
  });

  it('lets what it begins go on at its own pace: only beginnings are late', () => {
    const { world, steps, tell } = office();
    strike(world, { type: 'slow', node: 'server', delayMs: 500 });
    tell('First', () => pause(20));
    runOut(world);
    expect(steps).toEqual(['First begins at 510', 'First ends at 530']);
  });

  it('is late with requests as well', () => {
    const { world } = office();
    strike(world, { type: 'slow', node: 'server', delayMs: 500 });
    settle(
      world,
      'client',
      askNode('client', 'server', function* () {
        return null;
      }),
    );
    expect(recordsOf(world, 'reply')).toMatchObject([{ at: 510, arrivesAt: 520 }]);
  });

  it('is slow as a store, too', () => {
    const { world } = office();
    strike(world, { type: 'slow', node: 'store', delayMs: 500 });
    settle(
      world,
      'server',
      askStore('server', () => 1),
    );
    expect(world.now).toBe(508);
  });
});
