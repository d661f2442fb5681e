import { fireEvent, screen, within } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { openDetails } from '../../support/details-page';

const log = () => within(screen.getByRole('table', { name: 'Event log' }));
const rows = () => log().queryAllByRole('row');
const counted = () => screen.getByRole('status', { name: 'Rows shown' });

/** Gives the scroller sizes, which this environment has none of. */
function layOut(scrollTop: number, scrollHeight: number): void {
  const scroller = screen.getByRole('table', { name: 'Event log' });
  Object.defineProperty(scroller, 'scrollHeight', { value: scrollHeight, configurable: true });
  Object.defineProperty(scroller, 'clientHeight', { value: 520, configurable: true });
  scroller.scrollTop = scrollTop;
}

describe('the event log', () => {
  it('says why it is empty and what to do', () => {
    openDetails({ panel: 'log' });
    expect(rows()).toHaveLength(0);
    expect(screen.getByText(/Nothing has happened yet/)).toHaveTextContent('Next step');
  });

  it('has one row for each record at or before the step, the current one marked', () => {
    const { goTo } = openDetails({ panel: 'log', at: 5 });
    expect(rows()).toHaveLength(5);
    expect(rows()[4]).toHaveAttribute('aria-current', 'step');
    goTo(3);
    expect(rows()).toHaveLength(3);
    expect(rows()[2]).toHaveAttribute('aria-current', 'step');
  });

  it('goes to the step of a row', async () => {
    const { session, user } = openDetails({ panel: 'log', at: 8 });
    const third = session.trace[2];
    if (third === undefined) return;
    await user.click(log().getByRole('button', { name: session.sentence(third) }));
    expect(session.step).toBe(3);
  });

  it('selects a row in the inspector without leaving the step', async () => {
    const { session, user } = openDetails({ panel: 'log', at: 8 });
    await user.click(log().getByRole('button', { name: 'Inspect step 3' }));
    expect(session.selection).toEqual({ kind: 'record', seq: 3 });
    expect(session.step).toBe(8);
  });

  it('finds words in sentences and in payloads', async () => {
    const { user } = openDetails({ panel: 'log', at: 'end' });
    await user.type(screen.getByRole('searchbox', { name: 'Search the log' }), 'carol.williams@example.com');
    expect(rows().length).toBeGreaterThan(0);
    expect(counted()).not.toHaveTextContent(/^0 of/);
    for (const row of rows()) expect(row.textContent).toMatch(/Carol|ntf-1|ntf-2/);
  });

  it('narrows by kind and node, counts, and can be widened again', async () => {
    const { session, user } = openDetails({ panel: 'log', at: 'end' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'Decisions');
    const decisions = session.trace.filter(({ kind }) => kind === 'decision');
    expect(counted()).toHaveTextContent(`${decisions.length} of ${session.trace.length}`);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Node' }), 'Preferences');
    const there = decisions.filter(({ node }) => node === 'preferences');
    expect(counted()).toHaveTextContent(`${there.length} of ${session.trace.length}`);
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(counted()).toHaveTextContent(`${session.trace.length} of ${session.trace.length}`);
  });

  it('narrows by story where there are several', async () => {
    const { session, user } = openDetails({ scenario: 'order-complete', panel: 'log', at: 'end' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Story' }), 'Story B');
    const second = session.trace.filter(({ flow }) => session.flows.get(flow)?.letter === 'B');
    expect(counted()).toHaveTextContent(`${second.length} of ${session.trace.length}`);
  });

  it('drops a node from its filter that the other architecture does not have', async () => {
    const { session, user } = openDetails({ panel: 'log', at: 'end' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Node' }), 'Event bus');
    flushSync(() => {
      session.chooseArchitecture('api-driven');
    });
    expect(screen.getByRole('combobox', { name: 'Node' })).toHaveDisplayValue('All nodes');
    expect(counted()).toHaveTextContent(`${session.step} of ${session.step}`);
  });

  it('says that nothing matches', async () => {
    const { user } = openDetails({ panel: 'log', at: 'end' });
    await user.type(screen.getByRole('searchbox'), 'zebra');
    expect(screen.getByText(/No record up to this step matches/)).toBeVisible();
  });

  it('keeps its filter while another tab is open', async () => {
    const { user, tab } = openDetails({ panel: 'log', at: 'end' });
    await user.type(screen.getByRole('searchbox'), 'bob');
    const found = counted().textContent;
    await user.click(tab(/Now/));
    await user.click(tab(/Log/));
    expect(screen.getByRole('searchbox')).toHaveValue('bob');
    expect(counted()).toHaveTextContent(found);
  });

  it('follows its end only while a person is there', async () => {
    const { user, goTo } = openDetails({ panel: 'log', at: 60 });
    expect(screen.queryByRole('button', { name: 'Jump to latest' })).toBeNull();
    layOut(200, 60 * 52);
    await fireEvent.scroll(screen.getByRole('table', { name: 'Event log' }));
    goTo(61);
    expect(screen.getByRole('table', { name: 'Event log' }).scrollTop).toBe(200);
    await user.click(screen.getByRole('button', { name: 'Jump to latest' }));
    expect(screen.queryByRole('button', { name: 'Jump to latest' })).toBeNull();
    expect(screen.getByRole('table', { name: 'Event log' }).scrollTop).toBe(61 * 52);
  });

  it('draws only the rows in sight', () => {
    openDetails({ panel: 'log', at: 'end' });
    expect(rows().length).toBeLessThan(40);
    expect(screen.getByRole('table', { name: 'Event log' })).toHaveAttribute('aria-rowcount', '110');
  });

  it('is walked with the arrow keys', async () => {
    const { session, user } = openDetails({ panel: 'log', at: 6 });
    const last = session.trace[5];
    const before = session.trace[4];
    if (last === undefined || before === undefined) return;
    log()
      .getByRole('button', { name: session.sentence(last) })
      .focus();
    await user.keyboard('{ArrowUp}');
    expect(log().getByRole('button', { name: session.sentence(before) })).toHaveFocus();
    await user.keyboard('{ArrowRight}');
    expect(log().getByRole('button', { name: 'Inspect step 5' })).toHaveFocus();
    await user.keyboard('{Home}');
    expect(log().getByRole('button', { name: 'Inspect step 1' })).toHaveFocus();
    await user.keyboard('{ArrowLeft}{Enter}');
    expect(session.step).toBe(1);
  });

  it('takes the focus into the search field when a person asks to search', async () => {
    const { session, user, tab } = openDetails();
    session.searchLog();
    expect(await screen.findByRole('searchbox')).toHaveFocus();
    await user.click(tab(/Now/));
    await user.click(tab(/Log/));
    expect(screen.getByRole('searchbox')).not.toHaveFocus();
  });
});
