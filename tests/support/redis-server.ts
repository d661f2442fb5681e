/** A real Redis server of the tests' own: in a temporary folder, on a socket there, with nothing kept on disk. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findRedis } from '../../scripts/redis.js';
import { RedisClient } from './redis-client';

/** Where redis-server and redis-cli are on this machine; undefined: the tests that need them are skipped. */
export const redis = findRedis();

export interface RedisServer {
  /** A connection of its own. It is closed with the server. */
  readonly client: () => Promise<RedisClient>;
  /** What redis-cli prints when it is given a text on its input. @throws when a command was refused. */
  readonly play: (script: string) => string;
  readonly stop: () => Promise<void>;
}

/** Starts a server. @throws when none is on this machine, or it does not answer. */
export async function startRedis(): Promise<RedisServer> {
  if (redis === undefined) throw new Error('There is no redis-server');
  const { server, cli } = redis;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'signalbox-redis-'));
  const socket = path.join(folder, 'redis.sock');
  const options = [
    '--port',
    '0',
    '--unixsocket',
    socket,
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const child = spawn(server, options, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const clients: RedisClient[] = [];
  const client = async () => {
    const connected = await RedisClient.connect(() => connect(socket));
    clients.push(connected);
    return connected;
  };
  const stop = async () => {
    for (const each of clients) each.close();
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilItAnswers(client, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    client,
    play: (script) => {
      const played = spawnSync(cli, ['-s', socket], { input: script, encoding: 'utf8', maxBuffer: 1 << 28 });
      const refused = /^(ERR|BUSYGROUP|NOGROUP|WRONGTYPE|Invalid argument\(s\)|Could not).*$/m.exec(
        played.stdout,
      );
      if (played.status !== 0 || refused !== null) throw new Error(refused?.[0] ?? played.stderr);
      return played.stdout;
    },
    stop,
  };
}

/** Tries until the server has its socket, which takes some ms, or has ended. */
async function untilItAnswers(client: () => Promise<RedisClient>, hasEnded: () => boolean): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      await (await client()).ask('PING');
      return;
    } catch (error) {
      if (hasEnded() || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
