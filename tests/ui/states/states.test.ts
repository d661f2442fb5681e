import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf, type ArchitectureName, type Choices, type TraceRecord } from '../../../src/simulation';
import { Session } from '../../../src/ui/session.svelte';
import States from '../../../src/ui/states/States.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

interface Opening {
  readonly architecture?: ArchitectureName;
  readonly choices?: Choices;
  readonly notification?: string;
}

function openStates(
  scenario: string,
  { architecture = 'event-sourced', choices = {}, notification }: Opening = {},
) {
  const session = new Session();
  session.open(recordingOf(scenario, architecture, choices));
  if (notification !== undefined) {
    session.select({ kind: 'entity', machine: 'notification', id: notification });
  }
  render(WithSession, { session, of: States });
  const goTo = (step: number) => {
    flushSync(() => {
      session.jumpTo(step);
    });
  };
  /** Goes to the first record that is so, and gives it. */
  const goToFirst = (accepts: (record: TraceRecord) => boolean): TraceRecord => {
    const record = session.trace.find(accepts);
    if (record === undefined) throw new Error('There is no such record');
    goTo(record.seq);
    return record;
  };
  return { session, user: userEvent.setup(), goTo, goToFirst };
}

const becomes = (entity: string, state: string) => (record: TraceRecord) =>
  record.kind === 'changed' && record.entity === entity && record.to === state;

const chart = () => within(screen.getByRole('region', { name: /^State chart/ }));
const chooser = () => screen.getByRole('combobox', { name: 'State chart of' });
/** The states and transitions that are marked in a way, by the words for those who do not see it. */
const marked = (word: RegExp) =>
  chart()
    .queryAllByLabelText(word)
    .map((button) => button.getAttribute('aria-label'));

