// Measures the built page in a real browser, and prints one table. Part of `npm run bench`.
/* global document, requestAnimationFrame -- in what the browser is given */
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ensureBrowser } from './browser.js';
import { ensureBuild, root } from './setup.js';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {{ what: string, measured: string, ratio: string, target: string }} Row
 */

/** Orders that are shipped one after the other; each leaves some sixty records. */
const someOrders = 170;
const manyOrders = 1_750;
const acts = 30;
const seeks = 200;
/** The first round warms up, and is not counted. */
const rounds = 6;
/** A frame of a screen that shows sixty a second. */
const frameMs = 1000 / 60;

/** @returns {Promise<void>} */
export async function benchPage() {
  await ensureBuild();
  const executablePath = await ensureBrowser();
  const server = await preview({ root, logLevel: 'warn', preview: { host: 'localhost', port: 0 } });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    const address = server.resolvedUrls?.local[0] ?? '';
    const open = async (/** @type {number} */ orders) => {
      const page = await browser.newPage({
        viewport: { width: 1440, height: 900 },
        serviceWorkers: 'block',
        reducedMotion: 'reduce',
      });
      await page.goto(`${address}#recording=${encodeURIComponent(JSON.stringify(stream(orders)))}`);
      const slider = page.getByRole('slider', { name: 'Step' });
      await page.waitForFunction(
        () => Number(document.querySelector('input[aria-label="Step"]')?.getAttribute('max')) > 5000,
      );
      // Everything that comes later has come.
      await page.waitForLoadState('networkidle');
      return { page, records: Number(await slider.getAttribute('max')) };
    };
    const some = await open(someOrders);
    const comparing = await measureComparison(some.page, some.records);
    const acting = await measureActs(some.page, some.records);
    await some.page.close();
    const many = await open(manyOrders);
    const seeking = await measureSeeks(many.page, many.records);
    const scrolling = await measureScrolling(many.page);
    print([acting, seeking, scrolling, comparing, await measureExports(many.page, many.records)]);
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * An act in the middle of a run, from the press of its button to the frame that shows its first record.
 * @param {Page} page
 * @param {number} records
 * @returns {Promise<Row>}
 */
async function measureActs(page, records) {
  await page.getByRole('tab', { name: 'Operations' }).click();
  await page.getByRole('button', { name: 'Process what is due' }).waitFor();
  const times = [];
  for (let index = 0; index < acts; index += 1) {
    await seek(page, Math.floor(((index * 0.618_034) % 1) * records));
    times.push(
      await page.evaluate(async () => {
        const button = [...document.querySelectorAll('button')].find((each) =>
          each.textContent.startsWith('Process what is due'),
        );
        const slider = document.querySelector('input[aria-label="Step"]');
        const before = slider?.getAttribute('max');
        // What earlier acts left to do is not counted.
        await new Promise((resolve) => setTimeout(resolve, 400));
        const start = performance.now();
        button?.click();
        return new Promise((/** @type {(ms: number) => void} */ resolve) => {
          // A message is a task of its own: it comes after the frame that shows the act was drawn.
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            resolve(performance.now() - start);
          };
          const look = () => {
            const isShown = slider?.getAttribute('max') !== before;
            if (isShown) channel.port2.postMessage(undefined);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
      }),
    );
  }
  const slow = quantile(times, 0.95);
  return {
    what: `An act in a run of ${thousands(records)} records, until it is on screen`,
    measured: `median ${quantile(times, 0.5).toFixed(0)} ms, 95 of 100 within ${slow.toFixed(0)} ms`,
    ratio: `${(slow / frameMs).toFixed(1)} frames`,
    target: 'goal 100 ms',
  };
}

/**
 * The slider set to places all over a long trace, until the frame is drawn: the work of the page, not the wait for the screen.
 * A record's time is the median of its rounds, as the figures of the core are: what makes one seek slow in one round alone is
 * the machine. Single seeks are told beside it.
 * @param {Page} page
 * @param {number} records
 * @returns {Promise<Row>}
 */
async function measureSeeks(page, records) {
  await seek(page, records);
  /** @type {number[][]} by record, one a round */
  const times = Array.from({ length: seeks }, () => []);
  /** Frames in which nothing changes, one beside each seek: what a busy machine costs by itself. */
  const idle = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, ofRecord] of times.entries()) {
      const step = (index * 61_803_399) % records;
      const ms = await seek(page, step);
      const idleMs = await seek(page, step);
      if (round === 0) continue;
      ofRecord.push(ms);
      idle.push(idleMs);
    }
  }
  const middles = times.map((ofRecord) => quantile(ofRecord, 0.5));
  const slow = quantile(middles, 0.95);
  const single = quantile(times.flat(), 0.95);
  return {
    what: `Any record of ${thousands(records)}, until it is drawn`,
    measured: `median ${quantile(middles, 0.5).toFixed(1)} ms, 95 of 100 within ${slow.toFixed(1)} ms, of single seeks ${single.toFixed(1)} ms`,
    ratio: `${(slow / frameMs).toFixed(2)} frames (${(quantile(idle, 0.95) / frameMs).toFixed(2)} where nothing changes)`,
    target: 'goal 1 frame',
  };
}

