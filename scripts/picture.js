// Takes the picture in the README from the built page. `npm run picture`
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from './browser.js';
import { ensureBuild } from './setup.js';

/** The moment in the picture: two messages are on their way to Carol, and Eva’s has just been created. */
const moment = '#scenario=price-drop&architecture=event-sourced&step=70&panel=now';

await ensureBuild();
const server = await preview({ preview: { port: 0, host: 'localhost' } });
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}${moment}`, { waitUntil: 'networkidle' });
  await page.screenshot({ path: 'docs/signalbox.png' });
} finally {
  await browser.close();
  await server.close();
}
