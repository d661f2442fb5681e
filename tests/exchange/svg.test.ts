import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, movedTo, numberText, xmlText } from '../../src/exchange/svg/markup';
import { fitted, textWidth, wrapped } from '../../src/exchange/svg/text-width';

describe('SVG as text', () => {
  it('escapes what it is given as text, in content and in attributes, and nothing twice', () => {
    const { svg } = element('g', { class: '"&<' }, 'a < b & "c"', element('path', { d: 'M0 0' }));
    expect(svg).toBe('<g class="&quot;&amp;&lt;">a &lt; b &amp; &quot;c&quot;<path d="M0 0"/></g>');
  });

  it('leaves an attribute without a value out', () => {
    expect(element('path', { d: 'M0 0', 'stroke-dasharray': undefined }).svg).toBe('<path d="M0 0"/>');
  });

  it('writes a number with two digits after the point at most, and no number that is none', () => {
    expect([1 / 3, 2, -0.001, 1e-9, NaN, Infinity, 12.005].map(numberText)).toEqual([
      '0.33',
      '2',
      '0',
      '0',
      '0',
      '0',
      '12.01',
    ]);
    expect(movedTo(0.1 + 0.2, -4)).toBe('translate(0.3 -4)');
  });

  it('replaces what XML 1.0 cannot hold, and keeps every other character', () => {
    expect(xmlText('a\u0000b\u001fc\ud800d\ufffee\u0085f')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf');
    expect(xmlText('Zoë 李 🛒 “ok” é')).toBe('Zoë 李 🛒 “ok” é');
    expect(xmlText('two\r\nlines\tand a tab')).toBe('two lines and a tab');
  });

  it('never lets markup or a broken character through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = xmlText(text);
        expect(written).not.toMatch(/[<>"']/);
        expect(written).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
        expect(written).not.toMatch(/\p{Surrogate}|\p{Cc}/u);
      }),
    );
  });
});

describe('the width of a text', () => {
  const type = { size: 12 };

  it('grows with the text, its size and its weight', () => {
    expect(textWidth('', type)).toBe(0);
    expect(textWidth('price drop', type)).toBeGreaterThan(textWidth('price', type));
    expect(textWidth('price', { size: 24 })).toBeCloseTo(2 * textWidth('price', type));
    expect(textWidth('price', { ...type, isBold: true })).toBeGreaterThan(textWidth('price', type));
  });

  it('is at least what Helvetica takes: 556 thousandths for each figure', () => {
    expect(textWidth('0123456789', { size: 100 })).toBeGreaterThanOrEqual(556);
    expect(textWidth('0123456789', { size: 100 })).toBeLessThan(556 * 1.1);
  });

  it('never exceeds the room when a text is fitted, and what fits stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 20, max: 200 }), (text, room) => {
        const kept = fitted(text, room, type);
        if (textWidth(text, type) <= room) expect(kept).toBe(text);
        else {
          expect(kept.endsWith('…')).toBe(true);
          expect(textWidth(kept, type)).toBeLessThanOrEqual(room + 1e-6);
        }
      }),
    );
  });

  it('decides where a line is broken: between words, and the last line is cut', () => {
    expect(wrapped('waits for Notification API', 110, type, 2)).toEqual(['waits for', 'Notification API']);
    expect(wrapped('idle', 110, type, 2)).toEqual(['idle']);
    expect(wrapped('', 110, type, 2)).toEqual(['']);
    const [first, last, ...rest] = wrapped('one two three four five six seven', 50, type, 2);
    expect(first).toBe('one two');
    expect(last).toMatch(/^three.*…$/);
    expect(rest).toEqual([]);
  });

  it('of a text of a million letters is found without going through all of it', () => {
    const lines = wrapped('W'.repeat(1_000_000), 100, type, 2);
    expect(lines.join('').length).toBeLessThan(30);
  });
});
