import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { watchForProblems } from '../support/page-problems';

/** A page of someone else's, with the embedded one in it. */
async function openHost(page: Page, embedded: string, width = 640, height = 480): Promise<FrameLocator> {
  await page.route('**/host.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<title>Host</title><button>Elsewhere</button>
        <iframe title="Signalbox" src="${embedded}" width="${width}" height="${height}"></iframe>`,
    }),
  );
  await page.goto('/host.html');
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('region', { name: 'Stage' })).toBeVisible();
  return frame;
}

const moment = 'scenario=price-drop&architecture=api-driven&step=12';

test('shows the moment of its address, and only stage, sentence and playback', async ({ page }) => {
  const problems = watchForProblems(page);
  const frame = await openHost(page, `/?embed#${moment}`);
  await expect(frame.getByRole('slider', { name: 'Step' })).toHaveValue('12');
  await expect(frame.getByRole('status', { name: 'This step' })).not.toBeEmpty();
  await expect(frame.getByRole('banner')).toHaveCount(0);
  await expect(frame.getByRole('tab')).toHaveCount(0);
  await expect(frame.getByRole('button', { name: 'Export' })).toHaveCount(0);
  await frame.getByRole('button', { name: 'Next step' }).click();
  await expect(frame.getByRole('slider', { name: 'Step' })).toHaveValue('13');
  expect(problems).toEqual([]);
});

test('leads to the same moment in Signalbox itself, in a tab of its own', async ({ page, context }) => {
  const frame = await openHost(page, `/?embed#${moment}`);
  await frame.getByRole('button', { name: 'Next step' }).click();
  const opened = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Open in Signalbox' }).click();
  const itself = await opened;
  await expect(itself.getByRole('slider', { name: 'Step' })).toHaveValue('13');
  await expect(itself.getByRole('radio', { name: 'API-driven' })).toBeChecked();
  await expect(itself.getByRole('tab', { name: /Inboxes/ })).toBeVisible();
  expect(new URL(itself.url()).search).toBe('');
});

test('keys act while the frame has the focus, and only then', async ({ page }) => {
  const frame = await openHost(page, `/?embed#${moment}`);
  const step = frame.getByRole('slider', { name: 'Step' });
  await page.getByRole('button', { name: 'Elsewhere' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(step).toHaveValue('12');
  await frame.getByRole('button', { name: 'Next step' }).focus();
  await page.keyboard.press('.');
  await expect(step).toHaveValue('13');
});

test('keeps nothing, and leaves the history of the page around it alone', async ({ page }) => {
  const frame = await openHost(page, `/?embed#${moment}`);
  const entries = await page.evaluate(() => history.length);
  await frame
    .getByRole('region', { name: 'Stage' })
    .getByRole('button', { name: /^Pricing/ })
    .click();
  await frame.getByRole('button', { name: 'Last step' }).click();
  await page.waitForLoadState('networkidle');
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).length,
    local: localStorage.length,
    session: sessionStorage.length,
    entries: history.length,
  }));
  expect(left).toEqual({ databases: 0, local: 0, session: 0, entries });
});

test('fits a small frame, in the theme that it is asked for', async ({ page }) => {
  const frame = await openHost(page, '/?embed&theme=dark', 320, 420);
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  const play = await frame.getByRole('button', { name: 'Play' }).boundingBox();
  const link = await frame.getByRole('link', { name: 'Open in Signalbox' }).boundingBox();
  const outer = await page.locator('iframe').boundingBox();
  if (play === null || link === null || outer === null) throw new Error('something is not shown');
  expect(play.y + play.height).toBeLessThan(outer.y + outer.height);
  expect(link.y + link.height).toBeLessThanOrEqual(outer.y + outer.height);
  const overflow = await frame
    .locator('html')
    .evaluate((root) => [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight]);
  expect(overflow).toEqual([0, 0]);
});
