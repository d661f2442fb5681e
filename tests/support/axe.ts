import type { Page } from '@playwright/test';
import axe from 'axe-core';

interface Violation {
  readonly rule: string;
  readonly help: string;
  /** The selectors of the elements. */
  readonly elements: readonly string[];
}

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
