import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordingOf, type Act, type Choices, type TraceRecord } from '../../../src/simulation';
import FaultDialog from '../../../src/ui/acting/FaultDialog.svelte';
import EditedAct from '../../../src/ui/acting/EditedAct.svelte';
import { Session } from '../../../src/ui/session.svelte';
import type { Selection } from '../../../src/ui/selection';
import { openDetails } from '../../support/details-page';
import DialogWithSession from '../../support/DialogWithSession.svelte';

// Its code comes when it is opened; a test does not wait for the reading of files.
beforeAll(() => import('../../../src/ui/inspector/Inspector.svelte'));

function openMenu(target: Selection, at: number, choices: Choices = {}) {
  const session = new Session();
  session.open(recordingOf('price-drop', 'event-sourced', choices));
  session.jumpTo(at);
  session.faultTarget = target;
  render(DialogWithSession, { session, of: FaultDialog });
  return { session, user: userEvent.setup(), menu: within(screen.getByRole('dialog')) };
}

const titles = () => screen.getAllByRole('listitem').map((item) => item.querySelector('button')?.textContent);

/** The first message of that name from the event bus to the notification service. */
function eventOnItsWay({ trace }: Pick<Session, 'trace'>): TraceRecord {
  const record = trace.find(({ kind, node }) => kind === 'sent' && node === 'bus');
  if (record === undefined) throw new Error('no event leaves the bus');
  return record;
}

