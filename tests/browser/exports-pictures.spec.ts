import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import type * as pieceModule from '../../src/exchange/piece';
import type * as simulationModule from '../../src/simulation';
import type * as laterModule from '../../src/analysis/to-come';
import type { PictureOptions } from '../../src/ui/pictures/picture';
import type * as picturesModule from '../../src/ui/pictures/pictures';
import { InNode } from '../support/in-node';
import { SignalboxPage } from '../support/signalbox-page';

let node: InNode;
let pictures: typeof picturesModule.pictures;
let simulation: typeof simulationModule;
let textOf: typeof pieceModule.textOf;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  node = await InNode.open();
  ({ pictures } = (await node.load('/src/ui/pictures/pictures.ts')) as unknown as typeof picturesModule);
  simulation = (await node.load('/src/simulation/index.ts')) as unknown as typeof simulationModule;
  ({ textOf } = (await node.load('/src/exchange/piece.ts')) as unknown as typeof pieceModule);
  const later = (await node.load('/src/analysis/to-come.ts')) as unknown as typeof laterModule;
  await Promise.all([simulation.loadEverything(), later.loadLaterAnalysis()]);
});

test.afterAll(async () => {
  await node.close();
});

/** All pictures of a run, each with its id. */
function drawn(recording: simulationModule.Recording, options: Partial<PictureOptions> = {}) {
  const run = simulation.simulate(recording);
  return pictures.map(({ id, draw }) => ({
    id,
    svg: textOf(draw(run, { scope: { kind: 'run' }, theme: 'light', ...options })),
  }));
}

/** The size that a document says it has. */
function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /^<svg [^>]*?width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** Shows a file as an image of the page, under its policy. @returns its size, and how many colours it has. */
async function shownAsImage(page: Page, bytes: Buffer, type: string) {
  return page.evaluate(
    async ([content, mediaType]) => {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
      const image = new Image();
      image.src = url;
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const canvas = document.createElement('canvas');
      // A part of it is enough to see whether anything is drawn.
      canvas.width = Math.min(width, 1200);
      canvas.height = Math.min(height, 700);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      URL.revokeObjectURL(url);
      const points = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      const colours = new Set<number>();
      for (let index = 0; index < points.length; index += 4)
        colours.add(
          ((points[index] ?? 0) << 16) | ((points[index + 1] ?? 0) << 8) | (points[index + 2] ?? 0),
        );
      return { width, height, colourCount: colours.size };
    },
    [bytes.toString('base64'), type] as const,
  );
}

for (const architecture of ['event-sourced', 'api-driven'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`each picture is an image of its size, with something on it (${architecture}, ${theme})`, async ({
      page,
    }) => {
      await page.goto('/');
      const recording = simulation.recordingOf('order-shipped', architecture, { broker: 'rabbitmq' });
      for (const { id, svg } of drawn(recording, { theme })) {
        const shown = await shownAsImage(page, Buffer.from(svg), 'image/svg+xml');
        expect({ width: shown.width, height: shown.height }, id).toEqual(sizeOf(svg));
        expect(shown.colourCount, id).toBeGreaterThan(16);
      }
    });
  }
}

test('a picture opened alone asks for nothing, and all of its words are within it', async ({ page }) => {
  test.setTimeout(120_000);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  for (const [scenario, architecture, step] of [
    ['order-shipped', 'event-sourced', 60],
    ['order-created-fans-out', 'api-driven', 45],
    ['crash-with-outbox', 'event-sourced', 40],
  ] as const) {
    const recording = simulation.recordingOf(scenario, architecture, { broker: 'kafka' });
    for (const { id, svg } of drawn(recording, { scope: { kind: 'cursor', step } })) {
      requests.length = 0;
      await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
      const found = await page.evaluate(() => {
        const root = document.documentElement;
        const { width, height } = root.getBoundingClientRect();
        const outside = [...document.querySelectorAll('text')].flatMap((text) => {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          const isWithin = left >= 0 && right <= width && top >= 0 && bottom <= height;
          return isWithin ? [] : [text.textContent];
        });
        return { name: root.nodeName, textCount: document.querySelectorAll('text').length, outside };
      });
      expect(found.name, id).toBe('svg');
      expect(found.textCount, id).toBeGreaterThan(8);
      expect(found.outside, `${id} of ${scenario}`).toEqual([]);
      expect(
        requests.filter((url) => !url.startsWith('data:image/svg+xml')),
        id,
      ).toEqual([]);
    }
  }
});

