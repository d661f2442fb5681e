import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../../src/exchange/piece';
import { redisKey, writeRedisScript } from '../../src/exchange/redis-script/redis-script';
import { recordingOf, scenarios, simulate, type Act, type Recording } from '../../src/simulation';
import { exportSamples } from '../support/export-samples';
import { propertySeed } from '../support/properties';
import type { RedisClient } from '../support/redis-client';
import { redis, startRedis, type RedisServer } from '../support/redis-server';
import { anyTroubledRecording } from '../support/stories';
import { fieldsOf, listOf, realState, simulatedState } from '../support/stream-state';
import { playWatched } from '../support/watched-bus';

const overStreams = (id: string, acts: readonly Act[] = []) =>
  recordingOf(id, 'event-sourced', { broker: 'redis-streams', acts });

describe.skipIf(redis === undefined)('a real Redis server', () => {
  let server: RedisServer;
  let client: RedisClient;

  beforeAll(async () => {
    server = await startRedis();
    client = await server.client();
  });
  afterAll(() => server.stop());
  beforeEach(() => client.ask('FLUSHALL'));

  /** Plays a run into the server, and expects the stream, the groups and what is pending to be those of the simulation. */
  async function expectTheSame(recording: Recording) {
    const { run, log } = playWatched(recording);
    server.play(textOf(writeRedisScript(run)));
    const state = await realState(client, redisKey);
    expect(state).toEqual(simulatedState(run, log));
    expect(await client.ask('XLEN', redisKey)).toBe(log.length);
    return state;
  }

  describe('has after the script the stream, the groups and the pending entries of', () => {
    it.each(scenarios.map(({ id }) => id))('%s', async (id) => {
      await expectTheSame(overStreams(id));
    });

    it(`any story in which things break (seed ${propertySeed})`, async () => {
      const stories = fc.sample(anyTroubledRecording, { seed: propertySeed, numRuns: 40 });
      for (const story of stories) {
        await client.ask('FLUSHALL');
        await expectTheSame({ ...story, architecture: 'event-sourced', broker: 'redis-streams' });
      }
    });

    it('a run that ends while a consumer is away: its events wait, and nothing is pending', async () => {
      const down: Act = { kind: 'fault', at: 0, fault: { type: 'down', node: 'dispatcher' } };
      const { groups } = await expectTheSame(overStreams('order-shipped', [down]));
      expect(groups['dispatcher']).toEqual({ lastDelivered: 'evt-1', pending: [] });
    });

    it('a run that ends while events are under way: pending, with how often each was delivered', async () => {
      const lost: Act = {
        kind: 'fault',
        at: 0,
        fault: { type: 'drop', from: 'notification-service', to: 'bus', message: 'XACK', count: 2 },
      };
      const recording = overStreams('order-shipped', [lost]);
      const once = await expectTheSame({ ...recording, until: 2_000 });
      expect(once.groups['notification-service']?.pending).toEqual(['evt-1 × 1']);
      await client.ask('FLUSHALL');
      const twice = await expectTheSame({ ...recording, until: 5_000 });
      expect(twice.groups['notification-service']?.pending).toEqual(['evt-1 × 2']);
      await client.ask('FLUSHALL');
      const thrice = await expectTheSame(recording);
      expect(thrice.groups['notification-service']?.pending).toEqual([]);
    });

    it('a dead letter of which the broker never heard: to Redis it is still pending', async () => {
      const node = 'notification-service';
      const lost = { type: 'drop', from: node, to: 'bus', message: 'XACK', count: 1 } as const;
      const fails = { type: 'throw', node, count: 100, error: 'Out of memory' } as const;
      const acts = [lost, fails].map((fault): Act => ({ kind: 'fault', at: 0, fault }));
      const recording = overStreams('order-shipped', acts);
      const { groups } = await expectTheSame(recording);
      const { maxAttempts } = recording.settings.retryPolicy;
      expect(groups[node]?.pending).toEqual([`evt-1 × ${maxAttempts}`]);
    });

    it('dead letters that are redriven', async () => {
      const redrive: Act = {
        kind: 'command',
        at: 60_000,
        command: { type: 'RedriveDeadLetters', consumer: 'notification-service' },
      };
      await expectTheSame(overStreams('poison-message', [redrive]));
    });
  });

  it.each([0, 10, 25, 40, 60, 80, 100])('has up to step %i what a run has that stops there', async (step) => {
    const run = simulate(overStreams('price-drop'));
    const trace = run.trace.slice(0, step);
    const messages = trace.flatMap((record) => {
      if (record.kind !== 'arrived' || record.node !== 'bus' || record.form !== 'event') return [];
      const sent = run.trace[record.message - 1];
      return sent?.kind === 'sent' ? [sent.payload as never] : [];
    });
    server.play(textOf(writeRedisScript(run, { kind: 'cursor', step })));
    expect(await realState(client, redisKey)).toEqual(simulatedState({ ...run, trace }, messages));
  });

  it('gets the very events, whatever is in their texts', async () => {
    const name = 'it\'s "x"; \\ \n\t\u0000\u007f=cmd()|<b>{{${1}}} × 𝄞 \u2028 \ud800';
    const command = { type: 'RegisterCustomer', name, email: 'a@example.org', phone: '1' } as const;
    const { run, log } = playWatched(overStreams('order-shipped', [{ kind: 'command', at: 0, command }]));
    server.play(textOf(writeRedisScript(run)));
    const entries = listOf(await client.ask('XRANGE', redisKey, '-', '+'));
    const payloads = entries.map((entry) => {
      const fields = fieldsOf(listOf(entry)[1] ?? null);
      return JSON.parse(String(fields.get('payload'))) as unknown;
    });
    expect(payloads).toEqual(log);
    expect(JSON.stringify(payloads)).toContain(JSON.stringify(name));
  });

  it('touches no other key, and has the same after a second time', async () => {
    await client.ask('SET', 'somebody:elses', 'value');
    const { run, log } = playWatched(overStreams('poison-message'));
    for (const _ of ['once', 'twice']) server.play(textOf(writeRedisScript(run)));
    expect(await realState(client, redisKey)).toEqual(simulatedState(run, log));
    const keys = listOf(await client.ask('KEYS', '*'));
    expect([...keys].sort()).toEqual([redisKey, 'somebody:elses']);
    expect(await client.ask('GET', 'somebody:elses')).toBe('value');
  });

  it('brings the messages of a Pub/Sub script to who is subscribed, and keeps none', async () => {
    const subscriber = await server.client();
    await subscriber.ask('SUBSCRIBE', redisKey);
    const recording = recordingOf('price-drop', 'event-sourced', { broker: 'redis-pubsub' });
    const { run, log } = playWatched(recording);
    server.play(textOf(writeRedisScript(run)));
    await subscriber.ask('PING');
    expect(subscriber.messages.map((message) => JSON.parse(message) as unknown)).toEqual(log);
    expect(await client.ask('DBSIZE')).toBe(0);
  });

  describe('and the samples', () => {
    const { valid, broken } = exportSamples('redis');

    it.each(valid)('plays $name', ({ text }) => {
      expect(() => server.play(text)).not.toThrow();
    });

    it.each(broken)('refuses $name', ({ text }) => {
      expect(() => server.play(text)).toThrow();
    });
  });
});
