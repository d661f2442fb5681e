import { expect, test } from '@playwright/test';
import { SignalboxPage } from '../support/signalbox-page';

test('things have the roles and names that stay', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await expect(signalbox.scenario).toBeVisible();
  await expect(signalbox.broker).toBeVisible();
  await expect(page.getByRole('button', { name: 'Settings' })).toBeVisible();
  for (const title of ['Event-sourced', 'API-driven'] as const) {
    await expect(signalbox.architecture(title)).toBeAttached();
  }
  for (const name of ['First step', 'Previous step', 'Play', 'Next step', 'Last step', 'Next event']) {
    await expect(signalbox.button(name)).toBeVisible();
  }
  await expect(signalbox.playback.getByRole('combobox', { name: 'Speed' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible();

  await signalbox.button('Next step').click();
  await expect(signalbox.step).toHaveAttribute('aria-valuetext', await signalbox.status.innerText());
  await expect(page.getByText(/^Step 1 of \d+ · t = 0 ms$/)).toBeVisible();

  await signalbox.tab('Log').click();
  await expect(
    page.getByRole('log', { name: 'Event log' }).or(page.getByRole('table', { name: 'Event log' })),
  ).toBeVisible();
  await signalbox.tab(/Inboxes/).click();
  await expect(signalbox.inboxes).toBeVisible();
});

test('every part of the stage is a button with its name', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  const shared = [
    'Merchandiser',
    'Ordering',
    'Pricing',
    'Billing',
    'Data store',
    'Preferences',
    'Templates',
    'Dispatcher',
  ];
  const channels = ['Email', 'SMS', 'Push'];
  const parts = {
    'Event-sourced': ['Event bus', 'Notification service', 'Event correlator', 'Projections'],
    'API-driven': ['Notification API'],
  } as const;
  for (const architecture of ['Event-sourced', 'API-driven'] as const) {
    await signalbox.architecture(architecture).check({ force: true });
    for (const name of [...shared, ...channels, ...parts[architecture]]) {
      await expect(signalbox.stage.getByRole('button', { name: new RegExp(`^${name}`) }), name).toBeVisible();
    }
  }
});

test('every message in flight is a button', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await signalbox.button('Next step').click();
  await signalbox.stage.getByRole('button', { name: /UpdatePrice/ }).click();
  await expect(signalbox.tab('Inspector')).toHaveAttribute('aria-selected', 'true');
});

test('brokers are chosen where there is one', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open();
  await expect(signalbox.broker.getByRole('option')).toHaveText([
    'In-memory',
    'Redis Pub/Sub',
    'Redis Streams',
    'RabbitMQ',
    'Kafka',
  ]);
  await signalbox.architecture('API-driven').check({ force: true });
  await expect(signalbox.broker).toBeDisabled();
  await expect(signalbox.broker).toHaveAccessibleDescription(/has no broker/);
});
