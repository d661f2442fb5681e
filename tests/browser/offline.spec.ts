import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { watchForProblems } from '../support/page-problems';
import { SignalboxPage } from '../support/signalbox-page';
import { serveFolder } from '../support/static-server';

test.use({ serviceWorkers: 'allow' });

/** Opens the page for the first time, and waits until the browser has all of it. */
async function firstVisit(page: Page, url: string): Promise<SignalboxPage> {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(url);
  await expect(page.getByRole('status', { name: 'Notice' })).toHaveText('Ready to work offline');
  await page.evaluate(() => navigator.serviceWorker.ready);
  return signalbox;
}

test('after one visit the page works without any server, from whatever folder it came', async ({ page }) => {
  const server = await serveFolder('dist', '/some/where/');
  const signalbox = await firstVisit(page, server.url);
  await server.close();
  const problems = watchForProblems(page);
  await page.reload();
  await expect(signalbox.stage).toBeVisible();
  await signalbox.chooseScenario('Order shipped');
  await signalbox.toTheEnd();
  await signalbox.tab(/Inboxes/).click();
  await expect(signalbox.inboxes.getByRole('article').first()).toBeVisible();
  await page.goto(`${server.url}#scenario=price-drop&architecture=api-driven&step=12`);
  await expect(signalbox.step).toHaveValue('12');
  await page.goto(`${server.url}?embed`);
  await expect(page.getByRole('link', { name: 'Open in Signalbox' })).toBeVisible();
  // The browser asks for the icon of a tab by itself, past the service worker at times.
  expect(problems.filter((problem) => !problem.endsWith('/favicon.svg'))).toEqual([]);
});

test('a new version waits until the person wants it, and the work stays', async ({ page }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'signalbox-'));
  await cp('dist', folder, { recursive: true });
  const server = await serveFolder(folder, '/');
  try {
    const signalbox = await firstVisit(page, server.url);
    await page.reload();
    await signalbox.broker.selectOption('Kafka');
    await expect(page).toHaveURL(/broker=kafka/);
    const index = path.join(folder, 'index.html');
    await writeFile(index, (await readFile(index, 'utf8')).replace('</title>', ' of tomorrow</title>'));
    const worker = path.join(folder, 'sw.js');
    const known = await readFile(worker, 'utf8');
    const changed = known.replace(
      /(\{url:"index\.html",revision:")[^"]*|(revision:")[^"]*(",url:"index\.html")/,
      '$1$2tomorrow$3',
    );
    expect(changed).not.toBe(known);
    await writeFile(worker, changed);

    await page.reload();
    await expect(page.getByRole('status', { name: 'New version' })).toContainText(
      'A new version of Signalbox waits',
    );
    await expect(page).toHaveTitle(/ · Signalbox$/);
    await page.getByRole('button', { name: 'Reload to use it' }).click();
    await expect(page).toHaveTitle(/ · Signalbox of tomorrow$/);
    await expect(signalbox.broker).toHaveValue('kafka');
    await expect(page.getByRole('status', { name: 'New version' })).toBeEmpty();
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});
