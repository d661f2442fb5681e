import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { watchForProblems } from '../support/page-problems';
import { SignalboxPage, type ArchitectureTitle } from '../support/signalbox-page';

test('a new user plays, steps back, switches the architecture, reads an email, and exports', async ({
  page,
}) => {
  const problems = watchForProblems(page);
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await expect(signalbox.status).toContainText('Press Play or Space');

  await page.keyboard.press('Space');
  await expect(signalbox.button('Pause')).toBeVisible();
  await seen(signalbox, 'PriceChanged: Wireless Router X500 from $149.99 to $119.99');
  await page.keyboard.press('Space');
  await expect(signalbox.button('Play')).toBeVisible();

  const paused = await signalbox.stepNumber();
  for (let count = 1; count <= 3; count += 1) {
    await page.keyboard.press('ArrowLeft');
    await expect(signalbox.step).toHaveValue(String(paused - count));
  }

  const delivery = /Email delivers “Wireless Router X500 is now \$119\.99” to Carol Williams’s inbox/;
  await pressUntil(signalbox, 'Shift+ArrowRight', delivery);
  await signalbox.tab(/Inboxes/).click();
  expect(await messagesIn(signalbox)).toEqual([
    'Email to Carol Williams: Wireless Router X500 is now $119.99',
  ]);
  await switchInPlace(signalbox, 'API-driven', delivery);
  expect(await messagesIn(signalbox)).toEqual([
    'Email to Carol Williams: Wireless Router X500 is now $119.99',
  ]);

  await signalbox.toTheEnd();
  await signalbox.tab(/Inboxes/).click();
  const carols = signalbox.inboxes.getByRole('article').filter({ hasText: 'carol.williams@example.com' });
  await expect(carols).toHaveCount(1);
  await carols.getByRole('button').first().click();
  await expect(carols).toContainText('Wireless Router X500 is now $119.99');
  await expect(carols).toContainText('from $149.99 to $119.99');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('button', { name: 'Download' })).toBeFocused();
  await page.keyboard.press('Enter');
  const file = await download;
  expect(file.suggestedFilename()).toBe('signalbox-price-drop-api-driven.json');
  const saved = JSON.parse(await readFile(await file.path(), 'utf8')) as {
    format: string;
    version: number;
    trace: unknown[];
  };
  expect([saved.format, saved.version]).toEqual(['signalbox.run', 1]);
  expect(String(saved.trace.length)).toBe(await signalbox.step.getAttribute('max'));
  expect(problems).toEqual([]);
});

test('switching the architecture there and back leads to the same step', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const decision = /Segment rule: Bob Smith is silver; .*, so Bob gets none/;
  await pressUntil(signalbox, 'ArrowRight', decision);
  const step = await signalbox.stepNumber();
  await signalbox.tab(/Inboxes/).click();
  expect(await messagesIn(signalbox)).toEqual([]);

  await switchInPlace(signalbox, 'API-driven', decision);
  expect(await messagesIn(signalbox)).toEqual([]);
  await switchInPlace(signalbox, 'Event-sourced', decision);
  await expect(signalbox.step).toHaveValue(String(step));
});

/** Watches the playing story, frame by frame, until the sentence of a step contains a text. */
async function seen({ page, status }: SignalboxPage, text: string): Promise<void> {
  const sentence = await status.elementHandle();
  await page.waitForFunction(([element, part]) => element.textContent.includes(part), [
    sentence,
    text,
  ] as const);
}

/** Presses a key that goes on in the story until the sentence of the step matches. */
async function pressUntil(signalbox: SignalboxPage, key: string, sentence: RegExp): Promise<void> {
  while (!sentence.test(await signalbox.status.innerText())) {
    const step = await signalbox.stepNumber();
    expect(step, `no step says ${sentence}`).toBeLessThan(Number(await signalbox.step.getAttribute('max')));
    await signalbox.page.keyboard.press(key);
    await expect(signalbox.step).not.toHaveValue(String(step));
  }
}

/** Switches the architecture and requires the same moment of the story, whatever its number there. */
async function switchInPlace(
  signalbox: SignalboxPage,
  title: ArchitectureTitle,
  sentence: RegExp,
): Promise<void> {
  await signalbox.architecture(title).check({ force: true });
  await expect(signalbox.architecture(title)).toBeChecked();
  await expect(signalbox.status).toContainText(sentence);
}

/** What the opened inboxes hold, each message by its name. */
async function messagesIn({ inboxes }: SignalboxPage): Promise<readonly (string | null)[]> {
  await expect(inboxes).toBeVisible();
  return inboxes
    .getByRole('article')
    .evaluateAll((articles) => articles.map((article) => article.getAttribute('aria-label')));
}
