import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeMermaidSequence } from '../../src/exchange/mermaid/sequence';
import { frontMatter, longestFrontMatter, mermaidText, oneLine } from '../../src/exchange/mermaid/wording';
import { textOf } from '../../src/exchange/piece';
import { wholeRun } from '../../src/exchange/scope';
import { recordingOf, simulate } from '../../src/simulation';
import { countsIn, readSequence, rowsIn } from '../support/mermaid';

describe('words in a Mermaid diagram', () => {
  /** What means something to Mermaid, to YAML, to Markdown, to HTML or to spreadsheets. */
  const nasty = [
    'a;b',
    '#35;',
    '#x',
    '&lt;b&gt;',
    '<script>window.hacked = true</script>',
    '<br/>',
    '%%{init: {"theme": "dark"}}%%',
    '%% x',
    '}%%',
    '$$x^2$$',
    'wrap: x',
    ':nowrap: x',
    'WRAP:',
    'end',
    'style a:#fff;',
    'restyle x: y;',
    'classDef :#1;',
    'ﬂ°°59¶ß',
    '---',
    '```',
    '"quoted" \\n',
    '=cmd()',
    '__proto__',
    '-->>',
    '+P1',
    '@{ "type": "x" }',
    'a\nP1->>P1: b',
    'a\u2028b\u0000c',
    'x\uD800y',
    '\uDC00',
    '👩‍👩‍👧 ok',
    '',
    '   ',
    'deactivate P1',
    'title: x',
    'accTitle: x',
  ];
  const anyText = fc.oneof(
    fc.constantFrom(...nasty),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(fc.constantFrom(...nasty, ' ', ':', ';', '#'), { maxLength: 4 }).map((parts) => parts.join('')),
  );

  it('show as they were written, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 12 }), async (texts) => {
        const lines = texts.flatMap((text, index) => [
          `participant P${index} as ${mermaidText(text)}`,
          `P${index}->>P0: ${mermaidText(text)}`,
          `Note over P${index}: ${mermaidText(text)}`,
        ]);
        const title = frontMatter(texts.join(' '));
        const diagram = await readSequence(`${title}sequenceDiagram\n${lines.join('\n')}\n`);
        const shown = texts.map((text) => oneLine(text));
        expect(diagram.participants.map(({ name }) => name)).toEqual(shown);
        expect(diagram.messages).toEqual(shown);
        expect(diagram.notes).toEqual(shown);
      }),
      { numRuns: 60, examples: [[nasty.slice(0, 18)], [nasty.slice(18)]] },
    );
  });

  it('are cut where they get long, between characters, without a look at the whole', () => {
    expect(Array.from(oneLine('👍'.repeat(400)))).toHaveLength(100);
    expect(oneLine('x'.repeat(5_000_000))).toBe(`${'x'.repeat(99)}…`);
    expect(oneLine('\n\t ')).toBe('unnamed');
  });

  it('make no title longer than is reckoned with', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(frontMatter(text.repeat(50)).length).toBeLessThanOrEqual(longestFrontMatter);
      }),
      { examples: [['"'], ['\\'], ['👍'], ['\u0001"']] },
    );
  });

  it('leave the diagram as it is when people, products and stories have such names', async () => {
    const plain = simulate(recordingOf('price-drop', 'event-sourced'));
    const names = [...nasty.filter((text) => text.trim() !== ''), 'x'.repeat(1_000_000)];
    const holders = ['cust-002', 'cust-003', 'cust-005'];
    for (let first = 0; first < names.length; first += holders.length) {
      const customers = names.slice(first, first + holders.length).map((name, index) => {
        const segment = index === 0 ? ('silver' as const) : ('gold' as const);
        return { id: holders[index] ?? '', name, email: `${index}@example.com`, phone: '+1', segment };
      });
      const hostile = { ...plain, recording: { ...plain.recording, shop: { customers } } };
      const diagram = await readSequence(textOf(writeMermaidSequence(hostile)));
      expect([first, countsIn(diagram)]).toEqual([first, rowsIn(plain, wholeRun)]);
      for (const { name } of customers) {
        const [firstName = ''] = oneLine(name).split(' ');
        expect(diagram.notes.join('\n')).toContain(firstName.slice(0, 20));
      }
    }
  });
});
