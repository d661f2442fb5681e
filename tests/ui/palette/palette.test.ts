import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf, type ArchitectureName } from '../../../src/simulation';
import { typesOfKind } from '../../../src/ui/acting/draft';
import Palette from '../../../src/ui/palette/Palette.svelte';
import { Session } from '../../../src/ui/session.svelte';
import '../../support/later-parts';
import DialogWithSession from '../../support/DialogWithSession.svelte';

interface Opening {
  readonly scenario?: string;
  readonly architecture?: ArchitectureName;
  readonly at?: number | 'end';
  readonly prepare?: (session: Session) => void;
}

async function openPalette({
  scenario = 'price-drop',
  architecture = 'event-sourced',
  at = 20,
  prepare,
}: Opening = {}) {
  const session = new Session();
  session.open(recordingOf(scenario, architecture));
  session.jumpTo(at === 'end' ? session.trace.length : at);
  prepare?.(session);
  let closed = 0;
  render(DialogWithSession, { session, of: Palette, onclose: () => (closed += 1) });
  await tick();
  return {
    session,
    user: userEvent.setup(),
    field: () => screen.getByRole('combobox', { name: 'Find a command' }),
    closed: () => closed,
  };
}

/** What Enter would choose. */
function activeOption(): string {
  const id = screen.getByRole('combobox', { name: 'Find a command' }).getAttribute('aria-activedescendant');
  return document.getElementById(id ?? '')?.textContent.trim() ?? '';
}

describe('the command palette', () => {
  it('begins in its field, and offers every command, fault, operation and edit by a name of its own', async () => {
    const { field } = await openPalette();
    expect(field()).toHaveFocus();
    for (const [kind, group] of [
      ['command', 'Tell the shop'],
      ['fault', 'Break'],
      ['operation', 'Operate'],
      ['edit', 'Change data'],
    ] as const) {
      const titles = within(screen.getByRole('group', { name: group }))
        .getAllByRole('option')
        .map((option) => option.firstElementChild?.textContent);
      expect(new Set(titles).size).toBe(typesOfKind(kind).length);
    }
  });

  it('says who gives a command', async () => {
    await openPalette();
    expect(screen.getByRole('option', { name: 'Ship order Warehouse' })).toBeVisible();
  });

  it('sends a command by keyboard alone, about the order that is selected', async () => {
    const { session, user, closed } = await openPalette({
      scenario: 'order-complete',
      prepare: (opened) => {
        opened.select({ kind: 'entity', machine: 'order', id: 'ord-002' });
      },
    });
    const before = session.trace[19]?.at ?? 0;
    await user.keyboard('cancel order');
    expect(activeOption()).toMatch(/^Cancel order/);
    await user.keyboard('{Enter}');
    const order = screen.getByRole('combobox', { name: 'Order' });
    expect(order).toHaveFocus();
    expect(order).toHaveDisplayValue(/^ord-002 · /);
    expect(screen.getByText(/^This happens at t = /)).toHaveTextContent(
      `This happens at t = ${before + 1} ms, right after step`,
    );
    expect(screen.getByText(/The old future is kept as a branch/)).toBeVisible();
    await user.keyboard('{Enter}');
    expect(closed()).toBe(0);
    screen.getByRole('button', { name: 'Cancel order' }).focus();
    await user.keyboard('{Enter}');
    expect(closed()).toBe(1);
    expect(session.personActs).toEqual([
      { at: before + 1, kind: 'command', command: { type: 'CancelOrder', orderId: 'ord-002' } },
    ]);
    expect(session.view.current).toMatchObject({ kind: 'sent', name: 'CancelOrder' });
    expect(session.futures.branches).toHaveLength(2);
  });

  it('finds what is meant though a word is incomplete, or not the first', async () => {
    const { user } = await openPalette();
    await user.keyboard('ord plac');
    expect(activeOption()).toMatch(/^Place order/);
  });

  it('takes what a person does for likelier than a scenario with the same words', async () => {
    const { user, field } = await openPalette();
    await user.keyboard('change pref');
    expect(activeOption()).toBe('Change preferences by hand');
    await user.clear(field());
    await user.keyboard('preferences change meanwhile');
    expect(activeOption()).toMatch(/^Preferences change meanwhile/);
  });

  it('leads through what it found with the arrows, round the end', async () => {
    const { user } = await openPalette();
    await user.keyboard('adapter');
    const first = activeOption();
    await user.keyboard('{ArrowDown}');
    const second = activeOption();
    expect(second).not.toBe(first);
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(activeOption()).not.toBe(second);
    await user.keyboard('{ArrowDown}');
    expect(activeOption()).toBe(first);
    expect(screen.getByRole('combobox', { name: 'Find a command' })).toHaveFocus();
  });

  it('says so when nothing is called that', async () => {
    const { user } = await openPalette();
    await user.keyboard('unicorn');
    expect(screen.getByText(/^Nothing is called that/)).toBeVisible();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  });

  it('says at its field what is wrong, and loses nothing', async () => {
    const { session, user, closed } = await openPalette();
    await user.keyboard('place order{Enter}');
    const quantity = screen.getByRole('textbox', { name: 'Quantity' });
    await user.clear(quantity);
    await user.type(quantity, 'many');
    await user.click(screen.getByRole('button', { name: 'Place order' }));
    expect(quantity).toBeInvalid();
    expect(quantity).toHaveFocus();
    expect(quantity).toHaveAccessibleDescription('Must be a number.');
    expect(quantity).toHaveValue('many');
    expect(screen.getByRole('alert')).toHaveTextContent(/^Nothing has happened yet/);
    expect(session.personActs).toEqual([]);
    expect(closed()).toBe(0);

    await user.clear(quantity);
    await user.type(quantity, '3');
    await user.click(screen.getByRole('button', { name: 'Place order' }));
    expect(session.personActs).toMatchObject([{ command: { type: 'PlaceOrder', items: [{ quantity: 3 }] } }]);
  });

  it('comes back from a form to what was typed', async () => {
    const { user, field } = await openPalette();
    await user.keyboard('drop{Enter}');
    expect(screen.getByRole('dialog', { name: 'Drop messages' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect(field()).toHaveValue('drop');
    expect(field()).toHaveFocus();
  });

  it('lets another one give a command', async () => {
    const { session, user } = await openPalette();
    await user.keyboard('ship order{Enter}');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Given by' }), 'Support desk');
    await user.click(screen.getByRole('button', { name: 'Ship order' }));
    expect(session.personActs).toMatchObject([{ by: 'support', command: { type: 'ShipOrder' } }]);
  });

  it('goes on in the same branch at the end', async () => {
    const { session, user } = await openPalette({ at: 'end' });
    await user.keyboard('process scheduled{Enter}');
    expect(screen.getByText(/The story goes on from there/)).toBeVisible();
    await user.keyboard('{Enter}');
    expect(session.futures.branches).toHaveLength(1);
    expect(session.personActs).toHaveLength(1);
  });

  it('does what the page does, and begins scenarios', async () => {
    const { session, user } = await openPalette();
    await user.keyboard('order shipped scenario{Enter}');
    expect(session.scenario.title).toMatch(/^Order shipped/);
  });
});
