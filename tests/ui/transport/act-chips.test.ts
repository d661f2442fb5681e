import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { recordingOf, type Act } from '../../../src/simulation';
import { Session } from '../../../src/ui/session.svelte';
import Timeline from '../../../src/ui/transport/Timeline.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

const shipAt = (at: number): Act => ({
  at,
  kind: 'command',
  command: { type: 'ShipOrder', orderId: 'ord-001' },
});

function openTimeline(...acts: readonly Act[]) {
  const session = new Session();
  session.open(recordingOf('price-drop', 'event-sourced', { acts }));
  render(WithSession, { session, of: Timeline });
  const chips = () => within(screen.getByRole('list', { name: 'Acts on the timeline' }));
  return {
    session,
    user: userEvent.setup(),
    chip: (name: RegExp) => chips().getByRole('button', { name }),
    act: (name: RegExp) => screen.getByRole('article', { name }),
  };
}

/** How the only act of the person is called, with its place in the run. */
function nameOf(session: Session): RegExp {
  const own = session.run.performed.find(({ of }) => of === 'person');
  return new RegExp(`^Ship order ord-001 at ${own?.act.at ?? ''} ms, step ${own?.seq ?? ''}$`);
}

describe('the chip of an act', () => {
  it('says what it is, when and at which step, also for an act of the scenario', () => {
    const { session, chip } = openTimeline(shipAt(100));
    expect(chip(nameOf(session))).toBeVisible();
    expect(chip(/^Update price .* at 0 ms, step 1 \(of the scenario\)$/)).toBeVisible();
  });

  it('opens what can be done with it, and Escape gives the focus back', async () => {
    const { session, user, chip, act } = openTimeline(shipAt(100));
    chip(nameOf(session)).focus();
    await user.keyboard('{Enter}');
    expect(act(/^Ship order/)).toBeVisible();
    await user.click(within(act(/^Ship order/)).getByRole('button', { name: /^Go to/ }));
    expect(session.trace[session.step - 1]).toMatchObject({ name: 'ShipOrder', kind: 'sent' });
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('article')).not.toBeInTheDocument();
    expect(chip(nameOf(session))).toHaveFocus();
  });

  it('an act of the scenario can be looked at, and not be moved', async () => {
    const { user, chip, act } = openTimeline();
    await user.click(chip(/^Update price/));
    expect(act(/^Update price/)).toHaveTextContent('It belongs to the scenario.');
    expect(within(act(/^Update price/)).getAllByRole('button')).toHaveLength(1);
  });

  it('is moved earlier and later by buttons, which stay under the hand', async () => {
    const { session, user, chip, act } = openTimeline(shipAt(100));
    const { branches } = session.futures;
    await user.click(chip(nameOf(session)));
    const button = (name: RegExp) => within(act(/^Ship order/)).getByRole('button', { name });
    const times = [100];
    for (const name of [/^Earlier/, /^Earlier/, /^Later/]) {
      await user.click(button(name));
      expect(button(name)).toHaveFocus();
      times.push(session.personActs[0]?.at ?? -1);
    }
    expect(times[1]).toBeLessThan(times[0] ?? 0);
    expect(times[2]).toBeLessThan(times[1] ?? 0);
    expect(times[3]).toBe(times[1]);
    expect(session.futures.branches).toHaveLength(branches.length);
    expect(chip(nameOf(session))).toBeVisible();
    session.undo();
    expect(session.personActs[0]?.at).toBe(times[2]);
  });

  it('is moved to the playhead', async () => {
    const { session, user, chip, act } = openTimeline(shipAt(100));
    session.jumpTo(12);
    const at = (session.trace[11]?.at ?? 0) + 1;
    await user.click(chip(nameOf(session)));
    await user.click(within(act(/^Ship order/)).getByRole('button', { name: /^Move to the playhead/ }));
    expect(session.personActs).toEqual([shipAt(at)]);
  });

  it('takes a time that is typed, and says what is none', async () => {
    const { session, user, chip, act } = openTimeline(shipAt(100));
    await user.click(chip(nameOf(session)));
    const time = within(act(/^Ship order/)).getByRole('textbox', { name: 'Time in ms' });
    await user.clear(time);
    await user.type(time, '1.5{Enter}');
    await user.tab();
    expect(screen.getByRole('alert')).toHaveTextContent(/whole milliseconds.*stays where it was/);
    expect(session.personActs).toEqual([shipAt(100)]);
    await user.clear(time);
    await user.type(time, '42');
    await user.tab();
    expect(session.personActs).toEqual([shipAt(42)]);
    expect(screen.getByRole('alert')).toHaveTextContent(/^$/);
  });

  it('is removed, which can be undone', async () => {
    const { session, user, chip, act } = openTimeline(shipAt(100));
    await user.click(chip(nameOf(session)));
    await user.click(within(act(/^Ship order/)).getByRole('button', { name: /^Remove/ }));
    expect(session.personActs).toEqual([]);
    expect(screen.queryByRole('article')).not.toBeInTheDocument();
    expect(screen.getByRole('slider', { name: 'Step' })).toHaveFocus();
    session.undo();
    expect(session.personActs).toEqual([shipAt(100)]);
  });

  it('is opened for changing in the form that made it', async () => {
    const { session, user, chip, act } = openTimeline(shipAt(100));
    await user.click(chip(nameOf(session)));
    await user.click(within(act(/^Ship order/)).getByRole('button', { name: /^Change/ }));
    expect([session.dialog, session.editedAct]).toEqual([undefined, 0]);
  });

  it('holds several acts of one moment, each with its own buttons', async () => {
    const { session, user, chip, act } = openTimeline(shipAt(0), {
      at: 0,
      kind: 'fault',
      fault: { type: 'adapter-fail', channel: 'email', count: 1, reason: 'SMTP error 451', late: false },
    });
    await user.click(chip(/^3 acts: Update price .*, Ship order ord-001 and Adapter fail Email/));
    expect(screen.getAllByRole('article')).toHaveLength(3);
    await user.click(within(act(/^Ship order/)).getByRole('button', { name: /^Remove/ }));
    expect(screen.getAllByRole('article')).toHaveLength(2);
    expect(session.personActs.map(({ kind }) => kind)).toEqual(['fault']);
    expect(act(/^Adapter fail/)).toBeVisible();
  });

  it('says of an act that the run does not come to why', async () => {
    const { user, chip, act } = openTimeline({ ...shipAt(70), only: 'api-driven' });
    await user.click(chip(/^Ship order ord-001 at 70 ms, not reached$/));
    expect(act(/^Ship order/)).toHaveTextContent('At 70 ms, not reached.');
    expect(act(/^Ship order/)).toHaveTextContent('It belongs to the other architecture.');
  });
});
