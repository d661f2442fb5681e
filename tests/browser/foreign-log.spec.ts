import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const folder = 'fixtures/exports/v1/foreign';

/** Drops a log of another system onto the page. */
async function drop(signalbox: SignalboxPage, name: string): Promise<void> {
  const { page } = signalbox;
  const text = await readFile(`${folder}/${name}`, 'utf8');
  // It comes with what the page fetches later.
  await expect(page.locator('input[type="file"]')).toBeAttached();
  const transfer = await page.evaluateHandle(
    ([content, fileName]) => {
      const data = new DataTransfer();
      data.items.add(new File([content ?? ''], fileName ?? '', { type: 'application/json' }));
      return data;
    },
    [text, name],
  );
  await page.locator('main').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByRole('dialog', { name: 'A log of another system' })).toBeVisible();
}

test('a log that is dropped tells what its types become, takes a choice, and shows who is notified', async ({
  page,
}) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await drop(signalbox, 'valid-flat-objects.json');
  const dialog = page.getByRole('dialog', { name: 'A log of another system' });
  const counts = dialog.getByRole('status');
  await expect(counts).toHaveText('Of 8 events, 5 drive it, 2 of unknown types, 1 unusable.');
  await dialog.getByRole('combobox', { name: 'ParcelHandedOver becomes' }).selectOption('Order shipped');
  await expect(counts).toHaveText(
    'Of 8 events, 6 drive it (1 by your choice), 1 of unknown types, 1 unusable.',
  );
  await expect(dialog.getByText('does not say what type of event it is: [7]')).toBeVisible();

  await dialog.locator('summary', { hasText: 'Customer ines' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ines Duarte');
  await dialog.getByRole('textbox', { name: 'Email' }).fill('nowhere');
  await dialog.getByRole('textbox', { name: 'Email' }).blur();
  await expect(dialog.getByText('It can be played once this is put right.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Email' }).fill('ines@potters.example');
  await dialog.getByRole('textbox', { name: 'Email' }).blur();
  await dialog.getByRole('button', { name: 'Play it' }).click();

  await expect(dialog).toBeHidden();
  await expect(page.getByRole('status', { name: 'Notice' })).toContainText('6 drive it (1 by your choice)');
  await expect(signalbox.view('Why?')).toHaveAttribute('aria-selected', 'true');
  const table = page.getByRole('table').filter({ hasText: 'Ines Duarte' });
  await expect(table.first()).toBeVisible();
  await expect(page.getByText('GoodsReady (1)').first()).toBeVisible();
  await page.getByRole('button', { name: 'Order shipped email for Ines Duarte: sent' }).click();
  await expect(page.getByText(/^Ines was notified/)).toBeVisible();
  await expect(page).toHaveTitle(/flat-objects/);

  await signalbox.architecture('API-driven').check({ force: true });
  await expect(page.getByRole('button', { name: 'Order shipped email for Ines Duarte: sent' })).toBeVisible();
});

for (const { theme, viewport } of looks) {
  test(`the log of another system can be read by everyone, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(viewport);
    const signalbox = new SignalboxPage(page);
    await signalbox.open();
    await drop(signalbox, 'valid-snake-case.ndjson');
    await page.locator('summary', { hasText: 'Fields of order_created' }).click();
    await page.locator('summary', { hasText: 'Customer 7002' }).click();
    expect(await findAxeViolations(page, 'dialog')).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