describe('the fault menu', () => {
  it('offers for a part of the shop what can befall it', () => {
    const { menu } = openMenu({ kind: 'node', id: 'pricing' }, 10);
    expect(menu.getByRole('heading', { name: 'Break Pricing' })).toBeVisible();
    expect(titles()).toEqual([
      'Take Pricing down',
      'Crash Pricing',
      'Slow Pricing down',
      'Make Pricing throw',
      'Stop Pricing in good order',
    ]);
    expect(menu.getByRole('button', { name: 'Take Pricing down' })).toHaveFocus();
  });

  it('offers for a channel what can befall its adapter', () => {
    openMenu({ kind: 'node', id: 'email' }, 10);
    expect(titles()).toEqual([
      'Make Email refuse',
      'Make its adapter throw',
      'Slow Email down',
      'Bounce the next message',
      'Take Email down',
    ]);
  });

  it('offers to start what is away', () => {
    openMenu({ kind: 'node', id: 'email' }, 3, {
      acts: [{ at: 0, kind: 'fault', fault: { type: 'down', node: 'email' } }],
    });
    expect(titles()).toContain('Start Email');
  });

  it.each<[string, Selection]>([
    ['a customer', { kind: 'customer', id: 'cust-001' }],
    ['someone outside the shop', { kind: 'node', id: 'merchandiser' }],
  ])('offers nothing for %s, and says what to do', (_, target) => {
    const { menu } = openMenu(target, 10);
    expect(menu.queryByRole('list')).toBeNull();
    expect(menu.getByText(/^Nothing about it can break\. Select a part/)).toBeVisible();
  });

  it('drops the very message that is under way, by one press, and keeps the old future', async () => {
    const opened = new Session();
    opened.open(recordingOf('price-drop', 'event-sourced'));
    const message = eventOnItsWay(opened);
    const { session, user, menu } = openMenu({ kind: 'record', seq: message.seq }, message.seq + 1);
    expect(menu.getByText(/A fault strikes what leaves after it has begun/)).toHaveTextContent(
      `This happens at t = ${message.at} ms`,
    );
    await user.click(menu.getByRole('button', { name: 'Drop this message' }));
    expect(session.futures.branches).toHaveLength(2);
    expect(session.view.current).toMatchObject({ kind: 'fault', fault: 'drop', phase: 'begins' });
    const lost = session.trace.filter((record) => record.kind === 'lost');
    expect(lost).toMatchObject([{ reason: 'dropped', fault: session.view.current?.seq }]);
    expect(session.trace[(lost[0]?.message ?? 0) - 1]).toMatchObject({ at: message.at, node: message.node });
  });

  it('offers no second copy of what would change nothing twice, and says why', () => {
    const opened = new Session();
    opened.open(recordingOf('price-drop', 'event-sourced'));
    const query = opened.trace.find(({ kind }) => kind === 'query');
    const { menu } = openMenu({ kind: 'record', seq: query?.seq ?? 0 }, query?.seq ?? 0);
    const button = menu.getByRole('button', { name: 'Duplicate this message' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(/would change nothing/);
  });

  it('says of what leaves first of all that nothing can come before it', () => {
    const { menu } = openMenu({ kind: 'record', seq: 1 }, 1);
    expect(menu.getByRole('button', { name: 'Drop this message' })).toHaveAccessibleDescription(
      /nothing can come before it/,
    );
  });

  it('lets a person adjust a fault before it begins', async () => {
    const { session, user, menu } = openMenu({ kind: 'node', id: 'pricing' }, 10);
    await user.click(menu.getByRole('button', { name: 'Adjust: Slow Pricing down' }));
    const delay = menu.getByRole('textbox', { name: 'Later by (ms)' });
    await user.clear(delay);
    await user.type(delay, '40');
    await user.click(menu.getByRole('button', { name: 'Slow a part down' }));
    expect(session.personActs).toMatchObject([{ fault: { type: 'slow', node: 'pricing', delayMs: 40 } }]);
  });
});

describe('the inspector', () => {
  const slowed: Act = { at: 3, kind: 'fault', fault: { type: 'slow', node: 'pricing', delayMs: 20 } };

  async function inspect(selection: Selection, acts: readonly Act[]) {
    const details = openDetails({ at: 'end', choices: { acts } });
    details.session.select(selection);
    await screen.findByRole('button', { name: 'Close' });
    return details;
  }

  it('lists the faults that concern a part, and removes one', async () => {
    const other: Act = { at: 4, kind: 'fault', fault: { type: 'down', node: 'billing' } };
    const { session, user } = await inspect({ kind: 'node', id: 'pricing' }, [slowed, other]);
    const faults = within(screen.getByRole('region', { name: 'Faults of this run that concern it' }));
    expect(faults.getAllByRole('listitem')).toHaveLength(1);
    await user.click(
      faults.getByRole('button', { name: /^Remove the fault that Pricing takes 20 ms longer/ }),
    );
    expect(session.personActs).toEqual([other]);
    expect(screen.queryByRole('region', { name: /^Faults of this run/ })).toBeNull();
    expect(session.futures.undoLabel).toMatch(/^Remove/);
  });

  it('opens the act that is to be changed', async () => {
    const { session, user } = await inspect({ kind: 'node', id: 'pricing' }, [slowed]);
    await user.click(screen.getByRole('button', { name: /^Change the fault/ }));
    expect(session.editedAct).toBe(0);
  });

  it('breaks what it shows', async () => {
    const { session, user } = await inspect({ kind: 'node', id: 'pricing' }, []);
    await user.click(screen.getByRole('button', { name: 'Break…' }));
    expect(session.dialog).toBe('fault');
    expect(session.faultTarget).toEqual({ kind: 'node', id: 'pricing' });
  });

  it('has nothing to break where nothing can', async () => {
    await inspect({ kind: 'customer', id: 'cust-001' }, []);
    expect(screen.queryByRole('button', { name: 'Break…' })).toBeNull();
  });

  it.each<[string, Selection, string]>([
    ['the price', { kind: 'entity', machine: 'product', id: 'prod-001' }, 'Change a price by hand'],
    ['the stock', { kind: 'entity', machine: 'product', id: 'prod-001' }, 'Change stock by hand'],
    ['the segment', { kind: 'customer', id: 'cust-001' }, 'Change a segment by hand'],
    ['the cart', { kind: 'customer', id: 'cust-001' }, 'Change a cart by hand'],
    ['the preferences', { kind: 'customer', id: 'cust-001' }, 'Change preferences by hand'],
  ])('opens a form for %s', async (what, selection, title) => {
    const { session, user } = await inspect(selection, []);
    await user.click(screen.getByRole('button', { name: `Change ${what}…` }));
    const dialog = within(await screen.findByRole('dialog', { name: title }));
    await user.click(dialog.getByRole('button', { name: title }));
    expect(session.personActs).toHaveLength(1);
    expect(session.view.current).toMatchObject({ kind: 'changed', event: 'EDIT' });
  });

  it('shows a cart and a segment as they were changed', async () => {
    await inspect({ kind: 'customer', id: 'cust-002' }, [
      { at: 1, kind: 'edit', edit: { type: 'set-segment', customerId: 'cust-002', segment: 'platinum' } },
      {
        at: 1,
        kind: 'edit',
        edit: {
          type: 'set-cart',
          cart: { customerId: 'cust-002', items: [{ productId: 'prod-003', quantity: 9 }] },
        },
      },
    ]);
    expect(screen.getByText('platinum')).toBeVisible();
    expect(screen.getByText(/In the cart: 9 ×/)).toBeVisible();
  });
});

describe('an act that is changed', () => {
  it('takes another time and other values, in the same branch', async () => {
    const session = new Session();
    session.open(
      recordingOf('price-drop', 'event-sourced', {
        acts: [{ at: 3, kind: 'fault', fault: { type: 'slow', node: 'pricing', delayMs: 20 } }],
      }),
    );
    session.editedAct = 0;
    render(DialogWithSession, { session, of: EditedAct });
    const user = userEvent.setup();
    const at = screen.getByRole('textbox', { name: 'At (ms)' });
    await user.clear(at);
    await user.click(screen.getByRole('button', { name: 'Save the change' }));
    expect(at).toBeInvalid();
    await user.type(at, '7');
    const delay = screen.getByRole('textbox', { name: 'Later by (ms)' });
    await user.clear(delay);
    await user.type(delay, '30');
    await user.click(screen.getByRole('button', { name: 'Save the change' }));
    expect(session.personActs).toEqual([
      { at: 7, kind: 'fault', fault: { type: 'slow', node: 'pricing', delayMs: 30 } },
    ]);
    expect(session.futures.branches).toHaveLength(1);
  });
});
