import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const comparison = (page: Page) => page.getByRole('region', { name: 'Comparison' });
const side = (page: Page, title: string) => comparison(page).getByRole('article', { name: title });
const differences = (page: Page) => comparison(page).getByRole('status', { name: 'Differences' });

/** Opens a scenario and compares both architectures. */
async function compare(page: Page, address = '/'): Promise<SignalboxPage> {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(address);
  await signalbox.architecture('Compare').check({ force: true });
  await expect(differences(page)).toContainText('moments differ');
  return signalbox;
}

test('steps both architectures together, by what happens and not by number', async ({ page }) => {
  const signalbox = await compare(page);
  await signalbox.toTheEnd();
  for (const title of ['Event-sourced', 'API-driven']) {
    const readout = side(page, title).getByText(/^Step/);
    const [, step, count] = /Step (\d+) of (\d+)/.exec(await readout.innerText()) ?? [];
    expect(step, title).toBe(count);
  }
  await signalbox.button('First step').click();
  await expect(side(page, 'API-driven')).toContainText('Step 0 of');
  await signalbox.button('Next step').click();
  // Both begin with the command that reaches Pricing.
  await signalbox.button('Next step').click();
  await expect(side(page, 'Event-sourced')).toContainText('UpdatePrice');
  await expect(side(page, 'API-driven')).toContainText('UpdatePrice');
});

test('leads from difference to difference, and to the records behind each', async ({ page }) => {
  const signalbox = await compare(page, '/#scenario=notification-service-down&broker=redis-pubsub');
  await page.getByRole('button', { name: 'First difference' }).click();
  const first = await signalbox.stepNumber();
  await page.getByRole('button', { name: 'Next difference' }).click();
  expect(await signalbox.stepNumber()).toBeGreaterThan(first);

  await page.getByRole('tab', { name: 'Table' }).click();
  await page.getByRole('checkbox', { name: 'Only what differs' }).check();
  const rows = page.getByRole('table', { name: 'Moments of both runs' });
  await expect(rows.getByRole('row').nth(1)).toContainText(/Only|differently|Other values/);
  await rows.getByRole('button', { name: /^Step/ }).first().click();
  await expect(signalbox.tab('Inspector')).toHaveAttribute('aria-selected', 'true');
});

test('whoever is touched leads: a part of the other run brings it under the playback', async ({ page }) => {
  const signalbox = await compare(page);
  await signalbox.step.fill('20');
  await expect(side(page, 'Event-sourced')).toContainText('leads');
  await side(page, 'API-driven')
    .getByRole('button', { name: /^Pricing/ })
    .click();
  await expect(side(page, 'API-driven')).toContainText('leads');
  await expect(side(page, 'Event-sourced')).toContainText('follows');
  await expect(signalbox.tab('Inspector')).toHaveAttribute('aria-selected', 'true');
});

test('what is done in one is done in both', async ({ page }) => {
  await compare(page, '/#scenario=order-complete&step=20');
  const readout = side(page, 'API-driven').getByText(/^Step/);
  const [stepCount = ''] = /of \d+/.exec(await readout.innerText()) ?? [];
  await expect(readout).toContainText(stepCount);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.type('cancel order');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Cancel order' });
  await dialog
    .getByRole('combobox', { name: 'Order' })
    .selectOption({ label: 'ord-004 · David Brown, pending' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(side(page, 'Event-sourced')).toContainText(/cancel.*ord-004/i);
  // The API-driven shop has the cancellation as well: its run has other steps now.
  await expect(readout).not.toContainText(stepCount);
});

test('the address restores the comparison, and C ends it', async ({ page }) => {
  await compare(page);
  await expect(page).toHaveURL(/compare=architecture/);
  await page.reload();
  await expect(differences(page)).toContainText('moments differ');
  await page.keyboard.press('c');
  await expect(comparison(page)).toHaveCount(0);
  await page.goBack();
  await expect(differences(page)).toContainText('moments differ');
});

test('two brokers are compared as two architectures are', async ({ page }) => {
  await compare(page, '/#scenario=notification-service-down&broker=redis-pubsub');
  await page.getByRole('combobox', { name: 'Compared with' }).selectOption('Kafka as the broker');
  await expect(side(page, 'Kafka')).toContainText('follows');
  await expect(side(page, 'Redis Pub/Sub')).toContainText('leads');
  await expect(differences(page)).toContainText('moments differ');
});

for (const {
  theme,
  viewport: { width },
} of looks) {
  test(`axe finds nothing in the comparison (${theme}, ${width} px)`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 844 });
    const signalbox = await compare(page);
    await signalbox.step.fill('30');
    for (const way of ['Side by side', 'Overlaid', 'Table']) {
      await page.getByRole('tab', { name: way }).click();
      expect(await findAxeViolations(page)).toEqual([]);
    }
  });
}

test('the table stays where a person scrolls it', async ({ page }) => {
  const signalbox = await compare(page, '/#scenario=order-complete-interleaved');
  await page.getByRole('tab', { name: 'Table' }).click();
  await signalbox.toTheEnd();
  const rows = page.getByRole('table', { name: 'Moments of both runs' });
  const first = rows.getByRole('row').nth(1);
  const scroller = rows.locator('.scroller');
  await expect(first).not.toHaveAttribute('aria-rowindex', '2');
  await scroller.evaluate((element) => {
    element.scrollTop = 0;
  });
  await expect(first).toHaveAttribute('aria-rowindex', '2');
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(0);
});
