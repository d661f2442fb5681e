import { screen, within } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Selection } from '../../../src/ui/selection';
import { openDetails } from '../../support/details-page';

// Its code comes when it is opened; a test does not wait for the reading of files.
beforeAll(() => import('../../../src/ui/inspector/Inspector.svelte'));

type Opening = Parameters<typeof openDetails>[0];

async function inspect(selection: Selection | undefined, opening: Opening = {}) {
  const details = openDetails({ at: 'end', ...opening, panel: 'inspector' });
  flushSync(() => {
    details.session.select(selection);
  });
  await screen.findByRole('button', {
    name: selection === undefined ? 'Data store' : 'Close',
  });
  return details;
}

const section = (name: string | RegExp) => within(screen.getByRole('region', { name }));

describe('the inspector', () => {
  it('says what to do when nothing is selected, and offers what there is', async () => {
    const { session, user } = await inspect(undefined);
    expect(screen.getByRole('heading', { name: 'Nothing is selected' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Bob Smith' }));
    expect(session.selection).toEqual({ kind: 'customer', id: 'cust-002' });
  });

  it('closes', async () => {
    const { session, user } = await inspect({ kind: 'node', id: 'pricing' });
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(session.selection).toBeUndefined();
    expect(session.panel).toBe('inspector');
  });

  it('shows a payload as a tree, with money in dollars and ids that lead on', async () => {
    const { session, user } = await inspect({ kind: 'record', seq: 8 });
    const payload = section('Payload');
    expect(payload.getByText('newPriceCents').parentElement).toHaveTextContent('11999 $119.99');
    await user.click(payload.getByRole('button', { name: 'prod-001' }));
    expect(session.selection).toEqual({ kind: 'entity', machine: 'product', id: 'prod-001' });
    expect(await screen.findByText('$119.99')).toBeVisible();
  });

  it('opens and closes the branches of a payload by key', async () => {
    const { session, user } = await inspect(undefined);
    const carts = session.trace.find(({ kind, node }) => kind === 'reply' && node === 'store');
    const reply =
      session.trace.find((record) => record.kind === 'reply' && Array.isArray(record.payload)) ?? carts;
    flushSync(() => {
      session.select({ kind: 'record', seq: reply?.seq ?? 0 });
    });
    const [branch] = section('Answer').getAllByRole('group');
    expect(branch).toHaveAttribute('open');
    await user.click(within(branch as HTMLElement).getAllByText(/^1\.$/)[0] as HTMLElement);
    expect(branch).not.toHaveAttribute('open');
  });

  it('shows the life of a notification as far as it has come', async () => {
    const { goTo, session } = await inspect({ kind: 'entity', machine: 'notification', id: 'ntf-1' });
    const life = section('Its life so far');
    const current = () => life.getAllByRole('listitem').find((stop) => stop.hasAttribute('aria-current'));
    expect(current()).toHaveTextContent(/^sent/);
    const sending = session.trace.find(
      (record) => record.kind === 'changed' && record.to === 'pending.sending',
    );
    goTo(sending?.seq ?? 0);
    expect(current()).toHaveTextContent(/^sending/);
    expect(life.getByText(/From here it can become sent or failed/)).toBeVisible();
  });

  it('says of a notification what decided, what it says, and for whom it is', async () => {
    await inspect({ kind: 'entity', machine: 'notification', id: 'ntf-1' });
    expect(
      section('Decisions that led to it').getByRole('button', { name: /Segment rule: Carol/ }),
    ).toBeVisible();
    expect(section('What it says').getByText(/Hello Carol Williams/)).toBeVisible();
    expect(section('About it').getByRole('button', { name: 'Carol Williams' })).toBeVisible();
  });

  it('leads to where a notification begins when it is not there yet', async () => {
    const { session, user } = await inspect(
      { kind: 'entity', machine: 'notification', id: 'ntf-1' },
      { at: 2 },
    );
    expect(screen.getByText(/ntf-1 does not exist yet at step 2/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: /Notification ntf-1 is created/ }));
    expect(session.view.entities.has('notification ntf-1')).toBe(true);
  });

  it('shows an order with its line items as they are at this step', async () => {
    const { session, goTo } = await inspect(
      { kind: 'entity', machine: 'line-item', id: 'ord-001/prod-001' },
      { scenario: 'order-complete' },
    );
    const items = () => section('Line items').getByRole('table');
    expect(within(items()).getAllByText('shipped')).toHaveLength(2);
    const [first] = session.trace.filter(
      (record) => record.kind === 'changed' && record.machine === 'line-item',
    );
    goTo(first?.seq ?? 0);
    expect(within(items()).getAllByText('shipped')).toHaveLength(1);
    expect(within(items()).getAllByText('pending')).toHaveLength(1);
  });

  it('shows the preferences of a customer, and what the customer has received', async () => {
    await inspect({ kind: 'customer', id: 'cust-003' });
    const preferences = section(/^Preferences/).getByRole('table');
    expect(
      within(preferences).getByRole('row', { name: /^price alerts wanted wanted not wanted/ }),
    ).toBeVisible();
    expect(section(/Has received/).getAllByRole('button')).toHaveLength(2);
  });

  it('says of a customer without preferences what that means', async () => {
    await inspect({ kind: 'customer', id: 'cust-006' });
    expect(section(/^Preferences/).getByText(/gets email only/)).toBeVisible();
  });

  it('says what a node does, and for what it waits', async () => {
    const { session } = await inspect(undefined, { architecture: 'api-driven' });
    const call = session.trace.find((record) => record.kind === 'sent' && record.form === 'call');
    flushSync(() => {
      session.jumpTo((call?.seq ?? 0) + 1);
      session.select({ kind: 'node', id: 'pricing' });
    });
    expect(section('What it is').getByText(/waits for 1 answer/)).toBeVisible();
    expect(
      section('It waits for the answer to').getByRole('button', { name: /POST \/notify/ }),
    ).toBeVisible();
    expect(
      section('Whom it is connected to').getByRole('button', { name: 'Notification API' }),
    ).toBeVisible();
  });
});