/**
 * Both architectures beside each other, set to places all over the run, until both are drawn.
 * @param {Page} page
 * @param {number} records
 * @returns {Promise<Row>}
 */
async function measureComparison(page, records) {
  await page.getByRole('radio', { name: 'Compare' }).check({ force: true });
  const words = page.getByRole('region', { name: 'Comparison' }).getByRole('status', { name: 'Differences' });
  await words.getByText('moments differ').waitFor();
  const slows = [];
  const middles = [];
  for (let round = 0; round < rounds; round += 1) {
    const times = [];
    for (let index = 0; index < seeks / 2; index += 1) {
      times.push(await seek(page, (index * 61_803_399) % records));
    }
    slows.push(quantile(times, 0.95));
    middles.push(quantile(times, 0.5));
  }
  await page.getByRole('radio', { name: 'Event-sourced' }).check({ force: true });
  await page.getByRole('slider', { name: 'Step' }).waitFor();
  const slow = quantile(slows.slice(1), 0.5);
  return {
    what: `Both architectures at any of ${thousands(records)} records, until both are drawn`,
    measured: `median ${quantile(middles.slice(1), 0.5).toFixed(1)} ms, 95 of 100 within ${slow.toFixed(1)} ms`,
    ratio: `${(slow / frameMs).toFixed(2)} frames`,
    target: 'goal 2 frames',
  };
}

/**
 * Sets the slider at the beginning of a frame.
 * @param {Page} page
 * @param {number} step
 * @returns {Promise<number>} ms until that frame was drawn.
 */
function seek(page, step) {
  return page.evaluate(
    (to) =>
      new Promise((/** @type {(ms: number) => void} */ resolve) => {
        requestAnimationFrame(() => {
          const slider = /** @type {HTMLInputElement} */ (document.querySelector('input[aria-label="Step"]'));
          const start = performance.now();
          slider.value = String(to);
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          // The message is a task of its own: it comes after this frame was drawn.
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            resolve(performance.now() - start);
          };
          channel.port2.postMessage(undefined);
        });
      }),
    step,
  );
}

/**
 * The log of the whole trace, scrolled from end to end.
 * @param {Page} page
 * @returns {Promise<Row>}
 */
