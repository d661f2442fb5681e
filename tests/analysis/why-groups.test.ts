import { describe, expect, it } from 'vitest';
import { whyOf } from '../../src/analysis/why/why';
import { groupsOf, type WhyFilter } from '../../src/analysis/why/groups';
import { play } from '../support/play';

const table = whyOf(play('price-drop', 'event-sourced'));
const everything: WhyFilter = { recipient: '', type: '', outcome: '', onlyConcerning: true };

describe('the groups of the table', () => {
  it('are the kinds that the run is about, with the channels that they use', () => {
    expect(groupsOf(table, everything).map(({ type, channels }) => [type.name, channels])).toEqual([
      ['price_drop', ['email', 'sms', 'push']],
    ]);
  });

  it('set those apart of whom nobody thought', () => {
    const [group] = groupsOf(table, everything);
    expect(group?.considered.map(({ recipient }) => recipient)).toEqual(['cust-002', 'cust-003', 'cust-005']);
    expect(group?.others).toHaveLength(6);
  });

  it('keep a place for a channel that a filter leaves out for one and not for another', () => {
    const [group] = groupsOf(table, { ...everything, outcome: 'sent' });
    const channels = group?.considered.map(({ rows }) => rows.map((row) => row?.channel));
    expect(channels).toEqual([
      ['email', 'sms'],
      ['email', undefined],
    ]);
  });

  it('are all kinds and all channels when nothing is left out', () => {
    const groups = groupsOf(table, { ...everything, onlyConcerning: false });
    const rows = groups.flatMap(({ considered, others }) =>
      [...considered, ...others].flatMap((person) => person.rows),
    );
    expect(rows).toHaveLength(table.rows.length);
  });
});
