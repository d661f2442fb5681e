import { expect, test } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

test('a setting runs the story again, at the same point of it', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&step=30');
  const sentence = await signalbox.status.innerText();
  const time = page.getByText(/^Step \d+ of \d+ · t = /);
  const before = await time.innerText();
  const sheet = await signalbox.openSettings();
  await sheet.getByRole('textbox', { name: 'Commands' }).fill('400');
  await page.keyboard.press('Enter');
  await expect(time).not.toHaveText(before);
  await expect(signalbox.status).toHaveText(sentence);

  await sheet.getByRole('button', { name: 'Reset all' }).click();
  await expect(time).toHaveText(before);
});

test('a number that cannot be is said at its field and loses nothing', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const sheet = await signalbox.openSettings();
  const jitter = sheet.getByRole('textbox', { name: 'Jitter' });
  await jitter.fill('lots');
  await page.keyboard.press('Tab');
  await expect(sheet.getByRole('alert').filter({ hasText: 'Jitter' })).toHaveText(
    'Jitter must be a number. The run stays as it was.',
  );
  await expect(jitter).toHaveValue('lots');
  await expect(page.getByRole('button', { name: 'Settings', exact: true })).toBeVisible();
});

test('the header stays on one line at 1440 px, with settings changed', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#broker=redis-streams&seed=2&set-outbox=true&set-jitterMs=1');
  await expect(page.getByRole('button', { name: 'Settings · 4 changed' })).toBeVisible();
  const box = await page.getByRole('banner').boundingBox();
  expect(box?.height).toBeLessThan(64);
});

for (const { theme, viewport } of looks) {
  test(`axe finds nothing in what the header opens (${theme}, ${viewport.width} px)`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(viewport);
    const signalbox = new SignalboxPage(page);
    await signalbox.open();
    await signalbox.scenario.click();
    expect(await findAxeViolations(page)).toEqual([]);
    await signalbox.scenario.fill('unicorn');
    await expect(page.getByRole('status', { name: 'Scenarios found' })).toBeVisible();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');

    const sheet = await signalbox.openSettings();
    await sheet.getByRole('switch', { name: 'Analytics' }).check();
    await sheet.getByRole('textbox', { name: 'Seed' }).fill('x');
    await page.keyboard.press('Tab');
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'What this model leaves out' }).click();
    await expect(page.getByRole('dialog', { name: 'What this model leaves out' })).toBeVisible();
    expect(await findAxeViolations(page)).toEqual([]);
  });
}
