import { expect, test } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const beforeBob = '/#scenario=price-drop-ineligible-segment&architecture=event-sourced&panel=now';

test('playing stops before a rule decides, takes an answer by keyboard, and says whether it was right', async ({
  page,
}) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(beforeBob);
  await page.getByRole('switch', { name: 'Ask me first' }).check();
  await signalbox.playback.getByRole('combobox', { name: 'Speed' }).selectOption('10×');
  await signalbox.button('Play').click();
  const question = page.getByRole('heading', { name: /Is that worth a message\?$/ });
  await expect(question).toBeFocused();
  await expect(signalbox.button('Play')).toBeVisible();
  const step = await signalbox.stepNumber();
  expect(await findAxeViolations(page, '.details')).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: 'Yes, people may be told' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(signalbox.step).toHaveValue(String(step + 1));
  await expect(page.getByText('Right: Yes, people may be told')).toBeVisible();
  await expect(page.getByText('1 of 1 right in this run')).toBeVisible();
  await expect(signalbox.status).toContainText('Price rule');
  expect(await findAxeViolations(page, '.details')).toEqual([]);
});

test('the next step asks, and then reveals; Escape skips; the choice stays', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(beforeBob);
  await page.getByRole('switch', { name: 'Ask me first' }).check();
  const radios = page.getByRole('radiogroup', { name: /\?$/ });
  for (let presses = 0; presses < 30 && !(await radios.isVisible()); presses += 1) {
    await signalbox.button('Next step').click();
  }
  await expect(radios).toBeVisible();
  const step = await signalbox.stepNumber();
  await signalbox.button('Next step').click();
  await expect(signalbox.step).toHaveValue(String(step + 1));
  await expect(page.getByText(/^The answer:/)).toBeVisible();
  for (let presses = 0; presses < 30 && !(await radios.isVisible()); presses += 1) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(radios).toBeVisible();
  const second = await signalbox.stepNumber();
  await page.keyboard.press('Escape');
  await expect(radios).toBeHidden();
  await expect(signalbox.step).toHaveValue(String(second + 1));
  await page.reload();
  await expect(page.getByRole('switch', { name: 'Ask me first' })).toBeChecked();
});

test('a jump to the end is not held up', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(beforeBob);
  await page.getByRole('switch', { name: 'Ask me first' }).check();
  await signalbox.toTheEnd();
  await expect(page.getByRole('radiogroup', { name: /\?$/ })).toBeHidden();
});
