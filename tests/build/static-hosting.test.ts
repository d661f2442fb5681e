// @vitest-environment jsdom
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const page = new DOMParser().parseFromString(readFileSync('dist/index.html', 'utf8'), 'text/html');
const elements = [...page.querySelectorAll('*')];
const emitted = readdirSync('dist', { recursive: true, encoding: 'utf8' }).map((name) =>
  path.join('dist', name),
);
const addresses = elements.flatMap((element) =>
  ['src', 'href', 'srcset', 'data', 'action', 'poster'].flatMap((name) => element.getAttribute(name) ?? []),
);

describe('the built page', () => {
  it('has no inline script or style', () => {
    expect([...page.scripts].filter((script) => !script.src || script.text.trim() !== '')).toEqual([]);
    expect([...page.querySelectorAll('style')]).toEqual([]);
    const attributes = elements.flatMap((element) => element.getAttributeNames());
    expect(attributes.filter((name) => name === 'style' || name.startsWith('on'))).toEqual([]);
  });

  it('has only relative addresses, of files that are there', () => {
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !address.startsWith('./'))).toEqual([]);
    expect(addresses.filter((address) => !existsSync(path.join('dist', address)))).toEqual([]);
  });

  it('carries a policy that comes before everything it governs and allows no inline code', () => {
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]');
    const directives = directivesOf(policy?.getAttribute('content') ?? '');
    expect(directives).toContain("default-src 'none'");
    expect(directives).toContain("script-src 'self'");
    expect(directives).toContain("style-src 'self'");
    expect(policy?.nextElementSibling).not.toBeNull();
    const governed = page.querySelector('script, link');
    expect(policy && governed && policy.compareDocumentPosition(governed)).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  it('carries the policy that the README tells hosts to send', () => {
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]');
    const told = /^Content-Security-Policy: ([^`]+)/m.exec(readFileSync('README.md', 'utf8'));
    expect(directivesOf(told?.[1] ?? '')).toEqual(directivesOf(policy?.getAttribute('content') ?? ''));
  });

  it('has no style sheet that reaches outside the folder or embeds a file', () => {
    const wanted = readAll('.css').flatMap(({ file, text }) =>
      [...text.matchAll(/url\(["']?([^"')]+)|@import\s+["']([^"']+)/g)].map((match) => ({
        file,
        address: match[1] ?? match[2] ?? '',
      })),
    );
    const wrong = wanted.filter(({ file, address }) => {
      return !address.startsWith('#') && !existsSync(path.join(path.dirname(file), address));
    });
    expect(wrong).toEqual([]);
  });

  it('turns no text into code', () => {
    const scripts = readAll('.js');
    expect(scripts.length).toBeGreaterThan(0);
    const found = scripts.filter(({ text }) => /\beval\s*\(|\bnew Function\s*\(/.test(text));
    expect(found.map(({ file }) => file)).toEqual([]);
  });
});

/** The directives of a policy, in order, each with single spaces. */
function directivesOf(policy: string): string[] {
  return policy.split(';').map((directive) => directive.trim().replace(/\s+/g, ' '));
}

function readAll(ending: string): { file: string; text: string }[] {
  return emitted
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}
