import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type * as formatsModule from '../../src/ui/exporting/all-formats';
import type * as writersModule from '../../src/ui/exporting/writers';
import type * as pieceModule from '../../src/exchange/piece';
import type * as simulationModule from '../../src/simulation';
import { findAxeViolations } from '../support/axe';
import { InNode } from '../support/in-node';
import { watchForProblems } from '../support/page-problems';
import { SignalboxPage } from '../support/signalbox-page';

interface Modules {
  readonly formats: typeof formatsModule;
  readonly writers: typeof writersModule;
  readonly piece: typeof pieceModule;
  readonly simulation: typeof simulationModule;
}

let node: InNode;
let modules: Modules;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  node = await InNode.open();
  modules = {
    formats: (await node.load('/src/ui/exporting/all-formats.ts')) as unknown as typeof formatsModule,
    writers: (await node.load('/src/ui/exporting/writers.ts')) as unknown as typeof writersModule,
    piece: (await node.load('/src/exchange/piece.ts')) as unknown as typeof pieceModule,
    simulation: (await node.load('/src/simulation/index.ts')) as unknown as typeof simulationModule,
  };
  await modules.simulation.loadEverything();
});

test.afterAll(async () => {
  await node.close();
});

async function openExport(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('button', { name: 'Download' })).toBeFocused();
  return dialog;
}

const choice = (dialog: Locator, title: string) =>
  dialog.getByRole('radiogroup', { name: 'Format' }).getByRole('radio', { name: title, exact: true });
const written = (dialog: Locator) =>
  expect(dialog.getByRole('status', { name: 'Export' })).toHaveText(/^[\d.]+ (bytes|kB|MB) in all\.$/);

async function downloaded(page: Page, dialog: Locator) {
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

for (const architecture of ['event-sourced', 'api-driven'] as const) {
  test(`every format is previewed, and saved byte for byte as Node writes it (${architecture})`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const problems = watchForProblems(page);
    const signalbox = new SignalboxPage(page);
    const { allFormats } = modules.formats;
    const { recordingOf, simulate } = modules.simulation;
    const recording = recordingOf('order-shipped', architecture, { broker: 'redis-streams' });
    const run = simulate(recording);
    await signalbox.open(
      `/#scenario=order-shipped&architecture=${architecture}&broker=redis-streams&step=20`,
    );
    for (const { id, title, choices = [], scopes, whyNot } of allFormats) {
      const dialog = await openExport(page);
      await choice(dialog, title).check();
      const preview = dialog.getByRole('region', { name: `Preview of ${title}` });
      const reason = whyNot?.(recording);
      if (reason !== undefined) {
        await expect(preview).toHaveText(`Not for this run. ${reason}`);
        await page.keyboard.press('Escape');
        // It is closed at once, and gone a moment later: only then it can be opened again.
        await expect(page.locator('dialog', { hasText: 'Export' })).toHaveCount(0);
        continue;
      }
      await written(dialog);
      const { write } = await modules.writers.writerOf(id);
      const chosen = Object.fromEntries(choices.map((each) => [each.id, each.options[0]?.id ?? '']));
      const scope =
        scopes[0] === 'cursor' ? ({ kind: 'cursor', step: 20 } as const) : ({ kind: 'run' } as const);
      const text = modules.piece.textOf(write(run, scope, chosen));
      if (id.startsWith('picture-')) await expect(preview.getByRole('img', { name: title })).toBeVisible();
      else expect(text.startsWith(await preview.locator('pre').innerText()), title).toBe(true);
      const { name, bytes } = await downloaded(page, dialog);
      expect(name, title).toMatch(/^signalbox-order-shipped-[\w-]+(\.[\w-]+)+$/);
      expect(bytes.equals(Buffer.from(text)), title).toBe(true);
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('status', { name: 'Notice' })).toHaveText(`Saved ${name}`);
    }
    expect(problems).toEqual([]);
  });
}

