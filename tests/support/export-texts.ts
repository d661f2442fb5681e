import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The samples of a format as texts, for tests in a browser, which do not run the simulation. */
export function exportTexts(format: string) {
  const folder = new URL(`../../fixtures/exports/v1/${format}/`, import.meta.url);
  const samples = readdirSync(folder)
    .sort()
    .map((name) => ({ name, text: readFileSync(fileURLToPath(new URL(name, folder)), 'utf8') }));
  return {
    valid: samples.filter(({ name }) => name.startsWith('valid-')),
    broken: samples.filter(({ name }) => name.startsWith('broken-')),
  };
}
