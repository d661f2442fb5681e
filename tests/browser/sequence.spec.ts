import { expect, test, type Page } from '@playwright/test';
import { findAxeViolations } from '../support/axe';
import { SignalboxPage } from '../support/signalbox-page';

const diagram = (page: Page) => page.getByRole('region', { name: 'Sequence diagram' });
const rows = (page: Page) =>
  page.getByRole('list', { name: 'What happened, step by step' }).getByRole('listitem');
const current = (page: Page) => diagram(page).locator('button[aria-current="step"]');

/** Opens the view at a step of a scenario. */
async function open(page: Page, scenario: string, step: number): Promise<SignalboxPage> {
  const signalbox = new SignalboxPage(page);
  await page.goto(`/#scenario=${scenario}&step=${step}&view=sequence`);
  await expect(diagram(page)).toBeVisible();
  return signalbox;
}

test('rows come with the steps, and a row opens its record in the inspector', async ({ page }) => {
  const signalbox = await open(page, 'price-drop', 0);
  await expect(page.getByText('Nothing has happened yet')).toBeVisible();
  await signalbox.button('Next step').click();
  await expect(rows(page)).toHaveCount(1);
  await expect(current(page)).toHaveAccessibleName(/UpdatePrice/);
  for (let step = 2; step <= 5; step += 1) await signalbox.button('Next step').click();
  // The second step is the arrival of the command, which has no row of its own.
  await expect(rows(page)).toHaveCount(4);
  await rows(page)
    .getByRole('button', { name: /answers Pricing/ })
    .click();
  await expect(signalbox.tab('Inspector')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel', { name: 'Inspector' })).toContainText('Data store');
  await expect(page).toHaveURL(/select(ion|ed)?=record(:|%3A)4/);
  await signalbox.button('Previous step').click();
  await expect(rows(page)).toHaveCount(3);
});

test('the current row stays in sight until a person scrolls away, and comes back', async ({ page }) => {
  const signalbox = await open(page, 'price-drop', 100);
  await expect(current(page)).toBeInViewport();
  await signalbox.button('Next step').click();
  await expect(current(page)).toBeInViewport();
  await diagram(page).hover();
  await page.mouse.wheel(0, -5000);
  const back = page.getByRole('button', { name: 'Back to the current step' });
  await expect(back).toBeVisible();
  await signalbox.button('Next step').click();
  await expect(rows(page).first()).toBeInViewport();
  await back.click();
  await expect(current(page)).toBeInViewport();
  await expect(back).toBeHidden();
});

test('the heads of the lifelines stay at the top and select their nodes', async ({ page }) => {
  await open(page, 'price-drop', 100);
  const head = page.getByRole('toolbar', { name: 'Lifelines' }).getByRole('button', { name: /^Pricing, / });
  await expect(head).toBeInViewport();
  await head.click();
  await expect(head).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('tabpanel', { name: 'Inspector' })).toContainText('Pricing');
});

test('the rows are walked by keys, and the page still steps', async ({ page }) => {
  const signalbox = await open(page, 'price-drop', 30);
  await current(page).focus();
  await page.keyboard.press('ArrowUp');
  const focused = rows(page).getByRole('button').and(page.locator(':focus'));
  await expect(focused).toHaveAccessibleName(/^channels: passed/);
  await page.keyboard.press('Home');
  await expect(focused).toHaveAccessibleName(/^UpdatePrice/);
  await expect(focused).toBeInViewport();
  await page.keyboard.press('ArrowRight');
  await expect(signalbox.step).toHaveValue('31');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the diagram', async ({ page }) => {
      await open(page, 'notification-service-down', 60);
      await page.getByText('Key', { exact: true }).click();
      expect(await findAxeViolations(page, '[aria-label="Sequence diagram"]')).toEqual([]);
      expect(await findAxeViolations(page)).toEqual([]);
    });
  });
}

test('on a narrow page the diagram scrolls sideways and the page does not', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, 'price-drop', 40);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  const { scrollWidth, clientWidth } = await diagram(page).evaluate(({ scrollWidth, clientWidth }) => ({
    scrollWidth,
    clientWidth,
  }));
  expect(scrollWidth).toBeGreaterThan(clientWidth);
});
