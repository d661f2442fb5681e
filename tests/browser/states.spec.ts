import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations, looks } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

/** The view States of a scenario, with a notification selected. */
async function openStates(page: Page, place: string): Promise<SignalboxPage> {
  const signalbox = new SignalboxPage(page);
  await page.goto(`/#${place}&view=states`);
  await expect(page.getByRole('combobox', { name: 'State chart of' })).toBeVisible();
  return signalbox;
}

const chart = (page: Page) => page.getByRole('region', { name: /^State chart/ });

test('a notification’s chart moves with the steps, and a transition leads to its record', async ({
  page,
}) => {
  const signalbox = await openStates(page, 'scenario=price-drop');
  await page.getByRole('combobox', { name: 'State chart of' }).click();
  await page.keyboard.type('carol email');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/It is not there yet at this step/)).toBeVisible();
  await page.getByRole('button', { name: /^Go to step/ }).click();
  const now = chart(page).getByRole('button', { name: /^State .*: .*, now/ });
  await expect(now).toHaveAccessibleName('State pending: ready, now');
  await page.getByRole('button', { name: 'Next change' }).click();
  await expect(now).toHaveAccessibleName('State pending: sending, now');
  const dispatched = await signalbox.stepNumber();
  await signalbox.toTheEnd();
  await expect(chart(page).getByRole('button', { name: 'State sent, now' })).toBeVisible();
  await chart(page)
    .getByRole('button', { name: /^dispatch, 1×: .*, taken$/ })
    .click();
  await expect(signalbox.step).toHaveValue(String(dispatched));
  await expect(signalbox.status).toContainText('is now being sent');
  await expect(now).toHaveAccessibleName('State pending: sending, now');
});

test('what is selected elsewhere is shown, and stays selected in every view', async ({ page }) => {
  const signalbox = await openStates(page, 'scenario=order-complete&step=40');
  await expect(page.getByRole('combobox', { name: 'State chart of' })).toHaveValue('All notifications');
  await page.getByRole('combobox', { name: 'State chart of' }).click();
  await page.keyboard.type('ord-001 completion');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/selected=entity(:|%3A)order-completion(:|%3A)ord-001/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'State chart of' })).toHaveValue(
    'Order ord-001, completion',
  );
  await expect(signalbox.step).toHaveValue('40');
});

test('the arrow keys lead through the chart and leave the step alone', async ({ page }) => {
  const signalbox = await openStates(page, 'scenario=price-drop&step=60&selected=entity:notification:ntf-1');
  const focused = page.locator(':focus');
  await chart(page).getByRole('button', { name: 'State pending: sending, now' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName(/^adapter (sent|failed)/);
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName(/^State /);
  await page.keyboard.press(' ');
  await expect(focused).toHaveAttribute('aria-pressed', 'true');
  await expect(signalbox.step).toHaveValue('60');
  await expect(signalbox.button('Play')).toBeVisible();
});

test('every word of a chart has room', async ({ page }) => {
  for (const [scenario, selected] of [
    ['price-drop', 'entity:notification:ntf-1'],
    ['order-complete', 'entity:order-completion:ord-001'],
    ['order-shipped', 'entity:order:ord-001'],
    ['price-drop&broker=rabbitmq', 'node:notification-service'],
  ] as const) {
    await openStates(page, `scenario=${scenario}&step=60&selected=${selected}`);
    await page.reload();
    await page.evaluate(() => document.fonts.ready);
    const cut = await chart(page)
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons
          .filter((button) => button.scrollWidth > button.clientWidth + 1)
          .map((button) => button.getAttribute('aria-label')),
      );
    expect(cut, scenario).toEqual([]);
  }
});

test('at 320 px the chart scrolls in its own region, and shows the current state', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openStates(page, 'scenario=price-drop&step=110&selected=entity:notification:ntf-1');
  await expect(chart(page).getByRole('button', { name: 'State sent, now' })).toBeInViewport();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

for (const {
  theme,
  viewport: { width },
} of looks) {
  test(`axe finds nothing in the states (${theme}, ${width} px)`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await openStates(page, 'scenario=price-drop&step=87&selected=entity:notification:ntf-1');
    await page.getByText('The chart as a table').click();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'State chart of' }).click();
    expect(await findAxeViolations(page)).toEqual([]);
  });
}
