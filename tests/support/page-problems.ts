import type { Page } from '@playwright/test';

/**
 * Watches a page from before it opens.
 * @returns a list that grows: console errors, uncaught errors, broken policy, requests that fail or leave the page's
 * own origin, each as a sentence.
 */
export function watchForProblems(page: Page): readonly string[] {
  const problems: string[] = [];
  let origin: string | undefined;
  page.on('console', (message) => {
    // The tests’ own doing: they see the files that were built, not those that a browser keeps.
    if (message.text() === 'Service Worker registration blocked by Playwright') return;
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol === 'data:' || protocol === 'blob:') return;
    origin ??= asked;
    if (asked !== origin) problems.push(`request to another origin: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on('requestfailed', (request) => problems.push(`request failed: ${request.url()}`));
  return problems;
}
