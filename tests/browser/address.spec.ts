import { expect, test } from '@playwright/test';
import { SignalboxPage } from '../support/signalbox-page';

test('the address restores scenario, architecture, step, panel and selection', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.choose('Order complete', 'API-driven');
  await signalbox.step.fill('40');
  await signalbox.stage.getByRole('button', { name: /^Ordering/ }).click();
  await expect(page).toHaveURL(/step=40.*selected=node%3Aordering/);
  const sentence = await signalbox.status.innerText();

  await page.reload();
  await expect(signalbox.scenario).toHaveValue('Order complete');
  await expect(signalbox.architecture('API-driven')).toBeChecked();
  await expect(signalbox.step).toHaveValue('40');
  await expect(signalbox.status).toHaveText(sentence);
  await expect(signalbox.tab('Inspector')).toHaveAttribute('aria-selected', 'true');
});

test('Back leads to the scenario before', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.chooseScenario('Order shipped');
  await expect(page).toHaveURL(/scenario=order-shipped/);
  await page.goBack();
  await expect(signalbox.scenario).toHaveValue('Price drop');
  await page.goForward();
  await expect(signalbox.scenario).toHaveValue('Order shipped');
});

test('Back leads to the step at which the page was left, however quickly', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.step.fill('12');
  await expect(page).toHaveURL(/step=12/);
  // Quicker than the address follows.
  await signalbox.step.evaluate(async (slider: HTMLInputElement) => {
    slider.value = '31';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
    document.querySelector<HTMLElement>('[aria-label="Details"] > [role="tab"][id*="log"]')?.click();
  });
  await expect(signalbox.tab('Log')).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/panel=log/);
  await page.goBack();
  await expect(signalbox.tab('Log')).toHaveAttribute('aria-selected', 'false');
  await expect(signalbox.step).toHaveValue('31');
});

test('the address restores broker and settings, and Back takes them back', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.broker.selectOption('Kafka');
  const sheet = await signalbox.openSettings();
  await sheet.getByRole('switch', { name: 'Transactional outbox' }).check();
  await sheet.getByRole('textbox', { name: 'Event bus' }).fill('50');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/broker=kafka&set-latencyMs\.bus=50&set-outbox=true/);
  await expect(page.getByRole('button', { name: 'Settings · 3 changed' })).toBeVisible();

  await page.reload();
  await expect(signalbox.broker).toHaveValue('kafka');
  await expect(page.getByRole('button', { name: 'Settings · 3 changed' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Settings · 2 changed' })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('button', { name: 'Settings · 3 changed' })).toBeVisible();
});

test('what a link got wrong does not break the rest of it', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=order-shipped&broker=pigeon&set-ghost=1&acts=[&set-prefetch=4&step=5');
  await expect(signalbox.scenario).toHaveValue('Order shipped');
  await expect(signalbox.step).toHaveValue('5');
  await expect(page.getByRole('button', { name: 'Settings · 1 changed' })).toBeVisible();
});

test('an address that leads nowhere opens the opening scenario', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=ghost&step=-7&panel=cellar');
  await expect(signalbox.scenario).toHaveValue('Price drop');
  await expect(signalbox.step).toHaveValue('0');
});
