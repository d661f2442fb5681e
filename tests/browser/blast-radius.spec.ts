import { expect, test } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

test('a person finds out what a part that is down would do, and opens that run', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await signalbox.open('/#scenario=order-created-fans-out&architecture=event-sourced');
  await page.getByRole('tab', { name: 'Blast radius' }).click();
  const view = page.getByRole('region', { name: 'Blast radius' });
  await expect(view.getByRole('status')).toHaveText(/^Computed (\d+) of \1 runs$/);

  const row = view.getByRole('row', { name: /^Notification service \/ Notification API/ });
  await expect(row.getByRole('cell').first()).toContainText('1 notification lost');
  await expect(row.getByRole('cell').last()).toContainText('1 command failed back to the caller');

  await view.getByRole('combobox', { name: 'Over which broker' }).selectOption('Kafka');
  await expect(row.getByRole('cell').first()).toContainText('1 notification still to come');
  await view
    .getByRole('combobox', { name: 'What happens' })
    .selectOption({ label: 'Down from then on, back after a while' });
  await expect(row.getByRole('cell').first()).toContainText('1 notification late');
  await expect(row.getByRole('cell').last()).toContainText('1 command slower');

  await row.getByRole('button').click();
  expect(await findAxeViolations(page)).toEqual([]);
  await view.getByRole('button', { name: /^Open this run : Notification API down for 3000 ms/ }).click();
  await expect(signalbox.stage).toBeVisible();
  await expect(signalbox.architecture('API-driven')).toBeChecked();
  await expect(signalbox.status).toContainText('Notification API');
});

test('all brokers fit beside each other, in a region that scrolls by itself', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  const signalbox = new SignalboxPage(page);
  await page.goto('/#scenario=price-drop&architecture=event-sourced&view=blast-radius');
  const view = page.getByRole('region', { name: 'Blast radius' });
  await view.getByRole('combobox', { name: 'Over which broker' }).selectOption('All brokers');
  await expect(view.getByRole('columnheader')).toHaveCount(7);
  await expect(view.getByRole('status')).toHaveText(/^Computed (\d+) of \1 runs$/);
  await view.getByRole('button', { name: /^Pricing$/ }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await expect(signalbox.playback).toBeVisible();
});

test('the playback goes on while runs are computed, and what is computed stays', async ({ page }) => {
  const signalbox = new SignalboxPage(page);
  await page.goto('/#scenario=order-complete&architecture=event-sourced&view=blast-radius');
  await signalbox.button('Next step').click();
  await signalbox.button('Next step').click();
  await expect(signalbox.step).toHaveValue('2');
  const view = page.getByRole('region', { name: 'Blast radius' });
  await expect(view.getByRole('status')).toHaveText(/^Computed (\d+) of \1 runs$/);
  await page.getByRole('tab', { name: 'Stage' }).click();
  await page.getByRole('tab', { name: 'Blast radius' }).click();
  await expect(view.getByRole('status')).toHaveText(/^Computed (\d+) of \1 runs$/);
});
