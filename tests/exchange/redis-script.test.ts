import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/exchange/piece';
import { commandLine } from '../../src/exchange/redis-script/command-line';
import { writeRedisScript } from '../../src/exchange/redis-script/redis-script';
import { recordingOf, simulate, type Act, type BrokerName } from '../../src/simulation';
import { exportSamples } from '../support/export-samples';
import { wordsOf } from '../support/redis-words';

const commandsOf = (script: string) => script.trimEnd().split('\n').map(wordsOf);
const scriptOf = (id: string, broker: BrokerName, acts: readonly Act[] = []) =>
  commandsOf(textOf(writeRedisScript(simulate(recordingOf(id, 'event-sourced', { broker, acts })))));
const named = (commands: readonly (readonly string[])[], name: string) =>
  commands.filter(([command]) => command === name);

describe('a line for redis-cli', () => {
  it('comes back as the words that it was made of, whatever is in them', () => {
    const anyWord = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...Array.from('\'"\\ \n\r\t\u0000\u007fx7f{}<>#;é×𝄞')) }),
    );
    fc.assert(
      fc.property(fc.array(anyWord, { minLength: 1 }), (words) => {
        const line = commandLine(...words);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(wordsOf(line.slice(0, -1))).toEqual(words.map((word) => word.toWellFormed()));
      }),
    );
  });

  it('leaves plain words and JSON as they are', () => {
    expect(commandLine('XADD', 'signalbox:events', '1-0', 'payload', '{"a":"it\\n"}', 7)).toBe(
      `XADD signalbox:events 1-0 payload '{"a":"it\\n"}' 7\n`,
    );
  });
});

