import { expect, test } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

test('a person sees who has to change for Analytics: in the run, and in the sources', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=order-created-fans-out&architecture=event-sourced');
  await page.getByRole('tab', { name: 'Change' }).click();
  const view = page.getByRole('region', { name: 'Change experiments' });
  const sourced = view.getByRole('region', { name: 'Event-sourced', exact: true });
  const driven = view.getByRole('region', { name: 'API-driven', exact: true });
  await expect(driven.getByText('Ordering', { exact: true })).toBeVisible();
  await expect(driven.getByText(/^PlaceOrder: the caller waits \d+ ms longer$/)).toBeVisible();
  await expect(
    sourced.getByText('Nothing: the same notifications and answers, at the same times.'),
  ).toBeVisible();

  const sources = view.getByRole('region', { name: 'Sources: API-driven' });
  await sources.getByText('ordering.ts', { exact: true }).click();
  await expect(sources.getByText('architectures/api-driven/ordering.ts')).toBeVisible();
  await expect(
    view.getByRole('region', { name: 'Sources: Event-sourced' }).getByText('ordering.ts', { exact: true }),
  ).toHaveCount(0);

  await driven.getByText('Ordering', { exact: true }).click();
  expect(await findAxeViolations(page)).toEqual([]);
  await driven
    .getByRole('button', { name: /^Step \d+/ })
    .first()
    .click();
  await expect(signalbox.stage).toBeVisible();
  await expect(signalbox.architecture('API-driven')).toBeChecked();
  await expect(signalbox.status).toContainText('Ordering calls Analytics');
});

test('a person adds a notification of their own by data, and reads what cannot be expressed', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/#scenario=price-drop&architecture=event-sourced&view=change');
  const view = page.getByRole('region', { name: 'Change experiments' });
  await view.getByRole('radio', { name: 'Add a back-in-stock notification' }).check();
  await expect(view.getByRole('heading', { name: 'What the model cannot express' })).toBeVisible();
  await expect(view.getByText(/^Back in stock email for Carol Williams: only with it$/)).toHaveCount(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
