import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf, type ArchitectureName, type TraceRecord } from '../../../src/simulation';
import Sequence from '../../../src/ui/sequence/Sequence.svelte';
import { Session } from '../../../src/ui/session.svelte';
import WithSession from '../../support/WithSession.svelte';

interface Opening {
  readonly scenario?: string;
  readonly architecture?: ArchitectureName;
  /** A step, or what the record of the step is. */
  readonly at?: number | 'end' | ((record: TraceRecord) => boolean);
}

/** The view, opened at a step of a scenario. */
function open({ scenario = 'price-drop', architecture = 'event-sourced', at = 'end' }: Opening = {}) {
  const session = new Session();
  session.open(recordingOf(scenario, architecture));
  const { trace } = session;
  session.jumpTo(at === 'end' ? trace.length : typeof at === 'number' ? at : trace.findIndex(at) + 1);
  render(WithSession, { session, of: Sequence });
  return {
    session,
    user: userEvent.setup(),
    goTo(step: number) {
      flushSync(() => {
        session.jumpTo(step);
      });
    },
  };
}

const region = () => screen.getByRole('region', { name: 'Sequence diagram' });
const rows = () => {
  const list = screen.queryByRole('list', { name: 'What happened, step by step' });
  return list === null ? [] : within(list).getAllByRole('listitem');
};
const buttonIn = (row: HTMLElement | undefined) => within(row as HTMLElement).getByRole('button');
const current = () => screen.getAllByRole('button').filter((button) => button.ariaCurrent === 'step');

