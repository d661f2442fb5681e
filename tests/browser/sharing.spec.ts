import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { watchForProblems } from '../support/page-problems';
import { SignalboxPage } from '../support/signalbox-page';

/** A moment with something of a person's own in it: an act at step 20 of Price drop, API-driven. */
async function makeSomething(page: Page): Promise<SignalboxPage> {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.choose('Price drop', 'API-driven');
  await signalbox.step.fill('20');
  await signalbox.tab('Operations').click();
  await page.getByRole('button', { name: 'Replay the log' }).click();
  await expect(page).toHaveURL(/#v1\.[\w-]+$/);
  return signalbox;
}

async function openShare(page: Page) {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this moment' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('a link that is shared opens this very moment elsewhere', async ({ page, context }) => {
  const problems = watchForProblems(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const signalbox = await makeSomething(page);
  await signalbox.stage.getByRole('button', { name: /^Pricing/ }).click();
  const sentence = await signalbox.status.innerText();
  const step = await signalbox.stepNumber();
  const last = await signalbox.step.getAttribute('max');

  const dialog = await openShare(page);
  await expect(dialog.getByText('1 act of yours')).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByText('Copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(1_000);

  const otherPage = await context.newPage();
  const other = new SignalboxPage(otherPage);
  await other.open(link);
  await expect(other.scenario).toHaveValue('Price drop');
  await expect(other.architecture('API-driven')).toBeChecked();
  await expect(other.step).toHaveValue(String(step));
  await expect(other.step).toHaveAttribute('max', last ?? '');
  await expect(other.status).toHaveText(sentence);
  await expect(other.tab('Inspector')).toHaveAttribute('aria-selected', 'true');
  await expect(otherPage).toHaveURL(link);
  expect(problems).toEqual([]);
});

test('Back and Forward go over what a person did', async ({ page }) => {
  const signalbox = await makeSomething(page);
  const withAct = page.url();
  await signalbox.chooseScenario('Order shipped');
  await expect(page).toHaveURL(/scenario=order-shipped/);
  await page.goBack();
  await expect(signalbox.scenario).toHaveValue('Price drop');
  await expect(page).toHaveURL(withAct);
  await page.goForward();
  await expect(signalbox.scenario).toHaveValue('Order shipped');
});

test('a damaged link says so and changes nothing', async ({ page }) => {
  const signalbox = await makeSomething(page);
  const before = page.url();
  const step = await signalbox.stepNumber();
  await page.evaluate(() => {
    location.hash = location.hash.slice(0, -5);
  });
  const dialog = page.getByRole('dialog', { name: 'This cannot be opened' });
  await expect(dialog.getByRole('alert')).toHaveText(/^This link is damaged/);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(signalbox.step).toHaveValue(String(step));
  await expect(page).toHaveURL(before);
});

test('a link of a newer version says which, and the page opens all the same', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#v2.something');
  const dialog = page.getByRole('dialog', { name: 'This cannot be opened' });
  await expect(dialog.getByRole('alert')).toHaveText(
    'This link was made by a newer Signalbox (version 2); this one reads version 1.',
  );
  await expect(signalbox.scenario).toHaveValue('Price drop');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the share dialog (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await makeSomething(page);
    const dialog = await openShare(page);
    await dialog.getByText('Embed in another page').click();
    expect(await findAxeViolations(page, 'dialog')).toEqual([]);
  });
}
