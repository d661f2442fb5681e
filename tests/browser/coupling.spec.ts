import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const address = '/#scenario=price-drop&architecture=event-sourced&step=12&view=coupling';

async function openCoupling(page: Page, at = address): Promise<void> {
  await page.goto(at);
  await expect(page.getByRole('group', { name: /^Matrix/ })).toBeVisible();
}

const records = (page: Page) => page.getByRole('region', { name: 'Records behind the number' });

test('a number leads to its records, and a record of the other architecture to that run', async ({
  page,
}) => {
  await openCoupling(page);
  const signalbox = new SignalboxPage(page);
  await page.getByRole('button', { name: /^A domain service queries customers, API-driven/ }).click();
  await expect(records(page).getByRole('listitem')).toHaveCount(3);
  await expect(page.getByRole('tab', { name: 'Inspector' })).toHaveAttribute('aria-selected', 'true');
  await records(page)
    .getByRole('button', { name: /Bob Smith/ })
    .click();
  await expect(signalbox.architecture('API-driven')).toBeChecked();
  await expect(signalbox.status).toContainText('Pricing asks the data store for customer Bob Smith');
  await expect(records(page).getByRole('listitem')).toHaveCount(3);
});

test('a part that is chosen in the picture is marked in it and in the matrix', async ({ page }) => {
  await openCoupling(page);
  const picture = page.getByRole('group', { name: /^Picture/ });
  await picture.getByRole('button', { name: 'Notification service, Event-sourced' }).click();
  for (const name of ['Notification service, Event-sourced', 'Notification API, API-driven']) {
    await expect(picture.getByRole('button', { name })).toHaveAttribute('aria-current', 'true');
  }
});

test('all of it is reached by keyboard', async ({ page }) => {
  await openCoupling(page);
  const number = page.getByRole('button', { name: /^Pricing, API-driven: 1 read of carts/ });
  await number.focus();
  await page.keyboard.press('Enter');
  await expect(records(page).getByRole('listitem')).toHaveCount(1);
  await expect(number).toBeFocused();
  await expect(number).toBeInViewport();
  expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
});

test('on a phone the records come into sight above the transport', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openCoupling(page);
  await page.getByRole('button', { name: /^A domain service queries carts, API-driven/ }).click();
  await expect(async () => {
    const list = await records(page).boundingBox();
    const timeline = await new SignalboxPage(page).step.boundingBox();
    expect((list?.y ?? Infinity) + 60).toBeLessThan(timeline?.y ?? 0);
  }).toPass();
});

for (const {
  theme,
  viewport: { width },
} of looks) {
  test(`axe finds nothing in the coupling meter (${theme}, ${width} px)`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await openCoupling(page);
    await page.getByRole('button', { name: /^A domain service queries carts, API-driven/ }).click();
    await expect(records(page)).toBeVisible();
    await page.getByText('The picture in words').click();
    expect(await findAxeViolations(page)).toEqual([]);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
  });
}
