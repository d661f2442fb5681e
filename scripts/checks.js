// The checks that `npm test` runs, and how to read what the tools report.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { nodeTool, readJson, root } from './setup.js';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {object} Check
 * @property {string} name as given on the command line and shown in the table.
 * @property {string} about what it checks, for --help.
 * @property {[string, string[]]} command
 * @property {'beside' | 'alone'} runs beside another check with its output kept together, or alone.
 * @property {'build'} [after] the check that must have passed before.
 * @property {() => Count | undefined} [count] reads the tool's own report; without it the check counts as one test.
 */

/** Where the tools leave their reports. */
export const reports = path.join(root, 'node_modules/.cache/signalbox');

/** @type {Check[]} */
export const checks = [
  plain('format', 'the format of every file (Prettier)', nodeTool('prettier', '--check', '.')),
  plain('lint', 'the rules of the code (ESLint)', nodeTool('eslint', '.', '--max-warnings', '0')),
  plain('core-types', 'types of the core, without DOM', nodeTool('tsc', '-p', 'tsconfig.core.json')),
  plain(
    'page-types',
    'types of the page, the tests and the scripts',
    nodeTool('svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings'),
  ),
  plain('unused', 'unused files, exports and dependencies (Knip)', nodeTool('knip')),
  vitest('unit', 'unit and component tests', 'core', 'page'),
  vitest('redis', 'comparison with a real Redis server, skipped where there is none', 'redis'),
  { ...plain('build', 'the build', nodeTool('vite', 'build')), runs: 'alone' },
  { ...vitest('built', 'tests of the built files: size, static hosting', 'build'), after: 'build' },
  {
    name: 'browser',
    about: 'tests in a browser (Playwright)',
    command: nodeTool('playwright', 'test'),
    runs: 'alone',
    after: 'build',
    count: () => countPlaywright(path.join(reports, 'browser.json')),
  },
];

/**
 * @param {string} name
 * @param {string} about
 * @param {[string, string[]]} command
 * @returns {Check}
 */
function plain(name, about, command) {
  return { name, about, command, runs: 'beside' };
}

/**
 * @param {string} name
 * @param {string} about
 * @param {...string} projects
 * @returns {Check}
 */
function vitest(name, about, ...projects) {
  const file = path.join(reports, `${name}.json`);
  const command = nodeTool(
    'vitest',
    'run',
    // An expected trace that is missing or stale fails; only its author writes it, with `npx vitest … -u`.
    '--update=none',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  );
  return { name, about, command, runs: 'alone', count: () => countVitest(file) };
}

/**
 * @typedef {{ status: string, assertionResults: unknown[] }} VitestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: VitestFile[] }} VitestReport
 * @param {string} file
 * @returns {Count | undefined} nothing when there is no report.
 */
function countVitest(file) {
  if (!existsSync(file)) return undefined;
  const found = /** @type {VitestReport} */ (readJson(file));
  // A file that cannot be loaded reports no tests at all.
  const broken = found.testResults.filter(
    (test) => test.status === 'failed' && test.assertionResults.length === 0,
  );
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + broken.length,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

/**
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport
 * @param {string} file
 * @returns {Count | undefined} nothing when there is no report.
 */
function countPlaywright(file) {
  if (!existsSync(file)) return undefined;
  const { stats } = /** @type {PlaywrightReport} */ (readJson(file));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
