import { describe, expect, it } from 'vitest';
import { changeExperiments } from '../../src/analysis/change-experiments/change-experiments';
import { codeOf, sourcesNaming } from '../../src/analysis/change-experiments/sources';
import { readSourceFiles } from '../support/source-files';

const sources = Object.fromEntries(readSourceFiles('src').map(({ path, text }) => [`/src/${path}`, text]));

function filesNaming(id: string) {
  const terms = changeExperiments.find((experiment) => experiment.id === id)?.terms ?? [];
  const shared = /^\/src\/(architectures|brokers|notifications|shop)\//;
  const shown = Object.fromEntries(Object.entries(sources).filter(([path]) => shared.test(path)));
  return Object.fromEntries(
    sourcesNaming(shown, terms).map(({ of, mentions }) => [
      of,
      mentions.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
    ]),
  );
}

describe('the sources that know Analytics', () => {
  it('are Ordering where services call each other, and no other service where they publish', () => {
    const files = filesNaming('analytics');
    expect(files['api-driven']).toContain('ordering.ts');
    expect(files['event-sourced']).not.toContain('ordering.ts');
    for (const service of ['pricing.ts', 'billing.ts', 'inventory.ts', 'accounts.ts']) {
      expect(files['event-sourced']).not.toContain(service);
      expect(files['api-driven']).not.toContain(service);
    }
  });

  it('are told from its own files by their names', () => {
    const [, driven] = sourcesNaming(sources, [{ kind: 'word', text: 'analytics' }]);
    const own = driven?.mentions.filter(({ isItsOwn }) => isItsOwn).map(({ path }) => path);
    expect(own).toEqual([
      'architectures/api-driven/analytics-api-client.ts',
      'architectures/api-driven/analytics.ts',
    ]);
  });
});

describe('the sources that know the push channel', () => {
  it('are in neither architecture, and the engine that both share', () => {
    const files = filesNaming('push');
    expect(files['event-sourced']).toEqual([]);
    expect(files['api-driven']).toEqual([]);
    expect(files['both']).toContain('notification-types.ts');
  });
});

describe('the sources that tell of stock', () => {
  it('are Inventory itself where it calls, and the notification service where it publishes', () => {
    const files = filesNaming('back-in-stock');
    expect(files['api-driven']).toEqual(['inventory.ts']);
    expect(files['event-sourced']).toContain('notification-service.ts');
  });
});

describe('a source names a term', () => {
  const namesPush = (code: string) =>
    sourcesNaming({ '/src/shop/a.ts': code }, [{ kind: 'value', text: 'push' }]).some(
      ({ mentions }) => mentions.length > 0,
    );
  it.each(["channel === 'push'", 'x = { push: true }', 'push?: Letter', '["push"]'])('in %s', (code) => {
    expect(namesPush(code)).toBe(true);
  });
  it.each([
    'list.push(1)',
    '// the push channel, "push"',
    "/* 'push' */",
    "'a pusher'",
    'const pushed = 1',
    "/**\n * 'push'\n */",
  ])('not in %s', (code) => {
    expect(namesPush(code)).toBe(false);
  });

  it('on the line on which it stands, comments before it or not', () => {
    const [, , both] = sourcesNaming({ 'src/shop/a.ts': "/* one\ntwo */\nconst a = 'push'; // 'push'" }, [
      { kind: 'value', text: 'push' },
    ]);
    expect(both?.mentions[0]?.lines).toEqual([{ number: 3, text: "const a = 'push'; // 'push'" }]);
  });
});

describe('code without comments', () => {
  it('keeps every line, and texts that look like comments', () => {
    expect(codeOf("const a = 'http://x'; // no\nconst b = `/* ${1} */`;\n/* no\nno */ c")).toBe(
      "const a = 'http://x';      \nconst b = `/* ${1} */`;\n     \n      c",
    );
  });

  it('has as many lines as the source, for every source', () => {
    for (const [path, text] of Object.entries(sources)) {
      expect([path, codeOf(text).split('\n').length]).toEqual([path, text.split('\n').length]);
    }
  });
});
