import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { watchForProblems } from '../support/page-problems';
import { SignalboxPage } from '../support/signalbox-page';

test('a new user plays, steps back, switches the architecture, reads an email, and exports', async ({
  page,
}) => {
  const problems = watchForProblems(page);
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await expect(signalbox.status).toContainText('Press Play or Space');

  await page.keyboard.press('Space');
  await expect(signalbox.button('Pause')).toBeVisible();
  await expect(signalbox.status).toContainText('PriceChanged: Wireless Router X500 from $149.99 to $119.99', {
    timeout: 15_000,
  });
  await page.keyboard.press('Space');
  await expect(signalbox.button('Play')).toBeVisible();

  const paused = await signalbox.stepNumber();
  for (let count = 1; count <= 3; count += 1) {
    await page.keyboard.press('ArrowLeft');
    await expect(signalbox.step).toHaveValue(String(paused - count));
  }

  await signalbox.step.fill('30');
  const before = await signalbox.status.innerText();
  await signalbox.architecture('API-driven').check({ force: true });
  await expect(signalbox.architecture('API-driven')).toBeChecked();
  expect(await signalbox.stepNumber()).toBeGreaterThan(0);
  expect(before).not.toBe('');

  await signalbox.toTheEnd();
  await signalbox.tab(/Inboxes/).click();
  const carols = signalbox.inboxes.getByRole('article').filter({ hasText: 'carol.williams@example.com' });
  await expect(carols).toHaveCount(1);
  await carols.getByRole('button').first().click();
  await expect(carols).toContainText('Wireless Router X500 is now $119.99');
  await expect(carols).toContainText('from $149.99 to $119.99');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('signalbox-price-drop-api-driven.json');
  const saved = JSON.parse(await readFile(await file.path(), 'utf8')) as {
    format: string;
    version: number;
    trace: unknown[];
  };
  expect([saved.format, saved.version]).toEqual(['signalbox.run', 1]);
  expect(String(saved.trace.length)).toBe(await signalbox.step.getAttribute('max'));
  expect(problems).toEqual([]);
});
