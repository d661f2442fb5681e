// What has to be there before the product can start or be tested: Node, the dependencies, the built page.
// This file runs before anything is installed, so it imports only what Node has.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The build's own inputs; a folder stands for all that is in it. */
const buildInputs = [
  'src',
  'fixtures',
  'public',
  'index.html',
  'vite.config.ts',
  'svelte.config.js',
  'tsconfig.json',
  'package-lock.json',
];

/** Stops with a sentence when this Node is older than `engines.node` in package.json asks for. */
function ensureNode() {
  const wanted = /(\d+)\.(\d+)/.exec(/** @type {Package} */ (readJson('package.json')).engines.node);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = [Number(wanted?.[1]), Number(wanted?.[2])];
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new SetupError(
    `Signalbox needs Node.js ${wantedMajor}.${wantedMinor} or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org/.`,
  );
}

/** Runs `npm ci` unless node_modules already holds what package-lock.json names. */
export async function ensureDependencies() {
  ensureNode();
  const reason = whyInstall();
  if (reason === undefined) return;
  console.log(`Installing the dependencies (${reason}) …`);
  // Development dependencies are needed for the build, whatever NODE_ENV says.
  const code = await run(...npm('ci', '--include=dev', '--no-audit', '--no-fund'));
  if (code !== 0) {
    throw new SetupError('`npm ci` failed. Its message above says why; a network connection is needed once.');
  }
}

/** Builds dist/ unless it is newer than everything that it is made from. */
export async function ensureBuild() {
  const builtAt = modifiedAt('dist/index.html');
  if (builtAt !== undefined && buildInputs.every((input) => newestIn(path.join(root, input)) <= builtAt))
    return;
  console.log('Building the page …');
  if ((await run(...nodeTool('vite', 'build'))) !== 0) throw new SetupError('The build failed; see above.');
}

/** A problem of the machine or the checkout, told in a sentence that names the remedy; no stack trace helps. */
export class SetupError extends Error {}

/**
 * The command line of a tool that is installed in node_modules, started without a shell.
 * @param {keyof typeof toolFiles} tool
 * @param {...string} toolArguments
 * @returns {[string, string[]]}
 */
export function nodeTool(tool, ...toolArguments) {
  return [process.execPath, [path.join(root, 'node_modules', toolFiles[tool]), ...toolArguments]];
}

const toolFiles = {
  eslint: 'eslint/bin/eslint.js',
  knip: 'knip/bin/knip.js',
  playwright: '@playwright/test/cli.js',
  prettier: 'prettier/bin/prettier.cjs',
  'svelte-check': 'svelte-check/bin/svelte-check',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
};

/**
 * Runs a command in the project folder with its output on this terminal.
 * @param {string} command
 * @param {string[]} commandArguments
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 when it could not be started or was stopped.
 */
export function run(command, commandArguments, options) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArguments, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/**
 * @param {...string} npmArguments
 * @returns {[string, string[], import('node:child_process').SpawnOptions]}
 */
function npm(...npmArguments) {
  const started = process.env.npm_execpath;
  if (started !== undefined && path.basename(started) === 'npm-cli.js') {
    return [process.execPath, [started, ...npmArguments], {}];
  }
  // On Windows npm is a batch file, which only a shell starts. The arguments are ours, nothing needs quoting.
  return ['npm', npmArguments, { shell: process.platform === 'win32' }];
}

/**
 * npm keeps a copy of what it installed in node_modules/.package-lock.json. It is complete when every package of our
 * lock file is there with the same content; only optional ones (other platforms) may be missing.
 * @returns {string | undefined} why an installation is needed, if it is.
 */
function whyInstall() {
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return 'there are none yet';
  const wanted = /** @type {LockFile} */ (readJson('package-lock.json')).packages;
  const installed = /** @type {LockFile} */ (readJson('node_modules/.package-lock.json')).packages;
  for (const [place, { version, integrity, optional, devOptional }] of Object.entries(wanted)) {
    if (place === '') continue;
    const found = installed[place];
    if (found === undefined && (optional || devOptional)) continue;
    if (found?.version !== version || found?.integrity !== integrity) return `${place} differs`;
  }
  const { dependencies, devDependencies } = /** @type {Package} */ (readJson('package.json'));
  const missing = Object.keys({ ...dependencies, ...devDependencies }).find(
    (name) => !existsSync(path.join(root, 'node_modules', name, 'package.json')),
  );
  return missing === undefined ? undefined : `${missing} is missing`;
}

/**
 * @typedef {{ engines: { node: string }, dependencies: Record<string, string>, devDependencies: Record<string, string> }} Package
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} LockFile
 */

/**
 * @param {string} file from the project folder, or absolute.
 * @returns {unknown}
 */
export function readJson(file) {
  return JSON.parse(readFileSync(path.resolve(root, file), 'utf8'));
}

/**
 * @param {string} file
 * @returns {number | undefined} when it was written, in ms since 1970.
 */
function modifiedAt(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs;
}

/**
 * The newest change in a file or folder; a folder's own time tells of files that were removed.
 * @param {string} place
 * @returns {number} ms since 1970; 0 when there is no such file.
 */
function newestIn(place) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(place).map((name) => newestIn(path.join(place, name))));
}
