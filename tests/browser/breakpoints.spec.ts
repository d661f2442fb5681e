import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const notice = (page: Page) => page.getByRole('status', { name: 'Notice' });

/** Sets a breakpoint in the dialog that B opens. */
async function pauseWhenever(page: Page, words: string): Promise<void> {
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', { name: 'Breakpoints' });
  await dialog.getByRole('combobox', { name: 'Pause whenever' }).selectOption(words);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

test('playing at ten times the speed pauses exactly where a rule decides so', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop-ineligible-segment');
  await pauseWhenever(page, 'the segment rule decides “stopped”');
  await signalbox.playback.getByRole('combobox', { name: 'Speed' }).selectOption('10×');
  await signalbox.button('Play').click();
  await expect(notice(page)).toHaveText('Paused at breakpoint: the segment rule decides “stopped”');
  await expect(signalbox.button('Play')).toBeVisible();
  await expect(signalbox.status).toContainText('Segment rule: Bob Smith is silver');
  const step = await signalbox.stepNumber();
  await signalbox.button('Last step').click();
  await page.keyboard.press('Shift+F8');
  await expect(signalbox.step).toHaveValue(String(step));
});

test('runs to the next breakpoint and back, and says when there is none', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await pauseWhenever(page, 'a notification becomes “sent”');
  await page.keyboard.press('F8');
  await expect(notice(page)).toHaveText('Paused at breakpoint: a notification becomes “sent”');
  const first = await signalbox.stepNumber();
  expect(first).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Run to next breakpoint' }).click();
  const second = await signalbox.stepNumber();
  expect(second).toBeGreaterThan(first);
  await page.getByRole('button', { name: 'Back to the previous breakpoint' }).click();
  await expect(signalbox.step).toHaveValue(String(first));
  await page.keyboard.press('Shift+F8');
  await expect(signalbox.step).toHaveValue('0');
  await expect(notice(page)).toHaveText(/^No breakpoint is met before/);
});

test('a breakpoint is set where a thing is inspected, and switched off in the list', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.stage.getByRole('button', { name: /^Pricing/ }).click();
  const toggle = page.getByRole('button', { name: 'Pause whenever something happens at Pricing' });
  await toggle.click();
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Breakpoints, 1 on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Breakpoints' });
  await dialog.getByRole('checkbox', { name: /^Something happens at Pricing/ }).uncheck();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('button', { name: 'Breakpoints', exact: true })).toBeFocused();
});

test('goes from one notification to the next by buttons', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.button('Next notification').click();
  await expect(signalbox.status).toContainText('to Carol Williams’s inbox');
  const first = await signalbox.stepNumber();
  await signalbox.button('Next notification').click();
  expect(await signalbox.stepNumber()).toBeGreaterThan(first);
  await signalbox.button('Previous notification').click();
  await expect(signalbox.step).toHaveValue(String(first));
});

for (const {
  theme,
  viewport: { width },
} of looks) {
  test(`axe finds nothing in the breakpoints (${theme}, ${width} px)`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 844 });
    const signalbox = new SignalboxPage(page);
    await signalbox.open();
    await page.keyboard.press('b');
    await expect(page.getByRole('dialog', { name: 'Breakpoints' })).toBeVisible();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Breakpoints' })).toBeHidden();
    await pauseWhenever(page, 'PriceChanged is sent');
    await signalbox.stage.getByRole('button', { name: /^Pricing/ }).click();
    await expect(page.getByRole('button', { name: /^Pause whenever/ })).toBeVisible();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('b');
    expect(await findAxeViolations(page)).toEqual([]);
  });
}
