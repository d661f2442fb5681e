import { expect, test } from '@playwright/test';
import { SignalboxPage } from '../support/signalbox-page';

test('the transport is worked by keys', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const { step } = signalbox;
  const last = (await step.getAttribute('max')) ?? '';
  const press = async (key: string, expected: string) => {
    await page.keyboard.press(key);
    await expect(step, key).toHaveValue(expected);
  };
  await press('ArrowRight', '1');
  await press('.', '2');
  await press('PageDown', '3');
  await press('PageUp', '2');
  await press(',', '1');
  await press('End', last);
  await press('Home', '0');

  await page.keyboard.press('Shift+ArrowRight');
  await expect(signalbox.status).toContainText('to Carol Williams’s inbox');
  await page.keyboard.press('>');
  await expect(signalbox.playback.getByRole('combobox', { name: 'Speed' })).toHaveValue('2');
  await page.keyboard.press('<');
  await page.keyboard.press('r');
  await expect(signalbox.button('Pause')).toBeVisible();
  await page.keyboard.press('k');
  await expect(signalbox.button('Play')).toBeVisible();
});

test('focus stays where it was after each step', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const next = signalbox.button('Next step');
  await next.focus();
  for (let count = 1; count <= 4; count += 1) {
    await page.keyboard.press('Enter');
    await expect(signalbox.step).toHaveValue(String(count));
    await expect(next).toBeFocused();
  }
});

test('the shortcut sheet opens, closes, and switches single keys off', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeVisible();
  await sheet.getByRole('checkbox', { name: /Single keys/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await expect(signalbox.step).toHaveValue('0');
});

test('the stage has one tab stop and is walked with arrows, without moving the playhead', async ({
  page,
}) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const pricing = signalbox.stage.getByRole('button', { name: /^Pricing/ });
  await expect(signalbox.stage.locator('button[tabindex="0"]')).toHaveCount(1);
  await pricing.focus();
  await page.keyboard.press('ArrowRight');
  await expect(pricing).not.toBeFocused();
  await expect(signalbox.stage.locator('button:focus')).toHaveCount(1);
  await expect(signalbox.step).toHaveValue('0');
  await expect(signalbox.stage.locator('button[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(signalbox.tab('Inspector')).toHaveAttribute('aria-selected', 'true');
});

test('slash searches the log', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await page.keyboard.press('End');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('Bob');
  await expect(page.getByRole('searchbox')).toHaveValue('Bob');
});

test('a scenario is found and taken by keys', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.scenario.focus();
  const list = page.getByRole('listbox', { name: 'Scenarios' });
  const option = list.getByRole('option');
  await expect(option).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('option', { selected: true })).toHaveText(/^Price drop/);
  await page.keyboard.type('scans router twice');
  await expect(option).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(signalbox.scenario).toHaveValue('The same item twice');
  await expect(option).toHaveCount(0);

  await page.keyboard.type('no such story');
  await expect(page.getByRole('status', { name: 'Scenarios found' })).toContainText('No scenario');
  await page.keyboard.press('Escape');
  await expect(signalbox.scenario).toHaveValue('The same item twice');
  await expect(signalbox.scenario).toBeFocused();
});

test('settings are worked by keys, beside a stage that stays in use', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const settings = page.getByRole('button', { name: /^Settings/ });
  await settings.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Settings' });
  await expect(sheet.getByRole('button', { name: 'Reset all' })).toBeFocused();
  await sheet.getByRole('switch', { name: 'Retries' }).focus();
  await page.keyboard.press('Space');
  await expect(settings).toHaveText('Settings · 1 changed');
  await sheet.getByRole('button', { name: 'Reset Retries' }).focus();
  await page.keyboard.press('Enter');
  await expect(settings).toHaveText('Settings');
  await expect(sheet.getByRole('switch', { name: 'Retries' })).toBeFocused();

  await signalbox.button('Next step').click();
  await expect(signalbox.step).toHaveValue('1');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await settings.click();
  await sheet.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(settings).toBeFocused();
});
