import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../../../src/analysis/sequence/sequence';
import { architectureNames, recordingOf, scenarios, simulate, topologyOf } from '../../../src/simulation';
import {
  arrowOf,
  columnsOf,
  extentOf,
  gutterWidth,
  labelPlaceOf,
  rowHeight,
  xOf,
  yOf,
} from '../../../src/ui/sequence/geometry';

const draw = (scenario: string, architecture: (typeof architectureNames)[number]) => {
  const recording = recordingOf(scenario, architecture);
  return sequenceOf(simulate(recording).trace, topologyOf(recording));
};

describe('the lifelines', () => {
  it('share the width that there is, and scroll when that is too little', () => {
    expect(columnsOf(8, gutterWidth + 1000)).toEqual({ spacing: 125, width: gutterWidth + 1000 });
    const narrow = columnsOf(12, 390);
    expect(narrow.width).toBe(gutterWidth + 12 * narrow.spacing);
    expect(narrow.width).toBeGreaterThan(390);
  });

  it('are all within the drawing', () => {
    const columns = columnsOf(5, 390);
    expect(xOf(0, columns)).toBeGreaterThan(gutterWidth);
    expect(xOf(4, columns)).toBeLessThan(columns.width);
  });
});

describe('a row', () => {
  it('has its words within the drawing, right of the step numbers, whatever the width', () => {
    for (const { id } of scenarios) {
      for (const architecture of architectureNames) {
        const sequence = draw(id, architecture);
        for (const viewWidth of [338, 1020]) {
          const columns = columnsOf(sequence.participants.length, viewWidth);
          for (const row of sequence.rows) {
            const { left, right } = labelPlaceOf(row, sequence, columns);
            expect(left).toBeGreaterThanOrEqual(gutterWidth);
            expect(right).toBeLessThanOrEqual(columns.width);
            expect(right - left).toBeGreaterThan(40);
          }
        }
      }
    }
  });
});

describe('an arrow', () => {
  const sequence = draw('out-of-order', 'event-sourced');
  const columns = columnsOf(sequence.participants.length, 1020);
  const messages = sequence.rows.flatMap((row, index) => (row.kind === 'message' ? [{ row, index }] : []));

  it('goes from its sender to its receiver, downwards when it arrives later', () => {
    for (const { row, index } of messages) {
      if (row.end === undefined) continue;
      const { from, to } = arrowOf(row, index, 0, columns, sequence);
      const { left, right } = extentOf(row, sequence, columns);
      expect(Math.min(from.x, to.x)).toBeGreaterThanOrEqual(left);
      expect(Math.max(from.x, to.x)).toBeLessThanOrEqual(right);
      expect(from.y).toBe(yOf({ row: index, isBelow: false }, 0));
      expect(to.y > from.y).toBe(sequence.slanted.includes(row));
    }
  });

  it('stays in its row as long as it is on its way, and goes as far as it has come', () => {
    for (const { row, index } of messages) {
      const { from, to } = arrowOf(row, index, 0, columns, sequence, { fraction: 0.5 });
      expect(to.y).toBe(from.y);
      expect(Math.floor(to.y / rowHeight)).toBe(index);
      const whole = arrowOf(row, index, 0, columns, sequence);
      expect(Math.abs(to.x - from.x)).toBeCloseTo(Math.abs(whole.to.x - whole.from.x) / 2);
    }
  });

  it('ends where the message is lost', () => {
    const { row, index } = messages[0] ?? {};
    if (row === undefined || index === undefined) throw new Error('There is no message');
    const whole = arrowOf(row, index, 0, columns, sequence);
    const dropped = arrowOf(row, index, 0, columns, sequence, { reason: 'dropped' });
    const away = arrowOf(row, index, 0, columns, sequence, { reason: 'addressee away' });
    expect(dropped.to.x).toBeCloseTo((whole.from.x + whole.to.x) / 2);
    expect(away.to).toEqual(whole.to);
  });
});
