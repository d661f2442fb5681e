import { describe, expect, it } from 'vitest';
import { whyOf } from '../../../src/analysis/why/why';
import { rowToExplain, selectionOf } from '../../../src/ui/why/choice';
import { play } from '../../support/play';
import { rowOf } from '../../support/why';

const table = whyOf(play('price-drop', 'event-sourced'));

describe('the row to explain', () => {
  it('is the one that was chosen, as long as nothing else is selected', () => {
    const chosen = 'price_drop cust-003 push';
    expect(rowToExplain(table, { kind: 'customer', id: 'cust-003' }, chosen)?.key).toBe(chosen);
    expect(rowToExplain(table, { kind: 'node', id: 'pricing' }, chosen)?.key).toBe(chosen);
    expect(rowToExplain(table, undefined, chosen)?.key).toBe(chosen);
    const other = { kind: 'entity', machine: 'notification', id: 'ntf-3' } as const;
    expect(rowToExplain(table, other, chosen)?.key).toBe('price_drop cust-005 email');
  });

  it('is that in whose chain a selected record is', () => {
    const [entry] = rowOf(table, 'price_drop cust-002 email').entries;
    const selection = { kind: 'record', seq: entry?.deciding?.seq ?? 0 } as const;
    expect(rowToExplain(table, selection, undefined)?.recipient).toBe('cust-002');
  });

  it('selects its notification, or else the customer, and nobody who is none', () => {
    expect(selectionOf(rowOf(table, 'price_drop cust-003 email'), true)).toEqual({
      kind: 'entity',
      machine: 'notification',
      id: 'ntf-1',
    });
    expect(selectionOf(rowOf(table, 'price_drop cust-002 email'), true)).toEqual({
      kind: 'customer',
      id: 'cust-002',
    });
    expect(selectionOf(rowOf(table, 'low_stock warehouse@signalbox.example mailbox'), false)).toBeUndefined();
  });
});
