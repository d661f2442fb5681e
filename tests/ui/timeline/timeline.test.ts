import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf, type ArchitectureName } from '../../../src/simulation';
import { Session } from '../../../src/ui/session.svelte';
import Timeline from '../../../src/ui/timeline/Timeline.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

function openTimeline(scenario: string, architecture: ArchitectureName, step = 0) {
  const session = new Session();
  session.open(recordingOf(scenario, architecture), { step });
  render(WithSession, { session, of: Timeline });
  const user = userEvent.setup();
  return {
    session,
    user,
    inSight: () => screen.getByRole('status', { name: 'In sight' }).textContent,
    button: (name: string) => screen.getByRole('button', { name }),
    async table() {
      await user.click(screen.getByText('The same as a table'));
      return within(screen.getByRole('region', { name: 'Spans and messages in sight' }));
    },
  };
}

describe('the timeline', () => {
  it('has a lane for each part that takes part, in the order of the topology', () => {
    const { session } = openTimeline('price-drop', 'api-driven');
    const lanes = within(screen.getByRole('list', { name: 'Parts in this run' })).getAllByRole('button');
    expect(lanes.map(({ textContent }) => textContent)).toEqual([
      'Merchandiser',
      'Pricing',
      'Notification API',
      'Preferences',
      'Templates',
      'Dispatcher',
      'Projections',
      'Email',
      'SMS',
      'Data store',
    ]);
    expect(session.topology.nodes.length).toBeGreaterThan(lanes.length);
  });

  it('selects the part whose lane is pressed, and shows what is selected elsewhere', async () => {
    const { session, user, button } = openTimeline('price-drop', 'api-driven');
    await user.click(button('Pricing'));
    expect(session.selection).toEqual({ kind: 'node', id: 'pricing' });
    flushSync(() => {
      session.select({ kind: 'node', id: 'email' });
    });
    expect(button('Email')).toHaveAttribute('aria-pressed', 'true');
    expect(button('Pricing')).toHaveAttribute('aria-pressed', 'false');
  });

  it('zooms in on the current step, out again, and back to all', async () => {
    const { user, inSight, button } = openTimeline('price-drop', 'api-driven', 60);
    expect(inSight()).toBe('All 330 ms');
    await user.click(button('Zoom in'));
    // The step is at 226 ms and stays where it is: half of what lies before it, half of what lies behind.
    expect(inSight()).toBe('113 ms to 278 ms');
    await user.click(button('Zoom out'));
    expect(inSight()).toBe('All 330 ms');
    await user.click(button('Zoom in'));
    await user.click(button('Earlier'));
    expect(inSight()).toBe('31 ms to 196 ms');
    await user.click(button('To the current step'));
    expect(inSight()).toBe('144 ms to 309 ms');
    await user.click(button('All'));
    expect(inSight()).toBe('All 330 ms');
  });

  it('is zoomed and moved by keys while its lanes have the focus', async () => {
    const { user, inSight } = openTimeline('price-drop', 'api-driven');
    screen.getByRole('group', { name: 'Lanes' }).focus();
    await user.keyboard('+');
    expect(inSight()).toBe('83 ms to 248 ms');
    await user.keyboard('{ArrowRight}');
    expect(inSight()).toBe('124 ms to 289 ms');
    await user.keyboard('0');
    expect(inSight()).toBe('All 330 ms');
  });

  it('leaves the arrows to the playback while there is nowhere to move to', async () => {
    openTimeline('price-drop', 'api-driven');
    const lanes = screen.getByRole('group', { name: 'Lanes' });
    const kept: boolean[] = [];
    const listen = ({ defaultPrevented }: KeyboardEvent) => kept.push(defaultPrevented);
    window.addEventListener('keydown', listen);
    lanes.focus();
    const user = userEvent.setup();
    await user.keyboard('{ArrowRight}+{ArrowRight}');
    window.removeEventListener('keydown', listen);
    expect(kept).toEqual([false, true, true]);
  });

  it('says in a table what the lanes show, and leads to each record', async () => {
    const { session, user, table } = openTimeline('price-drop', 'api-driven');
    const rows = await table();
    expect(rows.getByRole('row', { name: /^Pricing Work UpdatePrice 8 ms 314 ms done/ })).toBeVisible();
    const call = rows.getByRole('row', {
      name: /^Pricing Waits for Notification API POST \/notify 64 ms 146 ms answered/,
    });
    await user.click(within(call).getByRole('button', { name: /^Waits/ }));
    const { selection } = session;
    const record = selection?.kind === 'record' ? session.trace[selection.seq - 1] : undefined;
    expect(record).toMatchObject({ kind: 'sent', node: 'pricing', to: 'notification-api', at: 64 });
    await user.click(within(call).getByRole('button', { name: /^Go to step/ }));
    expect(session.step).toBe(record?.seq);
    expect(rows.getByText(/^Nothing happens at .*Billing/)).toBeVisible();
  });

  it('lists only what is in sight', async () => {
    const { user, button, table } = openTimeline('price-drop', 'api-driven', 1);
    const rows = await table();
    const count = () => rows.getAllByRole('row').length;
    const all = count();
    for (let time = 0; time < 4; time += 1) await user.click(button('Zoom in'));
    expect(count()).toBeLessThan(all);
    expect(rows.queryByRole('row', { name: /^Email Work/ })).toBeNull();
  });

  it('keeps what is in sight when the run changes, and shows all of another story', async () => {
    const { session, user, inSight, button } = openTimeline('price-drop', 'api-driven');
    await user.click(button('Zoom in'));
    const before = inSight();
    flushSync(() => {
      session.changeSettings({ timeoutMs: 1_000 });
    });
    expect(inSight()).toBe(before);
    flushSync(() => {
      session.chooseScenario('order-shipped');
    });
    expect(inSight()).toMatch(/^All /);
  });

  it('says why it is empty', () => {
    const session = new Session();
    const recording = recordingOf('price-drop', 'event-sourced');
    session.open({ ...recording, scenario: { ...session.scenario, acts: [] } });
    render(WithSession, { session, of: Timeline });
    expect(screen.getByText(/^Nothing happens in this run/)).toBeVisible();
  });
});
