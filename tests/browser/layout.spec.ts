import { expect, test } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

test('at 1440 × 900 everything is on one screen', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.toTheEnd();
  const overflow = await page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  });
  expect(overflow).toEqual([0, 0]);
  for (const part of [signalbox.stage, signalbox.playback, signalbox.step, page.getByRole('banner')]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
});

for (const width of [390, 320]) {
  test(`at ${width} px the page is stacked and does not scroll sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const signalbox = new SignalboxPage(page);
    await signalbox.open();
    await signalbox.step.fill('20');
    for (const tab of [/Now/, /Inspector/, /Inboxes/, /Log/]) {
      await signalbox.tab(tab).click();
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways).toBe(0);
    }
    await expect(signalbox.button('Play')).toBeInViewport();
  });
}

for (const { theme, viewport } of looks) {
  test(`axe finds nothing in any view (${theme}, ${viewport.width} px)`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(viewport);
    const signalbox = new SignalboxPage(page);
    await signalbox.open();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    for (const architecture of ['Event-sourced', 'API-driven'] as const) {
      await signalbox.architecture(architecture).check({ force: true });
      const last = (await signalbox.step.getAttribute('max')) ?? '';
      for (const step of architecture === 'API-driven' ? [last] : ['0', '30', last]) {
        await signalbox.step.fill(step);
        for (const tab of [/Now/, /Inboxes/, /Log/]) {
          await signalbox.tab(tab).click();
          expect(await findAxeViolations(page)).toEqual([]);
        }
      }
      await signalbox.stage.getByRole('button', { name: /^Pricing/ }).click();
      expect(await findAxeViolations(page)).toEqual([]);
    }
  });
}

test('on a narrow page the tab of the view that a key shows is in sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  for (const [key, view] of [
    ['6', 'Metrics'],
    ['1', 'Stage'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(signalbox.view(view)).toHaveAttribute('aria-selected', 'true');
    await expect(signalbox.view(view)).toBeInViewport({ ratio: 1 });
  }
});

test('with reduced motion, playing shows the same steps', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=order-not-found');
  await signalbox.playback.getByRole('combobox', { name: 'Speed' }).selectOption('10×');
  await signalbox.button('Play').click();
  await expect(signalbox.step).toHaveValue((await signalbox.step.getAttribute('max')) ?? '');
  await expect(signalbox.button('Play')).toBeVisible();
});

test('the theme can be switched, and the choice is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
