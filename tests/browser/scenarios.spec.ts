import { expect, test } from '@playwright/test';
import { SignalboxPage, type ArchitectureTitle } from '../support/signalbox-page';

const alice = 'alice.johnson@example.com';
const alicesPhone = '+1-555-0101';
const bob = 'bob.smith@example.com';
const carol = 'carol.williams@example.com';
const carolsPhone = '+1-555-0103';
const eva = 'eva.martinez@example.com';

/** Who must have received something when a scenario is over, as domain.md has it. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'Order shipped': [alice, alicesPhone],
  'Order shipped, email only': [bob],
  'Order delivered': [alice, alicesPhone],
  'Order that does not exist': [],
  'Order confirmed': [alice],
  'Payment failed': [alice, alicesPhone],
  'Payment failed, email only': [bob],
  'Price drop': [carol, carolsPhone, eva],
  'Price drop by discount': [carol, carolsPhone, eva],
  'Price rise': [],
  'Price drop in no cart': [],
  'Price drop, segment not eligible': [],
  'Order complete': [alice, alicesPhone],
  'Order complete, one item already shipped': [bob],
  'The same item twice': [alice, alicesPhone],
  'Two orders interleaved': [alice, alicesPhone, bob],
  'Product that is not in the order': [],
  'Partial cancellation': [alice, alicesPhone],
  'No preferences': ['frank.miller@example.com'],
  Unsubscribed: [],
  'All channels disabled': [],
  'Quiet hours': ['iris.novak@example.com'],
};

for (const architecture of ['Event-sourced', 'API-driven'] satisfies ArchitectureTitle[]) {
  test(`every scenario ends as promised (${architecture})`, async ({ page }) => {
    test.setTimeout(120_000);
    const signalbox = new SignalboxPage(page);
    await signalbox.open();
    const offered = await signalbox.scenario.getByRole('option').allInnerTexts();
    expect([...offered].sort()).toEqual(Object.keys(endings).sort());

    for (const [title, recipients] of Object.entries(endings)) {
      await signalbox.choose(title, architecture);
      await signalbox.toTheEnd();
      await signalbox.tab(/Inboxes/).click();
      await expect(signalbox.inboxes).toBeVisible();
      const articles = signalbox.inboxes.getByRole('article');
      await expect(articles, `${title}: number of messages`).toHaveCount(recipients.length);
      for (const recipient of recipients) {
        await expect(articles.filter({ hasText: recipient }), `${title}: ${recipient}`).toHaveCount(1);
      }
    }
  });
}

test('a refused command is told to the caller', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  for (const architecture of ['Event-sourced', 'API-driven'] as const) {
    await signalbox.choose('Order that does not exist', architecture);
    await signalbox.toTheEnd();
    await expect(signalbox.status).toContainText('Order ord-999 does not exist');
  }
});

test('stepping through a whole story shows a sentence for every step', async ({ page }) => {
  test.setTimeout(90_000);
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  for (const architecture of ['Event-sourced', 'API-driven'] as const) {
    await signalbox.choose('Order shipped', architecture);
    const stepCount = Number(await signalbox.step.getAttribute('max'));
    for (let step = 1; step <= stepCount; step += 1) {
      await signalbox.button('Next step').press('Enter');
      await expect(signalbox.step).toHaveValue(String(step));
      expect((await signalbox.status.innerText()).length).toBeGreaterThan(10);
    }
  }
});
