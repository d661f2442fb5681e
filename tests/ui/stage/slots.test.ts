import { describe, expect, it } from 'vitest';
import { Slots } from '../../../src/ui/stage/slots';

interface Thing {
  readonly key: number;
  readonly look: { readonly shape: string; readonly colour: string };
}

function placing() {
  const slots = new Slots();
  return (...things: readonly Thing[]) =>
    new Map(
      slots
        .place(
          things,
          ({ key }) => key,
          ({ look }) => look,
        )
        .map(({ slot, thing }) => [thing.key, slot]),
    );
}

const circle = (key: number, colour = 'red'): Thing => ({ key, look: { shape: 'circle', colour } });
const square = (key: number, colour = 'red'): Thing => ({ key, look: { shape: 'square', colour } });

describe('the slots of tokens', () => {
  it('are each taken by one thing, which keeps its own as others come and go', () => {
    const place = placing();
    const first = place(circle(1), circle(2), square(3));
    expect(new Set(first.values()).size).toBe(3);
    const then = place(circle(7), circle(2), square(8), square(9));
    expect(new Set(then.values()).size).toBe(4);
    expect(then.get(2)).toBe(first.get(2));
  });

  it('of what has gone are taken over, first of all by what looks like it', () => {
    const place = placing();
    const first = place(circle(1), square(2));
    const then = place(square(3), circle(4));
    expect(then.get(3)).toBe(first.get(2));
    expect(then.get(4)).toBe(first.get(1));
    expect(place(square(5), square(6)).get(6)).toBe(first.get(1));
  });

  it('go to what has the same colour as well before they go to what has the same shape alone', () => {
    const place = placing();
    const first = place(circle(1, 'red'), circle(2, 'blue'));
    const then = place(circle(3, 'blue'), circle(4, 'red'));
    expect(then.get(3)).toBe(first.get(2));
    expect(then.get(4)).toBe(first.get(1));
  });

  it('come in their own order, so that no element changes its place among the others', () => {
    const slots = new Slots();
    const place = (...keys: readonly number[]) =>
      slots
        .place(
          keys,
          (key) => key,
          () => ({ shape: '', colour: 'red' }),
        )
        .map(({ slot }) => slot);
    place(1, 2, 3);
    expect(place(9, 3, 2)).toEqual([0, 1, 2]);
  });
});
