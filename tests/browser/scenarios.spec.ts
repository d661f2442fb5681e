import { expect, test, type Page } from '@playwright/test';
import { SignalboxPage, type ArchitectureTitle } from '../support/signalbox-page';

const alice = 'alice.johnson@example.com';
const alicesPhone = '+1-555-0101';
const bob = 'bob.smith@example.com';
const carol = 'carol.williams@example.com';
const carolsPhone = '+1-555-0103';
const david = 'david.brown@example.com';
const eva = 'eva.martinez@example.com';
const frank = 'frank.miller@example.com';
const iris = 'iris.novak@example.com';
const irissPhone = '+1-555-0109';
const irissDevice = 'device of cust-009';
const nina = 'nina.park@example.com';
const warehouse = 'warehouse@signalbox.example';

/** What a person sees when a scenario is over. */
interface Ending {
  /** Where the messages lie, one entry a message. */
  readonly inboxes: readonly string[];
  /** What stands in a row of the log. */
  readonly log: string | undefined;
}

/** Each a message in an inbox, and nothing else in any. @param log what a row of the log says. */
function received(inboxes: readonly string[], log?: string): Ending {
  return { inboxes, log };
}

/** How each scenario must end, as domain.md has it: the same in both architectures, or in each of them. */
const endings: Readonly<Record<string, Ending | Readonly<Record<ArchitectureTitle, Ending>>>> = {
  'Order shipped': received([alice, alicesPhone]),
  'Order shipped, email only': received([bob]),
  'Order confirmed': received([alice]),
  'Order delivered': received([alice, alicesPhone]),
  'Order that does not exist': received([], 'Order ord-999 does not exist'),
  'Payment failed': received([alice, alicesPhone]),
  'Payment failed, email only': received([bob]),
  'Payment received': received([david]),
  'Price drop': received([carol, carolsPhone, eva]),
  'Price drop by discount': received([carol, carolsPhone, eva]),
  'Price rise': received([]),
  'Price drop in no cart': received([]),
  'Price drop, segment not eligible': received([]),
  'Order complete': received([alice, alicesPhone]),
  'Order complete, one item already shipped': received([bob]),
  'The same item twice': received([alice, alicesPhone]),
  'Two orders interleaved': received([alice, alicesPhone, bob]),
  'Product that is not in the order': received([]),
  'Partial cancellation': received([alice, alicesPhone]),
  'No preferences': received([frank]),
  Unsubscribed: received([], 'has unsubscribed'),
  'All channels disabled': received([], 'no enabled channel'),
  'New customer': received([nina]),
  'Unsubscribe and resubscribe': received([alice], 'has not unsubscribed from'),
  'Preferences change meanwhile': received([iris, irissPhone, irissDevice, iris]),
  'Email adapter fails, then retry': received([alice], 'SMTP error 451'),
  'Adapter throws': received([alicesPhone], 'Connection reset by peer'),
  'Retries run out': received([], 'no retry is left'),
  'Automatic retry': received([alice], 'SMTP error 421'),
  'Failure reported late': received([alice], 'SMTP error 554'),
  'Delivered and bounced': received([alicesPhone], 'ntf-2 is delivered'),
  'Already dispatched': received([alice], 'it is already sent'),
  'Notification not found': received([alice], 'There is no notification ntf-99'),
  'Quiet hours': received([iris]),
  'Quiet hours that are none': received([alice], 'HH:MM-HH:MM'),
  'Sent when due': received([iris]),
  'Called off in time': received([], 'ntf-1 is cancelled'),
  'Scheduled review prompt': received([alice, alicesPhone, alice]),
  'Cart left behind': received([eva], 'no enabled channel'),
  'Stock allocated': received([warehouse], 'from 50 to 40'),
  'Out of stock': received([], 'out of stock'),
  'Invalid SKU': received([], 'Invalid sku prod-999'),
  'Allocation cancelled': received([warehouse], 'from 40 to 50'),
  'Stock runs low': received([warehouse, warehouse, warehouse], 'from 10 to 4'),
  'Order created fans out': received([alice], 'from 50 to 48'),
  'Add Analytics': received([alice, alice], '1 order, $299.98'),
  'A consumer that filters': received([alice, bob], '1 order, $299.98'),
  'Slow consumer': received([alice, carol], 'from 48 to 46'),
  'Stop and start a consumer': received([alice, carol], '2 orders, $379.97'),
  'Notification service down': {
    'Event-sourced': received([carol], '2 orders, $379.97'),
    'API-driven': received([carol], 'did not answer POST /notify'),
  },
  'Partial success of a bulk': received([carol, carolsPhone, eva], 'cust-999'),
  'Duplicate delivery': received([alice], 'from 50 to 48'),
  'Duplicate without idempotency': received([alice, alice], 'from 48 to 46'),
  'Lost message': received([alice]),
  'No answer': received([alice]),
  'Corrupt message': received([alice], 'cannot be read'),
  'Out-of-order': received([alice, alicesPhone]),
  'Late subscriber': {
    'Event-sourced': received([alice, carol, eva], '3 orders, $539.96'),
    'API-driven': received([alice, carol, eva], '1 order, $159.99'),
  },
  'Poison message': {
    'Event-sourced': received([bob, carol, alice], 'The items of the order are missing'),
    'API-driven': received([bob, carol], 'The items of the order are missing'),
  },
  'Crash between commit and publish': received([carol], 'did not answer PlaceOrder'),
  'Crash with an outbox': {
    'Event-sourced': received([alice, carol], 'did not answer PlaceOrder'),
    'API-driven': received([carol], 'did not answer PlaceOrder'),
  },
  'Event schema v1 → v2': received([alice, carol], '2 orders, $379.97'),
  'Event schema without an upcaster': {
    'Event-sourced': received([alice, carol], 'version 2 is needed'),
    'API-driven': received([carol], 'version 2 is needed'),
  },
  'Replay the log': received([alice]),
};

for (const architecture of ['Event-sourced', 'API-driven'] satisfies ArchitectureTitle[]) {
  test(`every scenario ends as promised (${architecture})`, async ({ page }) => {
    test.setTimeout(300_000);
    const signalbox = new SignalboxPage(page);
    await signalbox.open();
    const offered = await signalbox.offeredScenarios();
    expect([...offered].sort()).toEqual(Object.keys(endings).sort());

    for (const [title, ending] of Object.entries(endings)) {
      const { inboxes, log } = 'inboxes' in ending ? ending : ending[architecture];
      await signalbox.choose(title, architecture);
      await signalbox.toTheEnd();
      await signalbox.tab(/Inboxes/).click();
      await expect(signalbox.inboxes).toBeVisible();
      const articles = signalbox.inboxes.getByRole('article');
      await expect(articles, `${title}: number of messages`).toHaveCount(inboxes.length);
      for (const recipient of new Set(inboxes)) {
        const count = inboxes.filter((other) => other === recipient).length;
        await expect(articles.filter({ hasText: recipient }), `${title}: ${recipient}`).toHaveCount(count);
      }
      if (log !== undefined) await expectInLog(page, title, log);
    }
  });
}

/** Searches the log for what one of its rows must say. */
async function expectInLog(page: Page, title: string, text: string): Promise<void> {
  await new SignalboxPage(page).tab(/Log/).click();
  await page.getByRole('searchbox', { name: 'Search the log' }).fill(text);
  const rows = page.getByRole('table', { name: 'Event log' }).getByRole('row');
  await expect(rows.filter({ hasText: text }).first(), `${title}: ${text}`).toBeVisible();
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