test('a story and the steps so far are saved as Node writes them', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&architecture=event-sourced&step=40');
  const { recordingOf, simulate } = modules.simulation;
  const run = simulate(recordingOf('price-drop', 'event-sourced'));
  const { write } = await modules.writers.writerOf('csv');
  const flow = run.trace[39]?.flow ?? '';
  for (const [words, scope] of [
    ['One story', { kind: 'flow', flow }],
    ['Up to step 40', { kind: 'cursor', step: 40 }],
  ] as const) {
    const dialog = await openExport(page);
    await choice(dialog, 'CSV').check();
    await dialog.getByRole('radio', { name: words }).check();
    await written(dialog);
    const { bytes } = await downloaded(page, dialog);
    expect(bytes.toString()).toBe(modules.piece.textOf(write(run, scope, {})));
  }
});

test('a picture is saved as a PNG of twice its size', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&step=30');
  const dialog = await openExport(page);
  await choice(dialog, 'Stage').check();
  const image = dialog.getByRole('img', { name: 'Stage' });
  await written(dialog);
  await expect(image).toHaveJSProperty('complete', true);
  const width = await image.evaluate((element) => (element as HTMLImageElement).naturalWidth);
  await dialog.getByRole('combobox', { name: 'File' }).selectOption('png');
  await expect(dialog.getByText('.stage.png')).toBeVisible();
  const { name, bytes } = await downloaded(page, dialog);
  expect(name).toBe('signalbox-price-drop-event-sourced-to-step-30.stage.png');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  // The header of a PNG has its width at byte 16.
  expect(bytes.readUInt32BE(16)).toBe(2 * width);
});

test('Ctrl+S and Enter save the run; the focus is where it was', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.button('Next step').focus();
  const dialog = await openExport(page);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('signalbox-price-drop-event-sourced.json');
  await expect(dialog).toBeHidden();
  await expect(signalbox.button('Next step')).toBeFocused();
});

test('everything is reached by the keyboard alone', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&step=30');
  const dialog = await openExport(page);
  await page.keyboard.press('Shift+Tab');
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(dialog.getByRole('region', { name: 'Preview of Run' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(choice(dialog, 'Run')).toBeFocused();
  for (let count = 1; count <= 4; count += 1) await page.keyboard.press('ArrowDown');
  await expect(choice(dialog, 'Mermaid sequence diagram')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: 'One story' })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('combobox', { name: 'Story' })).toBeFocused();
  await page.keyboard.press('Tab');
  const preview = dialog.getByRole('region', { name: 'Preview of Mermaid sequence diagram' });
  await expect(preview).toBeFocused();
  await expect(preview).toContainText('sequenceDiagram');
  await page.keyboard.press('End');
  await expect.poll(() => preview.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a long export can be given up for another one, and is saved when it is asked for early', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const signalbox = new SignalboxPage(page);
  const acts = Array.from({ length: 400 }, (_, index) => ({
    at: index * 100,
    kind: 'command',
    command: { type: 'PlaceOrder', customerId: 'cust-001', items: [{ productId: 'prod-001', quantity: 1 }] },
  }));
  const recording = {
    ...{ format: 'signalbox.recording', version: 1, scenario: 'order-shipped', seed: 1 },
    ...{ architecture: 'event-sourced', broker: 'in-memory', settings: {}, acts },
  };
  await signalbox.open(`/#recording=${encodeURIComponent(JSON.stringify(recording))}`);
  const dialog = await openExport(page);
  await choice(dialog, 'CloudEvents').check();
  await choice(dialog, 'Recording').check();
  await written(dialog);
  await expect(dialog.locator('pre')).toContainText('"format": "signalbox.recording"');
  const download = page.waitForEvent('download');
  await choice(dialog, 'CloudEvents').check();
  await dialog.getByRole('button', { name: 'Download' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('signalbox-order-shipped-event-sourced.cloudevents.json');
  const events = JSON.parse(await readFile(await file.path(), 'utf8')) as unknown[];
  const last = Number(await signalbox.step.getAttribute('max'));
  expect(events.length).toBe(last + 2);
});

test('a file is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const dialog = await openExport(page);
  await choice(dialog, 'Recording').check();
  await written(dialog);
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('status', { name: 'Export' })).toHaveText(/^Copied [\d.]+ (bytes|kB)\.$/);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text)).toMatchObject({ format: 'signalbox.recording', scenario: 'price-drop' });
  const picture = choice(dialog, 'Stage');
  await picture.check();
  await dialog.getByRole('combobox', { name: 'File' }).selectOption('png');
  await expect(dialog.getByText('.stage.png')).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('status', { name: 'Export' })).toHaveText(/^Copied/);
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap((item) => item.types),
  );
  expect(types).toContain('image/png');
});

