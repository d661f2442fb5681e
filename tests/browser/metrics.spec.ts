import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

async function openMetrics(page: Page, address = 'scenario=price-drop&architecture=api-driven&step=60') {
  const signalbox = new SignalboxPage(page);
  await page.goto(`/#${address}&view=metrics`);
  await expect(page.getByRole('row', { name: /^Messages sent \d+ \d+$/ })).toBeVisible();
  return signalbox;
}

test('both architectures stand side by side, and the measures follow the playback', async ({ page }) => {
  const signalbox = await openMetrics(page);
  const calls = page.getByRole('slider', { name: 'Messages sent, API-driven' });
  const events = page.getByRole('slider', { name: 'Messages sent, Event-sourced' });
  await expect(calls).toHaveAttribute('aria-valuetext', /^at 226 ms: \d+$/);
  await expect(events).toHaveAttribute('aria-valuetext', /^at 226 ms: \d+$/);
  await signalbox.button('First step').click();
  await expect(calls).toHaveAttribute('aria-valuetext', 'at 0 ms: 1');
});

test('a chart is read off by pointing at it, and its table says the same', async ({ page }) => {
  await openMetrics(page);
  const chart = page.getByRole('slider', { name: 'Callers waiting, API-driven' });
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart is not laid out');
  // The axis begins 30 px from the left; between 95 and 195 ms Pricing and the dispatcher wait.
  await page.mouse.move(box.x + 30 + (150 / 330) * (box.width - 30), box.y + 60);
  await expect(chart).toHaveAttribute('aria-valuetext', /^at 1\d\d ms: 2$/);
  const section = page.getByRole('region', { name: /^Callers waiting number/ });
  await section.getByText('The same as a table').click();
  await expect(section.getByRole('row', { name: /^95 ms 2 2$/ })).toBeVisible();
});

test('the page scrolls nowhere to the side on a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await openMetrics(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the metrics (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openMetrics(page, 'scenario=poison-message&architecture=event-sourced&broker=rabbitmq&step=100');
    await page.getByText('The same as a table').first().click();
    expect(await findAxeViolations(page)).toEqual([]);
  });
}
