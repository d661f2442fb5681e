import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { exportTexts } from '../support/export-texts';
import { serveFolder } from '../support/static-server';
import { traceEventsIn } from '../support/trace-events';

/** The page of speedscope itself, as its package brings it. */
const release = path.dirname(createRequire(import.meta.url).resolve('speedscope/dist/release/index.html'));

// The server sends the policy of our own page, under which speedscope, with its styles and its WebAssembly, cannot run.
test.use({ bypassCSP: true });

let server: Awaited<ReturnType<typeof serveFolder>>;
test.beforeAll(async () => {
  server = await serveFolder(release, '/');
});
test.afterAll(() => server.close());

/** Opens a trace in speedscope. @returns what the page writes to the console, and what it asks others for. */
async function openTrace(page: Page, trace: string) {
  const told: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(server.url)) return route.continue();
    asked.push(url);
    return route.abort();
  });
  await page.route(`${server.url}trace.json`, (route) =>
    route.fulfill({ contentType: 'application/json', body: trace }),
  );
  await page.goto(`${server.url}index.html#profileURL=${encodeURIComponent(`${server.url}trace.json`)}`);
  return { told, asked };
}

/** The names of the threads that something happens on. */
function threadsWithSlices(trace: string): readonly string[] {
  const events = traceEventsIn(trace);
  const busy = new Set(events.flatMap(({ ph, tid }) => (ph === 'X' ? [tid] : [])));
  return events.flatMap(({ ph, name, tid, args }) =>
    ph === 'M' && name === 'thread_name' && busy.has(tid) ? [args?.['name'] as string] : [],
  );
}

const { valid, broken } = exportTexts('chrome-trace');

for (const { name, text } of valid) {
  test(`speedscope shows every thread of ${name}`, async ({ page }) => {
    const { told, asked } = await openTrace(page, text);
    const threads = threadsWithSlices(text);
    expect(threads.length).toBeGreaterThan(3);
    const toolbar = page.getByText(new RegExp(`\\(\\d+/${threads.length}\\)`));
    await expect(toolbar).toBeVisible();
    expect(told).toContain('Importing as Trace Event Format profile');
    expect(asked).toEqual([]);
    // Its list of profiles, each with the time that its slices take.
    await page.keyboard.press('t');
    for (const thread of threads) await expect(page.getByText(`, ${thread} (tid `)).not.toHaveCount(0);
  });
}

for (const refused of ['broken-cut-off.json', 'broken-no-trace.json']) {
  test(`speedscope refuses ${refused}`, async ({ page }) => {
    const said = page.waitForEvent('dialog').then(async (dialog) => {
      const message = dialog.message();
      await dialog.dismiss();
      return message;
    });
    const text = broken.find(({ name }) => name === refused)?.text ?? '';
    expect(text).not.toBe('');
    await openTrace(page, text);
    expect(await said).toMatch(/Unrecognized format!/);
    await expect(page.getByText(/\(\d+\/\d+\)/)).toHaveCount(0);
  });
}
