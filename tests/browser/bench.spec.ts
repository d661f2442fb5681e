import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { watchForProblems } from '../support/page-problems';
import { SignalboxPage } from '../support/signalbox-page';

async function openDialog(page: Page, button: string, name: string): Promise<Locator> {
  await page.getByRole('banner').getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog).toBeVisible();
  return dialog;
}

const openBench = (page: Page) => openDialog(page, 'Shop data', 'Shop data');
const openLibrary = (page: Page) => openDialog(page, 'Your scenarios', 'Your scenarios');

/** Replaces the whole text of a JSON editor, as a person does. */
async function writeJson(page: Page, editor: Locator, text: string): Promise<void> {
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

test('a price that is changed on the bench is the price of the run', async ({ page }) => {
  const problems = watchForProblems(page);
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop');
  const bench = await openBench(page);
  await bench.getByRole('tab', { name: 'Products' }).click();
  await bench.getByRole('button', { name: /prod-001/ }).click();
  await bench.getByRole('textbox', { name: 'Price (cents)' }).fill('50000');
  await bench.getByRole('tab', { name: 'What changed' }).click();
  await expect(bench.getByText('$500.00')).toBeVisible();
  await bench.getByRole('button', { name: 'Run with these data' }).click();
  await expect(bench).toBeHidden();
  await signalbox.toTheEnd();
  await signalbox.tab('Inboxes').click();
  await expect(signalbox.inboxes.getByText(/\$500\.00/).first()).toBeVisible();
  expect(problems).toEqual([]);
});

test('JSON that is broken is said at its line, is kept, and can be put right', async ({ page }) => {
  const problems = watchForProblems(page);
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop');
  let bench = await openBench(page);
  await bench.getByRole('tab', { name: 'Products' }).click();
  await bench.getByRole('radio', { name: 'JSON' }).check();
  const editor = bench.getByRole('textbox', { name: 'Products as JSON' });
  const whole = JSON.stringify([{ id: 'prod-001', name: 'Router', priceCents: 5, stock: 1 }], undefined, 2);
  const broken = whole.replace('"priceCents": 5,', '"priceCents": ,');
  await writeJson(page, editor, broken);
  const said = bench.getByRole('status', { name: 'Problems in Products as JSON' });
  await expect(said).toContainText('Line 5');
  await expect(said).toContainText('Expected a value');
  await expect(bench.getByRole('button', { name: 'Run with these data' })).toBeDisabled();

  await bench.getByRole('button', { name: 'Close' }).click();
  bench = await openBench(page);
  await bench.getByRole('tab', { name: /^Products/ }).click();
  await expect(editor).toContainText('"priceCents": ,');
  await writeJson(page, editor, whole.replace('"stock": 1', '"stock": -1'));
  await expect(said).toContainText('Line 6 must not be negative');
  expect(problems).toEqual([]);
});

test('the editor completes by the schema, and Tab leaves it', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop');
  const bench = await openBench(page);
  await bench.getByRole('radio', { name: 'JSON' }).check();
  const editor = bench.getByRole('textbox', { name: 'Customers as JSON' });
  await writeJson(page, editor, '[{ "segment": ""');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+Space');
  await bench.getByRole('option', { name: '"platinum"' }).click();
  await expect(editor).toContainText('"segment": "platinum"');
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
});

test('an own scenario is written, kept over a reload, played, exported, deleted and brought back', async ({
  page,
}) => {
  const problems = watchForProblems(page);
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  let library = await openLibrary(page);
  await library.getByRole('button', { name: 'Write a new one' }).click();
  await library.getByRole('textbox', { name: 'Title' }).fill('Alice waits');
  await expect(library.getByRole('status', { name: 'State of the scenario' })).toHaveText(
    'It can be played.',
  );

  await page.reload();
  library = await openLibrary(page);
  await library.getByRole('button', { name: 'Alice waits' }).click();
  const download = page.waitForEvent('download');
  await library.getByRole('button', { name: 'Export' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('signalbox-scenario-my-scenario.json');
  const exported = JSON.parse(await readFile(await file.path(), 'utf8')) as { readonly title: string };
  expect(exported.title).toBe('Alice waits');

  await library.getByRole('button', { name: 'Delete' }).click();
  await expect(library.getByText('You have none yet.')).toBeVisible();
  await library.getByRole('button', { name: 'Undo' }).click();
  await library.getByRole('button', { name: 'Play' }).click();
  await expect(library).toBeHidden();
  await expect(signalbox.scenario).toHaveValue('Alice waits');

  await signalbox.chooseScenario('Price drop');
  await signalbox.scenario.click();
  const own = signalbox.offered.getByRole('group', { name: 'Your own' });
  await own.getByRole('option', { name: /Alice waits/ }).click();
  await expect(signalbox.scenario).toHaveValue('Alice waits');
  expect(problems).toEqual([]);
});

for (const { theme, viewport } of looks) {
  test(`axe finds nothing on the bench and in the library (${theme}, ${viewport.width} px)`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(viewport);
    const signalbox = new SignalboxPage(page);
    await signalbox.open('/#scenario=price-drop');
    const bench = await openBench(page);
    for (const name of ['Customers', 'Orders', 'Notification types', 'Timing and retries', 'What changed']) {
      await bench.getByRole('tab', { name }).click();
      expect(await findAxeViolations(page, 'dialog[open]'), name).toEqual([]);
    }
    await bench.getByRole('tab', { name: 'Products' }).click();
    await bench.getByRole('radio', { name: 'JSON' }).check();
    await expect(bench.getByRole('textbox', { name: 'Products as JSON' })).toBeVisible();
    expect(await findAxeViolations(page, 'dialog[open]'), 'JSON').toEqual([]);
    await bench.getByRole('button', { name: 'Close' }).click();
    const library = await openLibrary(page);
    await library.getByRole('button', { name: 'Write a new one' }).click();
    await expect(library.getByRole('textbox', { name: 'Title' })).toBeVisible();
    expect(await findAxeViolations(page, 'dialog[open]'), 'library').toEqual([]);
  });
}
