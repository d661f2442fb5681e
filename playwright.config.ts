import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.js';

const address = `http://localhost:${process.env['SIGNALBOX_TEST_PORT'] ?? '41730'}/`;
const browser = findBrowser();

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  fullyParallel: true,
  // A test waits for the page half of the time.
  workers: 3,
  retries: 0,
  // On a busy machine the page takes its time.
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'node_modules/.cache/signalbox/browser.json' }]],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    // Each test sees the files that were built; only offline.spec.ts has the page kept by the browser.
    serviceWorkers: 'block',
    video: 'off',
    // What happened in each test can be looked at with `npx playwright show-trace`; to record it takes about as long as the tests do.
    trace: process.env['SIGNALBOX_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-quic',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  // The files that `vite build` made; the tests of a sub-path start a server of their own.
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --strictPort --host localhost --port ${new URL(address).port}`,
    url: address,
    reuseExistingServer: false,
  },
});
