import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrollTopFor, windowOf } from '../../../src/ui/log/window';

const view = { rowHeight: 50, viewHeight: 500, overscan: 2 };

const anyInput = fc
  .record({
    rowCount: fc.integer({ min: 0, max: 2_000_000 }),
    rowHeight: fc.integer({ min: 24, max: 80 }),
    viewHeight: fc.integer({ min: 100, max: 1200 }),
    overscan: fc.integer({ min: 0, max: 10 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ part, ...input }) => {
    const { trackHeight } = windowOf({ ...input, scrollTop: 0 });
    return { ...input, scrollTop: part * Math.max(0, trackHeight - input.viewHeight) };
  });

describe('the window onto a long list', () => {
  it('holds what is in sight and some rows beyond', () => {
    expect(windowOf({ ...view, rowCount: 1000, scrollTop: 5000 })).toEqual({
      first: 98,
      end: 112,
      top: 4900,
      trackHeight: 50_000,
    });
  });

  it('holds a short list whole', () => {
    expect(windowOf({ ...view, rowCount: 3, scrollTop: 0 })).toEqual({
      first: 0,
      end: 3,
      top: 0,
      trackHeight: 150,
    });
  });

  it('is empty for an empty list', () => {
    expect(windowOf({ ...view, rowCount: 0, scrollTop: 0 })).toEqual({
      first: 0,
      end: 0,
      top: 0,
      trackHeight: 0,
    });
  });

  it('ends with the last row at the end of the track, however long the list is', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { trackHeight } = windowOf(input);
        const { end, first, top } = windowOf({ ...input, scrollTop: trackHeight });
        expect(end).toBe(input.rowCount);
        expect(top + (end - first) * input.rowHeight).toBeCloseTo(trackHeight, 3);
      }),
    );
  });

  it('covers the view at every scroll position', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { first, end, top, trackHeight } = windowOf(input);
        const bottom = top + (end - first) * input.rowHeight;
        expect(top).toBeLessThanOrEqual(input.scrollTop + 0.001);
        expect(bottom).toBeGreaterThanOrEqual(
          Math.min(trackHeight, input.scrollTop + input.viewHeight) - 0.001,
        );
      }),
    );
  });

  it('scrolls no further than it takes to see a row', () => {
    const input = { ...view, rowCount: 1000, scrollTop: 5000 };
    expect(scrollTopFor(105, input)).toBe(5000);
    expect(scrollTopFor(90, input)).toBe(4500);
    expect(scrollTopFor(120, input)).toBe(5550);
  });

  it('brings any row into sight', () => {
    fc.assert(
      fc.property(anyInput, fc.nat(), (input, number) => {
        fc.pre(input.rowCount > 0);
        const row = number % input.rowCount;
        const { first, end } = windowOf({ ...input, scrollTop: scrollTopFor(row, input) });
        expect(row).toBeGreaterThanOrEqual(first);
        expect(row).toBeLessThan(end);
      }),
    );
  });
});
