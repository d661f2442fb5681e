import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Branches' });
const choiceOf = (page: Page) => page.getByRole('combobox', { name: 'Branch' });

/** Has the log replayed at step 30 of the price drop, which makes a branch. */
async function branch(page: Page): Promise<SignalboxPage> {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&step=30&panel=operations');
  await page.getByRole('button', { name: 'Replay the log' }).click();
  await expect(choiceOf(page)).toBeVisible();
  return signalbox;
}

test('an act before the end makes a branch, and the old future stays', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&step=30&panel=operations');
  const length = await signalbox.step.getAttribute('max');
  await expect(choiceOf(page)).toBeHidden();
  await page.getByRole('button', { name: 'Replay the log' }).click();
  await expect(choiceOf(page).getByRole('option')).toHaveText(['Price drop', 'Replay log']);
  await expect(signalbox.step).not.toHaveAttribute('max', length ?? '');
  await choiceOf(page).selectOption('Price drop');
  await expect(signalbox.step).toHaveAttribute('max', length ?? '');
  await expect(page.getByRole('button', { name: /^Replay log at/ })).toBeHidden();
});

test('an act is undone and redone by keys and by buttons', async ({ page }) => {
  const signalbox = await branch(page);
  const chip = page.getByRole('button', { name: /^Replay log at \d+ ms, step \d+$/ });
  const length = (await signalbox.step.getAttribute('max')) ?? '';
  await expect(chip).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(chip).toBeHidden();
  await page.keyboard.press('Control+Shift+z');
  await expect(chip).toBeVisible();
  await page.getByRole('button', { name: 'Undo: Replay log' }).click();
  await expect(chip).toBeHidden();
  await page.getByRole('button', { name: 'Redo: Replay log' }).click();
  await expect(signalbox.step).toHaveAttribute('max', length);
});

test('branches are renamed, compared and deleted, and a deleted one comes back', async ({ page }) => {
  await branch(page);
  const chip = page.getByRole('button', { name: /^Replay log at \d+ ms, step \d+$/ });
  const step = /step (\d+)$/.exec((await chip.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await page.getByRole('button', { name: 'Branches', exact: true }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name: 'Rename Replay log' }).click();
  await page.keyboard.type('What if it is replayed');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Rename What if it is replayed' })).toBeFocused();

  await dialog.getByRole('button', { name: 'Compare with the one shown: Price drop' }).click();
  const table = dialog.getByRole('table');
  await expect(table.getByRole('columnheader').nth(1)).toHaveText('What if it is replayed (shown)');
  await expect(table.getByRole('row', { name: /^Replay log/ })).toContainText(/at \d+ ms/);
  await expect(table.getByRole('row', { name: new RegExp(`^Step ${step} .*ReplayLog`) })).toBeVisible();

  await dialog.getByRole('button', { name: 'Delete Price drop' }).click();
  await expect(dialog.getByText('Deleted “Price drop”')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Rename Price drop' })).toBeHidden();
  await expect(dialog.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Rename Price drop' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Branches', exact: true })).toBeFocused();
});

test('at 1440 px the controls stay on one line, with branches and breakpoints', async ({ page }) => {
  const signalbox = await branch(page);
  await signalbox.stage.getByRole('button', { name: /^Pricing/ }).click();
  await page.getByRole('button', { name: /^Pause whenever something happens at Pricing/ }).click();
  const play = await signalbox.button('Play').boundingBox();
  const last = await choiceOf(page).boundingBox();
  expect(Math.abs((play?.y ?? 0) - (last?.y ?? Infinity))).toBeLessThan(12);
});

for (const {
  theme,
  viewport: { width },
} of looks) {
  test(`axe finds nothing in the branches (${theme}, ${width} px)`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 844 });
    await branch(page);
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Branches', exact: true }).click();
    await dialogOf(page)
      .getByRole('button', { name: /^Compare.*Price drop/ })
      .click();
    await expect(dialogOf(page).getByRole('table')).toBeVisible();
    expect(await findAxeViolations(page)).toEqual([]);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
  });
}
