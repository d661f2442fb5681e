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
  await expect(signalbox.scenario).toHaveValue('order-complete');
  await expect(signalbox.architecture('API-driven')).toBeChecked();
  await expect(signalbox.step).toHaveValue('40');
  await expect(signalbox.status).toHaveText(sentence);
  await expect(signalbox.tab('Inspector')).toHaveAttribute('aria-selected', 'true');
});

test('Back leads to the scenario before', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.scenario.selectOption({ label: 'Order shipped' });
  await expect(page).toHaveURL(/scenario=order-shipped/);
  await page.goBack();
  await expect(signalbox.scenario).toHaveValue('price-drop');
  await page.goForward();
  await expect(signalbox.scenario).toHaveValue('order-shipped');
});

test('an address that leads nowhere opens the opening scenario', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=ghost&step=-7&panel=cellar');
  await expect(signalbox.scenario).toHaveValue('price-drop');
  await expect(signalbox.step).toHaveValue('0');
});