async function measureScrolling(page) {
  await page.getByRole('tablist', { name: 'Details' }).getByRole('tab', { name: 'Log' }).click();
  await page.getByRole('button', { name: 'Last step' }).click();
  await page.getByRole('table', { name: 'Event log' }).waitFor();
  const gaps = await page.evaluate(async () => {
    const table = document.querySelector('[role="table"][aria-label="Event log"]');
    if (table === null) throw new Error('there is no log');
    const frames = 300;
    /** @type {number[]} */
    const times = [];
    for (let frame = 0; frame <= frames; frame += 1) {
      table.scrollTop = (table.scrollHeight - table.clientHeight) * (frame / frames);
      times.push(await new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    return times.slice(1).map((time, index) => time - (times[index] ?? time));
  });
  const late = gaps.filter((gap) => gap > 33.4).length;
  return {
    what: 'Its log scrolled from end to end in 300 frames',
    measured: `95 of 100 frames within ${quantile(gaps, 0.95).toFixed(1)} ms`,
    ratio: `${late} of ${gaps.length} frames over 33 ms`,
    target: 'goal 0',
  };
}

/**
 * Large exports, each from the choice of its format until it is written: how long the page draws nothing at most.
 * @param {Page} page
 * @param {number} records
 * @returns {Promise<Row>}
 */
async function measureExports(page, records) {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('dialog', { name: 'Export' }).getByText('in all.').waitFor();
  const pauses = [];
  for (const format of ['CloudEvents', 'OpenTelemetry', 'Chrome trace']) {
    const ms = await page.evaluate(async (title) => {
      const labels = [...document.querySelectorAll('dialog [aria-label="Format"] label')];
      const label = labels.find((each) => each.textContent.trim().startsWith(title));
      const frame = () =>
        new Promise((/** @type {(time: number) => void} */ resolve) => {
          requestAnimationFrame(resolve);
        });
      const status = document.querySelector('dialog [role="status"][aria-label="Export"]');
      let last = await frame();
      let longest = 0;
      /** @type {HTMLElement} */ (label).click();
      do {
        const now = await frame();
        longest = Math.max(longest, now - last);
        last = now;
      } while (!(status?.textContent ?? '').includes('in all'));
      return longest;
    }, format);
    pauses.push({ format, ms });
  }
  const longest = Math.max(...pauses.map(({ ms }) => ms));
  return {
    what: `An export of ${thousands(records)} records: longest pause of the page`,
    measured: pauses.map(({ format, ms }) => `${format} ${ms.toFixed(0)} ms`).join(', '),
    ratio: `${(longest / frameMs).toFixed(1)} frames`,
    target: 'goal 100 ms',
  };
}

/**
 * A recording in which the warehouse ships one order after the other.
 * @param {number} count of orders.
 * @returns {object}
 */
function stream(count) {
  const ids = Array.from({ length: count }, (_, index) => `ord-${index + 1001}`);
  return {
    format: 'signalbox.recording',
    version: 1,
    scenario: {
      id: 'order-stream',
      title: 'A stream of orders',
      group: 'Simple',
      story: 'The warehouse ships one order after the other.',
      ending: 'Every customer has been told as the preferences say.',
      shop: {
        orders: ids.map((id, index) => ({
          id,
          customerId: `cust-00${(index % 5) + 1}`,
          status: 'PROCESSING',
          items: [{ productId: 'prod-001', quantity: 1, priceCents: 14999, status: 'PENDING' }],
          totalCents: 14999,
        })),
      },
      acts: ids.map((orderId, index) => ({
        at: index * 10,
        kind: 'command',
        command: { type: 'ShipOrder', orderId },
      })),
    },
    architecture: 'event-sourced',
    broker: 'in-memory',
    seed: 1,
    settings: {},
    acts: [],
  };
}

/**
 * @param {readonly number[]} values
 * @param {number} part 0 to 1.
 * @returns {number}
 */
function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

/** @param {number} value */
function thousands(value) {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** @param {readonly Row[]} rows */
function print(rows) {
  const table = [{ what: 'Page', measured: 'measured', ratio: 'ratio', target: 'target' }, ...rows];
  /** @type {(keyof Row)[]} */
  const columns = ['what', 'measured', 'ratio', 'target'];
  const widths = columns.map((column) => Math.max(...table.map((row) => row[column].length)));
  console.log('');
  for (const row of table) {
    const cells = columns.map((column, index) => row[column].padEnd(widths[index] ?? 0));
    console.log(cells.join('  ').trimEnd());
  }
}
