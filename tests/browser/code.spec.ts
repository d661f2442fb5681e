import { expect, test } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const address = '/#scenario=price-drop&architecture=event-sourced&step=22&panel=code';

test('shows the line that runs, and the service that does it in the other architecture', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(address);
  await expect(signalbox.tab('Code')).toHaveAttribute('aria-selected', 'true');
  const here = page.getByRole('region', { name: 'Event-sourced: this step' });
  const there = page.getByRole('region', { name: 'API-driven: its counterpart' });
  const marked = here.locator('[aria-current="step"]');
  await expect(marked).toContainText('eligibleSegment(type.name, customer, eligible)');
  await expect(marked).toBeInViewport();
  await expect(there.locator('[aria-current="step"]')).toContainText('eligibleSegment');
  await expect(there.getByRole('region', { name: /pricing\.ts$/ })).toBeVisible();
  await signalbox.architecture('API-driven').check({ force: true });
  const now = page.getByRole('region', { name: 'API-driven: this step' });
  await expect(now.locator('[aria-current="step"]')).toContainText('eligibleSegment');
});

test('has room for all tabs when messages are unread', async ({ page }) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const signalbox = new SignalboxPage(page);
    await signalbox.open(address.replace('step=22', 'step=110').replace('panel=code', 'panel=now'));
    await expect(signalbox.tab(/^Inboxes/)).toContainText('unread');
    const tabs = page.getByRole('tablist', { name: 'Details' }).getByRole('tab');
    const tops = await tabs.evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().top));
    expect(new Set(tops).size, `one line at ${width} px`).toBe(1);
  }
});

test('walks from the handler to the line by keyboard, and scrolls the source', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(address);
  const here = page.getByRole('region', { name: 'Event-sourced: this step' });
  await here.getByRole('button', { name: /^PriceChanged/ }).press('Enter');
  await expect(here.locator('[aria-current="step"]')).toContainText('alertCartHolders(');
  const source = here.getByRole('region', { name: /^Source of/ });
  const scrollTop = () => source.evaluate((element) => element.scrollTop);
  const before = await scrollTop();
  expect(before).toBeGreaterThan(0);
  await source.focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(scrollTop).toBeLessThan(before);
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
  [320, 640],
] as const) {
  test(`fits with all tabs at ${width} px and is clean by axe, light and dark`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const signalbox = new SignalboxPage(page);
      await signalbox.open(address);
      await expect(page.locator('.current').first()).toBeAttached();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(await findAxeViolations(page, '.details')).toEqual([]);
    }
    if (width === 320) return;
    const tops = await page
      .getByRole('tablist', { name: 'Details' })
      .getByRole('tab')
      .evaluateAll((tabs) => tabs.map((tab) => tab.getBoundingClientRect().top));
    expect(new Set(tops).size, 'the tabs stand in one line').toBe(1);
  });
}
