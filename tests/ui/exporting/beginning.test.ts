import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningOf, mostCharacters } from '../../../src/ui/exporting/beginning';
import { formatBytes } from '../../../src/ui/exporting/format-bytes';

describe('the beginning of a text', () => {
  it('is all of a short text', () => {
    expect(beginningOf('')).toEqual({ text: '', isAll: true });
    expect(beginningOf('one\ntwo')).toEqual({ text: 'one\ntwo', isAll: true });
    expect(beginningOf('one\ntwo\n')).toEqual({ text: 'one\ntwo\n', isAll: true });
  });

  it('ends with a whole line', () => {
    const line = `${'x'.repeat(999)}\n`;
    const { text, isAll } = beginningOf(line.repeat(30));
    expect(isAll).toBe(false);
    expect(text).toBe(line.repeat(20));
  });

  it('has at most 300 lines', () => {
    expect(beginningOf('x\n'.repeat(300))).toEqual({ text: 'x\n'.repeat(300), isAll: true });
    expect(beginningOf('x\n'.repeat(301))).toEqual({ text: 'x\n'.repeat(300), isAll: false });
  });

  it('cuts one long line, but never a character', () => {
    const { text, isAll } = beginningOf(`a${'😀'.repeat(mostCharacters)}`);
    expect(isAll).toBe(false);
    expect(text).toBe(`a${'😀'.repeat(mostCharacters / 2 - 1)}`);
  });

  it('is always how the text begins, and says truly whether that is all', () => {
    const lines = fc.array(fc.string({ maxLength: 4_000, unit: 'grapheme' }), {
      maxLength: 400,
      size: 'max',
    });
    fc.assert(
      fc.property(lines, (parts) => {
        const whole = parts.join('\n');
        const { text, isAll } = beginningOf(whole);
        expect(whole.startsWith(text)).toBe(true);
        expect(text.length).toBeLessThanOrEqual(mostCharacters);
        expect(isAll).toBe(text === whole);
      }),
      { numRuns: 30 },
    );
  });
});

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [12_345, '12.3 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [5_000_000, '5.0 MB'],
])('%i bytes are told as %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
