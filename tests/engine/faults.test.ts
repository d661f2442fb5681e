import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/simulation/faults';
import { at, recordsOf, runOut, smallWorld, strike } from '../support/small-world';

/** A sender and a receiver 10 ms apart, a store 4 ms from both, and somebody else. */
function network() {
  const world = smallWorld([
    ['sender', 'receiver', 10],
    ['sender', 'bystander', 10],
    ['sender', 'store', 4],
  ]);
  const arrivals: string[] = [];
  const send = (name: string, to = 'receiver', form: 'event' | 'acknowledgement' = 'event') => {
    world.send('sender', to, form, name, {}, (_, isIntact) => {
      arrivals.push(`${name}${isIntact ? '' : ' spoiled'} at ${world.now}`);
    });
  };
  return { world, arrivals, send };
}

const onTheWay = { from: 'sender', to: 'receiver', count: 1 } as const;

describe('a message on a link', () => {
  it('that is dropped never arrives: it is lost when it should have', () => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'drop', ...onTheWay });
    send('First');
    send('Second');
    runOut(world);
    expect(arrivals).toEqual(['Second at 10']);
    const [begins] = recordsOf(world, 'fault');
    const [sent] = recordsOf(world, 'sent');
    expect(recordsOf(world, 'lost')).toMatchObject([
      { at: 10, node: 'receiver', from: 'sender', name: 'First', reason: 'dropped', message: sent?.seq },
    ]);
    expect(recordsOf(world, 'lost')[0]?.fault).toBe(begins?.seq);
  });

  it('that is delayed holds those behind it up: they arrive in their order', () => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'delay', ...onTheWay, delayMs: 500 });
    send('First');
    send('Second');
    at(world, 1000, () => {
      send('Third');
    });
    runOut(world);
    expect(arrivals).toEqual(['First at 510', 'Second at 510', 'Third at 1010']);
    expect(recordsOf(world, 'disturbed')).toMatchObject([
      { name: 'First', effect: 'delayed', delayMs: 500, message: 3 },
    ]);
  });

  it('that is to be reordered is overtaken by those behind it', () => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'reorder', ...onTheWay, delayMs: 100 });
    send('First');
    send('Second');
    at(world, 50, () => {
      send('Third');
    });
    runOut(world);
    expect(arrivals).toEqual(['Second at 10', 'Third at 60', 'First at 110']);
    expect(recordsOf(world, 'disturbed')).toMatchObject([
      { name: 'First', effect: 'overtaken', delayMs: 100 },
    ]);
  });

  it.each(['event', 'acknowledgement'] as const)('that is doubled arrives twice: an %s', (form) => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'duplicate', ...onTheWay });
    send('First', 'receiver', form);
    send('Second', 'receiver', form);
    runOut(world);
    expect(arrivals).toEqual(['First at 10', 'First at 10', 'Second at 10']);
    const [sent] = recordsOf(world, 'sent');
    const [copy] = recordsOf(world, 'duplicated');
    expect(copy).toMatchObject({ original: sent?.seq, form, name: 'First', node: 'sender', to: 'receiver' });
    const arrived = recordsOf(world, 'arrived').map(({ message }) => message);
    expect(arrived.slice(0, 2)).toEqual([sent?.seq, copy?.seq]);
  });

  it('that is corrupted arrives and cannot be read', () => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'corrupt', ...onTheWay });
    send('First');
    send('Second');
    runOut(world);
    expect(arrivals).toEqual(['First spoiled at 10', 'Second at 10']);
    expect(recordsOf(world, 'disturbed')).toMatchObject([{ name: 'First', effect: 'corrupted', delayMs: 0 }]);
  });
});

describe('a fault on a link', () => {
  it('strikes as often as it says, and then it is over', () => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'drop', ...onTheWay, count: 2 });
    for (const name of ['First', 'Second', 'Third']) send(name);
    runOut(world);
    expect(arrivals).toEqual(['Third at 10']);
    expect(world.faults.isQuiet).toBe(true);
  });

  it('strikes messages of its name alone', () => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'drop', ...onTheWay, message: 'Second' });
    for (const name of ['First', 'Second', 'Third', 'Second']) send(name);
    runOut(world);
    expect(arrivals).toEqual(['First at 10', 'Third at 10', 'Second at 10']);
  });

  it('strikes on its own link and in its own direction alone', () => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'drop', from: 'receiver', to: 'sender', count: 1 });
    strike(world, { type: 'drop', from: 'sender', to: 'bystander', count: 1 });
    send('First');
    send('Second', 'bystander');
    runOut(world);
    expect(arrivals).toEqual(['First at 10']);
  });

  it('waits its turn: one message meets one fault, the oldest that fits', () => {
    const { world, arrivals, send } = network();
    strike(world, { type: 'delay', ...onTheWay, delayMs: 5 });
    strike(world, { type: 'corrupt', ...onTheWay });
    for (const name of ['First', 'Second', 'Third']) send(name);
    runOut(world);
    expect(arrivals).toEqual(['First at 15', 'Second spoiled at 15', 'Third at 15']);
  });

  it.each<Fault>([
    { type: 'drop', ...onTheWay, count: 2 },
    { type: 'delay', ...onTheWay, count: 2, delayMs: 1 },
    { type: 'duplicate', ...onTheWay, count: 2 },
    { type: 'reorder', ...onTheWay, count: 2, delayMs: 1 },
    { type: 'corrupt', ...onTheWay, count: 2 },
  ])('says that it ends when it has struck for the last time, in its own story: $type', (fault) => {
    const { world, send } = network();
    at(world, 0, () => {
      strike(world, fault);
    });
    at(world, 5, () => {
      send('First');
    });
    at(world, 6, () => {
      send('Second');
    });
    runOut(world);
    const [begins, ends, ...more] = recordsOf(world, 'fault');
    expect(begins).toMatchObject({ fault: fault.type, phase: 'begins', at: 0, flow: 'flow-1' });
    expect(ends).toMatchObject({ fault: fault.type, phase: 'ends', at: 6, flow: 'flow-1' });
    expect(ends?.cause).toBe(begins?.seq);
    expect(ends?.details).toEqual(fault);
    expect(more).toEqual([]);
    const second = recordsOf(world, 'sent').find(({ name }) => name === 'Second');
    expect(second).toMatchObject({ flow: 'flow-3', cause: 0 });
  });

  it('on a link that this world lacks is void, and strikes nothing', () => {
    const { world } = network();
    strike(world, { type: 'drop', from: 'receiver', to: 'bystander', count: 1 });
    strike(world, { type: 'drop', from: 'nobody', to: 'receiver', count: 1 });
    expect(recordsOf(world, 'fault').map(({ phase, node }) => `${phase} at ${node}`)).toEqual([
      'void at receiver',
      'void at receiver',
    ]);
    expect(world.faults.isQuiet).toBe(true);
  });
});
