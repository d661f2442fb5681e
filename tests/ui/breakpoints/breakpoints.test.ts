import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import type { Component } from 'svelte';
import { describe, expect, it } from 'vitest';
import { stopsAt, type Breakpoint } from '../../../src/analysis/breakpoints';
import { recordingOf } from '../../../src/simulation';
import Breakpoints from '../../../src/ui/breakpoints/Breakpoints.svelte';
import { runToBreakpoint } from '../../../src/ui/breakpoints/run-to-breakpoint';
import { stopPlaces } from '../../../src/ui/breakpoints/stop-places';
import { Session } from '../../../src/ui/session.svelte';
import { openDetails } from '../../support/details-page';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

const published: Breakpoint = { kind: 'message', name: 'PriceChanged' };
const sent: Breakpoint = { kind: 'state', machine: 'notification', state: 'sent' };

function openBreakpoints(...breakpoints: readonly Breakpoint[]) {
  const session = new Session();
  session.open(recordingOf('price-drop', 'event-sourced'));
  session.breakpoints = breakpoints;
  render(WithSession, { session, of: Breakpoints as Component });
  return { session, user: userEvent.setup(), dialog: screen.getByRole('dialog', { name: 'Breakpoints' }) };
}

describe('the breakpoints', () => {
  it('say how to set one when there is none', () => {
    const { dialog } = openBreakpoints();
    expect(dialog).toHaveTextContent(/None yet/);
    expect(within(dialog).queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('are chosen among what happens in the run, and are offered once', async () => {
    const { session, user, dialog } = openBreakpoints();
    const choice = within(dialog).getByRole('combobox', { name: 'Pause whenever' });
    await user.selectOptions(choice, 'PriceChanged is sent');
    await user.click(within(dialog).getByRole('button', { name: 'Add' }));
    expect(session.breakpoints).toEqual([published]);
    expect(within(dialog).getByRole('checkbox', { name: /^PriceChanged is sent 1 time in/ })).toBeChecked();
    expect(within(choice).queryByRole('option', { name: 'PriceChanged is sent' })).not.toBeInTheDocument();
  });

  it('are switched off and on, and removed, and the focus stays in the list', async () => {
    const { session, user, dialog } = openBreakpoints(published, sent);
    const box = within(dialog).getByRole('checkbox', { name: /^PriceChanged is sent/ });
    await user.click(box);
    expect(session.breakpoints).toEqual([{ ...published, off: true }, sent]);
    await user.click(box);
    expect(session.breakpoints).toEqual([published, sent]);
    await user.click(within(dialog).getByRole('button', { name: 'Remove PriceChanged is sent' }));
    expect(session.breakpoints).toEqual([sent]);
    expect(within(dialog).getByRole('button', { name: /^Remove A notification/ })).toHaveFocus();
  });

  it('one that this run does not meet says so', () => {
    const { dialog } = openBreakpoints({ kind: 'message', name: 'OrderTeleported' });
    expect(within(dialog).getByRole('checkbox', { name: /never in this run/ })).toBeChecked();
  });
});

describe('running to a breakpoint', () => {
  it('goes to the next one, and on to the one after it, and back', () => {
    const { session } = openBreakpoints(sent);
    const stops = session.trace.filter((record) => stopsAt(record, [sent])).map(({ seq }) => seq);
    expect(stops.length).toBeGreaterThan(1);
    for (const stop of stops) {
      runToBreakpoint(session, 1);
      expect(session.step).toBe(stop);
      expect(session.notice).toBe('Paused at breakpoint: a notification becomes “sent”');
    }
    runToBreakpoint(session, -1);
    expect(session.step).toBe(stops.at(-2));
  });

  it('goes to the end when there is none any more, and says so', () => {
    const { session } = openBreakpoints(sent);
    session.jumpTo(session.trace.length - 1);
    runToBreakpoint(session, 1);
    expect(session.step).toBe(session.trace.length);
    expect(session.notice).toMatch(/last step/);
    session.jumpTo(2);
    runToBreakpoint(session, -1);
    expect([session.step, session.notice]).toEqual([0, expect.stringMatching(/beginning/)]);
  });

  it('stays where it is when none is on', () => {
    const { session } = openBreakpoints({ ...sent, off: true });
    session.jumpTo(7);
    runToBreakpoint(session, 1);
    expect([session.step, session.notice]).toEqual([7, expect.stringMatching(/^No breakpoint is on/)]);
  });
});

describe('“Pause whenever”', () => {
  it.each<[string, (session: Session) => void, RegExp, Breakpoint]>([
    [
      'a part',
      (session) => session.select({ kind: 'node', id: 'pricing' }),
      /something happens at Pricing/,
      { kind: 'node', node: 'pricing' },
    ],
    [
      'an event',
      (session) => {
        const record = session.trace.find((one) => stopsAt(one, [published]));
        session.select({ kind: 'record', seq: record?.seq ?? 0 });
      },
      /PriceChanged is sent/,
      published,
    ],
    [
      'a notification',
      (session) => session.select({ kind: 'entity', machine: 'notification', id: 'ntf-1' }),
      /a notification becomes “sent”/,
      sent,
    ],
  ])('stands in the inspector of %s, and is pressed and released', async (_, select, words, breakpoint) => {
    const { session, user } = openDetails({ at: 'end' });
    select(session);
    const toggle = await screen.findByRole('button', { name: words });
    expect(toggle).toHaveAttribute('aria-pressed', 'false');
    await user.click(toggle);
    expect(session.breakpoints).toEqual([breakpoint]);
    expect(toggle).toHaveAttribute('aria-pressed', 'true');
    await user.click(toggle);
    expect(session.breakpoints).toEqual([]);
  });
});

describe('the marks of breakpoints', () => {
  it('stand at each step that they stop at, where there is room', () => {
    const { session } = openBreakpoints();
    const { trace } = session;
    const stops = trace.filter((record) => stopsAt(record, [sent]));
    expect(stopPlaces(trace, [sent], 1e6)).toEqual(stops.map(({ seq }) => seq / trace.length));
    expect(stopPlaces(trace, [{ kind: 'node', node: 'pricing' }], 40).length).toBeLessThanOrEqual(6);
    expect(stopPlaces(trace, [], 1000)).toEqual([]);
  });
});
