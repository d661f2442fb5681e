// Finds a Redis server for the tests that compare with a real one, and installs Debian's where that can be done.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run, SetupError } from './setup.js';

const usualPlaces = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/**
 * The path of a redis-server that starts and has its redis-cli beside it or on PATH: the one named by SIGNALBOX_REDIS_SERVER,
 * else one on PATH.
 * @returns {{ server: string, cli: string } | undefined}
 */
export function findRedis() {
  const named = process.env.SIGNALBOX_REDIS_SERVER;
  if (named && !existsSync(named)) {
    throw new SetupError(`SIGNALBOX_REDIS_SERVER names a redis-server that is not there: ${named}`);
  }
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...usualPlaces];
  const servers = named ? [named] : inEach(folders, 'redis-server');
  const server = servers.find(starts);
  if (server === undefined) return undefined;
  const cli = inEach([path.dirname(server), ...folders], 'redis-cli').find(starts);
  return cli === undefined ? undefined : { server, cli };
}

/**
 * Finds a Redis server, or installs Debian's package as root.
 * @returns {Promise<string | undefined>} why there is none, for people.
 */
export async function ensureRedis() {
  if (findRedis() !== undefined) return undefined;
  if (process.getuid?.() === 0 && isDebian()) {
    console.log('No Redis server found. Installing the Debian package redis-server …');
    await installDebianPackage();
    if (findRedis() !== undefined) return undefined;
  }
  return 'there is no redis-server; install one, or set SIGNALBOX_REDIS_SERVER to the path of one';
}

/**
 * @param {string[]} folders
 * @param {string} command
 */
function inEach(folders, command) {
  return folders.filter((folder) => folder !== '').map((folder) => path.join(folder, command));
}

/** @param {string} command */
function starts(command) {
  return (
    existsSync(command) &&
    spawnSync(command, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
  );
}

async function installDebianPackage() {
  // The package starts its server as a service where there is an init system; the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, timeout: 300_000 };
  if ((await run('apt-get', ['update'], options)) !== 0) return;
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], options);
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
