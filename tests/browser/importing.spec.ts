import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

/** Exports Order shipped, API-driven, and goes back to another story. */
async function exportRun(page: Page): Promise<{ readonly signalbox: SignalboxPage; readonly text: string }> {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.choose('Order shipped', 'API-driven');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Download' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  await signalbox.choose('Price drop', 'Event-sourced');
  return { signalbox, text };
}

const fileOf = (text: string, name = 'run.json') => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});
const notice = (page: Page) => page.getByRole('status', { name: 'Notice' });
const refusal = (page: Page) => page.getByRole('dialog', { name: 'This cannot be opened' });

async function expectTheRun(page: Page, signalbox: SignalboxPage): Promise<void> {
  await expect(notice(page)).toHaveText(/^The run is the same, record by record \(\d+ records\)\.$/);
  await expect(signalbox.scenario).toHaveValue('Order shipped');
  await expect(signalbox.architecture('API-driven')).toBeChecked();
}

test('a file is imported by the button', async ({ page }) => {
  const { signalbox, text } = await exportRun(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (await chooser).setFiles(fileOf(text));
  await expectTheRun(page, signalbox);
});

test('a file is imported by Ctrl+O', async ({ page }) => {
  const { signalbox, text } = await exportRun(page);
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(fileOf(text));
  await expectTheRun(page, signalbox);
});

test('a file is imported by dropping it, and the page shows that it may be dropped', async ({ page }) => {
  const { signalbox, text } = await exportRun(page);
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'run.json', { type: 'application/json' }));
    return data;
  }, text);
  await page.locator('main').dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop a run, a recording, a scenario or a log of events')).toBeVisible();
  await page.locator('main').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop a run, a recording, a scenario or a log of events')).toBeHidden();
  await expectTheRun(page, signalbox);
});

test('a run is imported by pasting its text', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { signalbox, text } = await exportRun(page);
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.keyboard.press('Control+v');
  await expectTheRun(page, signalbox);
});

for (const [length, added] of [
  ['short', 0],
  ['long, read beside the page', 1_200_000],
] as const) {
  test(`an event log (${length}) is imported as NDJSON and gives the run`, async ({ page }) => {
    const sample = 'fixtures/exports/v1/ndjson/valid-order-shipped.api-driven.ndjson';
    const text = (await readFile(sample, 'utf8')) + ' '.repeat(added);
    const signalbox = new SignalboxPage(page);
    await signalbox.open();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Import' }).click();
    await (await chooser).setFiles(fileOf(text, 'order-shipped.ndjson'));
    await expectTheRun(page, signalbox);
  });
}

test('a run in which a record was changed shows the first difference, and leads to it', async ({ page }) => {
  const { signalbox, text } = await exportRun(page);
  const file = JSON.parse(text) as { trace: { node: string }[] };
  const changed = file.trace.map((record, index) => (index < 11 ? record : { ...record, node: 'the moon' }));
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (await chooser).setFiles(fileOf(JSON.stringify({ ...file, trace: changed })));

  const dialog = page.getByRole('dialog', { name: 'The run is not the one in the file' });
  await expect(dialog.getByRole('alert')).toHaveText(/^Record 12 of \d+ is the first that differs/);
  const row = dialog.getByRole('row', { name: /^node/ });
  await expect(row.getByRole('cell')).toHaveText(['"the moon"', JSON.stringify(file.trace[11]?.node)]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findAxeViolations(page, 'dialog')).toEqual([]);
  }
  await dialog.getByRole('button', { name: 'Go to this record' }).click();
  await expect(dialog).toBeHidden();
  await expect(signalbox.scenario).toHaveValue('Order shipped');
  await expect(signalbox.step).toHaveValue('12');
});

test('a file that is wrong says where and what to do; the work stays, and another file can be chosen', async ({
  page,
}) => {
  const { signalbox, text } = await exportRun(page);
  await signalbox.step.fill('30');
  const give = async (content: string, button: string) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button }).click();
    await (await chooser).setFiles(fileOf(content));
  };
  await give(text.replace('"seed": 1', '"seed": 1.5'), 'Import');
  const dialog = refusal(page);
  await expect(dialog.getByRole('listitem')).toHaveText('recording.seed must be a whole number');
  await give(text.replace('"version": 1', '"version": 3'), 'Choose another file');
  await expect(dialog.getByRole('alert')).toHaveText(/made by a newer Signalbox \(version 3\)/);
  await give(text.slice(0, 2_000), 'Choose another file');
  await expect(dialog.getByRole('listitem')).toHaveText(/^line \d+, column \d+ expected/);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findAxeViolations(page, 'dialog')).toEqual([]);
  }
  await expect(signalbox.scenario).toHaveValue('Price drop');
  await expect(signalbox.step).toHaveValue('30');
  await give(text, 'Choose another file');
  await expect(dialog).toBeHidden();
  await expectTheRun(page, signalbox);
});

test('what a person made before an import is still there', async ({ page }) => {
  const { signalbox, text } = await exportRun(page);
  await signalbox.step.fill('20');
  await signalbox.tab('Operations').click();
  await page.getByRole('button', { name: 'Replay the log' }).click();
  await expect(page).toHaveURL(/#v1\./);
  const made = page.url();
  const last = await signalbox.step.getAttribute('max');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(fileOf(text));
  await expectTheRun(page, signalbox);
  await expect(page).not.toHaveURL(made);
  await page.goBack();
  await expect(page).toHaveURL(made);
  await expect(signalbox.step).toHaveAttribute('max', last ?? '');
});

test('a long run is read beside the page, and compared with the file', async ({ page }) => {
  test.setTimeout(120_000);
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const acts = Array.from({ length: 120 }, (_, index) => ({
    at: index * 100,
    kind: 'command',
    command: { type: 'PlaceOrder', customerId: 'cust-001', items: [{ productId: 'prod-001', quantity: 1 }] },
  }));
  const recording = {
    ...{ format: 'signalbox.recording', version: 1, scenario: 'order-shipped', seed: 1 },
    ...{ architecture: 'event-sourced', broker: 'in-memory', settings: {}, acts },
  };
  const choose = async (text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Import' }).click();
    await (await chooser).setFiles(fileOf(text));
  };
  await choose(JSON.stringify(recording));
  await expect(notice(page)).toHaveText('Opened run.json.');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Download' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.length).toBeGreaterThan(1_000_000);

  await choose(text);
  await expect(notice(page)).toHaveText(/^The run is the same, record by record/, { timeout: 60_000 });
  const file = JSON.parse(text) as { trace: { at: number }[] };
  const last = file.trace.at(-1);
  if (last !== undefined) last.at += 1;
  await choose(JSON.stringify(file, null, 2));
  const different = page.getByRole('dialog', { name: 'The run is not the one in the file' });
  await expect(different).toContainText(`${file.trace.length}`, { timeout: 60_000 });
});
