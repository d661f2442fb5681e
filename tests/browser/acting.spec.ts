import { expect, test, type Locator } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { watchForProblems } from '../support/page-problems';
import { SignalboxPage } from '../support/signalbox-page';

/** Opens the palette by its keys. */
async function openPalette({ page }: SignalboxPage): Promise<Locator> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Find a command' });
  await expect(field).toBeFocused();
  return field;
}

test('a person cancels an order at the playhead by keyboard alone, and the old future stays', async ({
  page,
}) => {
  const problems = watchForProblems(page);
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=order-complete&step=20');
  await openPalette(signalbox);
  await page.keyboard.type('cancel order');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Cancel order' });
  const order = dialog.getByRole('combobox', { name: 'Order' });
  await expect(order).toBeFocused();
  await order.selectOption({ label: 'ord-004 · David Brown, pending' });
  await expect(dialog.getByText(/^This happens at t = \d+ ms, right after step \d+\./)).toContainText(
    'The old future is kept as a branch.',
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(signalbox.status).toContainText(/Shopper.*cancel.*ord-004/i);
  const branches = page.getByRole('combobox', { name: 'Branch', exact: true });
  await expect(branches.getByRole('option')).toHaveCount(2);
  expect(problems).toEqual([]);
});

test('the palette opens while a text field has the focus, and gives the focus back', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.scenario.focus();
  await page.keyboard.press('Escape');
  const dialog = page.getByRole('dialog', { name: 'Commands' });
  await openPalette(signalbox);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(signalbox.scenario).toBeFocused();
});

test('what cannot be sent says so at its field, and loses nothing', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&step=12');
  await openPalette(signalbox);
  await page.keyboard.type('update price');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Update price' });
  const price = dialog.getByRole('textbox', { name: 'Price (cents)' });
  await price.fill('cheap');
  await dialog.getByRole('button', { name: 'Update price' }).click();
  await expect(price).toBeFocused();
  await expect(price).toHaveValue('cheap');
  await expect(price).toHaveAccessibleDescription('Must be a number.');
  await price.fill('9900');
  await expect(price).toHaveAccessibleDescription(/\$99\.00/);
  await dialog.getByRole('button', { name: 'Update price' }).click();
  await expect(signalbox.status).toContainText('$99.00');
});

test('a message that is clicked can be broken, and is lost', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&step=11');
  const message = signalbox.stage.getByRole('button', { name: /PriceChanged/ }).first();
  await message.click();
  await page.getByRole('button', { name: 'Break…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Break PriceChanged from/ });
  await dialog.getByRole('button', { name: 'Drop this message', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(signalbox.status).toContainText(/PriceChanged/);
  await signalbox.toTheEnd();
  await signalbox.tab('Log').click();
  await expect(page.getByRole('row').filter({ hasText: /PriceChanged.*lost/ })).not.toHaveCount(0);
});

test('F breaks the part of the shop that has the focus; the fault can be changed and removed', async ({
  page,
}) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=order-shipped&step=4');
  const email = signalbox.stage.getByRole('button', { name: /^Email/ });
  await email.focus();
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog', { name: 'Break Email' });
  await expect(dialog.getByRole('button', { name: 'Make Email refuse', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await email.click();
  await page.getByRole('button', { name: /^Change the fault that Email refuses/ }).click();
  const change = page.getByRole('dialog', { name: 'Make a channel refuse' });
  await change.getByRole('textbox', { name: 'Reason' }).fill('Mailbox full');
  await change.getByRole('button', { name: 'Save the change' }).click();
  await page.getByRole('button', { name: /^Remove the fault that Email refuses.*Mailbox full/ }).click();
  await expect(page.getByRole('button', { name: /^Remove the fault/ })).toHaveCount(0);
});

test('a price is changed by hand where the product is looked at', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=order-shipped&step=3&selected=entity:product:prod-001&panel=inspector');
  await page.getByRole('button', { name: 'Change the price…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change a price by hand' });
  await dialog.getByRole('textbox', { name: 'Price (cents)' }).fill('12345');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('definition').filter({ hasText: '$123.45' })).toBeVisible();
});

for (const { theme, viewport } of looks) {
  test(`axe finds nothing in palette, forms and fault menu (${theme}, ${viewport.width} px)`, async ({
    page,
  }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(viewport);
    const signalbox = new SignalboxPage(page);
    await signalbox.open('/#scenario=order-complete&step=20');
    const field = await openPalette(signalbox);
    expect(await findAxeViolations(page)).toEqual([]);
    for (const title of [
      'Place order',
      'Update preferences',
      'Drop messages',
      'Change preferences by hand',
    ]) {
      await field.fill(title);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: title })).toBeVisible();
      expect(await findAxeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Back' }).click();
    }
    await page.keyboard.press('Escape');
    await signalbox.stage.getByRole('button', { name: /^Ordering/ }).focus();
    await page.keyboard.press('f');
    await expect(page.getByRole('dialog', { name: 'Break Ordering' })).toBeVisible();
    expect(await findAxeViolations(page)).toEqual([]);
  });
}
