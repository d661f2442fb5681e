import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

async function openTimeline(page: Page, address = 'scenario=price-drop&architecture=api-driven&step=60') {
  const signalbox = new SignalboxPage(page);
  await page.goto(`/#${address}&view=timeline`);
  const inSight = page.getByRole('status', { name: 'In sight' });
  await expect(inSight).toHaveText(/^All /);
  const lanes = page.getByRole('group', { name: 'Lanes' });
  return { signalbox, inSight, lanes, chart: page.getByTestId('lanes') };
}

/** The times that are in sight, in ms. */
function timesIn(words: string): readonly number[] {
  return [...words.matchAll(/(\d+) ms/g)].map(([, ms]) => Number(ms));
}

test('a range is chosen by dragging across the lanes, and all is shown again by a button', async ({
  page,
}) => {
  const { inSight, chart } = await openTimeline(page);
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the lanes are not laid out');
  const y = box.y + 60;
  await page.mouse.move(box.x + box.width * 0.25, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, y, { steps: 3 });
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.mouse.up();
  const [from = NaN, to = NaN] = timesIn(await inSight.innerText());
  expect(from).toBeGreaterThan(330 * 0.25 - 3);
  expect(from).toBeLessThan(330 * 0.25 + 3);
  expect(to).toBeGreaterThan(330 * 0.5 - 3);
  expect(to).toBeLessThan(330 * 0.5 + 3);
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await expect(inSight).toHaveText('All 330 ms');
});

test('Escape gives a drag up', async ({ page }) => {
  const { inSight, chart } = await openTimeline(page);
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the lanes are not laid out');
  await page.mouse.move(box.x + 100, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 60, { steps: 3 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(inSight).toHaveText('All 330 ms');
});

test('a click on a bar selects its record and opens it', async ({ page }) => {
  const { chart } = await openTimeline(page);
  const box = await chart.boundingBox();
  const pricing = await page.getByRole('button', { name: 'Pricing', exact: true }).first().boundingBox();
  if (box === null || pricing === null) throw new Error('the lanes are not laid out');
  // At 130 ms, Pricing waits for its first call.
  await page.mouse.click(box.x + (130 / 330) * box.width, pricing.y + pricing.height / 2);
  await expect(page).toHaveURL(/selected=record(:|%3A)23/);
  await expect(page.getByRole('tab', { name: /^Inspector/ })).toHaveAttribute('aria-selected', 'true');
});

test('zooming works by buttons and keys alone, and the table follows', async ({ page }) => {
  const { inSight, lanes } = await openTimeline(page);
  await page.getByText('The same as a table').click();
  const rows = page.getByRole('region', { name: 'Spans and messages in sight' }).getByRole('row');
  const all = await rows.count();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await lanes.focus();
  await page.keyboard.press('+');
  await expect(inSight).toHaveText('198 ms to 239 ms');
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await page.keyboard.press('0');
  await expect(inSight).toHaveText('All 330 ms');
});

test('the page scrolls nowhere to the side on a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await openTimeline(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the timeline (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openTimeline(page, 'scenario=quiet-hours&architecture=event-sourced&step=20');
    await page.getByText('The same as a table').click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await findAxeViolations(page)).toEqual([]);
  });
}