describe('the sequence diagram', () => {
  it('says why it is empty and what to do', () => {
    open({ at: 0 });
    expect(rows()).toHaveLength(0);
    expect(screen.getByText(/Nothing has happened yet/)).toHaveTextContent('Next step');
  });

  it('grows with the steps, and shrinks on the way back', () => {
    const { session, goTo } = open({ at: 1 });
    expect(rows()).toHaveLength(1);
    expect(buttonIn(rows()[0])).toHaveAccessibleName(/Merchandiser sends UpdatePrice.*On its way$/);
    goTo(2);
    // That the command arrives ends its arrow and adds nothing.
    expect(rows()).toHaveLength(1);
    expect(buttonIn(rows()[0])).not.toHaveAccessibleName(/On its way/);
    goTo(4);
    expect(rows()).toHaveLength(3);
    const reply = session.trace[3] as TraceRecord;
    expect(buttonIn(rows()[2])).toHaveAccessibleName(expect.stringContaining(session.sentence(reply)));
    goTo(1);
    expect(rows()).toHaveLength(1);
  });

  it('lights the row of the current step, though the step has none of its own', () => {
    const { goTo } = open({ at: 1 });
    for (const step of [1, 2]) {
      goTo(step);
      expect(current()).toEqual([buttonIn(rows()[0])]);
    }
    goTo(3);
    expect(current()).toEqual([buttonIn(rows()[1])]);
  });

  it('says a decision with its outcome in words', () => {
    const { session } = open({
      at: (record) => record.kind === 'decision' && record.rule === 'segment' && record.outcome === 'stopped',
    });
    expect(current()[0]).toHaveAccessibleName(
      `segment: stopped · Bob Smith: ${session.sentence(session.view.current as TraceRecord)}`,
    );
  });

  it('says that a message was lost, and why', () => {
    open({ scenario: 'lost-message', at: ({ kind }) => kind === 'lost' });
    expect(current()[0]).toHaveAccessibleName(/Lost on the way$/);
  });

  it('selects the record of a row without leaving the step', async () => {
    const { session, user } = open({ at: 8 });
    await user.click(buttonIn(rows()[1]));
    expect(session.selection).toEqual({ kind: 'record', seq: 3 });
    expect(session.step).toBe(8);
    expect(buttonIn(rows()[1])).toHaveAttribute('aria-pressed', 'true');
  });

  it('marks what is selected elsewhere, also where it shares a row', () => {
    const { session } = open({ at: 8 });
    flushSync(() => {
      session.select({ kind: 'record', seq: 2 });
    });
    expect(buttonIn(rows()[0])).toHaveAttribute('aria-pressed', 'true');
  });

  it('marks the rows that are about a customer who is selected', () => {
    const { session } = open({ at: 25 });
    flushSync(() => {
      session.select({ kind: 'customer', id: 'cust-002' });
    });
    const marked = screen.getAllByRole('button', { name: /About what is selected$/ });
    expect(marked.length).toBeGreaterThan(0);
    for (const button of marked) expect(button).toHaveAccessibleName(/Bob/);
  });

  it('has a head for each lifeline, which selects the node', async () => {
    const { session, user } = open();
    const heads = within(screen.getByRole('toolbar', { name: 'Lifelines' }));
    await user.click(heads.getByRole('button', { name: /^Pricing, / }));
    expect(session.selection).toEqual({ kind: 'node', id: 'pricing' });
    expect(heads.getByRole('button', { name: /^Pricing, / })).toHaveAttribute('aria-pressed', 'true');
    expect(heads.queryByRole('button', { name: /^Billing/ })).toBeNull();
    await user.keyboard('{ArrowRight}');
    expect(heads.getByRole('button', { name: /^Event bus, / })).toHaveFocus();
    await user.keyboard('{Home}');
    expect(heads.getByRole('button', { name: /^Merchandiser, / })).toHaveFocus();
  });

  it('is walked with the arrow keys', async () => {
    const { session, user } = open({ at: 8 });
    buttonIn(rows().at(-1)).focus();
    await user.keyboard('{ArrowUp}');
    expect(buttonIn(rows().at(-2))).toHaveFocus();
    await user.keyboard('{Home}');
    expect(buttonIn(rows()[0])).toHaveFocus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(session.selection).toEqual({ kind: 'record', seq: 3 });
    await user.keyboard('{End}');
    expect(buttonIn(rows().at(-1))).toHaveFocus();
  });

  it('has one row that the Tab key reaches', () => {
    open({ at: 30 });
    const stops = rows().filter((row) => buttonIn(row).tabIndex === 0);
    expect(stops.map((row) => buttonIn(row))).toEqual(current());
  });

  it('leaves out questions to the store when nobody wants to see them', async () => {
    const { user } = open({ at: 8 });
    const withQueries = rows().length;
    await user.click(screen.getByRole('checkbox', { name: 'Store queries' }));
    // Two questions and two answers are among the first eight records.
    expect(rows()).toHaveLength(withQueries - 4);
    expect(screen.queryByRole('button', { name: /asks the data store/ })).toBeNull();
  });

  it('shows one story alone', async () => {
    const { session, user } = open({ scenario: 'order-complete' });
    const ids = [...session.flows.keys()];
    await user.selectOptions(screen.getByRole('combobox', { name: 'Story' }), ids[1] ?? '');
    const shown = rows().map((row) => session.trace[Number(row.querySelector('b')?.textContent) - 1]?.flow);
    expect(shown.length).toBeGreaterThan(5);
    expect(new Set(shown)).toEqual(new Set([ids[1]]));
    flushSync(() => {
      session.jumpTo(1);
    });
    expect(screen.getByText(/Nothing of this story has happened/)).toBeVisible();
  });

  it('draws only the rows in sight, and says how many there are', () => {
    const { session } = open({ scenario: 'poison-message' });
    expect(rows().length).toBeLessThan(40);
    const count = Number(rows()[0]?.getAttribute('aria-setsize'));
    expect(count).toBeGreaterThan(60);
    expect(count).toBeLessThan(session.trace.length);
  });

  it('follows the current step until a person scrolls away, and goes back there', async () => {
    const { user, goTo } = open({ at: 60 });
    expect(screen.queryByRole('button', { name: 'Back to the current step' })).toBeNull();
    const followed = region().scrollTop;
    expect(followed).toBeGreaterThan(0);
    region().scrollTop = 0;
    await fireEvent.scroll(region());
    goTo(61);
    expect(region().scrollTop).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Back to the current step' }));
    expect(region().scrollTop).toBeGreaterThanOrEqual(followed);
    expect(screen.queryByRole('button', { name: 'Back to the current step' })).toBeNull();
  });
});
