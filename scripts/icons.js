// Draws the icons of the installed page from public/icon.svg. `npm run icons`
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findBrowser } from './browser.js';

const icons = [
  { file: 'icon-192.png', size: 192, radius: 36 },
  { file: 'icon-512.png', size: 512, radius: 96 },
  // The system cuts this one to its own shape.
  { file: 'icon-maskable-512.png', size: 512, radius: 0 },
];

const drawing = readFileSync('public/icon.svg', 'utf8');
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-background-networking'],
});
try {
  for (const { file, size, radius } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block; width: ${size}px; border-radius: ${radius}px }</style>${drawing}`,
    );
    await page.screenshot({ path: `public/${file}`, omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
