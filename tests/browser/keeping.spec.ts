import { expect, test, type Page } from '@playwright/test';
import { SignalboxPage } from '../support/signalbox-page';

/** Opens a moment in the middle of the price drop. */
async function openInTheMiddle(page: Page): Promise<SignalboxPage> {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=price-drop&architecture=event-sourced&step=30');
  await expect(signalbox.step).toHaveValue('30');
  return signalbox;
}

/** Changes the story by a setting, and waits until that is kept. */
async function chooseKafka(signalbox: SignalboxPage): Promise<void> {
  await signalbox.broker.selectOption('Kafka');
  await expect(signalbox.broker).toHaveValue('kafka');
}

/** How many branches the browser keeps. */
function keptIn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === 'signalbox-work')) return 0;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open('signalbox-work');
      opening.onerror = () => {
        reject(new Error('it did not open'));
      };
      opening.onsuccess = () => {
        const counting = opening.result.transaction('branches').objectStore('branches').count();
        counting.onsuccess = () => {
          opening.result.close();
          resolve(counting.result);
        };
      };
    });
  });
}

test('what was changed is there after loading anew, and can be taken back', async ({ page }) => {
  const signalbox = await openInTheMiddle(page);
  await chooseKafka(signalbox);
  await expect.poll(() => keptIn(page)).toBe(1);
  const step = await signalbox.stepNumber();
  await page.reload();
  await expect(signalbox.broker).toHaveValue('kafka');
  await expect(signalbox.step).toHaveValue(String(step));
  await expect(page.getByRole('status', { name: 'Keeping' })).toBeAttached();
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+z');
      return signalbox.broker.inputValue();
    })
    .toBe('in-memory');
});

test('a page that is opened without an address shows what was shown last', async ({ page, context }) => {
  const signalbox = await openInTheMiddle(page);
  await chooseKafka(signalbox);
  await expect.poll(() => keptIn(page)).toBe(1);
  await page.close();
  const another = new SignalboxPage(await context.newPage());
  await another.open('/');
  await expect(another.broker).toHaveValue('kafka');
  await expect(another.step).not.toHaveValue('0');
});

test('two tabs that change the same future both keep theirs', async ({ page, context }) => {
  const first = await openInTheMiddle(page);
  await chooseKafka(first);
  await expect.poll(() => keptIn(page)).toBe(1);
  const secondPage = await context.newPage();
  const second = new SignalboxPage(secondPage);
  await second.open('/');
  await expect(second.broker).toHaveValue('kafka');
  await first.broker.selectOption('RabbitMQ');
  const notices = secondPage.getByRole('status', { name: 'Keeping' });
  await expect(notices).toContainText('another tab');
  await expect(second.broker).toHaveValue('kafka');
  await second.broker.selectOption('Redis Streams');
  await expect.poll(() => keptIn(page)).toBe(2);
  await expect(first.broker).toHaveValue('rabbitmq');
  await expect(second.broker).toHaveValue('redis-streams');
  // It stays until it is dismissed.
  await second.button('Next step').click();
  await expect(notices.getByRole('listitem')).toHaveCount(2);
  await expect(notices).toContainText('(copy)');
  await notices.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect(notices.getByRole('listitem')).toHaveCount(1);
});

test('where the browser denies storage the page says so, and everything else works', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
  });
  const signalbox = await openInTheMiddle(page);
  const sign = page.getByRole('status', { name: 'Keeping' });
  await expect(sign).toContainText('Not kept in this browser');
  await chooseKafka(signalbox);
  await page.keyboard.press('Control+z');
  await expect(signalbox.broker).toHaveValue('in-memory');
  await expect(sign).toContainText('Export to keep your work');
});

test('someone who only looks leaves nothing behind', async ({ page }) => {
  const signalbox = await openInTheMiddle(page);
  await expect(page.getByRole('status', { name: 'Keeping' })).toBeAttached();
  await signalbox.button('Next step').click();
  await signalbox.chooseScenario('Order shipped');
  await expect(signalbox.step).toHaveValue('0');
  expect(await keptIn(page)).toBe(0);
});
