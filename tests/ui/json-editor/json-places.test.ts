import { describe, expect, it } from 'vitest';
import { placesOf, syntaxProblem } from '../../../src/ui/json-editor/json-places';

const text = `{
  "orders": [
    { "id": "ord-001", "items": [] },
    {
      "id": "ord-002",
      "items": [{ "productId": "prod-001", "quantity": 0 }]
    }
  ],
  "note": "a, \\"b\\": [c]"
}`;

const marked = (path: string) => {
  const [place] = placesOf(text, [{ path, message: 'is wrong' }]);
  if (place === undefined) throw new Error('no place');
  return { marked: text.slice(place.from, place.to), line: lineOf(place.from), message: place.message };
};
const lineOf = (at: number) => text.slice(0, at).split('\n').length;

describe('the place of a problem', () => {
  it('is the value that its path leads to', () => {
    expect(marked('orders[1].items[0].quantity')).toEqual({ marked: '0', line: 6, message: 'is wrong' });
    expect(marked('orders[0].id')).toEqual({ marked: '"ord-001"', line: 3, message: 'is wrong' });
    expect(marked('note').marked).toBe('"a, \\"b\\": [c]"');
  });

  it('of something that is missing is where its nearest holder begins, and says what is missing', () => {
    expect(marked('orders[1].customerId')).toEqual({ marked: '{', line: 4, message: 'customerId is wrong' });
    expect(marked('orders[7].items[0].quantity')).toEqual({
      marked: '[',
      line: 2,
      message: '7.items.0.quantity is wrong',
    });
    expect(marked('note.text').message).toBe('text is wrong');
  });

  it('of an object, a list or the whole is its bracket', () => {
    expect(marked('orders[1]')).toEqual({ marked: '{', line: 4, message: 'is wrong' });
    expect(marked('orders')).toEqual({ marked: '[', line: 2, message: 'is wrong' });
    expect(marked('')).toEqual({ marked: '{', line: 1, message: 'is wrong' });
  });

  it('in a text that says nothing is its beginning', () => {
    expect(placesOf('  ', [{ path: 'a[0]', message: 'is wrong' }])).toEqual([
      { from: 0, to: 0, message: 'is wrong' },
    ]);
  });

  it('of a name that stands twice is the last one, which is the one that counts', () => {
    const twice = '{"a": 1, "a": 2}';
    expect(placesOf(twice, [{ path: 'a', message: '' }])[0]?.from).toBe(twice.indexOf('2'));
  });
});

describe('a text that is no JSON', () => {
  it.each([
    ['{"a": }', 6, 'Expected a value.'],
    ['{"a": tru}', 6, 'Expected a value, and not tru.'],
    ['{"a" 1}', 5, 'Expected a colon.'],
    ['{"a": 1 "b": 2}', 8, 'Expected a comma or }.'],
    ['{"a": 1,}', 8, 'Expected another name in double quotes after the comma.'],
    ['{a: 1}', 1, 'Expected a name in double quotes, or }, and not a.'],
    ['[1, ]', 4, 'Expected another value after the comma.'],
    ['[1, 2', 5, 'Expected a comma or ].'],
    ['', 0, 'Expected a value.'],
    ['{} {}', 3, 'Expected nothing more.'],
  ])('%s is wrong at %i: %s', (broken, from, message) => {
    expect(syntaxProblem(broken)).toMatchObject({ from, message });
  });

  it('is found on its line, however far down it is', () => {
    const broken = text.replace('"quantity": 0', '"quantity": 0,');
    const problem = syntaxProblem(broken);
    expect(broken.slice(0, problem?.from).split('\n')).toHaveLength(6);
  });

  it('has a place within the text', () => {
    for (let end = 0; end < text.length; end += 1) {
      const cut = text.slice(0, end);
      const problem = syntaxProblem(cut);
      expect(problem, cut).toBeDefined();
      expect(problem?.from).toBeGreaterThanOrEqual(0);
      expect(problem?.from).toBeLessThanOrEqual(cut.length);
      expect(problem?.to).toBeLessThanOrEqual(cut.length);
    }
    expect(syntaxProblem(text)).toBeUndefined();
  });
});
