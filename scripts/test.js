// `npm test`: every check of the project, all reported, the sum on the last line.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { ensureBrowser } from './browser.js';
import { checks, reports } from './checks.js';
import { ensureRedis } from './redis.js';
import { ensureBuild, ensureDependencies, root, SetupError } from './setup.js';

/**
 * @typedef {import('./checks.js').Check} Check
 * @typedef {import('./checks.js').Count} Count
 * @typedef {{ check: Check, count: Count, seconds: number, note?: string | undefined }} Outcome
 */

const checkLimitMs = 15 * 60_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} names of checks; none means all.
 * @returns {Promise<number>} the exit code.
 */
async function main(names) {
  if (names.includes('--help') || names.includes('-h')) return help();
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    console.error(`No check is named ${unknown.join(', ')}. See npm test -- --help.`);
    return 2;
  }
  const chosen = checks.filter((check) => names.length === 0 || names.includes(check.name));
  return report(await prepareAndRun(chosen));
}

function help() {
  console.log('npm test              runs every check\nnpm test -- unit lint runs the named ones\n\nChecks:');
  for (const { name, about } of checks) console.log(`  ${name.padEnd(12)}${about}`);
  return 0;
}

/**
 * @param {Check[]} chosen
 * @returns {Promise<Outcome[]>}
 */
async function prepareAndRun(chosen) {
  try {
    await ensureDependencies();
  } catch (error) {
    explain(error);
    return chosen.map((check) => notRun(check, 'the dependencies are not there'));
  }
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  const browserProblem = chosen.some(({ name }) => name === 'browser') ? await prepareBrowser() : undefined;
  if (chosen.some(({ name }) => name === 'redis')) await prepareRedis();
  /** @type {Map<Check, Outcome>} */
  const outcomes = new Map();
  await runBeside(
    chosen.filter((check) => check.runs === 'beside'),
    outcomes,
  );
  let buildProblem = await prepareBuild(chosen);
  for (const check of chosen.filter(({ runs }) => runs === 'alone')) {
    const problem =
      (check.after === 'build' ? buildProblem : undefined) ??
      (check.name === 'browser' ? browserProblem : undefined);
    const outcome = problem === undefined ? await runCheck(check) : notRun(check, problem);
    outcomes.set(check, outcome);
    if (check.name === 'build' && outcome.count.failed > 0) buildProblem = 'the build failed';
  }
  return chosen.flatMap((check) => outcomes.get(check) ?? []);
}

/** @returns {Promise<string | undefined>} why the browser tests cannot run. */
async function prepareBrowser() {
  try {
    // Found once here; the test processes are told.
    process.env.SIGNALBOX_BROWSER = await ensureBrowser();
    process.env.SIGNALBOX_TEST_PORT = String(await freePort());
    return undefined;
  } catch (error) {
    explain(error);
    return 'there is no browser';
  }
}

/** Says so when there is no Redis: the tests that need one are skipped, and counted so. */
async function prepareRedis() {
  try {
    const problem = await ensureRedis();
    if (problem !== undefined) console.log(`The comparison with a real Redis server is skipped: ${problem}.`);
  } catch (error) {
    explain(error);
  }
}

/**
 * Checks of the built files that were chosen without the check that builds them.
 * @param {Check[]} chosen
 * @returns {Promise<string | undefined>} why they cannot run.
 */
async function prepareBuild(chosen) {
  const builds = chosen.some(({ name }) => name === 'build');
  if (builds || !chosen.some(({ after }) => after === 'build')) return undefined;
  try {
    await ensureBuild();
    return undefined;
  } catch (error) {
    explain(error);
    return 'the build failed';
  }
}

/**
 * Two at a time; each one's output appears in one piece.
 * @param {Check[]} waiting
 * @param {Map<Check, Outcome>} outcomes
 */
async function runBeside(waiting, outcomes) {
  const queue = [...waiting];
  const lane = async () => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      outcomes.set(check, await runCheck(check));
    }
  };
  await Promise.all([lane(), lane()]);
}

/**
 * @param {Check} check
 * @returns {Promise<Outcome>}
 */
async function runCheck(check) {
  if (check.runs === 'alone') heading(check);
  const startedAt = performance.now();
  const { code, output, note } = await runCommand(check.command, check.runs === 'beside');
  const seconds = (performance.now() - startedAt) / 1000;
  if (check.runs === 'beside') {
    heading(check);
    process.stdout.write(output);
  }
  const count = check.count === undefined ? plainCount(code === 0) : readCount(check.count);
  // A tool that fails without a failed test of its own: an error outside the tests, or no test at all.
  if (code !== 0 && count.failed === 0) count.failed = 1;
  return { check, count, seconds, note };
}

/**
 * @param {() => Count | undefined} count
 * @returns {Count} one failure when the tool left no report, or half of one.
 */
function readCount(count) {
  try {
    return count() ?? plainCount(false);
  } catch (error) {
    explain(error);
    return plainCount(false);
  }
}

/**
 * @param {[string, string[]]} command
 * @param {boolean} keepOutput
 * @returns {Promise<{ code: number, output: string, note?: string | undefined }>}
 */
function runCommand([command, commandArguments], keepOutput) {
  const { NODE_ENV: _, ...env } = process.env;
  if (process.stdout.isTTY && env.NO_COLOR === undefined) env.FORCE_COLOR ??= '1';
  return new Promise((resolve) => {
    const pipe = keepOutput ? 'pipe' : 'inherit';
    const child = spawn(command, commandArguments, { cwd: root, env, stdio: ['ignore', pipe, pipe] });
    running.add(child);
    /** @type {Buffer[]} */
    const output = [];
    /** @type {string | undefined} */
    let note;
    child.stdout?.on('data', (/** @type {Buffer} */ part) => output.push(part));
    child.stderr?.on('data', (/** @type {Buffer} */ part) => output.push(part));
    const limit = setTimeout(() => {
      note = `stopped after ${checkLimitMs / 60_000} minutes`;
      child.kill();
    }, checkLimitMs);
    /** @param {number | null} code */
    const end = (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code: code ?? 1, output: Buffer.concat(output).toString(), note });
    };
    child.once('error', (error) => {
      note = error.message;
      end(1);
    });
    child.once('close', end);
  });
}

/**
 * Prints the table and, as the last line, the sum.
 * @param {Outcome[]} outcomes
 * @returns {number} the exit code.
 */
function report(outcomes) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  console.log('\n\ncheck         passed  failed  seconds');
  for (const { check, count, seconds, note } of outcomes) {
    sum.passed += count.passed;
    sum.failed += count.failed;
    sum.skipped += count.skipped;
    const columns = [
      check.name.padEnd(12),
      String(count.passed).padStart(8),
      String(count.failed).padStart(8),
      seconds.toFixed(1).padStart(9),
      count.skipped > 0 ? `  ${count.skipped} skipped` : '',
      note === undefined ? '' : `  ${note}`,
    ];
    console.log(columns.join(''));
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${skipped}`);
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

/** @param {Check} check */
function heading({ name, about }) {
  console.log(`\n── ${name}: ${about}`);
}

/**
 * @param {Check} check
 * @param {string} note
 * @returns {Outcome}
 */
function notRun(check, note) {
  return { check, count: plainCount(false), seconds: 0, note: `not run: ${note}` };
}

/** @param {unknown} error */
function explain(error) {
  console.error(error instanceof SetupError ? error.message : error);
}

/** @param {boolean} passed */
function plainCount(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** @returns {Promise<number>} a port that nothing listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
