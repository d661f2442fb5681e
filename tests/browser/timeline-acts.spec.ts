import { expect, test, type Locator, type Page } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

/** Has what is due processed at a step of the price drop. Returns the chip of that act. */
async function act(page: Page, step: number): Promise<Locator> {
  const signalbox = new SignalboxPage(page);
  await signalbox.open(`/#scenario=price-drop&step=${step}&panel=operations`);
  await page.getByRole('button', { name: 'Process what is due' }).click();
  const chips = page.getByRole('list', { name: 'Acts on the timeline' });
  const chip = chips.getByRole('button', { name: /^Process scheduled notifications at \d+ ms, step \d+$/ });
  await expect(chip).toBeVisible();
  return chip;
}

async function middleOf(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error('it is not laid out');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function timeOf(chip: Locator): Promise<number> {
  const name = await chip.getAttribute('aria-label');
  return Number(/at (\d+) ms/.exec(name ?? '')?.[1]);
}

test('an act is dragged along the timeline, and the run follows', async ({ page }) => {
  const chip = await act(page, 30);
  const before = await timeOf(chip);
  const from = await middleOf(chip);
  const { x: end } = await middleOf(page.getByText(/^Step \d+ of \d+ · t = /));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + 3);
  await page.mouse.move(end, from.y + 3);
  const words = await page.getByText(/^at \d+ ms, after step \d+$/).innerText();
  await page.mouse.up();
  const landing = Number(/at (\d+) ms/.exec(words)?.[1]);
  expect(landing).toBeGreaterThan(before);
  await expect(chip).toHaveAccessibleName(
    new RegExp(`^Process scheduled notifications at ${landing} ms, step \\d+$`),
  );
  await expect(page.getByRole('article')).toBeHidden();
  expect((await middleOf(chip)).x).toBeGreaterThan(from.x + 80);

  await page.keyboard.press('Control+z');
  await expect(chip).toHaveAccessibleName(new RegExp(`at ${before} ms`));
});

test('Escape gives a drag up', async ({ page }) => {
  const chip = await act(page, 30);
  const name = (await chip.getAttribute('aria-label')) ?? '';
  const from = await middleOf(chip);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 200, from.y);
  await expect(page.getByText(/^at \d+ ms, after step \d+$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^at \d+ ms, after step \d+$/)).toBeHidden();
  await page.mouse.up();
  await expect(chip).toHaveAccessibleName(name);
});

test('an act is moved, timed and removed by keys alone', async ({ page }) => {
  const chip = await act(page, 30);
  const before = await timeOf(chip);
  await chip.focus();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('article', { name: 'Process scheduled notifications' });
  await entry.getByRole('button', { name: /^Earlier/ }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => timeOf(chip)).toBeLessThan(before);
  await entry.getByRole('button', { name: /^Later/ }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => timeOf(chip)).toBe(before);
  await entry.getByRole('textbox', { name: 'Time in ms' }).fill('100');
  await page.keyboard.press('Enter');
  await expect.poll(() => timeOf(chip)).toBe(100);

  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();
  await expect(chip).toBeFocused();
  await page.keyboard.press('Enter');
  await entry.getByRole('button', { name: /^Remove/ }).focus();
  await page.keyboard.press('Enter');
  await expect(chip).toBeHidden();
  await expect(page.getByRole('slider', { name: 'Step' })).toBeFocused();
});

test('a press beside what a chip opened closes it', async ({ page }) => {
  const chip = await act(page, 30);
  await chip.click();
  await expect(page.getByRole('article')).toBeVisible();
  await page.getByRole('tab', { name: 'Now' }).click();
  await expect(page.getByRole('article')).toBeHidden();
});

for (const width of [1440, 390]) {
  test(`at ${width} px chips are large enough to hit and lie beside the rail`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const chip = await act(page, 30);
    const slider = await page.getByRole('slider', { name: 'Step' }).boundingBox();
    const buttons = page.getByRole('list', { name: 'Acts on the timeline' }).getByRole('button');
    expect(await buttons.count()).toBe(2);
    for (const button of await buttons.all()) {
      const box = await button.boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(24);
      expect(box?.height).toBeGreaterThanOrEqual(24);
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(slider?.y ?? 0);
    }
    await chip.click();
    const popover = await page.getByRole('dialog').boundingBox();
    const rail = await page.getByRole('slider', { name: 'Step' }).boundingBox();
    expect(popover?.x).toBeGreaterThanOrEqual(0);
    expect((popover?.x ?? 0) + (popover?.width ?? Infinity)).toBeLessThanOrEqual(width);
    expect((popover?.y ?? 0) + (popover?.height ?? Infinity)).toBeLessThanOrEqual((rail?.y ?? 0) - 16);
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the acts on the timeline (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const chip = await act(page, 30);
    expect(await findAxeViolations(page)).toEqual([]);
    await chip.click();
    await page.getByRole('textbox', { name: 'Time in ms' }).fill('soon');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'whole milliseconds' })).toBeVisible();
    expect(await findAxeViolations(page)).toEqual([]);
  });
}
