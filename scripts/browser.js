// Finds a Chromium for the browser tests, and installs one where none is.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { nodeTool, run, SetupError } from './setup.js';

const remedy =
  'Install Chromium or Google Chrome, or set SIGNALBOX_BROWSER to the path of one that is installed.';

/** Names of the command on PATH, then the places where installers put it. */
const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const usualPlaces = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
    commands.map((command) => `${folder}/${command}`),
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      `${folder}\\Chromium\\Application\\chrome.exe`,
    ]),
};

/**
 * The path of a Chromium that starts: the one named by SIGNALBOX_BROWSER or CHROME_PATH, else Playwright's own, else
 * one that is installed on this machine.
 * @returns {string | undefined}
 */
export function findBrowser() {
  for (const name of ['SIGNALBOX_BROWSER', 'CHROME_PATH']) {
    const named = process.env[name];
    if (!named) continue;
    if (existsSync(named)) return named;
    throw new SetupError(`${name} names a browser that is not there. ${remedy}`);
  }
  return [playwrightsOwn(), ...onPath(), ...onThisPlatform()].find(
    (place) => place !== undefined && existsSync(place) && starts(place),
  );
}

/**
 * Finds a browser, or installs one: Playwright's own, else, on Debian, the distribution's.
 * @returns {Promise<string>} its path.
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.log('No Chromium found. Installing the one that belongs to Playwright …');
  await installPlaywrightsOwn();
  const own = findBrowser();
  if (own !== undefined) return own;
  if (isDebian()) {
    console.log('That did not work. Installing the Debian package chromium …');
    await installDebianPackage();
    const packaged = findBrowser();
    if (packaged !== undefined) return packaged;
  }
  throw new SetupError(`The browser tests need a Chromium, and none could be installed. ${remedy}`);
}

/** @returns {string | undefined} */
function playwrightsOwn() {
  try {
    /** @type {(name: string) => unknown} */
    const load = createRequire(import.meta.url);
    const { chromium } = /** @type {typeof import('@playwright/test')} */ (load('@playwright/test'));
    return chromium.executablePath();
  } catch {
    return undefined; // Playwright knows no browser for this platform.
  }
}

/** @returns {string[]} */
function onPath() {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return commands.flatMap((command) => folders.map((folder) => path.join(folder, command + ending)));
}

/** @returns {string[]} */
function onThisPlatform() {
  const platform = process.platform;
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? usualPlaces[platform] : [];
}

/**
 * Some distributions put a script there that only says what to install; and libraries may be missing.
 * @param {string} browser
 */
function starts(browser) {
  if (process.platform === 'win32') return true; // There, --version opens a window.
  return spawnSync(browser, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

async function installPlaywrightsOwn() {
  const code = await run(...nodeTool('playwright', 'install', 'chromium'), { timeout: 300_000 });
  const lacksLibraries = code === 0 && findBrowser() === undefined;
  if (lacksLibraries && isRoot() && process.platform === 'linux') {
    await run(...nodeTool('playwright', 'install-deps', 'chromium'), { timeout: 300_000 });
  }
}

async function installDebianPackage() {
  /** @type {[string, string[]][]} */
  const steps = [
    ['apt-get', ['update']],
    ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']],
  ];
  for (const [command, commandArguments] of steps) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const code = isRoot()
      ? await run(command, commandArguments, { env })
      : await run('sudo', ['-n', command, ...commandArguments], { env });
    if (code !== 0) return;
  }
}

function isRoot() {
  return process.getuid?.() === 0;
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