test('the words of a part lie within its box', async ({ page }) => {
  const recording = simulation.recordingOf('order-created-fans-out', 'event-sourced', { broker: 'rabbitmq' });
  const stage = drawn(recording, { scope: { kind: 'cursor', step: 60 } }).find(({ id }) => id === 'stage');
  await page.goto(`data:image/svg+xml;base64,${Buffer.from(stage?.svg ?? '').toString('base64')}`);
  const { count, outside } = await page.evaluate(() => {
    const nodes = [...document.querySelectorAll('.node')].filter((each) => each.querySelector('rect'));
    const beyond = nodes.flatMap((each) => {
      const boxes = [...each.querySelectorAll('rect')].map((box) => box.getBoundingClientRect());
      const [left, right] = [Math.min(...boxes.map((b) => b.left)), Math.max(...boxes.map((b) => b.right))];
      return [...each.querySelectorAll('text')].flatMap((text) => {
        const own = text.getBoundingClientRect();
        return own.left >= left && own.right <= right ? [] : [text.textContent];
      });
    });
    return { count: nodes.length, outside: beyond };
  });
  expect(count).toBeGreaterThan(10);
  expect(outside).toEqual([]);
});

test('nothing in a name is executed, as an image or alone', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const name = `"><script>alert(1)</script><image href="x" onerror="alert(2)"/><g onload="alert(3)">`;
  const { customers } = simulation.shopData;
  const parsed = simulation.parseRecording({
    ...simulation.recordingOf('order-shipped', 'event-sourced'),
    scenario: {
      id: 'hostile',
      title: name,
      group: 'Edge',
      story: name,
      ending: name,
      shop: { customers: customers.map((customer) => ({ ...customer, name })) },
      acts: [{ at: 0, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } }],
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  for (const { id, svg } of drawn(parsed.value)) {
    await page.goto('/');
    expect((await shownAsImage(page, Buffer.from(svg), 'image/svg+xml')).width, id).toBeGreaterThan(0);
    await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
    expect(await page.locator('script, image').count(), id).toBe(0);
    await expect(page.locator('text').first()).toContainText('<script>');
  }
  expect(dialogs).toEqual([]);
});

test('each picture is saved as a PNG, twice as large and not blank', async ({ page }) => {
  test.setTimeout(120_000);
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&architecture=event-sourced&step=30');
  for (const { id, title } of pictures) {
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('radio', { name: title, exact: true }).check();
    const preview = dialog.getByRole('region', { name: `Preview of ${title}` }).getByRole('img');
    const sizeShown = () =>
      preview.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
    await dialog.getByRole('combobox', { name: 'File' }).selectOption('svg');
    await expect(preview).toBeVisible();
    await expect.poll(async () => (await sizeShown())[0]).toBeGreaterThan(0);
    const [width = 0, height = 0] = await sizeShown();
    await dialog.getByRole('combobox', { name: 'File' }).selectOption('png');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const file = await download;
    const bytes = await readFile(await file.path());
    expect(file.suggestedFilename()).toMatch(new RegExp(`${id}\\.png$`));
    // The eight bytes of PNG (W3C, section 5.2), and the width and height in its first chunk.
    expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const size = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    if (width * height * 4 <= 16_777_216) expect(size, id).toEqual([2 * width, 2 * height]);
    else expect((size[0] ?? 0) / (size[1] ?? 1), id).toBeCloseTo(width / height, 2);
    const shown = await shownAsImage(page, bytes, 'image/png');
    expect([shown.width, shown.height], id).toEqual(size);
    expect(shown.colourCount, id).toBeGreaterThan(16);
  }
});