describe('the view States', () => {
  it('lights the state that a notification is in, what was taken, and what is possible', () => {
    const { goToFirst } = openStates('price-drop', { notification: 'ntf-1' });
    goToFirst(becomes('ntf-1', 'pending.sending'));
    expect(chooser()).toHaveValue('Price drop by email, for Carol Williams');
    expect(marked(/^State .*, now/)).toEqual(['State pending, now', 'State pending: sending, now']);
    expect(marked(/, taken/)).toEqual([
      'dispatch, 1×: from pending: ready to pending: sending, taken at this step',
    ]);
    expect(marked(/, possible/)).toEqual([
      'adapter sent, possible: from pending: sending to sent, not taken',
      'adapter failed, possible, if no retry left: from pending: sending to failed: exhausted, not taken',
      'adapter failed, possible, if retries itself: from pending: sending to failed: backing off, not taken',
      'adapter failed, possible, otherwise: from pending: sending to failed: retryable, not taken',
    ]);
    goToFirst(becomes('ntf-1', 'sent'));
    expect(marked(/^State .*, now/)).toEqual(['State sent, now']);
    expect(marked(/^State .*, left/)).toEqual([
      'State pending, left',
      'State pending: ready, left',
      'State pending: sending, left',
    ]);
  });

  it('goes to the record of a transition that was taken, and lists all of them', async () => {
    const { session, user, goTo, goToFirst } = openStates('price-drop', { notification: 'ntf-1' });
    const sent = goToFirst(becomes('ntf-1', 'sent'));
    goTo(session.trace.length);
    await user.click(chart().getByLabelText(/^adapter sent/));
    expect(session.step).toBe(sent.seq);
    const read = within(screen.getByRole('region', { name: 'Transition' }));
    expect(read.getByText('From pending: sending to sent. Taken 1 time by this step:')).toBeVisible();
    expect(read.getByRole('button', { name: new RegExp(`Step ${sent.seq}`) })).toHaveAttribute(
      'aria-current',
      'step',
    );
  });

  it('stays where it is when a transition is read that was not taken', async () => {
    const { session, user, goToFirst } = openStates('price-drop', { notification: 'ntf-1' });
    const { seq } = goToFirst(becomes('ntf-1', 'sent'));
    await user.click(chart().getByLabelText(/^bounced, possible:/));
    expect(session.step).toBe(seq);
    expect(screen.getByText(/It was not taken by this step; it is possible now/)).toBeVisible();
    await user.click(chart().getByLabelText(/^State bounced/));
    expect(screen.getByText('It came back: the address does not take it.')).toBeVisible();
  });

  it('follows what is selected elsewhere, and selects what is chosen here', async () => {
    const { session, user, goTo } = openStates('price-drop');
    expect(chooser()).toHaveValue('All notifications');
    goTo(session.trace.length);
    flushSync(() => {
      session.select({ kind: 'entity', machine: 'notification', id: 'ntf-2' });
    });
    expect(chooser()).toHaveValue('Price drop by SMS, for Carol Williams');
    await user.click(chooser());
    await user.keyboard('eva{Enter}');
    expect(chooser()).toHaveValue('Price drop by email, for Eva Martinez');
    expect(session.selection).toEqual({ kind: 'entity', machine: 'notification', id: 'ntf-3' });
    await user.click(chooser());
    await user.click(screen.getByRole('option', { name: /^All notifications/ }));
    expect(chooser()).toHaveValue('All notifications');
    expect(marked(/^State sent/)).toEqual(['State sent, 3 now']);
  });

  it('shows the thing that a selected record is about', () => {
    const { session, goToFirst } = openStates('price-drop');
    const { seq } = goToFirst(becomes('ntf-2', 'sent'));
    flushSync(() => {
      session.select({ kind: 'record', seq });
    });
    expect(chooser()).toHaveValue('Price drop by SMS, for Carol Williams');
  });

  it('keeps the chart when something is selected that has none', () => {
    const { session } = openStates('price-drop', { notification: 'ntf-1' });
    flushSync(() => {
      session.select({ kind: 'customer', id: 'cust-001' });
    });
    expect(chooser()).toHaveValue('Price drop by email, for Carol Williams');
  });

  it('shows how many deliveries to a consumer are in each state', () => {
    const { session, goTo } = openStates('price-drop', { choices: { broker: 'rabbitmq' } });
    goTo(session.trace.length);
    flushSync(() => {
      session.select({ kind: 'node', id: 'notification-service' });
    });
    expect(chooser()).toHaveValue('All deliveries to Notification service');
    const deliveries = [...session.view.deliveries.entries()].find(
      ([node]) => node === 'notification-service',
    );
    expect(marked(/^State acknowledged/)).toEqual([
      `State acknowledged, ${deliveries?.[1]['acknowledged'] ?? 'none'} now, final`,
    ]);
  });

  it('says what the clock will bring', () => {
    const { goToFirst } = openStates('quiet-hours', { notification: 'ntf-1' });
    goToFirst(({ kind }) => kind === 'timer-set');
    expect(screen.getByText(/The clock brings “until due” at 08:00/)).toBeVisible();
  });

  it('lists the events that were refused, with the reason', async () => {
    const { session, user, goTo, goToFirst } = openStates('already-dispatched', { notification: 'ntf-1' });
    expect(screen.queryByRole('region', { name: 'Refused events' })).toBeNull();
    const { seq } = goToFirst(({ kind }) => kind === 'ignored');
    goTo(session.trace.length);
    const refused = within(screen.getByRole('region', { name: 'Refused events' }));
    await user.click(refused.getByRole('button', { name: /refuses DISPATCH: it is already sent/ }));
    expect(session.step).toBe(seq);
  });

  it('steps from change to change, and shows no later one before its time', async () => {
    const { session, user } = openStates('price-drop', { notification: 'ntf-1' });
    const history = () => within(screen.getByRole('region', { name: 'History' }));
    expect(history().getByText('Nothing has changed by this step.')).toBeVisible();
    await user.click(history().getByRole('button', { name: 'Next change' }));
    expect(session.view.current).toMatchObject({ kind: 'changed', entity: 'ntf-1', from: null });
    expect(history().getAllByRole('button', { name: /^Notification ntf-1/ })).toHaveLength(1);
    expect(history().getByRole('button', { name: 'Previous change' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('says why no state is lit, and leads to where one is', async () => {
    const { session, user } = openStates('price-drop', { notification: 'ntf-1' });
    expect(screen.getByText(/It is not there yet at this step\. Press Play/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: /^Go to step/ }));
    expect(session.view.current).toMatchObject({ kind: 'changed', entity: 'ntf-1' });
    expect(marked(/^State .*, now/)).toEqual(['State pending, now', 'State pending: ready, now']);
  });

  it.each([
    ['event-sourced', /this broker keeps no account/],
    ['api-driven', /in this architecture no broker delivers/],
  ] as const)('says why nothing is delivered (%s)', async (architecture, why) => {
    const { user } = openStates('price-drop', { architecture });
    await user.click(chooser());
    await user.click(screen.getByRole('option', { name: /^All deliveries/ }));
    expect(screen.getByText(why)).toBeVisible();
  });

  it('says in a table what the picture says', () => {
    const { goToFirst } = openStates('price-drop', { notification: 'ntf-1' });
    goToFirst(becomes('ntf-1', 'sent'));
    const table = within(
      screen.getByRole('table', { hidden: true, name: /^Notifications: states and transitions/ }),
    );
    const row = (name: RegExp) =>
      within(table.getByRole('row', { hidden: true, name }))
        .getAllByRole('cell', { hidden: true })
        .map((cell) => cell.textContent);
    expect(row(/dispatch/)).toEqual(['no', 'dispatch', 'pending: sending', '1×', 'no']);
    expect(row(/^sent.*bounced/)).toEqual(['1', 'bounced', 'bounced', 'no', 'yes']);
    expect(row(/^bounced/)).toEqual(['no', 'none', '', '', '']);
  });

  it('is one tab stop, within which the arrow keys lead, and the page does not step', async () => {
    const { session, user, goToFirst } = openStates('price-drop', { notification: 'ntf-1' });
    const { seq } = goToFirst(becomes('ntf-1', 'pending.sending'));
    const stops = chart()
      .getAllByRole('button')
      .filter((button) => button.dataset['stop'] !== undefined && button.tabIndex === 0);
    expect(stops).toEqual([chart().getByRole('button', { name: /^State pending: sending/ })]);
    stops[0]?.focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^adapter (sent|failed)/);
    await user.keyboard('{Enter}');
    expect(screen.getByRole('region', { name: 'Transition' })).toBeVisible();
    expect(session.step).toBe(seq);
  });

  it('finds one of many by typing, and says when there is none', async () => {
    const { user } = openStates('price-drop');
    await user.click(chooser());
    await user.keyboard('zebra');
    expect(screen.getByText('Nothing has all of these words. Try fewer of them.')).toBeVisible();
    await user.keyboard('{Escape}');
    expect(chooser()).toHaveValue('All notifications');
    expect(screen.queryByRole('listbox')).toBeNull();
  });
});
