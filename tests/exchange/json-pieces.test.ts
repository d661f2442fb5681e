import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJson } from '../../src/exchange/json-pieces';
import { textOf } from '../../src/exchange/piece';
import { writeRun } from '../../src/exchange/run-file';
import { recordingOf, simulate } from '../../src/simulation';

describe('JSON in pieces', () => {
  it('is what JSON.stringify gives, for any value that JSON can hold', () => {
    const withHoles = fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), withHoles), (value) => {
        expect(textOf(writeJson(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps what is awkward: line breaks, lone surrogates, a member called __proto__', () => {
    const value = JSON.parse(
      '{"__proto__":["\\n\\n"],"":{"a":"\\ud800","b":[]},"c":[[1,[2]],{}]}',
    ) as unknown;
    expect(textOf(writeJson(value))).toBe(JSON.stringify(value, null, 2));
  });

  it('has a piece for each record of a run, and a share that only grows, up to 1', () => {
    const run = simulate(recordingOf('price-drop', 'event-sourced'));
    const pieces = [...writeRun(run)];
    const shares = pieces.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const withRecord = pieces.filter(({ text }) => /^[[,]\n {4}\{\n {6}"seq": /.test(text));
    expect(withRecord).toHaveLength(run.trace.length);
  });
});