describe('a Redis Streams script', () => {
  it('deletes its own key and no other, and every command is about that key', () => {
    const commands = scriptOf('poison-message', 'redis-streams');
    expect(named(commands, 'DEL')).toEqual([['DEL', 'signalbox:events']]);
    for (const words of commands) {
      if (words[0] === 'ECHO') continue;
      expect(words.indexOf('signalbox:events')).toBeGreaterThan(0);
    }
    const known = ['ECHO', 'DEL', 'XGROUP', 'XADD', 'XREADGROUP', 'XCLAIM', 'XACK'];
    expect(commands.map(([name]) => name).filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  it('tells each event with its id, type, version, story and JSON, at its simulated time', () => {
    const [first] = named(scriptOf('order-shipped', 'redis-streams'), 'XADD');
    const [, key, id, ...fields] = first ?? [];
    expect(key).toBe('signalbox:events');
    expect(id).toBe(`${Date.UTC(2026, 2, 2, 9) + 29}-0`);
    expect(fields.slice(0, 9)).toEqual([
      'id',
      'evt-1',
      'type',
      'OrderStatusChanged',
      'version',
      '1',
      'flow',
      'flow-1',
      'payload',
    ]);
    expect(JSON.parse(fields[9] ?? '')).toMatchObject({ id: 'evt-1', orderId: 'ord-001', to: 'SHIPPED' });
  });

  it('begins with a group for each consumer, and Analytics has one where it listens from the start', () => {
    const groups = (analytics: boolean) => {
      const choices = { broker: 'redis-streams', settings: { analytics } } as const;
      const run = simulate(recordingOf('order-shipped', 'event-sourced', choices));
      return named(commandsOf(textOf(writeRedisScript(run))), 'XGROUP').map(([, , , name]) => name);
    };
    const always = ['inventory', 'notification-service', 'dispatcher', 'projections'];
    expect([...groups(false)].sort()).toEqual([...always].sort());
    expect([...groups(true)].sort()).toEqual([...always, 'analytics'].sort());
  });

  it('makes the group of who comes late then, from the beginning of the stream', () => {
    const commands = scriptOf('late-subscriber', 'redis-streams');
    const made = commands.findIndex(([name, verb, , group]) => {
      return name === 'XGROUP' && verb === 'CREATE' && group === 'analytics';
    });
    expect(commands[made]?.slice(4)).toEqual(['0', 'MKSTREAM']);
    expect(named(commands.slice(0, made), 'XADD').length).toBeGreaterThan(0);
  });

  it('claims what was not acknowledged, and acknowledges it once it was processed', () => {
    const commands = scriptOf('order-shipped', 'redis-streams', [
      {
        kind: 'fault',
        at: 0,
        fault: { type: 'drop', from: 'dispatcher', to: 'bus', message: 'XACK', count: 1 },
      },
    ]);
    const claims = named(commands, 'XCLAIM');
    expect(claims).toHaveLength(1);
    // Redis counts the deliveries by itself.
    expect(claims[0]).toHaveLength(6);
    const [, , group, , , id] = claims[0] ?? [];
    const after = commands.slice(commands.indexOf(claims[0] ?? []));
    expect(named(after, 'XACK').filter((words) => words[2] === group && words[3] === id)).toHaveLength(1);
  });

  it('ends a group when its consumer unsubscribes, and makes it anew where it had left', () => {
    const acts: readonly Act[] = [
      { kind: 'operation', at: 2_000, operation: { type: 'remove-consumer', consumer: 'inventory' } },
      { kind: 'operation', at: 3_000, operation: { type: 'add-consumer', consumer: 'inventory' } },
    ];
    const commands = scriptOf('order-shipped', 'redis-streams', acts);
    const own = named(commands, 'XGROUP').filter((words) => words[3] === 'inventory');
    const last = named(commands, 'XADD').at(-1)?.[2];
    expect(own.map(([, verb, , , from]) => [verb, from])).toEqual([
      ['CREATE', '0'],
      ['DESTROY', undefined],
      ['CREATE', last],
    ]);
  });

  it('sets a group back to the beginning when the log is replayed', () => {
    const back = named(scriptOf('replay-the-log', 'redis-streams'), 'XGROUP').filter(
      ([, verb, , group]) => verb === 'SETID' && group === 'notification-service',
    );
    expect(back.map((words) => words[4])).toEqual(['0']);
  });

  it('cuts an event in half that was spoiled on its way to the bus', () => {
    const corrupt = { type: 'corrupt', from: 'ordering', to: 'bus', count: 1 } as const;
    const acts = [{ kind: 'fault', at: 0, fault: corrupt }] as const;
    const [first] = named(scriptOf('order-shipped', 'redis-streams', acts), 'XADD');
    expect(() => JSON.parse(first?.at(-1) ?? '') as unknown).toThrow();
  });

  it('of an empty run has the groups and no event', () => {
    const recording = recordingOf('order-shipped', 'event-sourced', { broker: 'redis-streams' });
    const commands = commandsOf(textOf(writeRedisScript(simulate({ ...recording, until: 0 }))));
    expect(named(commands, 'XADD')).toEqual([]);
    expect(named(commands, 'XGROUP')).toHaveLength(4);
  });
});

describe('a Redis Pub/Sub script', () => {
  it('publishes every event that reached the bus, and does nothing else', () => {
    const commands = scriptOf('price-drop', 'redis-pubsub');
    expect(new Set(commands.map(([name]) => name))).toEqual(new Set(['ECHO', 'PUBLISH']));
    const types = named(commands, 'PUBLISH').map(([, channel, event = '']) => {
      expect(channel).toBe('signalbox:events');
      return (JSON.parse(event) as { type: string }).type;
    });
    expect(types[0]).toBe('PriceChanged');
    expect(types.filter((type) => type === 'NotificationCreated')).toHaveLength(3);
  });

  it('up to a step has what was published by then', () => {
    const run = simulate(recordingOf('price-drop', 'event-sourced', { broker: 'redis-pubsub' }));
    const until = (step: number) => commandsOf(textOf(writeRedisScript(run, { kind: 'cursor', step })));
    expect(named(until(0), 'PUBLISH')).toHaveLength(0);
    const arrival = run.trace.find(({ kind, node }) => kind === 'arrived' && node === 'bus')?.seq ?? 0;
    expect(named(until(arrival - 1), 'PUBLISH')).toHaveLength(0);
    expect(named(until(arrival), 'PUBLISH')).toHaveLength(1);
  });
});

describe('the samples of Redis scripts', () => {
  const { valid } = exportSamples('redis');

  it.each(valid)('$name is what its run gives', async ({ path, recording }) => {
    await expect(textOf(writeRedisScript(simulate(recording)))).toMatchFileSnapshot(path);
  });
});
