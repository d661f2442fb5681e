import { expect, test } from '@playwright/test';
import { watchForProblems } from '../support/page-problems';
import { SignalboxPage } from '../support/signalbox-page';
import { serveFolder } from '../support/static-server';

test('the page opens without an error, a foreign request or a broken policy', async ({ page }) => {
  const problems = watchForProblems(page);
  await page.goto('/', { waitUntil: 'networkidle' });
  await expect(page).toHaveTitle('Price drop · Signalbox');
  await expect(page.getByRole('main')).toBeVisible();
  expect(problems).toEqual([]);
});

test('the page works from a sub-path of a host with a strict policy', async ({ page }) => {
  const server = await serveFolder('dist', '/some/where/');
  try {
    const problems = watchForProblems(page);
    const signalbox = new SignalboxPage(page);
    await signalbox.open(server.url);
    await signalbox.toTheEnd();
    await signalbox.tab(/Inboxes/).click();
    await expect(signalbox.inboxes.getByRole('article')).toHaveCount(3);
    expect(problems).toEqual([]);
  } finally {
    await server.close();
  }
});
