import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { frontMatter, mermaidText, oneLine } from '../../src/exchange/mermaid/wording';

/**
 * Mermaid itself draws the samples, which are what the runs write byte for byte (`tests/exchange/mermaid-*.test.ts`), in a page that
 * has nothing but Mermaid and no network.
 */
interface Drawing {
  /** Of the diagram: its title as it is shown. */
  readonly title: string;
  readonly messages: readonly string[];
  readonly notes: readonly string[];
  readonly participants: readonly string[];
  readonly states: readonly string[];
  readonly arrows: readonly string[];
  /** What must not be in a drawing: scripts, handlers, links. */
  readonly active: number;
}

interface MermaidWindow {
  readonly mermaid: {
    initialize(options: object): void;
    render(id: string, text: string): Promise<{ readonly svg: string }>;
  };
  readonly hacked?: unknown;
}

const folder = 'fixtures/exports/v1';

function samples(format: string, beginning: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(`${folder}/${format}`)
    .filter((name) => name.startsWith(beginning))
    .map((name) => [name, readFileSync(`${folder}/${format}/${name}`, 'utf8')]);
}

/** The diagrams of a sample: it is one, or Markdown with several. */
function diagramsIn(text: string): readonly string[] {
  if (!text.startsWith('# ')) return [text];
  return Array.from(text.matchAll(/^```mermaid\n(.*?)^```$/gms), ([, diagram = '']) => diagram);
}

/** What some lines of a diagram say, with the codes of characters as these characters. */
function saidIn(diagram: string, line: RegExp): readonly string[] {
  return Array.from(diagram.matchAll(line), ([, text = '']) =>
    text.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );
}

/** @returns what was asked for of the network. */
async function openMermaid(page: Page, securityLevel = 'strict'): Promise<readonly string[]> {
  const requests: string[] = [];
  await page.route('**/*', async (route) => {
    requests.push(route.request().url());
    await route.abort();
  });
  await page.setContent('<!doctype html><title>Mermaid</title><main></main>');
  await page.addScriptTag({ path: 'node_modules/mermaid/dist/mermaid.min.js' });
  await page.evaluate((level) => {
    (window as unknown as MermaidWindow).mermaid.initialize({ startOnLoad: false, securityLevel: level });
  }, securityLevel);
  return requests;
}

/** Draws a diagram in the page. Rejects with what Mermaid says of one that it refuses. */
async function draw(page: Page, diagram: string): Promise<Drawing> {
  return page.evaluate(async (text) => {
    const main = document.querySelector('main');
    if (main === null) throw new Error('there is nowhere to draw');
    const { svg } = await (window as unknown as MermaidWindow).mermaid.render('drawing', text);
    main.innerHTML = svg;
    const texts = (selector: string) =>
      Array.from(main.querySelectorAll(selector), ({ textContent }) => textContent);
    const isActive = ({ tagName, attributes }: Element) =>
      ['script', 'iframe', 'a', 'img'].includes(tagName.toLowerCase()) ||
      Array.from(attributes).some(({ name }) => name.startsWith('on'));
    return {
      title: texts('svg > text:not([class]), svg > .statediagramTitleText').at(-1) ?? '',
      messages: texts('text.messageText'),
      notes: texts('text.noteText'),
      // Each is shown at the top and at the bottom.
      participants: [...new Set(texts('text.actor'))],
      states: texts('.node.statediagram-state .nodeLabel, .statediagram-cluster .cluster-label .nodeLabel'),
      arrows: texts('.edgeLabels .edgeLabel p').filter((label) => label !== ''),
      active: Array.from(main.querySelectorAll('*')).filter(isActive).length,
    };
  }, diagram);
}

/** The title in the front matter of a diagram. */
function titleIn(diagram: string): unknown {
  return JSON.parse(/^---\ntitle: (.*)\n---\n/.exec(diagram)?.[1] ?? '');
}

