import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { branchesOf } from '../../src/analysis/payload-tree';
import { recordingOf } from '../../src/simulation';

const names = namesOf(recordingOf('price-drop', 'event-sourced'));
const tree = (payload: Parameters<typeof branchesOf>[0]) => branchesOf(payload, names, 0);

describe('a payload as a tree', () => {
  it('shows cents with what they are in dollars, and ids with the name', () => {
    expect(tree({ priceCents: 11999, customerId: 'cust-003' })).toEqual([
      { key: 'priceCents', text: '11999', kind: 'number', hint: '$119.99', branches: [] },
      { key: 'customerId', text: 'cust-003', kind: 'text', hint: 'Carol Williams', branches: [] },
    ]);
  });

  it('says of a simulated moment what the clock shows', () => {
    expect(tree({ occurredAt: 60_000 })).toMatchObject([{ text: '60000', hint: '09:01' }]);
  });

  it('says of what has parts how many there are, and names what is within', () => {
    expect(
      tree({ items: [{ productId: 'prod-001', quantity: 1 }], channels: ['email', 'sms'] }),
    ).toMatchObject([
      {
        key: 'items',
        kind: 'list',
        text: '1 entry',
        branches: [{ key: '1.', kind: 'object', text: '2 fields', hint: 'Wireless Router X500' }],
      },
      { key: 'channels', kind: 'list', text: '2 entries', hint: 'email, sms' },
    ]);
  });

  it('leaves out what is absent, and shows null as none', () => {
    expect(tree({ gone: undefined, empty: null, yes: true })).toMatchObject([
      { key: 'empty', text: 'none' },
      { key: 'yes', text: 'yes' },
    ]);
  });

  it('cuts a list that nobody reads to its end', () => {
    const branches = tree(Array.from({ length: 250 }, (_, index) => index));
    expect(branches).toHaveLength(101);
    expect(branches.at(-1)).toMatchObject({ key: '…', text: '150 more' });
  });

  it('shows a payload that is a single value', () => {
    expect(tree('done')).toMatchObject([{ key: 'value', text: 'done' }]);
  });
});
