import type { Page } from '@playwright/test';
import axe from 'axe-core';

interface Violation {
  readonly rule: string;
  readonly help: string;
  /** The selectors of the elements. */
  readonly elements: readonly string[];
}

/** How a page is looked at by axe: both themes and both widths once. Colours do not depend on the width, nor layout on the theme. */
export const looks = [
  { theme: 'light', viewport: { width: 1440, height: 900 } },
  { theme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

/**
 * Runs axe-core in the page as it is now. The debugger evaluates its source, so the page's content security policy
 * stays as it is.
 * @param within a CSS selector; without it the whole page is checked.
 */
export async function findAxeViolations(page: Page, within = 'html'): Promise<readonly Violation[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((selector) => window.axe.run(selector), within);
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    elements: nodes.map(({ target }) => target.join(' ')),
  }));
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