test('Mermaid Live is opened in another tab by its button alone, with the diagram behind the #', async ({
  page,
  context,
}) => {
  const asked: string[] = [];
  await context.route(/mermaid\.live/, async (route) => {
    asked.push(route.request().url());
    await route.fulfill({ contentType: 'text/html', body: '<title>elsewhere</title>' });
  });
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const dialog = await openExport(page);
  await choice(dialog, 'Mermaid state diagram').check();
  await written(dialog);
  const button = dialog.getByRole('button', { name: 'Open in Mermaid Live' });
  await expect(button).toHaveAccessibleDescription(/^Leaves this page/);
  expect(asked).toEqual([]);
  const opened = context.waitForEvent('page');
  await button.click();
  const elsewhere = await opened;
  await elsewhere.waitForURL(/^https:\/\/mermaid\.live\/edit#pako:/);
  await expect(elsewhere).toHaveTitle('elsewhere');
  expect(await elsewhere.evaluate(() => window.opener === null)).toBe(true);
  expect(asked).toHaveLength(1);
});

test('Perfetto gets the trace by its button alone, from tab to tab', async ({ page, context }) => {
  const asked: string[] = [];
  await context.route(/ui\.perfetto\.dev/, async (route) => {
    asked.push(route.request().url());
    const listen = `addEventListener('message', ({ data, source, origin }) => {
      if (data === 'PING') source.postMessage('PONG', origin);
      else document.title = data.perfetto.fileName + ' ' + data.perfetto.buffer.byteLength;
    });`;
    await route.fulfill({ contentType: 'text/html', body: `<script>${listen}</script>` });
  });
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const dialog = await openExport(page);
  await choice(dialog, 'Chrome trace').check();
  await written(dialog);
  const button = dialog.getByRole('button', { name: 'Open in Perfetto' });
  await expect(button).toHaveAccessibleDescription(/^Leaves this page/);
  expect(asked).toEqual([]);
  const opened = context.waitForEvent('page');
  await button.click();
  const elsewhere = await opened;
  await expect(dialog.getByText('Perfetto has the trace.')).toBeVisible();
  const { bytes } = await downloaded(page, dialog);
  const name = 'signalbox-price-drop-event-sourced.trace.json';
  await expect(elsewhere).toHaveTitle(`${name} ${bytes.length}`);
  expect(asked).toHaveLength(1);
});

for (const width of [1440, 390]) {
  test(`axe finds nothing in the export dialog, light or dark, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const signalbox = new SignalboxPage(page);
    await signalbox.open('/#scenario=price-drop&architecture=api-driven&step=10');
    const dialog = await openExport(page);
    for (const title of ['Run', 'Mermaid sequence diagram', 'Redis script', 'State chart']) {
      await choice(dialog, title).check();
      if (title !== 'Redis script') await written(dialog);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await findAxeViolations(page, 'dialog'), `${title}, ${colorScheme}`).toEqual([]);
      }
    }
    const isWithin = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(isWithin).toBe(true);
  });
}
