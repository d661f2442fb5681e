import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const answer = (page: Page) => page.getByRole('tabpanel', { name: 'Why?' });

async function openWhy(page: Page, address: string): Promise<SignalboxPage> {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(address);
  await page.getByRole('tablist', { name: 'Views' }).getByRole('tab', { name: 'Why?' }).click();
  await expect(page.getByRole('heading', { name: 'Who was told what, and why' })).toBeVisible();
  return signalbox;
}

test('a person finds out why Bob was not told, and goes to the step that decided it', async ({ page }) => {
  const signalbox = await openWhy(page, '/#scenario=price-drop&architecture=api-driven');
  await page.getByRole('button', { name: 'Price drop email for Bob Smith: skipped' }).click();
  await expect(answer(page)).toContainText(
    'Bob was not notified because Bob’s segment is silver; price drop messages go to gold and platinum. Decided by Pricing.',
  );
  await answer(page)
    .getByRole('button', { name: /^Segment rule: Bob Smith is silver/ })
    .click();
  await expect(signalbox.status).toContainText('Segment rule: Bob Smith is silver');
  await expect(answer(page).getByRole('heading', { name: 'Price drop email for Bob Smith' })).toBeVisible();
});

test('an outcome is chosen and its chain is read by keyboard alone', async ({ page }) => {
  await openWhy(page, '/#scenario=order-shipped');
  const outcomes = answer(page).getByRole('region', { name: 'Outcomes' });
  await outcomes.focus();
  await page.keyboard.press('Tab');
  await expect(
    page.getByRole('button', { name: 'Order shipped email for Alice Johnson: sent' }),
  ).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('Alice was notified: Email delivers');
});

test('what is selected elsewhere is explained when the view is opened', async ({ page }) => {
  await openWhy(
    page,
    '/#scenario=notification-service-down&architecture=api-driven&selected=customer:cust-001',
  );
  await expect(answer(page)).toContainText(/Alice was not notified: POST \/notify .* is lost/);
});

for (const {
  theme: colorScheme,
  viewport: { width, height },
} of looks) {
  test(`nothing is in the way of anyone, ${colorScheme}, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await openWhy(page, '/#scenario=price-drop');
    await page.getByRole('button', { name: /others never considered/ }).click();
    await page.getByRole('button', { name: 'Price drop email for Bob Smith: skipped' }).click();
    await expect(answer(page)).toContainText('Decided by Notification service.');
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}