test('Mermaid draws every message, note and participant of each sequence diagram', async ({ page }) => {
  const requests = await openMermaid(page);
  for (const [name, diagram] of samples('mermaid-sequence', 'valid-')) {
    await test.step(name, async () => {
      const drawing = await draw(page, diagram);
      const messages = saidIn(diagram, /^P\d+-\S+P\d+: (.*)$/gm);
      expect(messages.length).toBeGreaterThan(5);
      expect(drawing.messages).toEqual(messages);
      expect(drawing.notes).toEqual(saidIn(diagram, /^Note over [^:]*: (.*)$/gm));
      const participants = saidIn(diagram, /^(?:participant|actor) P\d+ as (.*)$/gm);
      expect([...drawing.participants].sort()).toEqual([...participants].sort());
      expect(drawing.title).toBe(titleIn(diagram));
      expect([drawing.active, requests]).toEqual([0, []]);
    });
  }
});

test('Mermaid draws every state and every transition of each state diagram', async ({ page }) => {
  const requests = await openMermaid(page);
  for (const [name, text] of samples('mermaid-state', 'valid-')) {
    await test.step(name, async () => {
      for (const diagram of diagramsIn(text)) {
        const drawing = await draw(page, diagram);
        const states = saidIn(diagram, /^ *state "(.*)" as S\d+/gm);
        expect(states.length).toBeGreaterThan(3);
        expect([...drawing.states].sort()).toEqual([...states].sort());
        const arrows = saidIn(diagram, /^S\d+ --> S\d+ : (.*)$/gm).map((said) =>
          said.replaceAll('<br/>', ''),
        );
        expect([...drawing.arrows].sort()).toEqual([...arrows].sort());
        expect(drawing.title).toBe(titleIn(diagram));
        expect([drawing.active, requests]).toEqual([0, []]);
      }
    });
  }
});

test('Mermaid refuses each broken diagram', async ({ page }) => {
  await openMermaid(page);
  for (const [name, diagram] of [
    ...samples('mermaid-sequence', 'broken-'),
    ...samples('mermaid-state', 'broken-'),
  ]) {
    await test.step(name, async () => {
      await expect(draw(page, diagram)).rejects.toThrow();
    });
  }
});

test('a run of which nothing has happened is an empty drawing', async ({ page }) => {
  await openMermaid(page);
  const { messages, notes } = await draw(page, `${frontMatter('Nothing')}sequenceDiagram\nautonumber\n`);
  expect([messages, notes]).toEqual([[], []]);
});

const hostile = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 2">',
  '<svg/onload=window.hacked=3>',
  '"><iframe srcdoc="<script>top.hacked = 4</script>">',
  'javascript:window.hacked=5',
  '%%{init: {"securityLevel": "loose", "htmlLabels": true}}%%',
  'click P1 call window.hacked()',
  '$$\\href{javascript:window.hacked=6}{x}$$',
  '&lt;b&gt; &#60;script&#62;',
  '#60;script#62;window.hacked=7#59;',
  'links P1: {"x": "javascript:window.hacked=8"}',
  'restyle x:#fff;',
  '\u202Eback to front',
  'half \uD800 a character',
];

for (const level of ['strict', 'loose']) {
  test(`hostile names are drawn as text, and nothing in them runs (${level})`, async ({ page }) => {
    const requests = await openMermaid(page, level);
    const words = hostile.map(mermaidText);
    const drawing = await draw(
      page,
      [
        `${frontMatter(hostile.join(' '))}sequenceDiagram`,
        ...words.map((text, index) => `participant P${index} as ${text}`),
        ...words.flatMap((text, index) => [`P${index}->>P0: ${text}`, `Note over P${index}: ${text}`]),
        '',
      ].join('\n'),
    );
    const shown = hostile.map(oneLine);
    expect(drawing.title).toContain('‹script›window.hacked = 1‹/script› ‹img src=x');
    expect(drawing.messages).toEqual(shown);
    expect(drawing.notes).toEqual(shown);
    expect([...drawing.participants].sort()).toEqual([...shown].sort());
    const states = await draw(
      page,
      ['stateDiagram-v2', ...words.map((text, index) => `state "${text}" as S${index}`), ''].join('\n'),
    );
    expect(states.states).toEqual(shown);
    expect([drawing.active, states.active, requests]).toEqual([0, 0, []]);
    expect(await page.evaluate(() => (window as unknown as MermaidWindow).hacked)).toBeUndefined();
  });
}
